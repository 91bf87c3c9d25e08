"""What is refused as it is read, before anything is decided."""

from __future__ import annotations

from domain.money import FinerThanOneFen, Money, NotAnAmount
from domain.periods import Month, NotAMonth, NotAPeriod, Period
from domain.rates import NotAPercentage, PercentageImpossible, checked_percentage
from domain.regions import NotARegionCode, RegionCode
from tests.domain.bad_input.lines import Line

READ: tuple[Line, ...] = (
    ("an amount in words", lambda: Money.from_yuan("一千元"), NotAnAmount, "amount"),
    ("a tenth of a fen", lambda: Money.from_yuan("1000.001"), FinerThanOneFen, "amount"),
    ("a month named by its day", lambda: Month.parse("2017-04-25"), NotAMonth, "month"),
    ("a fifth quarter", lambda: Period.parse("2017-Q5"), NotAPeriod, "period"),
    ("a region of zeros", lambda: RegionCode.parse("000000"), NotARegionCode, "region"),
    ("98.5 % of 15 people", lambda: checked_percentage("98.5 %", 15), PercentageImpossible, "percent"),
    ("most people", lambda: checked_percentage("most", 15), NotAPercentage, "percent"),
)
