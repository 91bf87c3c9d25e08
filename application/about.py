"""What a command is about: the streams of the things it names, so that what was refused lies beside what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.free_text import looks_like_personal_number
from domain.funds.parts import fund_of

_NAMED = (
    ("batch_id", "batch"),
    ("recovery_id", "recovery"),
    ("payout_id", "payout"),
    ("agreement_id", "agreement"),
    ("tender_id", "tender"),
    ("notice_id", "notice"),
    ("finding", "finding"),
    ("account_id", "account"),
)
_PLACE = re.compile(r"(?:beneficiaries|people)\[(\d+)\]")
LONGEST = 200
"""Characters of a stream's name that are kept; longer ones name nothing that is there."""


def about(ask: object, field: str = "") -> tuple[str, ...]:
    """Return the streams of the things a command names, each once; `field` says at which of many people it stopped.

    What was typed may be anything: a name that looks like a person's number is left out.
    """
    streams = dict.fromkeys(_streams(ask, field))
    return tuple(one for one in streams if len(one) <= LONGEST and not looks_like_personal_number(one))


def _streams(ask: object, field: str) -> Iterator[str]:
    said = {name: getattr(ask, name, None) for name in ("programme", "beneficiary", "period", "number")}
    programme, person = said["programme"], said["beneficiary"] or _person(ask, field)
    for name, kind in _NAMED:
        if getattr(ask, name, None):
            yield f"{kind}/{getattr(ask, name)}"
    if programme and said["period"] and said["number"]:
        yield f"batch/{programme}/{said['period']}/{said['number']}"
    elif programme and person:
        yield f"case/{programme}/{person}"
    elif person:
        yield f"beneficiary/{person}"
    elif programme and hasattr(ask, "fiscal_year") and hasattr(ask, "region"):
        yield f"fund/{getattr(ask, 'fiscal_year')}/{programme}/{getattr(ask, 'region')}"  # noqa: B009 - any command's
    elif programme:
        yield f"programme/{programme}"
    for name in ("line", "from_line", "to_line"):
        if line := getattr(ask, name, None):
            yield f"fund/{fund_of(line)}"


def _person(ask: object, field: str) -> str:
    """Return the person at the place in a list that a refusal names; nobody where it names none."""
    people, place = getattr(ask, "beneficiaries", ()), _PLACE.search(field)
    return str(people[int(place[1])]) if place and int(place[1]) < len(people) else ""
