"""The form of a self-evaluation: the money with its rate, then each indicator with target, value, points and reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from application.budgets.figures import BudgetBook
from application.commands.evaluations import execution_of
from application.desk import Desk
from application.evaluations.stages import EvaluationStage
from application.queries import AsOf
from domain.budgets.figures import added_up, by_source
from domain.evaluations.decisions import values_of
from domain.evaluations.events import (
    ActualValue,
    EvaluationFilledIn,
    EvaluationPlanned,
    EvaluationReopened,
    EvaluationScored,
    ExecutionScore,
    Grade,
    Indicator,
    IndicatorKind,
    ScoringRule,
)
from domain.evaluations.scoring import completion, grade_of, percentage, plain, score_of, written
from domain.evaluations.state import Evaluation, planned, replay
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.rates import Unit


@dataclass(frozen=True, slots=True)
class FormMoney:
    """A row of the money. Without `level`: of all evaluated levels together, which alone has points. `percent` is None
    where the budget has nothing of it: money of other levels is told and makes no rate."""

    level: GovernmentLevel | None
    kind: FundKind | None
    initial: Money
    full_year: Money
    executed: Money
    points: str | None
    percent: str | None
    score: str | None


@dataclass(frozen=True, slots=True)
class FormIndicator:
    """A row of the indicators. `completed` is the value in percent of the target, `share` the exact fraction of the
    points earned, `score` the points as they are printed."""

    indicator: str
    indicator_kind: IndicatorKind
    name: str
    unit: Unit
    denominator: str
    rule: ScoringRule
    target: str
    actual: str | None
    completed: str | None
    points: str
    share: str | None
    score: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class EvaluationForm:
    """The whole form. Until it is scored, `total` and `grade` say what it would come to now (None: not filled in)."""

    evaluation: str
    name: str
    stage: EvaluationStage
    fiscal_year: int
    region: str
    budget: str
    items: tuple[str, ...]
    levels: tuple[GovernmentLevel, ...]
    goals: str
    rounding: str
    money: tuple[FormMoney, ...]
    indicators: tuple[FormIndicator, ...]
    total: str | None
    grade: Grade | None
    planned_by: str
    filled_by: str | None
    filled_on: date | None
    scored_by: str | None
    scored_on: date | None


@dataclass(frozen=True, slots=True)
class FormRow:
    """The form as one table, for spreadsheets: first the money, then the indicators, then the total."""

    part: str
    name: str
    initial: Money | None
    full_year: Money | None
    executed: Money | None
    wanted: str | None
    actual: str | None
    points: str | None
    percent: str | None
    score: str | None
    reason: str | None


def form_of(evaluation: str, *, desk: Desk, as_of: AsOf = None, effective: date | None = None) -> EvaluationForm:
    """Return the form as of both times. Raises NoSuchEvaluation, NoSuchBudget, LevelsDoNotMix."""
    state = evaluation_at(evaluation, desk=desk, as_of=as_of, effective=effective)
    terms, scored, filled = planned(state), state.scored, state.filled
    at: AsOf = scored.entries_to if scored else as_of
    book = BudgetBook(terms.budget_id, desk=desk, as_of=at, effective=None if scored else effective)
    execution = scored.execution if scored else execution_of(terms, book)
    values = values_of(state)
    rows = tuple(_indicator(terms, one, values.get(one.indicator), scored) for one in terms.indicators)
    whole = scored.total if scored else _would_be(terms, state, execution)
    decimals = terms.scoring.decimals
    return EvaluationForm(
        state.id,
        terms.name,
        EvaluationStage.SCORED if scored else EvaluationStage.FILLED_IN if filled else EvaluationStage.PLANNED,
        terms.fiscal_year,
        terms.region,
        terms.budget_id,
        terms.items,
        terms.levels,
        terms.goals,
        f"half_up/{decimals}",
        tuple(_money(terms, book, execution)),
        rows,
        None if whole is None else written(whole, decimals),
        None if whole is None else grade_of(whole, terms.scoring),
        terms.planned_by,
        filled.filled_by if filled else None,
        filled.filled_on if filled else None,
        scored.scored_by if scored else None,
        scored.scored_on if scored else None,
    )


def evaluation_at(evaluation: str, *, desk: Desk, as_of: AsOf = None, effective: date | None = None) -> Evaluation:
    """Return a self-evaluation's state at both times, from its stream."""
    position = desk.views.position_at(as_of) if as_of is not None and not isinstance(as_of, int) else as_of
    return replay(
        evaluation,
        (
            entry.fact
            for entry in desk.log.stream(f"evaluation/{evaluation}")
            if (position is None or entry.position <= position) and (effective is None or _day(entry.fact) <= effective)
        ),
    )


