"""A batch from its opening to its closing. The list is built in `build.py`, each payment decided in `payouts`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from re import compile as pattern
from typing import TypeVar

from domain.batches.build import Draft
from domain.batches.digest import digest_of
from domain.batches.events import (
    BankResultPosted,
    BatchApproved,
    BatchClosed,
    BatchLine,
    BatchLinesListed,
    BatchOpened,
    BatchReleased,
    BatchSentBack,
    BatchSubmitted,
    BatchUnfundedListed,
    LateReturnsPosted,
    MeetingMinutes,
    PayoutsCancelled,
    PayoutsReissued,
)
from domain.batches.minutes import checked_minutes
from domain.batches.rejections import (
    ContentChanged,
    MinutesNotWanted,
    NotAFileHash,
    PayoutsStillOpen,
    SameHands,
    StatementPostedBefore,
    StepOutOfOrder,
    ValueDateTooFar,
    WrongStage,
)
from domain.batches.state import Batch, Stage
from domain.dates import not_before
from domain.money import Money
from domain.programmes.policy import ApprovalStep

BYTES_PER_PAGE = 56_000
"""What a page of payments may come to in UTF-8, by a generous count: an entry holds 65,535 bytes, envelope included."""

MOST_DAYS_AHEAD = 31
"""Long enough for the holidays around a spring festival."""

T = TypeVar("T")
_SHA256 = pattern(r"[0-9a-f]{64}")


def submit(
    batch_id: str, opened: BatchOpened, draft: Draft, *, by: str, on: date
) -> tuple[BatchLinesListed | BatchUnfundedListed | BatchSubmitted, ...]:
    """List a draft's payments and unfunded people, and bind them to one digest."""
    pages = [BatchLinesListed(number, lines) for number, lines in enumerate(_pages_of_lines(draft.lines), start=1)]
    unfunded = [
        BatchUnfundedListed(number, tier, people)
        for tier, all_people in draft.unfunded
        for number, people in enumerate(_pages(all_people, 1000), start=1)
    ]
    submitted = BatchSubmitted(
        digest=digest_of(batch_id, opened, draft.lines),
        people=len(draft.lines),
        total=draft.total,
        parts=draft.parts,
        seats=draft.seats,
        submitted_by=by,
        submitted_on=on,
    )
    return (*pages, *unfunded, submitted)


def approve(
    batch: Batch, *, step: ApprovalStep, digest: str, minutes: MeetingMinutes | None, by: str, on: date
) -> BatchApproved:
    """Take one step of the approval chain. The digest says what the approver looked at.

    Raises WrongStage, StepOutOfOrder, SameHands, ContentChanged, MinutesMissing, MinutesNotWanted, BeforeItsCause.
    """
    submitted = _submitted(batch)
    if batch.next_step is not step:
        due = batch.next_step.zh if batch.next_step else "-"
        raise StepOutOfOrder("step", next=due, step=step.zh)
    _other_hands(batch, by, step.zh)
    if digest != submitted.digest:
        raise ContentChanged("digest", digest=submitted.digest)
    if step is ApprovalStep.COLLECTIVE_MEETING:
        minutes = checked_minutes(minutes, since=submitted.submitted_on, on=on)
    elif minutes is not None:
        raise MinutesNotWanted("minutes")
    not_before(on, _last_on(batch), field="on")
    return BatchApproved(step=step, approved_by=by, approved_on=on, digest=digest, minutes=minutes)


def send_back(batch: Batch, *, step: ApprovalStep, reason: str, by: str, on: date) -> BatchSentBack:
    """Say no: approvals so far are void and the money is to be freed.

    Raises WrongStage, StepOutOfOrder, SameHands, BeforeItsCause.
    """
    if batch.stage not in (Stage.SUBMITTED, Stage.APPROVED):
        raise WrongStage("batch_id", stage=batch.stage.value, needed="submitted")
    if batch.next_step is not None and batch.next_step is not step:
        raise StepOutOfOrder("step", next=batch.next_step.zh, step=step.zh)
    if by in (batch.opened.opened_by, _submitted(batch).submitted_by):
        raise SameHands("by", who=by, earlier="经办", now=step.zh)
    not_before(on, _last_on(batch), field="on")
    return BatchSentBack(step=step, sent_back_by=by, sent_back_on=on, reason=reason)


def release(batch: Batch, *, by: str, value_date: date) -> BatchReleased:
    """Send the batch to the bank, exactly as it was approved and no earlier.

    Raises WrongStage, SameHands, ContentChanged, BeforeItsCause.
    """
    if batch.stage is not Stage.APPROVED:
        raise WrongStage("batch_id", stage=batch.stage.value, needed=Stage.APPROVED.value)
    _other_hands(batch, by, "放款")
    now = digest_of(batch.id, batch.opened, batch.lines)
    if {now} != {_submitted(batch).digest, *(approval.digest for approval in batch.approvals)}:
        raise ContentChanged("batch_id", digest=now)
    not_before(value_date, _last_on(batch), field="value_date")
    return BatchReleased(released_by=by, value_date=value_date, digest=now)


def payable_on(value_date: date, *, today: date) -> date:
    """Return the day the bank is to pay on. Raises ValueDateTooFar: no result could be posted before it."""
    if value_date > today + timedelta(days=MOST_DAYS_AHEAD):
        raise ValueDateTooFar("value_date", day=value_date, days=MOST_DAYS_AHEAD)
    return value_date


