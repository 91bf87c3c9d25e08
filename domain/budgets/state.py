"""A budget as its decisions see it: what each line had at first, what changed, and what was spent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple, assert_never

from domain.budgets.events import (
    BudgetAdjusted,
    BudgetApproved,
    BudgetBroughtForward,
    BudgetClosed,
    BudgetEvent,
    BudgetItem,
    BudgetLine,
    Expenditure,
    ExpenditureReversed,
    ExpendituresRecorded,
    SpendingManner,
)
from domain.budgets.rejections import BudgetIsClosed, NoSuchBudget
from domain.levels import FundKind, GovernmentLevel
from domain.money import ZERO, Money


class Slot(NamedTuple):
    """What one amount is told apart by: item, level, kind, and the year it was first budgeted for."""

    item: str
    level: GovernmentLevel
    kind: FundKind
    source_year: int


@dataclass(frozen=True, slots=True)
class Amounts:
    """What became of one slot. `moved` and `added` are signed; `handed_on` is the part of `spent` that was quota."""

    initial: Money = ZERO
    brought: Money = ZERO
    moved: Money = ZERO
    added: Money = ZERO
    spent: Money = ZERO
    handed_on: Money = ZERO

    @property
    def full_year(self) -> Money:
        """The budget of the whole year (全年预算数): at first, brought forward and adjusted."""
        return self.initial + self.brought + self.moved + self.added

    @property
    def left(self) -> Money:
        """What is not spent."""
        return self.full_year - self.spent

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(
            self.initial + other.initial,
            self.brought + other.brought,
            self.moved + other.moved,
            self.added + other.added,
            self.spent + other.spent,
            self.handed_on + other.handed_on,
        )


@dataclass(frozen=True, slots=True)
class Budget:
    """One unit's budget of one year; `vouchers` are all that were recorded, `reversed` those that count no more."""

    id: str
    approved: BudgetApproved | None = None
    items: Mapping[str, BudgetItem] = field(default_factory=dict)
    slots: Mapping[Slot, Amounts] = field(default_factory=dict)
    vouchers: Mapping[str, Expenditure] = field(default_factory=dict)
    reversed: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    closed_on: date | None = None
    closing: BudgetClosed | None = None

    @property
    def levels(self) -> frozenset[GovernmentLevel]:
        """The levels whose money is budgeted here."""
        return frozenset() if self.approved is None else frozenset(line.level for line in self.approved.lines)

    def at(self, slot: Slot) -> Amounts:
        """Return a slot's amounts, all zero for one that has none."""
        return self.slots.get(slot, Amounts())


def replay(budget: str, facts: Iterable[object]) -> Budget:
    """Build the state of a budget from its history; an unknown event stops the replay."""
    state = Budget(budget)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(budget: Budget, event: BudgetEvent) -> Budget:
    """Return the budget after one event. Never refuses: history has already happened."""
    match event:
        case BudgetApproved(items=items, lines=lines):
            begun = replace(budget, approved=event, items={item.item: item for item in items})
            return _added(begun, ((slot_of(line), Amounts(initial=line.amount)) for line in lines))
        case BudgetAdjusted(document=document, changes=changes):
            adjusted = replace(budget, documents=budget.documents | {document})
            return _added(adjusted, ((slot_of(line), _change(event, line)) for line in changes))
        case BudgetBroughtForward(lines=lines):
            return _added(budget, ((slot_of(line), Amounts(brought=line.amount)) for line in lines))
        case ExpendituresRecorded(expenditures=expenditures):
            vouchers = {**budget.vouchers, **{one.voucher: one for one in expenditures}}
            spent = replace(budget, vouchers=vouchers)
            return _added(spent, ((slot_of(one), _spending(one, one.amount)) for one in expenditures))
        case ExpenditureReversed(expenditure=one):
            undone = replace(budget, reversed=budget.reversed | {one.voucher})
            return _added(undone, [(slot_of(one), _spending(one, -one.amount))])
        case BudgetClosed(closed_on=day):
            return replace(budget, closed_on=day, closing=event)
        case _:
            assert_never(event)


def slot_of(line: BudgetLine | Expenditure) -> Slot:
    """Return the slot that a line or an expenditure speaks of."""
    return Slot(line.item, line.level, line.kind, line.source_year)


def approved(budget: Budget) -> BudgetApproved:
    """Return how the budget was approved. Raises NoSuchBudget."""
    if budget.approved is None:
        raise NoSuchBudget("budget_id", budget=budget.id)
    return budget.approved


def open_(budget: Budget) -> BudgetApproved:
    """Return how a budget was approved that is not closed. Raises NoSuchBudget, BudgetIsClosed."""
    terms = approved(budget)
    if budget.closed_on is not None:
        raise BudgetIsClosed("budget_id", budget=budget.id, day=budget.closed_on)
    return terms


def _change(event: BudgetAdjusted, line: BudgetLine) -> Amounts:
    return Amounts(moved=line.amount) if event.adjustment == "moved" else Amounts(added=line.amount)


def _spending(one: Expenditure, amount: Money) -> Amounts:
    handed_on = amount if one.manner is SpendingManner.QUOTA_HANDED_ON else ZERO
    return Amounts(spent=amount, handed_on=handed_on)


def _added(budget: Budget, changes: Iterable[tuple[Slot, Amounts]]) -> Budget:
    slots = dict(budget.slots)
    for slot, change in changes:
        slots[slot] = slots.get(slot, Amounts()) + change
    return replace(budget, slots=slots)
