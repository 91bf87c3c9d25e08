"""Planning a self-evaluation: weights, scoring rules and indicators whose points add up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from domain.budgets.figures import BudgetBasis
from domain.evaluations.events import (
    EvaluationPlanned,
    FormPart,
    Indicator,
    ScoringRule,
    ScoringTerms,
    Weights,
)
from domain.evaluations.rejections import (
    EvaluationExists,
    IndicatorTwice,
    NoIndicators,
    PointsDoNotAddUp,
    PointsNotPrintable,
    ScoringTermsImpossible,
    TargetImpossible,
    TargetMissing,
    WeightsNotAHundred,
)
from domain.evaluations.scoring import plain
from domain.evaluations.state import Evaluation
from domain.free_text import clean_text, new_id
from domain.levels import GovernmentLevel

MOST_INDICATORS = 60
PART_ZH = {FormPart.OUTPUT: "产出", FormPart.EFFECT: "效益", FormPart.SATISFACTION: "满意度"}


def plan(
    evaluation: Evaluation,
    *,
    name: str,
    fiscal_year: int,
    region: str,
    budget_id: str,
    items: Sequence[str],
    levels: Sequence[GovernmentLevel],
    against: BudgetBasis,
    goals: str,
    weights: Weights,
    scoring: ScoringTerms,
    indicators: Sequence[Indicator],
    by: str,
    on: date,
) -> EvaluationPlanned:
    """Plan a self-evaluation of a budget, or of some of its items.

    Raises EvaluationExists, NotAReference, TextMissing, TextTooLong, PersonalNumberInText, WeightsNotAHundred,
    ScoringTermsImpossible, NoIndicators, IndicatorTwice, PointsNotPrintable, TargetMissing, TargetImpossible,
    PointsDoNotAddUp.
    """
    if evaluation.planned is not None:
        raise EvaluationExists("evaluation_id", evaluation=evaluation.id)
    new_id(evaluation.id, field="evaluation_id")
    parts = (weights.execution, weights.output, weights.effect, weights.satisfaction)
    if sum(parts) != 100 or min(parts) < 0:
        raise WeightsNotAHundred("weights", sum=sum(parts))
    _possible(scoring)
    if not 1 <= len(indicators) <= MOST_INDICATORS:
        raise NoIndicators("indicators", limit=MOST_INDICATORS, given=len(indicators))
    checked: list[Indicator] = []
    for place, indicator in enumerate(indicators):
        if any(indicator.indicator == other.indicator for other in checked):
            raise IndicatorTwice(f"indicators[{place}].indicator", indicator=indicator.indicator)
        checked.append(_checked(indicator, f"indicators[{place}]"))
    _add_up(checked, weights)
    return EvaluationPlanned(
        clean_text(name, field="name", limit=100),
        fiscal_year,
        region,
        budget_id,
        tuple(items),
        tuple(levels),
        against,
        clean_text(goals, field="goals", limit=1000),
        weights,
        scoring,
        tuple(checked),
        by,
        on,
    )


def _possible(scoring: ScoringTerms) -> None:
    if not 0 <= scoring.decimals <= 4:
        raise ScoringTermsImpossible("scoring.decimals", what="decimals")
    if not 0 <= scoring.nothing_below <= 100:
        raise ScoringTermsImpossible("scoring.nothing_below", what="nothing_below")
    if not 100 <= scoring.explain_over <= 10_000:
        raise ScoringTermsImpossible("scoring.explain_over", what="explain_over")
    if not 0 < scoring.fair_from < scoring.good_from < scoring.excellent_from <= 100:
        raise ScoringTermsImpossible("scoring.excellent_from", what="excellent_from > good_from > fair_from")


def _checked(indicator: Indicator, field: str) -> Indicator:
    new_id(indicator.indicator, field=f"{field}.indicator")
    clean_text(indicator.name, field=f"{field}.name", limit=100)
    if indicator.denominator:
        clean_text(indicator.denominator, field=f"{field}.denominator", limit=100)
    if indicator.points <= 0 or (indicator.points * 100).denominator != 1:
        raise PointsNotPrintable(f"{field}.points", indicator=indicator.indicator)
    judged = indicator.rule is ScoringRule.JUDGED
    if judged != bool(indicator.wanted) or judged != (indicator.target is None) or (judged and indicator.denominator):
        raise TargetMissing(f"{field}.target", indicator=indicator.indicator)
    if indicator.target is None:
        clean_text(indicator.wanted, field=f"{field}.wanted", limit=200)
        return indicator
    target = indicator.target
    reaching = indicator.rule is not ScoringRule.NOT_ABOVE
    impossible = target < 0 or (reaching and not target) or (indicator.denominator and target > 100)
    if impossible or (target * 100).denominator != 1:
        raise TargetImpossible(f"{field}.target", indicator=indicator.indicator, target=target)
    return indicator


def _add_up(indicators: Sequence[Indicator], weights: Weights) -> None:
    wanted = {
        FormPart.OUTPUT: weights.output,
        FormPart.EFFECT: weights.effect,
        FormPart.SATISFACTION: weights.satisfaction,
    }
    for part, weight in wanted.items():
        points = sum((one.points for one in indicators if one.indicator_kind.part is part), Fraction(0))
        if points != weight:
            raise PointsDoNotAddUp("indicators", part=PART_ZH[part], points=plain(points), weight=weight)
