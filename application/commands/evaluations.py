"""Self-evaluations: planned over a budget, filled in, scored by somebody else, opened again with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.budgets.figures import BudgetBook
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.budgets.figures import BudgetBasis, added_up, execution_rate
from domain.budgets.rejections import NoSuchBudgetItem
from domain.budgets.state import approved
from domain.evaluations import decisions as evaluations
from domain.evaluations.decisions import GivenValue
from domain.evaluations.events import EvaluationPlanned, ExecutionScore, Indicator, ScoringTerms, Weights
from domain.evaluations.planning import plan
from domain.evaluations.scoring import execution_score, written
from domain.evaluations.state import planned
from domain.levels import GovernmentLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEvaluation:
    """Evaluate a budget's spending, or that of some `items`. Without `levels`: of all levels the budget holds."""

    command_id: str
    evaluation_id: str
    budget_id: str
    name: str
    items: tuple[str, ...]
    levels: tuple[GovernmentLevel, ...]
    against: BudgetBasis
    goals: str
    weights: Weights
    scoring: ScoringTerms
    indicators: tuple[Indicator, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FillInEvaluation:
    """What the year brought, every indicator at once; it takes the place of what was filled in before."""

    command_id: str
    evaluation_id: str
    values: tuple[GivenValue, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreEvaluation:
    """The scores are settled as the rules and the money make them."""

    command_id: str
    evaluation_id: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenEvaluation:
    """Something in a scored one was wrong."""

    command_id: str
    evaluation_id: str
    reason: str
    on: date


def plan_evaluation(ask: PlanEvaluation, *, by: Officer, desk: Desk) -> Answer:
    """Plan a self-evaluation whose money makes a rate.

    Raises NoSuchBudget, NoSuchBudgetItem, LevelsDoNotMix, NothingToDivideBy and what `plan` raises.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        budget = streams.budget(work, ask.budget_id).state
        terms = approved(budget)
        for place, item in enumerate(ask.items):
            if item not in budget.items:
                raise NoSuchBudgetItem(f"items[{place}]", budget=budget.id, item=item)
        levels = ask.levels or tuple(level for level in GovernmentLevel if level in budget.levels)
        execution_rate(budget.slots, against=ask.against, spent_levels=levels, budget_levels=levels, items=ask.items)
        loaded = streams.evaluation(work, ask.evaluation_id)
        fact = plan(
            loaded.state,
            name=ask.name,
            fiscal_year=terms.fiscal_year,
            region=terms.region,
            budget_id=ask.budget_id,
            items=ask.items,
            levels=levels,
            against=ask.against,
            goals=ask.goals,
            weights=ask.weights,
            scoring=ask.scoring,
            indicators=ask.indicators,
            by=by.id,
            on=ask.on,
        )
        work.record(loaded, fact)
        return {"evaluation": ask.evaluation_id, "indicators": len(fact.indicators)}

    return desk.take(ask, decide, by=by)


def fill_in_evaluation(ask: FillInEvaluation, *, by: Officer, desk: Desk) -> Answer:
    """Fill in. Raises what `fill_in` raises."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.evaluation(work, ask.evaluation_id)
        work.record(loaded, evaluations.fill_in(loaded.state, values=ask.values, by=by.id, on=ask.on))
        return {"evaluation": ask.evaluation_id}

    return desk.take(ask, decide, by=by)


def score_evaluation(ask: ScoreEvaluation, *, by: Officer, desk: Desk) -> Answer:
    """Settle the scores with the money as it is now; the answer has the total and the grade. Raises what `score`
    raises, LevelsDoNotMix, NothingToDivideBy."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.evaluation(work, ask.evaluation_id)
        terms = planned(loaded.state)
        streams.budget(work, terms.budget_id)  # looked at: the append fails if a voucher slips in meanwhile
        position = desk.views_now()
        execution = execution_of(terms, BudgetBook(terms.budget_id, desk=desk, as_of=position))
        scored = evaluations.score(loaded.state, execution=execution, entries_to=position, by=by.id, on=ask.on)
        work.record(loaded, scored)
        return {
            "evaluation": ask.evaluation_id,
            "total": written(scored.total, terms.scoring.decimals),
            "grade": scored.grade.value,
        }

    return desk.take(ask, decide, by=by)


def reopen_evaluation(ask: ReopenEvaluation, *, by: Officer, desk: Desk) -> Answer:
    """Open a scored one again. Raises what `reopen` raises."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.evaluation(work, ask.evaluation_id)
        work.record(loaded, evaluations.reopen(loaded.state, reason=ask.reason, by=by.id, on=ask.on))
        return {"evaluation": ask.evaluation_id}

    return desk.take(ask, decide, by=by)


def execution_of(terms: EvaluationPlanned, book: BudgetBook) -> ExecutionScore:
    """Return the points for the execution of the evaluated levels and items. Raises LevelsDoNotMix,
    NothingToDivideBy."""
    levels = terms.levels
    rate = book.rate(against=terms.against, spent_levels=levels, budget_levels=levels, items=terms.items)
    own = added_up({slot: a for slot, a in book.figures.items() if slot.level in levels}, items=terms.items)
    return execution_score(rate, levels, own.initial, own.full_year, terms.weights.execution, terms.scoring)
