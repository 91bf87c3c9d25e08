"""Rates: a part of a whole of the same kind, or nothing.

A rate names what it counts, against what, in which unit, and whose money it is. Persons, cases, months, households,
items and yuan never mix, nor do levels of government or kinds of funds: 1616.99 万元 of all levels over a district's
budget of 977.58 万元 is no rate of 165.41 %, it is a mistake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.rejected import Rejected

_PERCENT = re.compile(r"(\d{1,9})(?:\.(\d{1,6}))?\s*[%％]?", re.ASCII)


class UnitsDoNotMix(Rejected):
    """“{numerator}” counts {one}, “{denominator}” counts {other}: no rate comes of that."""

    code = "units_do_not_mix"
    zh = "“{numerator}”的单位是{one}，“{denominator}”的单位是{other}，不能相除。"


class LevelsDoNotMix(Rejected):
    """“{numerator}” is money of {one}, “{denominator}” of {other}: no rate comes of that."""

    code = "levels_do_not_mix"
    zh = "“{numerator}”的资金来源为{one}，“{denominator}”为{other}，级次或性质不同，不能相除。"


class LevelNotNamed(Rejected):
    """“{name}” is money; say of which level of government."""

    code = "level_not_named"
    zh = "“{name}”是资金数，须写明级次。"


class LevelNotWanted(Rejected):
    """“{name}” does not count money, so it has no level and no kind of funds."""

    code = "level_not_wanted"
    zh = "“{name}”不是资金数，不应有级次和资金性质。"


class NothingToDivideBy(Rejected):
    """“{denominator}” is zero; there is no rate of nothing."""

    code = "nothing_to_divide_by"
    zh = "“{denominator}”为零，不能计算比率。"


class CountNegative(Rejected):
    """“{name}” is less than zero."""

    code = "count_negative"
    zh = "“{name}”小于零。"


class NotACompletion(Rejected):
    """Completion is people served against a target or a funded quota, not “{numerator}” against “{denominator}”."""

    code = "not_a_completion"
    zh = "完成率是服务人数与任务数或资金名额之比，不是“{numerator}”与“{denominator}”之比。"


class NotAPercentage(Rejected):
    """“{text}” is not a percentage such as 98.5 %."""

    code = "not_a_percentage"
    zh = "“{text}”不是 98.5% 这样的百分数。"


class PercentageImpossible(Rejected):
    """{percent} % cannot come of {people} people: no whole number of them gives it."""

    code = "percentage_impossible"
    zh = "{people} 人得不出 {percent}%：没有任何整数人数与之相符。"


class Unit(StrEnum):
    """What is counted."""

    PEOPLE = "people"
    CASES = "cases"
    MONTHS = "months"
    HOUSEHOLDS = "households"
    ITEMS = "items"
    DAYS = "days"
    YUAN = "yuan"

    @property
    def zh(self) -> str:
        """The unit's Chinese name."""
        return _UNITS_ZH[self.value]


_UNITS_ZH = {
    "people": "人",
    "cases": "例",
    "months": "人月",
    "households": "户",
    "items": "件",
    "days": "天",
    "yuan": "元",
}


