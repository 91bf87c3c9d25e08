"""Classes with every kind of field a fact may have, and how one of them is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any, Literal

from domain.documents import DocumentNumber
from domain.levels import GovernmentLevel
from domain.money import Money
from domain.periods import Month, Period
from domain.programmes.policy import Criterion
from domain.regions import RegionCode


@dataclass(frozen=True, slots=True)
class Everything:
    text: str
    flag: bool
    count: int
    amount: Money
    day: date
    instant: datetime
    share: Fraction
    level: GovernmentLevel
    month: Month
    period: Period
    region: RegionCode
    document: DocumentNumber
    maybe: Money | None
    days: tuple[date, ...]
    pair: tuple[str, int]
    mode: Literal["person", "institution"]


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True)
class Checked:
    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("the wrong way round")


@dataclass(frozen=True, slots=True)
class Rule:
    criterion: Criterion


def everything() -> Everything:
    return Everything(
        text="残补 “quoted”",
        flag=True,
        count=3,
        amount=Money(80_000),
        day=date(2017, 4, 25),
        instant=datetime(2017, 4, 25, 8, tzinfo=UTC),
        share=Fraction(4, 5),
        level=GovernmentLevel.PROVINCIAL,
        month=Month.parse("2017-04"),
        period=Period.parse("2017-H1"),
        region=RegionCode.parse("340700"),
        document=DocumentNumber.parse("财社〔2016〕114号"),
        maybe=None,
        days=(date(2017, 4, 25), date(2017, 4, 26)),
        pair=("a", 1),
        mode="person",
    )


WRITTEN: dict[str, Any] = {
    "text": "残补 “quoted”",
    "flag": True,
    "count": 3,
    "amount": "80000",
    "day": "2017-04-25",
    "instant": "2017-04-25T08:00:00.000000Z",
    "share": "4/5",
    "level": "provincial",
    "month": "2017-04",
    "period": "2017-H1",
    "region": "340700",
    "document": "财社〔2016〕114号",
    "maybe": None,
    "days": ["2017-04-25", "2017-04-26"],
    "pair": ["a", 1],
    "mode": "person",
}