def as_table(form: EvaluationForm, parts: dict[str, str]) -> list[FormRow]:
    """Return the form as one table; `parts` says what its parts, levels and kinds are called."""
    rows = [
        FormRow(
            parts["execution"],
            " ".join(parts[one.value] for one in (money.level, money.kind) if one) or parts["together"],
            money.initial,
            money.full_year,
            money.executed,
            None,
            None,
            money.points,
            None if money.percent is None else f"{money.percent}%",
            money.score,
            None,
        )
        for money in form.money
    ]
    rows += [
        FormRow(
            f"{parts[one.indicator_kind.part.value]}·{parts[one.indicator_kind.value]}",
            one.name,
            None,
            None,
            None,
            one.target,
            one.actual,
            one.points,
            None if one.completed is None else f"{one.completed}%",
            one.score,
            one.reason or None,
        )
        for one in form.indicators
    ]
    rows.append(FormRow(parts["total"], form.name, None, None, None, None, None, "100", None, form.total, None))
    return rows


def _money(terms: EvaluationPlanned, book: BudgetBook, execution: ExecutionScore) -> list[FormMoney]:
    decimals = terms.scoring.decimals
    rate = book.rate(against=terms.against, spent_levels=terms.levels, budget_levels=terms.levels, items=terms.items)
    rows = [
        FormMoney(
            None,
            None,
            execution.initial,
            execution.full_year,
            execution.executed,
            str(terms.weights.execution),
            str(rate).removesuffix(" %"),
            written(execution.score, decimals),
        )
    ]
    some = {slot: a for slot, a in book.figures.items() if not terms.items or slot.item in terms.items}
    for (level, kind), sums in by_source(some).items():
        own = {slot: a for slot, a in some.items() if (slot.level, slot.kind) == (level, kind)}
        budget = added_up(own).initial if terms.against == "initial" else added_up(own).full_year
        percent = written(Fraction(sums.spent.fen * 100, budget.fen), 2) if budget.fen else None
        rows.append(FormMoney(level, kind, sums.initial, sums.full_year, sums.spent, None, percent, None))
    return rows


def _indicator(
    terms: EvaluationPlanned, one: Indicator, value: ActualValue | None, scored: EvaluationScored | None
) -> FormIndicator:
    decimals = terms.scoring.decimals
    reached = earned = None
    if value is not None:
        reached = completion(one, value)
        earned = score_of(one, value, terms.scoring)
        if scored is not None:
            earned = next(each for each in scored.scores if each.indicator == one.indicator)
    return FormIndicator(
        one.indicator,
        one.indicator_kind,
        one.name,
        one.unit,
        one.denominator,
        one.rule,
        _target(one),
        _actual(one, value) if value else None,
        None if reached is None else written(reached * 100, 2),
        plain(one.points),
        str(earned.share) if earned else None,
        written(earned.score, decimals) if earned else None,
        value.reason if value else "",
    )


def _target(one: Indicator) -> str:
    if one.target is None:
        return one.wanted
    sign = "≤" if one.rule is ScoringRule.NOT_ABOVE else "≥"
    return f"{sign}{plain(one.target)}" + ("%" if one.denominator else one.unit.zh)


def _actual(one: Indicator, value: ActualValue) -> str:
    if value.judged is not None:
        return f"{value.words}（{value.judged}%）"
    count = plain(value.count or Fraction(0))
    if value.of is None:
        return f"{count}{one.unit.zh}"
    return f"{written(percentage(value), 2)}%（{count}/{value.of}{one.unit.zh}）"


def _would_be(terms: EvaluationPlanned, state: Evaluation, execution: ExecutionScore) -> Fraction | None:
    if state.filled is None:
        return None
    values = values_of(state)
    scores = (score_of(one, values[one.indicator], terms.scoring).score for one in terms.indicators)
    return sum(scores, execution.score)


def _day(fact: object) -> date:
    match fact:
        case EvaluationPlanned(planned_on=day) | EvaluationFilledIn(filled_on=day):
            return day
        case EvaluationScored(scored_on=day) | EvaluationReopened(reopened_on=day):
            return day
        case _:
            raise TypeError(f"{type(fact).__name__} is no event of a self-evaluation")
