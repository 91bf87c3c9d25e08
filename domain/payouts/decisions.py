"""One payment's steps: to the bank, paid or sent back, once more or given up, ordered back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.batches.events import BatchLine
from domain.batches.rejections import PaidAlready
from domain.dates import not_before
from domain.money import Money, positive
from domain.payouts.events import (
    PayoutCancelled,
    PayoutRecoveryOrdered,
    PayoutReissued,
    PayoutReleased,
    PayoutReturned,
    PayoutReturnedLate,
    PayoutSettled,
    ReturnReason,
)
from domain.payouts.rejections import MoreThanWasPaid, OrderedBackAlready, PayoutNotOut, ResultDisagrees
from domain.payouts.state import Payout, Stage
from domain.periods import Period


def release(
    payout: Payout | None, line: BatchLine, *, batch_id: str, period: Period, value_date: date
) -> PayoutReleased:
    """Send a line to the bank. Raises PaidAlready (unless the earlier payment was given up), BeforeItsCause."""
    if payout is not None and payout.stage is not Stage.CANCELLED:
        raise PaidAlready("lines", beneficiary=line.beneficiary, period=period)
    not_before(value_date, payout.last_on if payout else None, field="value_date")
    return release_new((line,), batch_id=batch_id, value_date=value_date)[0]


def release_new(lines: Iterable[BatchLine], *, batch_id: str, value_date: date) -> list[PayoutReleased]:
    """Send lines to the bank whose payouts do not exist yet. They come by the ten thousand."""
    return [
        PayoutReleased(
            batch_id, line.beneficiary, line.payee, line.region, line.tier, line.amount, line.parts, value_date
        )
        for line in lines
    ]


def settle(payout: Payout, *, reported: Money, on: date) -> PayoutSettled:
    """The bank paid it. Raises PayoutNotOut, ResultDisagrees, BeforeItsCause."""
    _at_the_bank(payout, reported, on)
    return PayoutSettled(batch_id=payout.batch_id, amount=payout.amount, parts=payout.parts, settled_on=on)


def take_back(payout: Payout, *, reported: Money, reason: ReturnReason, bank_words: str, on: date) -> PayoutReturned:
    """The bank sent it back. Raises PayoutNotOut, ResultDisagrees, BeforeItsCause."""
    _at_the_bank(payout, reported, on)
    return PayoutReturned(
        batch_id=payout.batch_id,
        amount=payout.amount,
        parts=payout.parts,
        reason=reason,
        bank_words=bank_words,
        returned_on=on,
    )


def take_back_late(
    payout: Payout, *, reported: Money, reason: ReturnReason, bank_words: str, to_treasury: bool, on: date
) -> PayoutReturnedLate:
    """The bank sent it back after it had paid it. `to_treasury`: the year of its money is closed.

    Raises PayoutNotOut, OrderedBackAlready, ResultDisagrees, BeforeItsCause.
    """
    _must_be(payout, Stage.SETTLED)
    if payout.ordered_back:
        raise OrderedBackAlready("payout_id", payout=payout.id, ordered=payout.ordered_back)
    _whole(payout, reported, on)
    return PayoutReturnedLate(
        batch_id=payout.batch_id,
        amount=payout.amount,
        parts=payout.parts,
        to_treasury=to_treasury,
        reason=reason,
        bank_words=bank_words,
        returned_on=on,
    )


def reissue(payout: Payout, *, value_date: date) -> PayoutReissued:
    """Send it once more. Raises PayoutNotOut, BeforeItsCause."""
    _must_be(payout, Stage.RETURNED)
    not_before(value_date, payout.last_on, field="value_date")
    return PayoutReissued(batch_id=payout.batch_id, amount=payout.amount, parts=payout.parts, value_date=value_date)


def cancel(payout: Payout, *, reason: str, on: date) -> PayoutCancelled:
    """Give it up; the money goes back to the very lines it came from. Raises PayoutNotOut, BeforeItsCause."""
    _must_be(payout, Stage.RETURNED)
    not_before(on, payout.last_on, field="on")
    return PayoutCancelled(
        batch_id=payout.batch_id, amount=payout.amount, parts=payout.parts, reason=reason, cancelled_on=on
    )


def order_recovery(payout: Payout, *, recovery_id: str, amount: Money, on: date) -> PayoutRecoveryOrdered:
    """Mark some of it as ordered back. Raises PayoutNotOut, AmountNotPositive, MoreThanWasPaid."""
    _must_be(payout, Stage.SETTLED)
    positive(amount)
    left = payout.amount - payout.ordered_back
    if amount > left:
        raise MoreThanWasPaid("amount", payout=payout.id, left=left, asked=amount)
    return PayoutRecoveryOrdered(recovery_id=recovery_id, amount=amount, ordered_on=on)


def _at_the_bank(payout: Payout, reported: Money, on: date) -> None:
    _must_be(payout, Stage.OPEN)
    _whole(payout, reported, on)


def _whole(payout: Payout, reported: Money, on: date) -> None:
    not_before(on, payout.last_on, field="on")
    if reported != payout.amount:
        raise ResultDisagrees("amount", payout=payout.id, reported=reported, paid=payout.amount)


def _must_be(payout: Payout, stage: Stage) -> None:
    if payout.stage is not stage:
        raise PayoutNotOut("payout_id", payout=payout.id, stage=payout.stage.value, needed=stage.value)
