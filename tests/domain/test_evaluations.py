"""A self-evaluation: units never mix, percentages are possible, and every point that is printed adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from api.demo.case_002 import INDICATORS, VALUES
from domain.budgets.figures import BudgetBasis
from domain.evaluations.decisions import GivenValue, fill_in, reopen, score
from domain.evaluations.events import (
    EvaluationPlanned,
    ExecutionScore,
    Grade,
    Indicator,
    IndicatorKind,
    ScoringRule,
    ScoringTerms,
    Weights,
)
from domain.evaluations.planning import plan
from domain.evaluations.rejections import (
    DeviationUnexplained,
    EvaluationExists,
    FillerScores,
    IndicatorsNotFilledIn,
    IndicatorTwice,
    NoIndicators,
    NoSuchEvaluation,
    NoSuchIndicator,
    NotFilledIn,
    NotScoredYet,
    PartAboveWhole,
    PercentageOfNone,
    PointsDoNotAddUp,
    PointsNotPrintable,
    ScoredAlready,
    ScoringTermsImpossible,
    TargetImpossible,
    TargetMissing,
    ValueDoesNotFit,
    WeightsNotAHundred,
    YearStillRuns,
)
from domain.evaluations.scoring import completion, plain, rounded, score_of, written
from domain.evaluations.state import replay
from domain.levels import GovernmentLevel
from domain.money import Money
from domain.rates import NotAPercentage, PercentageImpossible, Unit, UnitsDoNotMix
from domain.rejected import Rejected
from tests.support.given import histories_of

given = histories_of(replay, "self-evaluation-2022")
MARCH, JANUARY, SIGNED = date(2022, 3, 1), date(2023, 1, 10), date(2023, 1, 20)
PLAN: dict[str, Any] = {
    "name": "2022 年项目支出",
    "fiscal_year": 2022,
    "region": "990101",
    "budget_id": "2022-990101",
    "items": (),
    "levels": (GovernmentLevel.COUNTY,),
    "against": BudgetBasis.FULL_YEAR,
    "goals": "保障基本服务",
    "weights": Weights(),
    "scoring": ScoringTerms(),
    "indicators": INDICATORS,
    "by": "lead",
    "on": MARCH,
}
PLANNED = EvaluationPlanned(
    PLAN["name"],
    2022,
    "990101",
    "2022-990101",
    (),
    (GovernmentLevel.COUNTY,),
    BudgetBasis.FULL_YEAR,
    PLAN["goals"],
    Weights(),
    ScoringTerms(),
    INDICATORS,
    "lead",
    MARCH,
)
EXECUTION = ExecutionScore(
    (GovernmentLevel.COUNTY,),
    Money(977_580_000),
    Money(977_580_000),
    Money(830_075_000),
    Fraction(1),
    Fraction(849, 100),
)


def filled(**changed: GivenValue) -> tuple[GivenValue, ...]:
    """Return case 002's values with some others in the place of theirs, by the number of the indicator."""
    others = {name.replace("i", "").replace("_", "."): value for name, value in changed.items()}
    return tuple(others.get(one.indicator, one) for one in VALUES)


def with_indicator(**changed: Any) -> dict[str, Any]:
    return {"indicators": (replace(INDICATORS[0], **changed), *INDICATORS[1:])}


def test_it_is_planned_once() -> None:
    given().when(plan, **PLAN).then(PLANNED)
    given(PLANNED).when(plan, **PLAN).then_rejected(EvaluationExists)


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"weights": Weights(10, 50, 30, 11)}, WeightsNotAHundred),
        ({"weights": Weights(-10, 60, 40, 10)}, WeightsNotAHundred),
        ({"weights": Weights(20, 40, 30, 10)}, PointsDoNotAddUp),
        ({"scoring": ScoringTerms(decimals=5)}, ScoringTermsImpossible),
        ({"scoring": ScoringTerms(good_from=95)}, ScoringTermsImpossible),
        ({"scoring": ScoringTerms(explain_over=99)}, ScoringTermsImpossible),
        ({"scoring": ScoringTerms(nothing_below=101)}, ScoringTermsImpossible),
        ({"indicators": ()}, NoIndicators),
        ({"indicators": (*INDICATORS, INDICATORS[0])}, IndicatorTwice),
        (with_indicator(points=Fraction(1, 3)), PointsNotPrintable),
        (with_indicator(points=Fraction(9)), PointsDoNotAddUp),
        (with_indicator(target=None), TargetMissing),
        (with_indicator(wanted="很多"), TargetMissing),
        (with_indicator(target=Fraction(0)), TargetImpossible),
        (with_indicator(target=Fraction(101), denominator="应服务人数"), TargetImpossible),
        (with_indicator(rule=ScoringRule.JUDGED), TargetMissing),
    ],
)
def test_a_plan_whose_points_or_targets_do_not_hold_together_is_refused(
    wrong: dict[str, Any], rule: type[Rejected]
) -> None:
    given().when(plan, **{**PLAN, **wrong}).then_rejected(rule)


