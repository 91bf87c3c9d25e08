"""A budget from its approval to the year's end: nothing is spent that was not budgeted, and nothing changes unsaid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from domain.budgets.events import (
    AdjustmentKind,
    BudgetAdjusted,
    BudgetApproved,
    BudgetBroughtForward,
    BudgetClosed,
    BudgetItem,
    BudgetLine,
)
from domain.budgets.rejections import (
    AdjustmentDocumentUsed,
    AdjustmentNotBalanced,
    AdjustmentWrongWay,
    BelowWhatWasSpent,
    BudgetExists,
    BudgetItemTwice,
    BudgetLineTwice,
    LevelNotInBudget,
    NextBudgetMissing,
    NoBudgetLines,
    NoSuchBudgetItem,
    NothingAdjusted,
    OutsideBudgetYear,
    SourceYearAhead,
    TooManyBudgetLines,
    YearsOutOfRange,
)
from domain.budgets.state import Budget, Slot, approved, open_, slot_of
from domain.documents import DocumentNumber
from domain.free_text import clean_text, new_id
from domain.funds.rejections import YearNotOver
from domain.levels import FundKind, GovernmentLevel
from domain.money import ZERO, Money, positive, total
from domain.programmes.decisions import checked_fiscal_year
from domain.regions import RegionCode

LINES_PER_ENTRY = 200
"""Keeps an entry of lines, names and documents below 65,535 bytes."""


def approve(
    budget: Budget,
    *,
    fiscal_year: int,
    region: str,
    document: str,
    surplus_after_years: int,
    items: Sequence[BudgetItem],
    lines: Sequence[BudgetLine],
    on: date,
) -> BudgetApproved:
    """Approve a unit's budget of a year.

    Raises BudgetExists, NotAReference, NotADocumentNumber, NotARegionCode, YearsOutOfRange, NoBudgetLines,
    TooManyBudgetLines, BudgetItemTwice, NoSuchBudgetItem, BudgetLineTwice, SourceYearAhead, AmountNotPositive.
    """
    if budget.approved is not None:
        raise BudgetExists("budget_id", budget=budget.id)
    new_id(budget.id, field="budget_id")
    year = checked_fiscal_year(fiscal_year)
    if not 1 <= surplus_after_years <= 10:
        raise YearsOutOfRange("surplus_after_years", years=surplus_after_years)
    if not items or not lines:
        raise NoBudgetLines("lines" if items else "items")
    if max(len(items), len(lines)) > LINES_PER_ENTRY:
        raise TooManyBudgetLines("lines", limit=LINES_PER_ENTRY, given=max(len(items), len(lines)))
    named = tuple(_named(item, place) for place, item in enumerate(items))
    known: set[str] = set()
    for place, item in enumerate(named):
        if item.item in known:
            raise BudgetItemTwice(f"items[{place}].item", item=item.item)
        known.add(item.item)
    seen: set[Slot] = set()
    for place, line in enumerate(lines):
        field = f"lines[{place}]"
        if line.item not in known:
            raise NoSuchBudgetItem(f"{field}.item", budget=budget.id, item=line.item)
        if line.source_year > year:
            raise SourceYearAhead(f"{field}.source_year", source_year=line.source_year, year=year)
        positive(line.amount, field=f"{field}.amount")
        if slot_of(line) in seen:
            raise BudgetLineTwice(field, item=line.item)
        seen.add(slot_of(line))
    return BudgetApproved(
        year,
        str(RegionCode.parse(region)),
        str(DocumentNumber.parse(document)),
        surplus_after_years,
        named,
        tuple(lines),
        on,
    )


def adjust(
    budget: Budget, *, document: str, adjustment: AdjustmentKind, changes: Sequence[BudgetLine], on: date
) -> BudgetAdjusted:
    """Adjust a budget (调指标): move money within a level and kind, add some, or cut.

    Raises NoSuchBudget, BudgetIsClosed, OutsideBudgetYear, NotADocumentNumber, AdjustmentDocumentUsed,
    NothingAdjusted, TooManyBudgetLines, NoSuchBudgetItem, LevelNotInBudget, SourceYearAhead, BudgetLineTwice,
    AdjustmentWrongWay, AdjustmentNotBalanced, BelowWhatWasSpent.
    """
    terms = open_(budget)
    in_the_year(terms, on, field="on")
    number = str(DocumentNumber.parse(document))
    if number in budget.documents:
        raise AdjustmentDocumentUsed("document", document=number)
    if not changes or not all(line.amount for line in changes):
        raise NothingAdjusted("changes")
    if len(changes) > LINES_PER_ENTRY:
        raise TooManyBudgetLines("changes", limit=LINES_PER_ENTRY, given=len(changes))
    seen: set[Slot] = set()
    for place, line in enumerate(changes):
        _of_the_budget(budget, terms, line, f"changes[{place}]")
        if slot_of(line) in seen:
            raise BudgetLineTwice(f"changes[{place}]", item=line.item)
        seen.add(slot_of(line))
    _the_right_way(adjustment, changes)
    for place, line in enumerate(changes):
        slot = budget.at(slot_of(line))
        if slot.full_year + line.amount < slot.spent:
            raise BelowWhatWasSpent(
                f"changes[{place}].amount", item=line.item, left=slot.full_year + line.amount, spent=slot.spent
            )
    return BudgetAdjusted(number, adjustment, tuple(changes), on)


def close(budget: Budget, next_budget: Budget | None, *, on: date) -> tuple[BudgetClosed, BudgetBroughtForward | None]:
    """Close the year: what is left goes on to the next budget, or is surplus when it is too old.

    Items run as programmes are left out: their funds' year is closed with their lines. Raises NoSuchBudget,
    BudgetIsClosed (either), YearNotOver, NextBudgetMissing, NoSuchBudgetItem, LevelNotInBudget.
    """
    terms = open_(budget)
    if on < date(terms.fiscal_year, 12, 31):
        raise YearNotOver("on", year=terms.fiscal_year, day=on)
    carried, surplus = left_by_age(budget)
    if not carried:
        return BudgetClosed((), surplus, "", on), None
    following = terms.fiscal_year + 1
    if next_budget is None or next_budget.approved is None:
        raise NextBudgetMissing("to_budget", left=total(line.amount for line in carried), year=following)
    its = open_(next_budget)
    if (its.fiscal_year, its.region) != (following, terms.region):
        raise NextBudgetMissing("to_budget", left=total(line.amount for line in carried), year=following)
    for line in carried:
        _of_the_budget(next_budget, its, line, "to_budget")
    return (
        BudgetClosed(carried, surplus, next_budget.id, on),
        BudgetBroughtForward(budget.id, carried, on),
    )


def left_by_age(budget: Budget) -> tuple[tuple[BudgetLine, ...], tuple[BudgetLine, ...]]:
    """Return what may go on to the next year (结转) and what is too old (结余), of items not run as programmes.

    Raises NoSuchBudget.
    """
    terms = approved(budget)
    carried: list[BudgetLine] = []
    surplus: list[BudgetLine] = []
    for slot, amounts in budget.slots.items():
        if amounts.left <= ZERO or budget.items[slot.item].programme:
            continue
        too_old = terms.fiscal_year + 1 - slot.source_year > terms.surplus_after_years
        (surplus if too_old else carried).append(BudgetLine(*slot, amounts.left))
    return tuple(carried), tuple(surplus)


def in_the_year(terms: BudgetApproved, day: date, *, field: str) -> None:
    """Raise OutsideBudgetYear for a day of another year."""
    if day.year != terms.fiscal_year:
        raise OutsideBudgetYear(field, day=day, year=terms.fiscal_year)


def source_zh(level: GovernmentLevel, kind: FundKind) -> str:
    """Name whose money it is: 区县级一般公共预算."""
    return f"{level.zh}{kind.zh}"


def _named(item: BudgetItem, place: int) -> BudgetItem:
    name = clean_text(item.name, field=f"items[{place}].name", limit=60)
    return BudgetItem(new_id(item.item, field=f"items[{place}].item"), name, item.programme)


def _of_the_budget(budget: Budget, terms: BudgetApproved, line: BudgetLine, field: str) -> None:
    if line.item not in budget.items:
        raise NoSuchBudgetItem(f"{field}.item", budget=budget.id, item=line.item)
    if line.level not in budget.levels:
        raise LevelNotInBudget(f"{field}.level", level=line.level.zh)
    if line.source_year > terms.fiscal_year:
        raise SourceYearAhead(f"{field}.source_year", source_year=line.source_year, year=terms.fiscal_year)


def _the_right_way(adjustment: AdjustmentKind, changes: Sequence[BudgetLine]) -> None:
    more = [line.amount > ZERO for line in changes]
    if (adjustment is AdjustmentKind.ADDED and not all(more)) or (adjustment is AdjustmentKind.CUT and any(more)):
        raise AdjustmentWrongWay("adjustment")
    if adjustment is AdjustmentKind.MOVED:
        for (level, kind), rest in _sums(changes).items():
            if rest:
                raise AdjustmentNotBalanced("changes", source=source_zh(level, kind), rest=rest)


def _sums(changes: Sequence[BudgetLine]) -> Mapping[tuple[GovernmentLevel, FundKind], Money]:
    sums: dict[tuple[GovernmentLevel, FundKind], Money] = {}
    for line in changes:
        sums[line.level, line.kind] = sums.get((line.level, line.kind), ZERO) + line.amount
    return sums
