"""The books of some months of one year: what stood before them, and what each month moved, account by account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from application.audit_data.subjects import SUBJECTS
from application.views.posting import Account, Posting
from domain.audit_data.rejections import MonthsNotBegun, MonthsOfTwoYears, MonthsTurnedRound
from domain.periods import Month


@dataclass(frozen=True, slots=True)
class Span:
    """The months from `first` to `last`, both in one fiscal year."""

    first: Month
    last: Month

    def __iter__(self) -> Iterator[Month]:
        return (Month(index) for index in range(self.first.index, self.last.index + 1))

    @property
    def year(self) -> int:
        """The fiscal year."""
        return self.first.first_day().year

    @property
    def last_day(self) -> date:
        """The last day of the last month."""
        return last_day(self.last)


def last_day(month: Month) -> date:
    """Return a month's last day."""
    return month.next().first_day() - timedelta(days=1)


def span_of(first: Month, last: Month, *, today: date) -> Span:
    """Return the months asked for. Raises MonthsTurnedRound, MonthsOfTwoYears, MonthsNotBegun."""
    if last < first:
        raise MonthsTurnedRound("to", first=first, last=last)
    if first.index // 12 != last.index // 12:
        raise MonthsOfTwoYears("to", first=first, last=last)
    if first.first_day() > today:
        raise MonthsNotBegun("from", first=first, today=today)
    return Span(first, last)


class Where(NamedTuple):
    """One account of one fund line (or revenue account)."""

    account: Account
    line: str


@dataclass(slots=True)
class Movement:
    """What one month moved there, in fen."""

    debit: int = 0
    credit: int = 0


class Balance(NamedTuple):
    """One account of one line in one month; balances in fen, more than zero on the debit side."""

    month: Month
    where: Where
    opening: int
    debit: int
    credit: int
    closing: int


@dataclass(slots=True)
class Books:
    """Kept posting by posting. Memory grows with lines and months, not with postings."""

    span: Span
    opening: dict[Where, int] = field(default_factory=dict)
    moved: dict[tuple[int, Where], Movement] = field(default_factory=dict)

    def keep(self, posting: Posting) -> bool:
        """Take a posting into the books; say whether it lies in their months."""
        month = Month.of(posting.effective)
        source, target = Where(posting.from_account, posting.line), Where(posting.to_account, posting.line)
        if month < self.span.first:
            self.opening[source] = self.opening.get(source, 0) - posting.amount_fen
            self.opening[target] = self.opening.get(target, 0) + posting.amount_fen
            return False
        if month > self.span.last:
            return False
        self._month(month, source).credit += posting.amount_fen
        self._month(month, target).debit += posting.amount_fen
        return True

    def balances(self) -> Iterator[Balance]:
        """Yield month by month every account and line that has a balance or moved, in the order of codes and lines."""
        now = dict(self.opening)
        everywhere = sorted({*self.opening, *(where for _, where in self.moved)}, key=_in_order)
        for month in self.span:
            for where in everywhere:
                moved = self.moved.get((month.index, where))
                opening = now.get(where, 0)
                if moved is None and not opening:
                    continue
                debit, credit = (moved.debit, moved.credit) if moved else (0, 0)
                now[where] = opening + debit - credit
                yield Balance(month, where, opening, debit, credit, now[where])

    def closing(self) -> dict[Where, int]:
        """Return what everything stands at after the last month, in fen, more than zero on the debit side."""
        now = dict(self.opening)
        for (_, where), moved in self.moved.items():
            now[where] = now.get(where, 0) + moved.debit - moved.credit
        return now

    def _month(self, month: Month, where: Where) -> Movement:
        return self.moved.setdefault((month.index, where), Movement())


def lines_of(everywhere: Iterable[Where]) -> list[str]:
    """Return the fund lines among these, sorted; a revenue account is none."""
    return sorted({where.line for where in everywhere if not where.line.startswith("revenue/")})


def _in_order(where: Where) -> tuple[str, str]:
    return SUBJECTS[where.account].code, where.line