def test_case_002_comes_to_113_89_and_135_00_percent() -> None:
    (fact,) = given(PLANNED).when(fill_in, values=VALUES, by="wang", on=JANUARY).events()
    reached = {one.indicator: completion(one, value) for one, value in zip(INDICATORS, fact.values, strict=True)}  # type: ignore[attr-defined]  # a fact of that kind
    assert (written(reached["1.1"] * 100, 2), written(reached["1.2"] * 100, 2)) == ("113.89", "135.00")


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (GivenValue("1.1", Fraction(1944), Unit.MONTHS), UnitsDoNotMix),
        (GivenValue("1.1", Fraction(205), Unit.HOUSEHOLDS), UnitsDoNotMix),
        (GivenValue("1.1", Fraction(205)), ValueDoesNotFit),
        (GivenValue("1.1", Fraction(205), Unit.PEOPLE, of=300), ValueDoesNotFit),
        (GivenValue("1.1", words="很多", judged=100), ValueDoesNotFit),
        (GivenValue("1.1", Fraction(179), Unit.PEOPLE), DeviationUnexplained),
        (GivenValue("1.1", Fraction(243), Unit.PEOPLE), DeviationUnexplained),
        (GivenValue("9.9", Fraction(205), Unit.PEOPLE), NoSuchIndicator),
        (GivenValue("1.2", Fraction(1944), Unit.MONTHS, reason="超额"), IndicatorTwice),
    ],
)
def test_a_count_that_does_not_fit_its_indicator_is_refused(value: GivenValue, rule: type[Rejected]) -> None:
    values = (*filled()[1:], value)
    given(PLANNED).when(fill_in, values=values, by="wang", on=JANUARY).then_rejected(rule)


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (GivenValue("3.1", unit=Unit.PEOPLE, of=7, percent="75"), PercentageImpossible),
        (GivenValue("3.1", unit=Unit.PEOPLE, of=7, percent="85.72"), PercentageImpossible),
        (GivenValue("3.1", unit=Unit.PEOPLE, of=7, percent="x"), NotAPercentage),
        (GivenValue("3.1", unit=Unit.PEOPLE, of=7), ValueDoesNotFit),
        (GivenValue("3.1", Fraction(6), Unit.PEOPLE, of=7, percent="85.71"), ValueDoesNotFit),
        (GivenValue("3.1", unit=Unit.PEOPLE, percent="85.71"), ValueDoesNotFit),
        (GivenValue("3.1", Fraction(8), Unit.PEOPLE, of=7), PartAboveWhole),
        (GivenValue("3.1", Fraction(6), Unit.CASES, of=7), UnitsDoNotMix),
    ],
)
def test_a_percentage_that_so_many_cannot_give_is_refused(value: GivenValue, rule: type[Rejected]) -> None:
    values = (*filled()[:-1], value)
    given(PLANNED).when(fill_in, values=values, by="wang", on=JANUARY).then_rejected(rule)


def test_a_percentage_of_households_is_refused_in_households() -> None:
    impossible = GivenValue("1.3", unit=Unit.HOUSEHOLDS, of=7, percent="75")
    said = given(PLANNED).when(fill_in, values=filled(i1_3=impossible), by="wang", on=JANUARY)
    assert "7 户" in said.then_rejected(PercentageOfNone).sentence("zh")