def statement_is_new(batch: Batch, sha256: str) -> None:
    """Check that a statement's file was not posted for this batch. Raises StatementPostedBefore.

    That is asked of a file that is brought as a whole: what an officer types from a paper statement comes line by line.
    """
    for posted in batch.results:
        if posted.statement_sha256 == sha256:
            raise StatementPostedBefore("file", batch=batch.id, on=posted.posted_on, statement=posted.statement)


def post_result(
    batch: Batch,
    *,
    statement: str,
    statement_sha256: str,
    settled: Sequence[Money],
    returned: Sequence[Money],
    by: str,
    on: date,
) -> BankResultPosted:
    """Record what the bank made of (some of) the batch. Raises WrongStage, NotAFileHash."""
    _at_the_bank(batch)
    return BankResultPosted(
        statement=statement,
        statement_sha256=_file_hash(statement_sha256),
        settled=len(settled),
        settled_total=Money(sum(amount.fen for amount in settled)),
        returned=len(returned),
        returned_total=Money(sum(amount.fen for amount in returned)),
        posted_by=by,
        posted_on=on,
    )


def post_late_returns(
    batch: Batch,
    *,
    statement: str,
    statement_sha256: str,
    returned: Sequence[Money],
    to_treasury: bool,
    by: str,
    on: date,
) -> LateReturnsPosted:
    """Record what the bank sent back after it had paid it, also of a closed batch. Raises WrongStage, NotAFileHash."""
    if batch.stage is not Stage.CLOSED:
        _at_the_bank(batch)
    return LateReturnsPosted(
        statement=statement,
        statement_sha256=_file_hash(statement_sha256),
        returned=len(returned),
        returned_total=Money(sum(amount.fen for amount in returned)),
        to_treasury=to_treasury,
        posted_by=by,
        posted_on=on,
    )


def reissue(batch: Batch, *, amounts: Sequence[Money], by: str, value_date: date) -> PayoutsReissued:
    """Send returned payments to the bank once more. Raises WrongStage, SameHands (the builder or an approver)."""
    _at_the_bank(batch)
    _other_hands(batch, by, "重发")
    return PayoutsReissued(
        people=len(amounts),
        total=Money(sum(amount.fen for amount in amounts)),
        reissued_by=by,
        value_date=value_date,
    )


def cancel(batch: Batch, *, amounts: Sequence[Money], by: str, on: date) -> PayoutsCancelled:
    """Give returned payments up. Raises WrongStage."""
    _at_the_bank(batch)
    return PayoutsCancelled(
        people=len(amounts),
        total=Money(sum(amount.fen for amount in amounts)),
        cancelled_by=by,
        cancelled_on=on,
    )


def close(batch: Batch, *, by: str, on: date) -> BatchClosed:
    """Close a batch of which nothing is open. Raises WrongStage, PayoutsStillOpen."""
    _at_the_bank(batch)
    open_ = batch.open_payouts + batch.returned_payouts
    if open_:
        raise PayoutsStillOpen("batch_id", people=open_)
    return BatchClosed(closed_by=by, closed_on=on)


def _submitted(batch: Batch) -> BatchSubmitted:
    if batch.submitted is None or batch.stage not in (Stage.SUBMITTED, Stage.APPROVED):
        raise WrongStage("batch_id", stage=batch.stage.value, needed=Stage.SUBMITTED.value)
    return batch.submitted


def _last_on(batch: Batch) -> date:
    """Return the day of the last step: nothing that follows it came earlier."""
    return batch.approvals[-1].approved_on if batch.approvals else _submitted(batch).submitted_on


def _file_hash(text: str) -> str:
    if not _SHA256.fullmatch(text):
        raise NotAFileHash("statement_sha256")
    return text


def _at_the_bank(batch: Batch) -> None:
    if batch.stage is not Stage.RELEASED:
        raise WrongStage("batch_id", stage=batch.stage.value, needed=Stage.RELEASED.value)


def _other_hands(batch: Batch, by: str, now: str) -> None:
    earlier = {approval.approved_by: approval.step.zh for approval in batch.approvals}
    if batch.submitted is not None:
        earlier[batch.submitted.submitted_by] = "经办"
    earlier[batch.opened.opened_by] = "经办"
    if by in earlier:
        raise SameHands("by", who=by, earlier=earlier[by], now=now)


def _pages_of_lines(lines: Iterable[BatchLine]) -> Iterator[tuple[BatchLine, ...]]:
    page: list[BatchLine] = []
    room = BYTES_PER_PAGE
    for line in lines:
        size = _bytes_of(line)
        if page and size > room:
            yield tuple(page)
            page, room = [], BYTES_PER_PAGE
        page.append(line)
        room -= size
    if page:
        yield tuple(page)


def _bytes_of(line: BatchLine) -> int:
    """Count a line's bytes as JSON has them: three a character at the most, and what stands around each value."""
    texts = len(line.beneficiary) + len(line.payee) + len(line.region) + 3 * len(line.tier)
    return 120 + texts + sum([60 + len(part.line.encode()) for part in line.parts])


def _pages(items: Sequence[T], size: int) -> Iterator[tuple[T, ...]]:
    rest = iter(items)
    while page := tuple(islice(rest, size)):
        yield page
