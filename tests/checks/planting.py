"""Planting what our own commands refuse: facts go into the log as somebody with the database's own means would put
them there; and external lists as a reader gives them out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

from application.checks.check import Finding
from application.checks.lists import RawRow
from application.checks.running import Asked, Brought, look
from application.recorded import Change
from application.road import Officer
from domain.checks.events import Parameter
from tests.support.office import Office

AUDITOR, INSPECTOR = Officer("auditor-bai"), Officer("inspector-yu")
TODAY = date(2018, 2, 1)
_IDS = count(1)


def plant(office: Office, stream: str, *facts: object, by: str = "somebody") -> int:
    """Append facts behind what the stream has, past every decision. Return the last position."""
    log = office.desk.log
    change = Change(stream, len(log.stream(stream)), facts)
    receipt = log.append(
        [change], actor=by, command_id=f"planted-{next(_IDS):06d}", request_hash="ab" * 32, answer=lambda _a, _b: {}
    )
    return receipt.last_position


def a_list(name: str, *rows: dict[str, Any]) -> Brought:
    """Return a list with these rows."""
    return Brought(name, "cd" * 32, tuple(RawRow(number, row) for number, row in enumerate(rows, 2)))


def id_of(office: Office, person: str) -> str:
    """Return somebody's ID number, as another office's list would have it."""
    return office.desk.vault.reveal(person, actor="tests", why="名单").id_number


def found(
    office: Office,
    *checks: str,
    lists: Sequence[Brought] = (),
    as_of: int | None = None,
    effective: date = TODAY,
    **parameters: int,
) -> list[Finding]:
    """Run checks as an auditor and return what they find."""
    given = tuple(Parameter(checks[0], name, value) for name, value in parameters.items())
    looked = look(Asked(checks, as_of, effective, given), lists, by=AUDITOR, desk=office.desk)
    return [one for own in looked.found.values() for one in own]
