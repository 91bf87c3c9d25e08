"""What follows the bank: control totals of released, settled, returned, reissued, cancelled and recovered money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from domain.funds.decisions import the_line
from domain.funds.events import (
    FundsCancelled,
    FundsDisbursed,
    FundsRecovered,
    FundsReissued,
    FundsReturned,
    FundsReturnedLate,
    FundsSettled,
    SeatsTaken,
)
from domain.funds.parts import Part, sum_by_line
from domain.funds.rejections import MoreThanIsOut, NotReserved
from domain.funds.state import Fund
from domain.money import Money
from domain.periods import Period


def disburse(fund: Fund, *, batch_id: str, parts: Iterable[Part], value_date: date) -> FundsDisbursed:
    """Send a batch's reservation to the bank, all of it. Raises NotReserved."""
    sums = sum_by_line(parts)
    held = fund.reservations.get(batch_id)
    if held is None or _by_line(held.parts) != _by_line(sums):
        raise NotReserved("batch_id", batch=batch_id)
    return FundsDisbursed(batch_id=batch_id, parts=sums, value_date=value_date)


def settle(fund: Fund, *, batch_id: str, parts: Iterable[Part], on: date) -> FundsSettled:
    """The bank paid. Raises NoSuchLine, MoreThanIsOut."""
    return FundsSettled(batch_id=batch_id, parts=_at_most(fund, parts, "disbursed"), settled_on=on)


def take_back(fund: Fund, *, batch_id: str, parts: Iterable[Part], on: date) -> FundsReturned:
    """The bank sent money back. Raises NoSuchLine, MoreThanIsOut."""
    return FundsReturned(batch_id=batch_id, parts=_at_most(fund, parts, "disbursed"), returned_on=on)


def take_back_late(
    fund: Fund, *, batch_id: str, period: Period, parts: Iterable[Part], seats: Sequence[SeatsTaken], on: date
) -> FundsReturnedLate:
    """The bank sent back what it had paid: to wait like any return, or to the treasury when the year is closed.

    `seats` are those that are free if it goes to the treasury. Raises NoSuchLine, MoreThanIsOut.
    """
    closed, sums = fund.closed_on is not None, sum_by_line(parts)
    _paid_and_not_recovered(fund, sums)
    return FundsReturnedLate(
        batch_id=batch_id,
        period=period,
        parts=sums,
        seats=tuple(seats) if closed else (),
        to_treasury=closed,
        returned_on=on,
    )


def reissue(fund: Fund, *, batch_id: str, parts: Iterable[Part], value_date: date) -> FundsReissued:
    """Returned money goes to the bank once more. Raises NoSuchLine, MoreThanIsOut."""
    return FundsReissued(batch_id=batch_id, parts=_at_most(fund, parts, "returned"), value_date=value_date)


def cancel(
    fund: Fund, *, batch_id: str, period: Period, parts: Iterable[Part], seats: Sequence[SeatsTaken], on: date
) -> FundsCancelled:
    """Returned money is available again on the very lines it came from, and so are its people's seats.

    Raises NoSuchLine, MoreThanIsOut.
    """
    back = _at_most(fund, parts, "returned")
    return FundsCancelled(batch_id=batch_id, period=period, parts=back, seats=tuple(seats), cancelled_on=on)


def recover(fund: Fund, *, recovery_id: str, parts: Iterable[Part], to_treasury: bool, on: date) -> FundsRecovered:
    """Money ordered back came in: to the lines, or to the treasury when the year is closed.

    Raises NoSuchLine, MoreThanIsOut (more than was ever settled from the line and not yet recovered).
    """
    sums = sum_by_line(parts)
    _paid_and_not_recovered(fund, sums)
    return FundsRecovered(recovery_id=recovery_id, parts=sums, to_treasury=to_treasury, received_on=on)


def _at_most(fund: Fund, parts: Iterable[Part], state: str) -> tuple[Part, ...]:
    sums = sum_by_line(parts)
    for part in sums:
        _within(part, getattr(the_line(fund, part.line, field="parts"), state))
    return sums


def _paid_and_not_recovered(fund: Fund, sums: Iterable[Part]) -> None:
    for part in sums:
        line = the_line(fund, part.line, field="parts")
        _within(part, line.settled - line.recovered)


def _within(part: Part, out: Money) -> None:
    if part.amount > out:
        raise MoreThanIsOut("parts", line=part.line, out=out, asked=part.amount)


def _by_line(parts: Iterable[Part]) -> dict[str, int]:
    return {part.line: part.amount.fen for part in parts}
