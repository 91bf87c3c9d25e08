"""How the steps of a person's or a case's life are told on a page."""

from __future__ import annotations

from api.pages.event_words import event_word
from api.pages.field_words import field_word
from api.pages.page import Page
from application.replay.steps import LifeStep
from domain.eligibility.events import StopReason

BAD = frozenset({"case.refused", "case.suspended", "case.revoked", "case.reopened", "command.refused"})
TOLD = (
    "source",
    "level",
    "favourable",
    "passed",
    "upheld",
    "first_month",
    "from_month",
    "back_pay_months",
    "to_region",
    "fields",
)
"""What of an entry's details a step shows, beside its reasons."""
_STOPS = {one.value: one for one in StopReason}


def title_of(page: Page, step: LifeStep) -> str:
    """Return what a step is called."""
    return event_word(page.language, step.event)


def is_bad(step: LifeStep) -> bool:
    """Say whether the step went against the person."""
    return step.event.rpartition(".")[0] in BAD or step.details.get("favourable") is False


def told_of(page: Page, step: LifeStep) -> list[tuple[str, str]]:
    """Return the details that are shown, in words."""
    shown = []
    for name in TOLD:
        value = step.details.get(name)
        if value in (None, "", ()) or (name == "back_pay_months" and not value):
            continue
        said = "、".join(map(page.word, value)) if isinstance(value, tuple) else page.word(value)
        shown.append((field_word(page.language, name), said))
    return shown


def why_of(page: Page, step: LifeStep) -> str:
    """Return why it was done: words as they were written, codes in words."""
    return "；".join(page.word(_STOPS.get(one, one)) for one in step.why)
