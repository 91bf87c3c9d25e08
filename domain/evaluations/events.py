"""What happens to a self-evaluation. Stream: evaluation/<evaluation>. Shares and points are exact fractions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from domain.budgets.figures import BudgetBasis
from domain.levels import GovernmentLevel
from domain.money import Money
from domain.rates import Unit


class FormPart(StrEnum):
    """The parts of the form that points are given in, beside the execution of the budget."""

    OUTPUT = "output"
    EFFECT = "effect"
    SATISFACTION = "satisfaction"


class IndicatorKind(StrEnum):
    """What an indicator tells: four kinds of output, four of effect, and contentment."""

    QUANTITY = "quantity"
    QUALITY = "quality"
    TIMELINESS = "timeliness"
    COST = "cost"
    ECONOMIC = "economic"
    SOCIAL = "social"
    ECOLOGICAL = "ecological"
    LASTING = "lasting"
    CONTENTMENT = "contentment"

    @property
    def part(self) -> FormPart:
        """The part of the form it stands in."""
        if self is IndicatorKind.CONTENTMENT:
            return FormPart.SATISFACTION
        return FormPart.OUTPUT if self in _OUTPUTS else FormPart.EFFECT


_OUTPUTS = frozenset({IndicatorKind.QUANTITY, IndicatorKind.QUALITY, IndicatorKind.TIMELINESS, IndicatorKind.COST})


class ScoringRule(StrEnum):
    """How a value earns points: in proportion to the target, all or nothing, by staying below, or by a judgement."""

    PROPORTIONAL = "proportional"
    ALL_OR_NOTHING = "all_or_nothing"
    NOT_ABOVE = "not_above"
    JUDGED = "judged"


class Grade(StrEnum):
    """What the points come to, in a word."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class Weights:
    """How many of the hundred points each part of the form has."""

    execution: int = 10
    output: int = 50
    effect: int = 30
    satisfaction: int = 10


@dataclass(frozen=True, slots=True)
class ScoringTerms:
    """Scores are rounded half up to `decimals`, each by itself, so that the total is the sum of what is printed.

    In percent: below `nothing_below` of its target an indicator earns nothing; above `explain_over` the reason must be
    told, as it must below 100. Points from which the whole is excellent, good, fair.
    """

    decimals: int = 2
    nothing_below: int = 0
    explain_over: int = 130
    excellent_from: int = 90
    good_from: int = 80
    fair_from: int = 60


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. With `denominator` its value is a percentage of that; both are counted in `unit`.

    `target` is None for a judged one, whose target is said in `wanted`.
    """

    indicator: str
    indicator_kind: IndicatorKind
    name: str
    unit: Unit
    denominator: str
    rule: ScoringRule
    target: Fraction | None
    wanted: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class ActualValue:
    """What an indicator came to: a count (of so many, where it is a percentage), or words and a judgement in percent.

    `reason` says why it differs from the target.
    """

    indicator: str
    count: Fraction | None
    of: int | None
    words: str
    judged: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """The exact share of its target that counts, and the points as they are printed."""

    indicator: str
    share: Fraction
    score: Fraction


@dataclass(frozen=True, slots=True)
class ExecutionScore:
    """The budget of the evaluated levels, what of it was spent, and the points for that, as they are printed."""

    levels: tuple[GovernmentLevel, ...]
    initial: Money
    full_year: Money
    executed: Money
    share: Fraction
    score: Fraction


@dataclass(frozen=True, slots=True)
class EvaluationPlanned:
    """What is to be evaluated, by which indicators and rules. `items` of the budget (none named: all of them)."""

    name: str
    fiscal_year: int
    region: str
    budget_id: str
    items: tuple[str, ...]
    levels: tuple[GovernmentLevel, ...]
    against: BudgetBasis
    goals: str
    weights: Weights
    scoring: ScoringTerms
    indicators: tuple[Indicator, ...]
    planned_by: str
    planned_on: date


@dataclass(frozen=True, slots=True)
class EvaluationFilledIn:
    """What the year brought, indicator by indicator; a later one takes the place of an earlier."""

    values: tuple[ActualValue, ...]
    filled_by: str
    filled_on: date


@dataclass(frozen=True, slots=True)
class EvaluationScored:
    """The scores are settled. `entries_to` is the position the money was looked at."""

    execution: ExecutionScore
    scores: tuple[IndicatorScore, ...]
    total: Fraction
    grade: Grade
    entries_to: int
    scored_by: str
    scored_on: date


@dataclass(frozen=True, slots=True)
class EvaluationReopened:
    """Something in it was wrong: it is filled in and scored once more."""

    reason: str
    reopened_by: str
    reopened_on: date


EvaluationEvent = EvaluationPlanned | EvaluationFilledIn | EvaluationScored | EvaluationReopened
