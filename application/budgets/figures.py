"""A budget's figures as of both times: vouchers from its own stream, programmes from where their funds stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from application.desk import Desk
from application.queries import AsOf
from application.views.view import recorded_day
from domain.budgets.decisions import left_by_age
from domain.budgets.events import (
    BudgetAdjusted,
    BudgetApproved,
    BudgetBroughtForward,
    BudgetClosed,
    ExpenditureReversed,
    ExpendituresRecorded,
)
from domain.budgets.figures import BudgetBasis, added_up, execution_rate
from domain.budgets.state import Amounts, Budget, Slot, approved, replay
from domain.levels import FundKind, GovernmentLevel
from domain.money import ZERO, Money
from domain.rates import Rate


@dataclass(frozen=True, slots=True)
class BudgetFigure:
    """One item, level, kind and source year. `in_budget`: its level is one that the budget holds money of."""

    item: str
    name: str
    programme: str
    level: GovernmentLevel
    kind: FundKind
    source_year: int
    initial: Money
    brought: Money
    moved: Money
    added: Money
    full_year: Money
    executed: Money
    handed_on: Money
    left: Money
    in_budget: bool


@dataclass(frozen=True, slots=True)
class BudgetItemFigure:
    """One item (or, without a name, all of them). Only `executed_all_levels` takes in money of other levels."""

    item: str
    name: str
    initial: Money
    full_year: Money
    executed_all_levels: Money
    executed: Money
    handed_on: Money


@dataclass(frozen=True, slots=True)
class BudgetAge:
    """What is left of one source year, level and kind; `age` counts years up to the one after the budget's.

    `left` is still here; of it `surplus` is too old to go on. After the year's closing, where it went.
    """

    source_year: int
    age: int
    level: GovernmentLevel
    kind: FundKind
    left: Money
    carried_over: Money
    surplus: Money


@dataclass(frozen=True, slots=True)
class BudgetShown:
    """A budget with all its figures. `levels` are those it holds money of; `total` names no item."""

    budget: str
    fiscal_year: int
    region: str
    document: str
    approved_on: date
    closed_on: date | None
    levels: tuple[GovernmentLevel, ...]
    total: BudgetItemFigure
    items: tuple[BudgetItemFigure, ...]
    lines: tuple[BudgetFigure, ...]
    ages: tuple[BudgetAge, ...]


@dataclass(frozen=True, slots=True)
class ExecutionRate:
    """A rate of execution that names what it counts, against what, and whose money both are."""

    spent: Money
    budget: Money
    against: BudgetBasis
    levels: tuple[GovernmentLevel, ...]
    kinds: tuple[FundKind, ...]
    percent: str
    named: str


class BudgetBook:
    """One budget at both times. Raises NoSuchBudget."""

    def __init__(self, budget: str, *, desk: Desk, as_of: AsOf = None, effective: date | None = None) -> None:
        self.state = budget_at(budget, desk=desk, as_of=as_of, effective=effective)
        self.approved: BudgetApproved = approved(self.state)
        self.funds = self._of_programmes(desk, as_of, effective)
        merged = dict(self.state.slots)
        for slot, (amounts, _) in self.funds.items():
            merged[slot] = merged.get(slot, Amounts()) + amounts
        self.figures: Mapping[Slot, Amounts] = merged

    def _of_programmes(self, desk: Desk, as_of: AsOf, effective: date | None) -> dict[Slot, tuple[Amounts, Money]]:
        """Return what the funds of programmes spent, and have available, by slot.

        Spent is what was settled without what came back, and what was transmitted: its quota was handed on.
        """
        found: dict[Slot, tuple[Amounts, Money]] = {}
        for item in self.approved.items:
            if not item.programme:
                continue
            position = desk.views.fund_position(
                programme=item.programme,
                fiscal_year=self.approved.fiscal_year,
                region=self.approved.region,
                as_of=as_of,
                effective=effective,
            )
            for line in position.lines:
                slot = Slot(item.item, line.level, line.kind, line.source_year)
                amounts, available = found.get(slot, (Amounts(), ZERO))
                handed_on = line.balance.transmitted
                spent = line.balance.settled - line.balance.recovered + handed_on
                more = Amounts(spent=spent, handed_on=handed_on)
                found[slot] = (amounts + more, available + line.balance.available)
        return found

    def rate(
        self,
        *,
        against: BudgetBasis = BudgetBasis.FULL_YEAR,
        spent_levels: Collection[GovernmentLevel] = (),
        budget_levels: Collection[GovernmentLevel] = (),
        items: Collection[str] = (),
    ) -> Rate:
        """Return a rate of execution. Raises LevelsDoNotMix, NothingToDivideBy."""
        return execution_rate(
            self.figures, against=against, spent_levels=spent_levels, budget_levels=budget_levels, items=items
        )

    def shown(self) -> BudgetShown:
        """Return the budget with all its figures."""
        terms, state = self.approved, self.state
        return BudgetShown(
            state.id,
            terms.fiscal_year,
            terms.region,
            terms.document,
            terms.approved_on,
            state.closed_on,
            tuple(level for level in GovernmentLevel if level in state.levels),
            self._item("", ""),
            tuple(self._item(item.item, item.name) for item in terms.items),
            tuple(self._lines()),
            tuple(self._ages()),
        )

    def _item(self, item: str, name: str) -> BudgetItemFigure:
        items = (item,) if item else ()
        whole = added_up(self.figures, items=items)
        own = added_up({slot: a for slot, a in self.figures.items() if slot.level in self.state.levels}, items=items)
        return BudgetItemFigure(item, name, whole.initial, whole.full_year, whole.spent, own.spent, own.handed_on)

    def _lines(self) -> list[BudgetFigure]:
        place = {item.item: number for number, item in enumerate(self.approved.items)}
        levels, kinds = list(GovernmentLevel), list(FundKind)

        def order(slot: Slot) -> tuple[int, int, int, int]:
            return (place[slot.item], levels.index(slot.level), kinds.index(slot.kind), slot.source_year)

        found = []
        for slot in sorted(self.figures, key=order):
            amounts, item = self.figures[slot], self.state.items[slot.item]
            found.append(
                BudgetFigure(
                    slot.item,
                    item.name,
                    item.programme,
                    slot.level,
                    slot.kind,
                    slot.source_year,
                    amounts.initial,
                    amounts.brought,
                    amounts.moved,
                    amounts.added,
                    amounts.full_year,
                    amounts.spent,
                    amounts.handed_on,
                    amounts.left,
                    slot.level in self.state.levels,
                )
            )
        return found

    def _ages(self) -> list[BudgetAge]:
        year = self.approved.fiscal_year
        sums: dict[tuple[int, GovernmentLevel, FundKind], list[Money]] = {}

        def add(slot: tuple[int, GovernmentLevel, FundKind], place: int, amount: Money) -> None:
            sums.setdefault(slot, [ZERO, ZERO, ZERO])[place] += amount

        closing = self.state.closing
        carried, surplus = (closing.carried_over, closing.surplus) if closing else left_by_age(self.state)
        for lines, place in ((carried, 1), (surplus, 2)):
            for line in lines:
                add((line.source_year, line.level, line.kind), place, line.amount)
                if closing is None:
                    add((line.source_year, line.level, line.kind), 0, line.amount)
        for slot, (_, available) in self.funds.items():
            if available:
                too_old = year + 1 - slot.source_year > self.approved.surplus_after_years
                add((slot.source_year, slot.level, slot.kind), 0, available)
                add((slot.source_year, slot.level, slot.kind), 2 if too_old else 1, available)
        levels, kinds = list(GovernmentLevel), list(FundKind)
        order = sorted(sums, key=lambda one: (one[0], levels.index(one[1]), kinds.index(one[2])))
        return [BudgetAge(one[0], year + 1 - one[0], one[1], one[2], *sums[one]) for one in order]


def told(rate: Rate, against: BudgetBasis) -> ExecutionRate:
    """Return a rate as it is shown."""
    return ExecutionRate(
        Money(rate.numerator.count),
        Money(rate.denominator.count),
        against,
        tuple(level for level in GovernmentLevel if level in rate.numerator.levels),
        tuple(kind for kind in FundKind if kind in rate.numerator.kinds),
        str(rate).removesuffix(" %"),
        rate.named(),
    )


def budget_at(budget: str, *, desk: Desk, as_of: AsOf = None, effective: date | None = None) -> Budget:
    """Return a budget's state at both times, from its stream."""
    position = desk.views.position_at(as_of) if as_of is not None and not isinstance(as_of, int) else as_of
    known = (
        _counted(entry.fact, effective, recorded_day(entry))
        for entry in desk.log.stream(f"budget/{budget}")
        if position is None or entry.position <= position
    )
    return replay(budget, (fact for fact in known if fact is not None))


def _counted(fact: object, effective: date | None, recorded: date) -> object | None:
    """Return what of a fact counts by a day; None: nothing of it."""
    if effective is None:
        return fact
    match fact:
        case ExpendituresRecorded(expenditures=expenditures):
            return ExpendituresRecorded(tuple(one for one in expenditures if one.spent_on <= effective))
        case BudgetApproved(approved_on=day) | BudgetAdjusted(adjusted_on=day) | BudgetClosed(closed_on=day):
            return fact if day <= effective else None
        case BudgetBroughtForward(brought_on=day) | ExpenditureReversed(reversed_on=day):
            return fact if day <= effective else None
        case _:
            return fact if recorded <= effective else None
