"""What a budget comes to: rates of execution that name their money, and what is left by the age of its source year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from domain.budgets.state import Amounts, Slot
from domain.levels import FundKind, GovernmentLevel
from domain.rates import Quantity, Rate, Unit


class BudgetBasis(StrEnum):
    """What execution is held against: the budget at the beginning of the year, or that of the full year."""

    INITIAL = "initial"
    FULL_YEAR = "full_year"

    @property
    def zh(self) -> str:
        """The column's Chinese name."""
        return {"initial": "年初预算数", "full_year": "全年预算数"}[self.value]


SPENT_ZH = "全年执行数"


def added_up(figures: Mapping[Slot, Amounts], *, items: Collection[str] = ()) -> Amounts:
    """Return the sum of some items (none named: of all), whatever level and kind: for tables that say so."""
    return _sum(amounts for slot, amounts in figures.items() if not items or slot.item in items)


def execution_rate(
    figures: Mapping[Slot, Amounts],
    *,
    against: BudgetBasis = BudgetBasis.FULL_YEAR,
    spent_levels: Collection[GovernmentLevel] = (),
    budget_levels: Collection[GovernmentLevel] = (),
    items: Collection[str] = (),
) -> Rate:
    """Return what was spent against the budget, of some levels (none named: of all) and items.

    Money whose level or kind stands on one side only makes no rate: all levels' spending over a district's budget is a
    mistake, not 165.41 %. Raises LevelsDoNotMix, NothingToDivideBy.
    """
    some = {slot: amounts for slot, amounts in figures.items() if not items or slot.item in items}
    spent = {slot: a for slot, a in some.items() if not spent_levels or slot.level in spent_levels}
    budgeted = {slot: a for slot, a in some.items() if not budget_levels or slot.level in budget_levels}
    initial = against is BudgetBasis.INITIAL
    budget = {slot: (a.initial if initial else a.full_year) for slot, a in budgeted.items()}
    there = {slot for slot, amount in budget.items() if amount}
    of_spent = {slot for slot, a in spent.items() if a.spent} | (there & spent.keys())
    return Rate(
        _money(SPENT_ZH, sum(a.spent.fen for a in spent.values()), of_spent or spent.keys()),
        _money(against.zh, sum(amount.fen for amount in budget.values()), there or budget.keys()),
    )


def by_source(figures: Mapping[Slot, Amounts]) -> dict[tuple[GovernmentLevel, FundKind], Amounts]:
    """Return sums by level and kind, in the order of the levels."""
    sums: dict[tuple[GovernmentLevel, FundKind], Amounts] = {}
    for slot, amounts in figures.items():
        sums[slot.level, slot.kind] = sums.get((slot.level, slot.kind), Amounts()) + amounts
    order = [(level, kind) for level in GovernmentLevel for kind in FundKind]
    return {source: sums[source] for source in order if source in sums}


def _money(name: str, fen: int, slots: Collection[Slot]) -> Quantity:
    """Name an amount and whose money it is; none at all is taken for the county's, and no rate comes of it."""
    levels = frozenset(slot.level for slot in slots) or frozenset({GovernmentLevel.COUNTY})
    return Quantity(name, fen, Unit.YUAN, levels, frozenset(slot.kind for slot in slots))


def _sum(amounts: Iterable[Amounts]) -> Amounts:
    whole = Amounts()
    for one in amounts:
        whole = whole + one
    return whole
