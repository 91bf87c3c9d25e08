"""The lists of budgets, of the amounts in one, and of self-evaluations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from application.evaluations.stages import EvaluationStage
from application.listed.budgets import BudgetAmountListed, BudgetListed, BudgetState, EvaluationListed
from application.lists import Where
from application.views.budgets import (
    BudgetAmount,
    BudgetChange,
    BudgetStage,
    BudgetYear,
    EvaluationMove,
    EvaluationStep,
)
from domain.evaluations.events import Grade
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from infrastructure.views.lists.conditions import ALWAYS, Among, Condition, Starts, With, every
from infrastructure.views.lists.plans import Plan, Store, one

_APPROVED = Among("stage", (BudgetStage.APPROVED,))
_PLANNED = Among("stage", (EvaluationMove.PLANNED,))


def _budgets(store: Store, rows: Sequence[BudgetYear], _: Where) -> Iterator[BudgetListed]:
    names = {row.budget for row in rows}
    closed = {row.budget: row for row in store.rows(BudgetYear, budget=names, stage=(BudgetStage.CLOSED,))}
    levels: dict[str, set[str]] = defaultdict(set)
    for amount in store.rows(BudgetAmount, budget=names, change=(BudgetChange.INITIAL,)):
        levels[amount.budget].add(amount.level)
    for row in rows:
        end = closed.get(row.budget)
        yield BudgetListed(
            row.budget,
            row.fiscal_year or 0,
            row.region or "",
            row.document or "",
            tuple(level for level in GovernmentLevel if level in levels[row.budget]),
            BudgetState.CLOSED if end else BudgetState.OPEN,
            row.effective,
            end and end.effective,
            row.position,
        )


def _amounts(_store: Store, rows: Sequence[BudgetAmount], _: Where) -> Iterator[BudgetAmountListed]:
    for row in rows:
        yield BudgetAmountListed(
            row.budget,
            row.item,
            BudgetChange(row.change),
            GovernmentLevel(row.level),
            FundKind(row.kind),
            row.source_year,
            Money(row.amount_fen),
            row.document,
            row.voucher,
            row.handed_on,
            row.effective,
            row.position,
        )


def _evaluations(store: Store, rows: Sequence[EvaluationStep], _: Where) -> Iterator[EvaluationListed]:
    last: dict[str, EvaluationStep] = {}
    for step in store.rows(EvaluationStep, evaluation={row.evaluation for row in rows}):
        last[step.evaluation] = step
    for row in rows:
        newest = last[row.evaluation]
        scored = newest if newest.stage == EvaluationMove.SCORED else None
        begun = newest.stage == EvaluationMove.PLANNED
        stage = EvaluationStage.PLANNED if begun else EvaluationStage.FILLED_IN
        yield EvaluationListed(
            row.evaluation,
            row.name or "",
            row.fiscal_year or 0,
            row.region or "",
            row.budget or "",
            EvaluationStage.SCORED if scored else stage,
            scored and scored.total,
            Grade(scored.grade) if scored and scored.grade else None,
            row.effective,
            scored and scored.effective,
            row.position,
        )


def _in_its_region(prefix: str) -> Condition:
    like = every(_APPROVED, Starts("region", (prefix,)))
    return With(BudgetYear, (("budget", "budget"),), like)


def _in_region(prefix: str) -> Condition:
    return Starts("region", (prefix,))


BUDGETS = Plan(
    kind=BudgetYear,
    views=("budgets",),
    key=("position",),
    births=_APPROVED,
    fold=_budgets,
    region=_in_region,
    filters={"year": one("fiscal_year"), "budget": one("budget")},
    same=("budget",),
    stages={"open": (BudgetStage.APPROVED,), "closed": (BudgetStage.CLOSED,)},
)
BUDGET_AMOUNTS = Plan(
    kind=BudgetAmount,
    views=("budgets",),
    key=("position", "seq"),
    births=ALWAYS,
    fold=_amounts,
    region=_in_its_region,
    filters={"budget": one("budget"), "stages": lambda stages: Among("change", tuple(stages))},
    finds=frozenset({"budget"}),
)
EVALUATIONS = Plan(
    kind=EvaluationStep,
    views=("budgets",),
    key=("position",),
    births=_PLANNED,
    fold=_evaluations,
    region=_in_region,
    filters={"year": one("fiscal_year"), "budget": one("budget")},
    same=("evaluation",),
    stages={
        "planned": (EvaluationMove.PLANNED,),
        "filled_in": (EvaluationMove.FILLED_IN, EvaluationMove.REOPENED),
        "scored": (EvaluationMove.SCORED,),
    },
)