def test_every_indicator_is_filled_in_at_once() -> None:
    said = given(PLANNED).when(fill_in, values=VALUES[:-2], by="wang", on=JANUARY)
    assert "2.2, 3.1" in said.then_rejected(IndicatorsNotFilledIn).sentence("en")
    given().when(fill_in, values=VALUES, by="wang", on=JANUARY).then_rejected(NoSuchEvaluation)


def test_somebody_else_scores_it_after_the_year_and_what_is_printed_adds_up() -> None:
    (fact,) = given(PLANNED).when(fill_in, values=VALUES, by="wang", on=JANUARY).events()
    history = given(PLANNED, fact)
    scoring: dict[str, Any] = {"execution": EXECUTION, "entries_to": 9, "by": "head", "on": SIGNED}
    given(PLANNED).when(score, **scoring).then_rejected(NotFilledIn)
    history.when(score, **{**scoring, "by": "wang"}).then_rejected(FillerScores)
    history.when(score, **{**scoring, "on": date(2022, 12, 30)}).then_rejected(YearStillRuns)
    (scored,) = history.when(score, **scoring).events()
    assert [written(one.score, 2) for one in scored.scores] == [  # type: ignore[attr-defined]  # a fact of that kind
        "10.00", "10.00", "10.00", "10.00", "10.00", "18.00", "10.00", "9.52",
    ]  # fmt: skip
    assert (scored.total, scored.grade) == (Fraction(9601, 100), Grade.EXCELLENT)  # type: ignore[attr-defined]
    settled = given(PLANNED, fact, scored)
    settled.when(fill_in, values=VALUES, by="wang", on=SIGNED).then_rejected(ScoredAlready)
    settled.when(score, **scoring).then_rejected(ScoredAlready)
    history.when(reopen, reason="有误", by="head", on=SIGNED).then_rejected(NotScoredYet)
    (opened,) = settled.when(reopen, reason="受访人数有误", by="head", on=SIGNED).events()
    assert given(PLANNED, fact, scored, opened).state.scored is None


@pytest.mark.parametrize(
    ("rule", "target", "reached", "floor", "points"),
    [
        (ScoringRule.PROPORTIONAL, 180, 205, 0, "10.00"),
        (ScoringRule.PROPORTIONAL, 180, 90, 0, "5.00"),
        (ScoringRule.PROPORTIONAL, 3, 2, 0, "6.67"),
        (ScoringRule.PROPORTIONAL, 180, 107, 60, "0.00"),
        (ScoringRule.PROPORTIONAL, 180, 108, 60, "6.00"),
        (ScoringRule.ALL_OR_NOTHING, 180, 179, 0, "0.00"),
        (ScoringRule.ALL_OR_NOTHING, 180, 180, 0, "10.00"),
        (ScoringRule.NOT_ABOVE, 10, 8, 0, "10.00"),
        (ScoringRule.NOT_ABOVE, 10, 16, 0, "6.25"),
        (ScoringRule.NOT_ABOVE, 0, 0, 0, "10.00"),
        (ScoringRule.NOT_ABOVE, 0, 1, 0, "0.00"),
    ],
)
def test_points_follow_the_rule_of_the_indicator(
    rule: ScoringRule, target: int, reached: int, floor: int, points: str
) -> None:
    indicator = Indicator(
        "1", IndicatorKind.QUANTITY, "人数", Unit.PEOPLE, "", rule, Fraction(target), "", Fraction(10)
    )
    value = given(replace(PLANNED, indicators=(indicator,))).when(
        fill_in, values=(GivenValue("1", Fraction(reached), Unit.PEOPLE, reason="说明"),), by="wang", on=JANUARY
    )
    (fact,) = value.events()
    found = score_of(indicator, fact.values[0], ScoringTerms(nothing_below=floor))  # type: ignore[attr-defined]
    assert written(found.score, 2) == points


@drawn(st.fractions(0, 1), st.integers(1, 10_000), st.integers(0, 4))
def test_a_score_lies_between_nothing_and_its_points_and_rounding_moves_it_by_half_a_place_at_most(
    share: Fraction, hundredths: int, decimals: int
) -> None:
    points = Fraction(hundredths, 100)
    exact = points * share
    printed = rounded(exact, decimals)
    assert abs(printed - exact) <= Fraction(1, 2 * 10**decimals)
    assert Fraction(written(exact, decimals)) == printed
    assert plain(points) == str(points) or Fraction(plain(points)) == points
