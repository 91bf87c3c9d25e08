"""Filling a self-evaluation in, settling its scores, and opening it again: never twice by the same hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from domain.dates import not_before
from domain.evaluations.events import (
    ActualValue,
    EvaluationFilledIn,
    EvaluationPlanned,
    EvaluationReopened,
    EvaluationScored,
    ExecutionScore,
    Indicator,
    ScoringRule,
)
from domain.evaluations.rejections import (
    DeviationUnexplained,
    FillerScores,
    IndicatorsNotFilledIn,
    IndicatorTwice,
    NoSuchIndicator,
    NotFilledIn,
    NotScoredYet,
    PartAboveWhole,
    PercentageOfNone,
    ScoredAlready,
    ValueDoesNotFit,
    YearStillRuns,
)
from domain.evaluations.scoring import completion, grade_of, rounded, same_unit, score_of, written
from domain.evaluations.state import Evaluation, planned
from domain.free_text import clean_text
from domain.rates import PercentageImpossible, Unit, percentage_possible


@dataclass(frozen=True, slots=True)
class GivenValue:
    """What somebody says an indicator came to: a count in a unit, of so many where it is a percentage (or then the
    percentage itself), or words and a judgement in percent for a judged one."""

    indicator: str
    count: Fraction | None = None
    unit: Unit | None = None
    of: int | None = None
    percent: str = ""
    words: str = ""
    judged: int | None = None
    reason: str = ""


def fill_in(evaluation: Evaluation, *, values: Sequence[GivenValue], by: str, on: date) -> EvaluationFilledIn:
    """Fill in all indicators.

    Raises NoSuchEvaluation, ScoredAlready, BeforeItsCause, NoSuchIndicator, IndicatorTwice, IndicatorsNotFilledIn,
    ValueDoesNotFit, UnitsDoNotMix, PartAboveWhole, PercentageImpossible, PercentageOfNone, NotAPercentage,
    DeviationUnexplained, TextTooLong, PersonalNumberInText.
    """
    terms = planned(evaluation)
    _not_scored(evaluation)
    not_before(on, terms.planned_on, field="on")
    indicators, found = evaluation.indicators, dict[str, ActualValue]()
    for place, given in enumerate(values):
        field = f"values[{place}]"
        indicator = indicators.get(given.indicator)
        if indicator is None:
            raise NoSuchIndicator(f"{field}.indicator", indicator=given.indicator[:50])
        if given.indicator in found:
            raise IndicatorTwice(f"{field}.indicator", indicator=given.indicator)
        found[given.indicator] = _explained(terms, indicator, _value(terms, indicator, given, field), field)
    if missing := [name for name in indicators if name not in found]:
        raise IndicatorsNotFilledIn("values", indicators=", ".join(missing))
    return EvaluationFilledIn(tuple(found[name] for name in indicators), by, on)


def score(evaluation: Evaluation, *, execution: ExecutionScore, entries_to: int, by: str, on: date) -> EvaluationScored:
    """Settle the scores.

    Raises NoSuchEvaluation, ScoredAlready, NotFilledIn, FillerScores, YearStillRuns, BeforeItsCause.
    """
    terms = planned(evaluation)
    _not_scored(evaluation)
    filled = evaluation.filled
    if filled is None:
        raise NotFilledIn("evaluation_id")
    if by == filled.filled_by:
        raise FillerScores("")
    if on < date(terms.fiscal_year, 12, 31):
        raise YearStillRuns("on", year=terms.fiscal_year, day=on)
    not_before(on, filled.filled_on, field="on")
    values = {one.indicator: one for one in filled.values}
    scores = tuple(score_of(one, values[one.indicator], terms.scoring) for one in terms.indicators)
    whole = sum((one.score for one in scores), execution.score)
    return EvaluationScored(execution, scores, whole, grade_of(whole, terms.scoring), entries_to, by, on)


def reopen(evaluation: Evaluation, *, reason: str, by: str, on: date) -> EvaluationReopened:
    """Open a scored one again. Raises NoSuchEvaluation, NotScoredYet, BeforeItsCause, TextMissing and its like."""
    planned(evaluation)
    if evaluation.scored is None:
        raise NotScoredYet("evaluation_id", evaluation=evaluation.id)
    not_before(on, evaluation.scored.scored_on, field="on")
    return EvaluationReopened(clean_text(reason, field="reason"), by, on)


def values_of(evaluation: Evaluation) -> Mapping[str, ActualValue]:
    """Return what is filled in, by indicator; nothing yet where nothing is."""
    return {} if evaluation.filled is None else {one.indicator: one for one in evaluation.filled.values}


def _not_scored(evaluation: Evaluation) -> None:
    if evaluation.scored is not None:
        raise ScoredAlready("evaluation_id", evaluation=evaluation.id, day=evaluation.scored.scored_on)


def _value(terms: EvaluationPlanned, indicator: Indicator, given: GivenValue, field: str) -> ActualValue:
    reason = clean_text(given.reason, field=f"{field}.reason", limit=300) if given.reason.strip() else ""
    name = indicator.indicator
    if indicator.rule is ScoringRule.JUDGED:
        if given.judged is None or not 0 <= given.judged <= 100 or not given.words.strip():
            raise ValueDoesNotFit(f"{field}.judged", indicator=name, wanted="文字说明和 0 至 100 的完成程度")
        words = clean_text(given.words, field=f"{field}.words", limit=200)
        return ActualValue(name, None, None, words, given.judged, reason)
    if given.judged is not None or given.words or given.unit is None:
        raise ValueDoesNotFit(f"{field}.count", indicator=name, wanted=f"以“{indicator.unit.zh}”计的数值")
    if not indicator.denominator:
        if given.count is None or given.count < 0 or given.of is not None or given.percent:
            raise ValueDoesNotFit(f"{field}.count", indicator=name, wanted=f"以“{indicator.unit.zh}”计的数值")
        same_unit(indicator, given.count, given.unit, terms.levels)
        return ActualValue(name, rounded(given.count, 2), None, "", None, reason)
    count, of = _part(indicator, given, field)
    same_unit(indicator, Fraction(count), given.unit, terms.levels)
    return ActualValue(name, Fraction(count), of, "", None, reason)


def _part(indicator: Indicator, given: GivenValue, field: str) -> tuple[int, int]:
    """Return how many of how many, from the count or from a percentage that so many can give."""
    wanted = f"“{indicator.denominator}”的{indicator.unit.zh}数，以及其中的{indicator.unit.zh}数或百分数"
    if given.of is None or given.of < 1 or (given.count is None) == (not given.percent):
        raise ValueDoesNotFit(f"{field}.of", indicator=indicator.indicator, wanted=wanted)
    if given.percent:
        if not percentage_possible(given.percent, given.of):
            percent = given.percent.strip(" %％")
            if indicator.unit is Unit.PEOPLE:
                raise PercentageImpossible(f"{field}.percent", percent=percent, people=given.of)
            raise PercentageOfNone(f"{field}.percent", percent=percent, of=given.of, unit=indicator.unit.zh)
        count = _nearest(given.percent.strip(" %％"), given.of)
    elif given.count is None or given.count < 0 or given.count.denominator != 1:
        raise ValueDoesNotFit(f"{field}.count", indicator=indicator.indicator, wanted=wanted)
    else:
        count = int(given.count)
    if count > given.of:
        raise PartAboveWhole(f"{field}.count", indicator=indicator.indicator, of=given.of, count=count)
    return count, given.of


def _nearest(percent: str, of: int) -> int:
    """Return the whole number that gives a percentage which some whole number gives."""
    return int(rounded(Fraction(percent) * of / 100, 0))


def _explained(terms: EvaluationPlanned, indicator: Indicator, value: ActualValue, field: str) -> ActualValue:
    reached = completion(indicator, value) * 100
    if not value.reason and (reached < 100 or reached > terms.scoring.explain_over):
        raise DeviationUnexplained(f"{field}.reason", indicator=indicator.indicator, percent=written(reached, 2))
    return value