class Measure(StrEnum):
    """The three different numbers of people that reports like to take for one another."""

    TARGET = "target"
    QUOTA = "quota"
    SERVED = "served"

    @property
    def zh(self) -> str:
        """The measure's Chinese name."""
        return {"target": "任务数", "quota": "资金名额", "served": "服务人数"}[self.value]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its name and unit; yuan are counted in fen and name their levels (and kinds, where it matters)."""

    name: str
    count: int
    unit: Unit
    levels: frozenset[GovernmentLevel] = frozenset()
    kinds: frozenset[FundKind] = frozenset()

    def __post_init__(self) -> None:
        if self.count < 0:
            raise CountNegative("count", name=self.name)
        if self.unit is Unit.YUAN and not self.levels:
            raise LevelNotNamed("levels", name=self.name)
        if self.unit is not Unit.YUAN and (self.levels or self.kinds):
            raise LevelNotWanted("levels", name=self.name)

    @property
    def source(self) -> str:
        """Whose money it is, in Chinese: 中央+省级 一般公共预算."""
        levels = "+".join(level.zh for level in GovernmentLevel if level in self.levels)
        kinds = "+".join(kind.zh for kind in FundKind if kind in self.kinds)
        return f"{levels} {kinds}".strip()


def money_of(name: str, amount: Money, *levels: GovernmentLevel, kinds: frozenset[FundKind] = frozenset()) -> Quantity:
    """Name an amount of money and the levels it comes from."""
    return Quantity(name, amount.fen, Unit.YUAN, frozenset(levels), kinds)


@dataclass(frozen=True, slots=True)
class Rate:
    """One quantity against another of the same unit, levels and kinds. There is no other rate.

    Raises UnitsDoNotMix, LevelsDoNotMix, NothingToDivideBy.
    """

    numerator: Quantity
    denominator: Quantity

    def __post_init__(self) -> None:
        one, other = self.numerator, self.denominator
        names = {"numerator": one.name, "denominator": other.name}
        if one.unit is not other.unit:
            raise UnitsDoNotMix("denominator", **names, one=one.unit.zh, other=other.unit.zh)
        if (one.levels, one.kinds) != (other.levels, other.kinds):
            raise LevelsDoNotMix("denominator", **names, one=one.source, other=other.source)
        if not other.count:
            raise NothingToDivideBy("denominator", denominator=other.name)

    @property
    def unit(self) -> Unit:
        """The unit of both."""
        return self.numerator.unit

    @property
    def basis_points(self) -> int:
        """Hundredths of a percent, rounded half up, in whole numbers throughout."""
        return _rounded(self.numerator.count * 10_000, self.denominator.count)

    def __str__(self) -> str:
        """Write the percentage with two decimals: 106.25 %."""
        return f"{self.basis_points // 100}.{self.basis_points % 100:02d} %"

    def named(self) -> str:
        """Write it so that nobody can mistake it: served / target (people) = 106.25 %."""
        source = f", {self.numerator.source}" if self.numerator.source else ""
        return f"{self.numerator.name} / {self.denominator.name} ({self.unit.value}{source}) = {self}"


def people(measure: Measure, count: int) -> Quantity:
    """Say how many people a target, a quota or a service counts."""
    return Quantity(measure.value, count, Unit.PEOPLE)


def completion(served: int, *, of: int, against: Measure) -> Rate:
    """Return people served against a target or a quota, and say which. Raises NotACompletion, NothingToDivideBy."""
    if against is Measure.SERVED:
        raise NotACompletion("against", numerator=Measure.SERVED.zh, denominator=against.zh)
    return Rate(people(Measure.SERVED, served), people(against, of))


def percentage_possible(percent: str, count: int) -> bool:
    """Say whether some whole number of people, against `count`, gives this percentage as it is rounded.

    Raises NotAPercentage, NothingToDivideBy.
    """
    match = _PERCENT.fullmatch(percent.strip())
    if match is None:
        raise NotAPercentage("percent", text=percent[:20])
    if count < 1:
        raise NothingToDivideBy("people", denominator=Unit.PEOPLE.zh)
    decimals = match[2] or ""
    printed, scale = int(match[1] + decimals), 100 * 10 ** len(decimals)
    nearest = printed * count // scale
    return any(_rounded(some * scale, count) == printed for some in (nearest, nearest + 1))


def checked_percentage(percent: str, count: int) -> str:
    """Return the percentage. Raises PercentageImpossible, NotAPercentage, NothingToDivideBy."""
    if not percentage_possible(percent, count):
        raise PercentageImpossible("percent", percent=percent.strip(" %％"), people=count)
    return percent


def _rounded(numerator: int, denominator: int) -> int:
    """Divide whole numbers (neither negative) and round half up."""
    return (2 * numerator + denominator) // (2 * denominator)
