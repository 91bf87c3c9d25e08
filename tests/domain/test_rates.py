"""A rate names both its numbers; rates that mean nothing cannot be written down."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.rates import (
    CountNegative,
    LevelNotNamed,
    LevelNotWanted,
    LevelsDoNotMix,
    Measure,
    NotACompletion,
    NotAPercentage,
    NothingToDivideBy,
    PercentageImpossible,
    Quantity,
    Rate,
    Unit,
    UnitsDoNotMix,
    checked_percentage,
    completion,
    money_of,
    people,
    percentage_possible,
)

BUDGET = money_of("年初预算数", Money.from_wan("977.58"), GovernmentLevel.COUNTY)
DISTRICT = money_of("区级执行数", Money.from_wan("830.075"), GovernmentLevel.COUNTY)
ALL_LEVELS = money_of("全年执行数", Money.from_wan("1616.99"), *GovernmentLevel)

PUBLISHED = (
    (1190, 1120, "106.25 %"),
    (1190, 502, "237.05 %"),
    (9465, 9325, "101.50 %"),
    (291, 260, "111.92 %"),
    (9174, 9065, "101.20 %"),
    (118, 28, "421.43 %"),
    (0, 28, "0.00 %"),
    (1, 20_000, "0.01 %"),
    (1, 20_001, "0.00 %"),
)


@pytest.mark.parametrize(("served", "target", "printed"), PUBLISHED)
def test_the_published_rates_come_out_to_the_hundredth(served: int, target: int, printed: str) -> None:
    assert str(completion(served, of=target, against=Measure.TARGET)) == printed


def test_the_districts_rate_is_84_91_and_the_meaningless_165_41_cannot_be_written() -> None:
    assert str(Rate(DISTRICT, BUDGET)) == "84.91 %"
    with pytest.raises(LevelsDoNotMix) as caught:
        Rate(ALL_LEVELS, BUDGET)
    assert "中央+省级+市级+区县级+乡镇级" in caught.value.sentence("zh")


def test_persons_and_months_are_two_rates_and_never_one() -> None:
    def of(count: int, unit: Unit) -> Quantity:
        return Quantity(unit.value, count, unit)

    assert str(Rate(of(205, Unit.PEOPLE), of(180, Unit.PEOPLE))) == "113.89 %"
    assert str(Rate(of(1944, Unit.MONTHS), of(1440, Unit.MONTHS))) == "135.00 %"
    with pytest.raises(UnitsDoNotMix):
        Rate(of(1944, Unit.MONTHS), of(180, Unit.PEOPLE))


def test_kinds_of_money_do_not_mix_either() -> None:
    lottery = money_of("彩票", Money(1), GovernmentLevel.COUNTY, kinds=frozenset({FundKind.LOTTERY}))
    with pytest.raises(LevelsDoNotMix):
        Rate(lottery, BUDGET)


def test_money_names_its_level_and_people_have_none() -> None:
    with pytest.raises(LevelNotNamed):
        money_of("执行数", Money(1))
    with pytest.raises(LevelNotWanted):
        Quantity("served", 1, Unit.PEOPLE, frozenset({GovernmentLevel.COUNTY}))


def test_there_is_no_rate_of_nothing_and_none_below_zero() -> None:
    with pytest.raises(NothingToDivideBy):
        completion(3, of=0, against=Measure.QUOTA)
    with pytest.raises(CountNegative):
        completion(-1, of=3, against=Measure.QUOTA)


def test_completion_says_against_what() -> None:
    assert completion(1190, of=502, against=Measure.QUOTA).named() == "served / quota (people) = 237.05 %"
    assert Rate(DISTRICT, BUDGET).named() == "区级执行数 / 年初预算数 (yuan, 区县级) = 84.91 %"
    with pytest.raises(NotACompletion):
        completion(1190, of=502, against=Measure.SERVED)
    assert people(Measure.TARGET, 3).unit is Unit.PEOPLE


@pytest.mark.parametrize(
    ("percent", "count", "possible"),
    [
        ("50%", 2, True),
        ("50", 3, False),
        ("33.3", 3, True),
        ("33.33 %", 3, True),
        ("33.4", 3, False),
        ("66.7％", 3, True),
        ("98.5", 15, False),
        ("98.3", 60, True),
        ("106.25", 1120, True),
        ("106.26", 1120, False),
        ("100", 1, True),
        ("0.5", 200, True),
        ("12.5", 8, True),
        ("13", 8, True),
        ("12", 8, False),
    ],
)
def test_a_percentage_is_possible_when_some_number_of_people_gives_it(percent: str, count: int, possible: bool) -> None:
    assert percentage_possible(percent, count) is possible


def test_an_impossible_percentage_is_refused() -> None:
    assert checked_percentage("98.3 %", 60) == "98.3 %"
    with pytest.raises(PercentageImpossible):
        checked_percentage("98.5 %", 15)
    with pytest.raises(NotAPercentage):
        checked_percentage("most", 15)
    with pytest.raises(NothingToDivideBy):
        checked_percentage("50", 0)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_rounding_is_half_up_and_exact(numerator: int, denominator: int) -> None:
    rate = completion(numerator, of=denominator, against=Measure.TARGET)
    off = Fraction(numerator * 10_000, denominator) - rate.basis_points
    assert Fraction(-1, 2) <= off < Fraction(1, 2)


@given(st.integers(1, 400), st.integers(0, 3), st.data())
def test_possible_means_that_counting_through_finds_it(count: int, decimals: int, data: st.DataObject) -> None:
    scale = 100 * 10**decimals
    printed = data.draw(st.integers(0, scale))
    text = f"{printed // 10**decimals}.{printed % 10**decimals:0{decimals}d}" if decimals else str(printed)
    found = any((2 * some * scale + count) // (2 * count) == printed for some in range(count + 2))
    assert percentage_possible(text, count) is found
