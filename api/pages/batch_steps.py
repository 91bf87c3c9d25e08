"""A batch's life as steps in time: what was done, by whom, with which minutes, and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from application.batch_file import BatchFile, Draft, Entry, day_of
from domain.batches import events as batches
from domain.batches.events import MeetingMinutes
from domain.batches.state import Stage
from domain.money import Money
from domain.programmes.policy import ApprovalStep

Kind = Literal[
    "submitted",
    "approved",
    "sent_back",
    "released",
    "result",
    "late",
    "reissued",
    "cancelled",
    "closed",
    "to_approve",
    "to_do",
]


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `on` is the day it counts for, `at` when it was recorded; both None for one that is to come.

    `people` and `amount` are what it moved, `back` and `amount_back` what the bank sent back.
    """

    kind: Kind
    version: int = 0
    on: date | None = None
    at: datetime | None = None
    position: int = 0
    who: str = ""
    step: ApprovalStep | None = None
    reason: str = ""
    minutes: MeetingMinutes | None = None
    statement: str = ""
    people: int = 0
    amount: Money | None = None
    back: int = 0
    amount_back: Money | None = None
    to_treasury: bool = False
    is_next: bool = False


def steps_of(file: BatchFile) -> list[Step]:
    """Return the steps of every version in their order, and behind them those that are to come."""
    found = [_told(entry, number, draft) for number, draft in enumerate(file.drafts, 1) for entry in draft.entries]
    found += [_told(entry, len(file.drafts), file.draft) for entry in file.later]
    return [*found, *_to_come(file)]


def _told(entry: Entry, version: int, draft: Draft) -> Step:
    kind, more = _said(entry.fact, draft)
    return Step(
        kind,
        version=version,
        on=day_of(entry.fact),
        at=entry.recorded_at,
        position=entry.position,
        who=entry.actor,
        **more,  # type: ignore[arg-type]  # the fields of a step, by name
    )


def _said(fact: object, draft: Draft) -> tuple[Kind, dict[str, object]]:
    match fact:
        case batches.BatchApproved():
            return "approved", {"step": fact.step, "minutes": fact.minutes}
        case batches.BatchSentBack():
            return "sent_back", {"step": fact.step, "reason": fact.reason}
        case batches.BatchReleased():
            return "released", {"people": len(draft.lines), "amount": draft.amount}
        case batches.BankResultPosted():
            return "result", {
                "people": fact.settled,
                "amount": fact.settled_total,
                "back": fact.returned,
                "amount_back": fact.returned_total,
                "statement": fact.statement,
            }
        case batches.LateReturnsPosted():
            return "late", {
                "back": fact.returned,
                "amount_back": fact.returned_total,
                "statement": fact.statement,
                "to_treasury": fact.to_treasury,
            }
        case batches.PayoutsReissued():
            return "reissued", {"people": fact.people, "amount": fact.total}
        case batches.PayoutsCancelled():
            return "cancelled", {"people": fact.people, "amount": fact.total}
        case batches.BatchClosed():
            return "closed", {}
        case batches.BatchSubmitted():
            return "submitted", {"people": fact.people, "amount": fact.total}
        case _:
            raise TypeError(f"nobody has said what step {type(fact).__name__} is")


def _to_come(file: BatchFile) -> Iterator[Step]:
    for number, step in enumerate(file.steps_to_come):
        yield Step("to_approve", step=step, is_next=number == 0)
    if file.state.stage is Stage.APPROVED:
        yield Step("to_do", is_next=True)
