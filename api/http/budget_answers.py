"""What commands on budgets and self-evaluations are answered."""

from __future__ import annotations

from pydantic import Field

from api.http.answers import Count, Done, YuanText
from api.http.values import choices
from domain.evaluations.events import Grade


class BudgetNamed(Done):
    """The budget took this step."""

    budget: str = Field(examples=["2022-990101"])


class BudgetApproved(BudgetNamed):
    """The budget is on record; `total` is its sum."""

    total: YuanText


class BudgetAdjusted(BudgetNamed):
    """The adjustment is on record; `change` is what the whole changed by, 0.00 for money moved within it."""

    change: YuanText


class ExpendituresRecorded(BudgetNamed):
    """So many vouchers are on record; `total` is what they spent."""

    vouchers: Count
    total: YuanText


class BudgetClosed(BudgetNamed):
    """What goes on to the next year, and what was too old for that."""

    carried_over: YuanText
    surplus: YuanText


class EvaluationNamed(Done):
    """The self-evaluation took this step."""

    evaluation: str = Field(examples=["self-evaluation-2022"])


class EvaluationPlanned(EvaluationNamed):
    """So many indicators are planned."""

    indicators: Count


class EvaluationScored(EvaluationNamed):
    """The points of all parts together, and what they come to in a word."""

    total: str = Field(examples=["96.01"])
    grade: Grade = Field(description=choices(Grade))
