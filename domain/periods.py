"""Months and the periods that subsidies are paid for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.rejected import Rejected

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_PERIOD = re.compile(r"(\d{4})(?:-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?", re.ASCII)


class NotAMonth(Rejected):
    """“{text}” is not a month such as 2017-04."""

    code = "not_a_month"
    zh = "“{text}”不是 2017-04 这样的月份。"


class NotAPeriod(Rejected):
    """“{text}” is not a period such as 2017, 2017-H1, 2017-Q2 or 2017-04."""

    code = "not_a_period"
    zh = "“{text}”不是 2017、2017-H1、2017-Q2 或 2017-04 这样的期间。"


class PeriodKind(StrEnum):
    """How often a programme pays."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of one year; `index` counts months since year 0, so that months can be counted apart."""

    index: int

    def __str__(self) -> str:
        return f"{self.index // 12:04d}-{self.index % 12 + 1:02d}"

    @classmethod
    def parse(cls, text: str, *, field: str = "month") -> Month:
        """Read 2017-04. Raises NotAMonth."""
        match = _MONTH.fullmatch(text)
        if match is None:
            raise NotAMonth(field, text=text[:20])
        return cls(int(match[1]) * 12 + int(match[2]) - 1)

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month a day lies in."""
        return cls(day.year * 12 + day.month - 1)

    def next(self) -> Month:
        """Return the month after this one."""
        return Month(self.index + 1)

    def first_day(self) -> date:
        """Return the month's first day."""
        return date(self.index // 12, self.index % 12 + 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of months that one payment is for: a year, half-year, quarter or month, written as on the forms."""

    text: str

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str, *, field: str = "period") -> Period:
        """Read 2017, 2017-H1, 2017-Q2 or 2017-04. Raises NotAPeriod."""
        if not _PERIOD.fullmatch(text):
            raise NotAPeriod(field, text=text[:20])
        return cls(text)

    @property
    def year(self) -> int:
        """The fiscal year: in China the calendar year (《预算法》第十八条)."""
        return int(self.text[:4])

    @property
    def kind(self) -> PeriodKind:
        """Which kind of period the text names."""
        mark = self.text[5:6]
        if not mark:
            return PeriodKind.YEAR
        return {"H": PeriodKind.HALF_YEAR, "Q": PeriodKind.QUARTER}.get(mark, PeriodKind.MONTH)

    @property
    def first(self) -> Month:
        """The first month."""
        mark = self.text[5:]
        if not mark:
            start = 1
        elif mark[0] in "HQ":
            start = (int(mark[1]) - 1) * MONTHS[self.kind] + 1
        else:
            start = int(mark)
        return Month(self.year * 12 + start - 1)

    @property
    def last(self) -> Month:
        """The last month."""
        return Month(self.first.index + MONTHS[self.kind] - 1)

    def months(self) -> Iterator[Month]:
        """Yield the months in order."""
        return (Month(index) for index in range(self.first.index, self.last.index + 1))


MONTHS = {PeriodKind.YEAR: 12, PeriodKind.HALF_YEAR: 6, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}
