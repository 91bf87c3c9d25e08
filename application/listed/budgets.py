"""Rows of the lists of budgets, of their amounts, and of self-evaluations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from application.evaluations.stages import EvaluationStage
from application.views.budgets import BudgetChange
from domain.evaluations.events import Grade
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money


class BudgetState(StrEnum):
    """Where a budget is."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class BudgetListed:
    """A budget: whose year and region it is, and the levels it holds money of. Its figures name their level and stand
    with the budget itself."""

    budget: str
    fiscal_year: int
    region: str
    document: str
    levels: tuple[GovernmentLevel, ...]
    stage: BudgetState
    approved_on: date
    closed_on: date | None
    recorded_at: int


@dataclass(frozen=True, slots=True)
class BudgetAmountListed:
    """One amount that a budget's line was given or spent. Only moves and cuts are below zero."""

    budget: str
    item: str
    change: BudgetChange
    level: GovernmentLevel
    kind: FundKind
    source_year: int
    amount: Money
    document: str | None
    voucher: str | None
    handed_on: bool
    on: date
    recorded_at: int


@dataclass(frozen=True, slots=True)
class EvaluationListed:
    """A self-evaluation, where it is, and what it came to once it was scored."""

    evaluation: str
    name: str
    fiscal_year: int
    region: str
    budget: str
    stage: EvaluationStage
    points: str | None
    grade: Grade | None
    planned_on: date
    scored_on: date | None
    recorded_at: int
