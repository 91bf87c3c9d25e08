"""Budgets: approved, adjusted by documents, spent by vouchers, closed at the end of their year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.budgets import decisions as budgets
from domain.budgets import spending
from domain.budgets.events import AdjustmentKind, BudgetItem, BudgetLine, Expenditure
from domain.money import total
from domain.programmes.state import existing


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveBudget:
    """A unit's budget of a year, by item, level, kind and source year. See `BudgetApproved`."""

    command_id: str
    budget_id: str
    fiscal_year: int
    region: str
    document: str
    surplus_after_years: int
    items: tuple[BudgetItem, ...]
    lines: tuple[BudgetLine, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustBudget:
    """调指标: a document moves money within a level and kind, adds some or cuts."""

    command_id: str
    budget_id: str
    document: str
    adjustment: AdjustmentKind
    changes: tuple[BudgetLine, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExpenditures:
    """What vouchers spent on items that are not run as programmes here; all or none."""

    command_id: str
    budget_id: str
    expenditures: tuple[Expenditure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseExpenditure:
    """A voucher's spending counts no more."""

    command_id: str
    budget_id: str
    voucher: str
    reason: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseBudget:
    """The year is over; `to_budget` (may be empty when nothing is left) is next year's."""

    command_id: str
    budget_id: str
    to_budget: str
    on: date


def approve_budget(ask: ApproveBudget, *, by: Officer, desk: Desk) -> Answer:
    """Record a budget. The answer has its sum. Raises NoSuchProgramme and what `approve` raises."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        for item in ask.items:
            if item.programme:
                existing(streams.programme(work, item.programme).state)
        loaded = streams.budget(work, ask.budget_id)
        approved = budgets.approve(
            loaded.state,
            fiscal_year=ask.fiscal_year,
            region=ask.region,
            document=ask.document,
            surplus_after_years=ask.surplus_after_years,
            items=ask.items,
            lines=ask.lines,
            on=ask.on,
        )
        work.record(loaded, approved)
        return {"budget": ask.budget_id, "total_fen": total(line.amount for line in approved.lines).fen}

    return desk.take(ask, decide, by=by)


def adjust_budget(ask: AdjustBudget, *, by: Officer, desk: Desk) -> Answer:
    """Adjust a budget. Raises what `adjust` raises."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.budget(work, ask.budget_id)
        adjusted = budgets.adjust(
            loaded.state, document=ask.document, adjustment=ask.adjustment, changes=ask.changes, on=ask.on
        )
        work.record(loaded, adjusted)
        return {"budget": ask.budget_id, "change_fen": total(line.amount for line in adjusted.changes).fen}

    return desk.take(ask, decide, by=by)


def record_expenditures(ask: RecordExpenditures, *, by: Officer, desk: Desk) -> Answer:
    """Record vouchers. Raises InTheFuture, naming the voucher, and what `record_expenditures` of the domain raises."""
    for place, one in enumerate(ask.expenditures):
        desk.happened(one.spent_on, field=f"expenditures[{place}].spent_on")

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.budget(work, ask.budget_id)
        recorded = spending.record_expenditures(loaded.state, expenditures=ask.expenditures)
        work.record(loaded, recorded)
        spent = total(one.amount for one in recorded.expenditures)
        return {"budget": ask.budget_id, "vouchers": len(recorded.expenditures), "total_fen": spent.fen}

    return desk.take(ask, decide, by=by)


def reverse_expenditure(ask: ReverseExpenditure, *, by: Officer, desk: Desk) -> Answer:
    """Reverse a voucher. Raises what `reverse` raises."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.budget(work, ask.budget_id)
        work.record(loaded, spending.reverse(loaded.state, voucher=ask.voucher, reason=ask.reason, on=ask.on))
        return {"budget": ask.budget_id}

    return desk.take(ask, decide, by=by)


def close_budget(ask: CloseBudget, *, by: Officer, desk: Desk) -> Answer:
    """Close a budget's year. The answer says what goes on and what is surplus. Raises what `close` raises."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.budget(work, ask.budget_id)
        following = streams.budget(work, ask.to_budget) if ask.to_budget else None
        closed, forward = budgets.close(loaded.state, following.state if following else None, on=ask.on)
        work.record(loaded, closed)
        if following is not None and forward is not None:
            work.record(following, forward)
        return {
            "budget": ask.budget_id,
            "carried_over_fen": total(line.amount for line in closed.carried_over).fen,
            "surplus_fen": total(line.amount for line in closed.surplus).fen,
        }

    return desk.take(ask, decide, by=by)
