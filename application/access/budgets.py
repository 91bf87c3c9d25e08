"""Where budgets and self-evaluations lie: in the region of the unit, and over all of its programmes."""

from __future__ import annotations

from application import streams
from application.commands import budgets, evaluations
from application.road import Command
from application.work import Work
from domain.budgets.state import approved
from domain.evaluations.state import planned


def region_of(ask: Command, work: Work) -> str | None:
    """Return the region of the unit whose budget a command names; None for any other command.

    Raises NoSuchBudget, NoSuchEvaluation.
    """
    match ask:
        case budgets.ApproveBudget():
            return ask.region
        case (
            budgets.AdjustBudget()
            | budgets.RecordExpenditures()
            | budgets.ReverseExpenditure()
            | budgets.CloseBudget()
            | evaluations.PlanEvaluation()
        ):
            return region_of_stream("budget", ask.budget_id, work)
        case evaluations.FillInEvaluation() | evaluations.ScoreEvaluation() | evaluations.ReopenEvaluation():
            return region_of_stream("evaluation", ask.evaluation_id, work)
        case _:
            return None


def region_of_stream(kind: str, name: str, work: Work) -> str | None:
    """Return the region that a stream of these lies in; None for any other. Raises NoSuchBudget, NoSuchEvaluation."""
    match kind:
        case "budget":
            return approved(streams.budget(work, name).state).region
        case "evaluation":
            return planned(streams.evaluation(work, name).state).region
        case _:
            return None
