"""A batch as its decisions see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from domain.batches.events import (
    BankResultPosted,
    BatchApproved,
    BatchClosed,
    BatchEvent,
    BatchLine,
    BatchLinesListed,
    BatchOpened,
    BatchReleased,
    BatchSentBack,
    BatchSubmitted,
    BatchUnfundedListed,
    LateReturnsPosted,
    PayoutsCancelled,
    PayoutsReissued,
)
from domain.batches.rejections import NoSuchBatch
from domain.programmes.policy import ApprovalStep


class Stage(StrEnum):
    """How far a batch is."""

    OPEN = "open"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RELEASED = "released"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch. `open_payouts` counts payments at the bank, `returned_payouts` those sent back and not dealt with.

    `results` are what the bank said, statement by statement.
    """

    id: str
    opened: BatchOpened
    stage: Stage = Stage.OPEN
    pages: tuple[tuple[BatchLine, ...], ...] = ()
    submitted: BatchSubmitted | None = None
    approvals: tuple[BatchApproved, ...] = ()
    open_payouts: int = 0
    returned_payouts: int = 0
    results: tuple[BankResultPosted | LateReturnsPosted, ...] = ()

    @property
    def lines(self) -> list[BatchLine]:
        """All payments of the batch, in listed order."""
        return [line for page in self.pages for line in page]

    @property
    def next_step(self) -> ApprovalStep | None:
        """The approval step that is due, None when all are done."""
        done = len(self.approvals)
        return self.opened.approval_chain[done] if done < len(self.opened.approval_chain) else None


def replay(batch_id: str, facts: Iterable[object]) -> Batch | None:
    """Build the state of a batch from its history; None when it has none."""
    history = iter(facts)
    opened = next(history, None)
    if opened is None:
        return None
    assert isinstance(opened, BatchOpened), "a batch begins with its opening"
    state = Batch(batch_id, opened)
    for fact in history:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def existing(batch: Batch | None, batch_id: str) -> Batch:
    """Return the batch. Raises NoSuchBatch."""
    if batch is None:
        raise NoSuchBatch("batch_id", batch=batch_id)
    return batch


def evolve(batch: Batch, event: BatchEvent) -> Batch:
    """Return the batch after one event."""
    match event:
        case BatchOpened():
            return replace(batch, opened=event)
        case BatchLinesListed(page=page, lines=lines):
            earlier = batch.pages if page > 1 else ()
            return replace(batch, pages=(*earlier, lines))
        case BatchUnfundedListed():
            return batch
        case BatchSubmitted():
            return replace(batch, stage=Stage.SUBMITTED, submitted=event, approvals=())
        case BatchApproved():
            approvals = (*batch.approvals, event)
            complete = len(approvals) == len(batch.opened.approval_chain)
            return replace(batch, approvals=approvals, stage=Stage.APPROVED if complete else Stage.SUBMITTED)
        case BatchSentBack():
            return replace(batch, stage=Stage.OPEN, submitted=None, approvals=())
        case BatchReleased():
            people = batch.submitted.people if batch.submitted else 0
            return replace(batch, stage=Stage.RELEASED, open_payouts=people)
        case BankResultPosted(settled=settled, returned=returned):
            return replace(
                batch,
                open_payouts=batch.open_payouts - settled - returned,
                returned_payouts=batch.returned_payouts + returned,
                results=(*batch.results, event),
            )
        case LateReturnsPosted(returned=returned, to_treasury=to_treasury):
            said = replace(batch, results=(*batch.results, event))
            if to_treasury:
                return said
            return replace(said, stage=Stage.RELEASED, returned_payouts=batch.returned_payouts + returned)
        case PayoutsReissued(people=people):
            return replace(
                batch,
                open_payouts=batch.open_payouts + people,
                returned_payouts=batch.returned_payouts - people,
            )
        case PayoutsCancelled(people=people):
            return replace(batch, returned_payouts=batch.returned_payouts - people)
        case BatchClosed():
            return replace(batch, stage=Stage.CLOSED)
        case _:
            assert_never(event)
