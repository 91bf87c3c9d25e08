"""Money arriving, moving between lines, and being set aside. What follows the bank is in `settlement.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from domain.documents import DocumentNumber
from domain.funds.events import (
    FundsAdded,
    FundsAllocated,
    FundsFreed,
    FundsMovedIn,
    FundsMovedOut,
    FundsReserved,
    LevelShare,
    SeatsTaken,
)
from domain.funds.parts import Part, line_id, sum_by_line
from domain.funds.rejections import (
    AlreadyReserved,
    DocumentAlreadyAllocated,
    EarmarkedUse,
    MoveKeepsLevelAndKind,
    MoveToItself,
    NoSuchLine,
    NothingAllocated,
    NotReserved,
    OverBudget,
    ShareListedTwice,
    TierIsFull,
    WrongYear,
    YearIsClosed,
)
from domain.funds.state import Fund, Line
from domain.money import Money, positive
from domain.periods import Period


def allocate(fund: Fund, *, document: str, shares: Sequence[LevelShare], on: date) -> FundsAllocated:
    """Record a document's money, by level and kind.

    Raises YearIsClosed, NothingAllocated, AmountNotPositive, ShareListedTwice, DocumentAlreadyAllocated,
    NotADocumentNumber.
    """
    is_open(fund)
    number = str(DocumentNumber.parse(document, field="document"))
    if not shares:
        raise NothingAllocated("shares")
    seen: set[tuple[str, str]] = set()
    for index, share in enumerate(shares):
        positive(share.amount, field=f"shares[{index}].amount")
        key = (share.level.value, share.kind.value)
        if key in seen:
            raise ShareListedTwice(f"shares[{index}]", level=share.level.zh, kind=share.kind.zh)
        seen.add(key)
        if line_id(fund.id, share.level, share.kind, number) in fund.lines:
            raise DocumentAlreadyAllocated("document", document=number, level=share.level.zh, kind=share.kind.zh)
    return FundsAllocated(document=number, shares=tuple(shares), allocated_on=on)


def add(fund: Fund, *, line: str, amount: Money, document: str, on: date) -> FundsAdded:
    """调指标 as an addition. Raises YearIsClosed, NoSuchLine, AmountNotPositive, NotADocumentNumber."""
    is_open(fund)
    the_line(fund, line)
    number = str(DocumentNumber.parse(document, field="document"))
    return FundsAdded(line=line, amount=positive(amount), document=number, added_on=on)


def move(
    fund: Fund, *, from_line: str, to_line: str, amount: Money, document: str, on: date
) -> tuple[FundsMovedOut, FundsMovedIn]:
    """调指标 as a zero-sum move inside one fund.

    Raises YearIsClosed, MoveToItself, EarmarkedUse (a line of another programme or year), MoveKeepsLevelAndKind,
    AmountNotPositive, OverBudget, NotADocumentNumber.
    """
    is_open(fund)
    if from_line == to_line:
        raise MoveToItself("to_line")
    source, target = own_line(fund, from_line, "from_line"), own_line(fund, to_line, "to_line")
    if (source.level, source.kind) != (target.level, target.kind):
        raise MoveKeepsLevelAndKind("to_line")
    positive(amount)
    with_enough(source, amount)
    number = str(DocumentNumber.parse(document, field="document"))
    return (
        FundsMovedOut(line=from_line, amount=amount, to_line=to_line, document=number, moved_on=on),
        FundsMovedIn(line=to_line, amount=amount, from_line=from_line, document=number, moved_on=on),
    )


def reserve(
    fund: Fund,
    *,
    batch_id: str,
    period: Period,
    parts: Iterable[Part],
    seats: Sequence[SeatsTaken],
    headcounts: Mapping[str, int | None],
    on: date,
) -> FundsReserved:
    """Set a batch's money and seats aside. `headcounts` are the policy's, None without a limit.

    Raises YearIsClosed, WrongYear, AlreadyReserved, EarmarkedUse, OverBudget, TierIsFull.
    """
    is_open(fund)
    if period.year != fund.year:
        raise WrongYear("period", day=period, year=fund.year)
    if batch_id in fund.reservations:
        raise AlreadyReserved("batch_id", batch=batch_id)
    sums = sum_by_line(parts)
    for part in sums:
        with_enough(own_line(fund, part.line, "lines"), part.amount)
    for taken in seats:
        headcount = headcounts[taken.tier]
        free = free_seats(fund, period, taken.tier, headcount)
        if free is not None and taken.people > free:
            raise TierIsFull("lines", tier=taken.tier, headcount=headcount, free=free, asked=taken.people)
    return FundsReserved(batch_id=batch_id, period=period, parts=sums, seats=tuple(seats), reserved_on=on)


def free(fund: Fund, *, batch_id: str, on: date) -> FundsFreed:
    """Give a batch's reservation up. Raises NotReserved."""
    held = fund.reservations.get(batch_id)
    if held is None:
        raise NotReserved("batch_id", batch=batch_id)
    return FundsFreed(batch_id=batch_id, period=held.period, parts=held.parts, seats=held.seats, freed_on=on)


def free_seats(fund: Fund, period: Period, tier: str, headcount: int | None) -> int | None:
    """Return how many people may still enter a tier in a period; None when the tier has no limit."""
    return None if headcount is None else max(0, headcount - fund.seats.get((period.text, tier), 0))


def the_line(fund: Fund, line: str, *, field: str = "line") -> Line:
    """Return a line of this fund. Raises NoSuchLine."""
    found = fund.lines.get(line)
    if found is None:
        raise NoSuchLine(field, line=line)
    return found


def is_open(fund: Fund) -> None:
    """Raise YearIsClosed."""
    if fund.closed_on is not None:
        raise YearIsClosed("", year=fund.year)


def own_line(fund: Fund, line: str, field: str) -> Line:
    """Return a line to take money from. Raises EarmarkedUse for another fund's."""
    found = fund.lines.get(line)
    if found is None:
        raise EarmarkedUse(field, line=line, fund=fund.id)
    return found


def with_enough(line: Line, amount: Money) -> None:
    """Raise OverBudget when the line has less available."""
    if amount > line.available:
        raise OverBudget("amount", line=line.id, available=line.available, asked=amount)
