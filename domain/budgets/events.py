"""What happens to a unit's budget of one year. Stream: budget/<budget>.

Money of an item is told apart by level, kind and the year it was first budgeted for (`source_year`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.levels import FundKind, GovernmentLevel
from domain.money import Money


class AdjustmentKind(StrEnum):
    """What an adjustment (调指标) does to the whole: nothing, more, or less."""

    MOVED = "moved"
    ADDED = "added"
    CUT = "cut"


class SpendingManner(StrEnum):
    """How budgeted money was spent: by paying, or by handing its quota (指标) to another unit that spends it."""

    PAID = "paid"
    QUOTA_HANDED_ON = "quota_handed_on"


@dataclass(frozen=True, slots=True)
class BudgetItem:
    """An item of the budget. With `programme` it is run as one here, and what was spent stands in its funds."""

    item: str
    name: str
    programme: str


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Money of one item, level, kind and source year. In an adjustment the amount may be negative."""

    item: str
    level: GovernmentLevel
    kind: FundKind
    source_year: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Expenditure:
    """One voucher's spending. `document` (文号, may be empty) brought the money where the budget has none of it."""

    voucher: str
    item: str
    level: GovernmentLevel
    kind: FundKind
    source_year: int
    amount: Money
    manner: SpendingManner
    document: str
    spent_on: date


@dataclass(frozen=True, slots=True)
class BudgetApproved:
    """The unit's budget at the beginning of the year (年初预算数). Money older than `surplus_after_years` at the
    year's end is surplus (结余), younger money is carried over (结转)."""

    fiscal_year: int
    region: str
    document: str
    surplus_after_years: int
    items: tuple[BudgetItem, ...]
    lines: tuple[BudgetLine, ...]
    approved_on: date


@dataclass(frozen=True, slots=True)
class BudgetAdjusted:
    """调指标: a document changed the budget; moves come to nothing in each level and kind."""

    document: str
    adjustment: AdjustmentKind
    changes: tuple[BudgetLine, ...]
    adjusted_on: date


@dataclass(frozen=True, slots=True)
class ExpendituresRecorded:
    """Money was spent on items that are not run as programmes here."""

    expenditures: tuple[Expenditure, ...]


@dataclass(frozen=True, slots=True)
class ExpenditureReversed:
    """A voucher's spending was wrong or came back: it counts no more. The voucher's number stays used."""

    expenditure: Expenditure
    reason: str
    reversed_on: date


@dataclass(frozen=True, slots=True)
class BudgetClosed:
    """The year is over: what was left of items not run as programmes went on, or was surplus and is given back."""

    carried_over: tuple[BudgetLine, ...]
    surplus: tuple[BudgetLine, ...]
    to_budget: str
    closed_on: date


@dataclass(frozen=True, slots=True)
class BudgetBroughtForward:
    """结转: what the budget of the year before had left, each line still with its source year."""

    from_budget: str
    lines: tuple[BudgetLine, ...]
    brought_on: date


BudgetEvent = (
    BudgetApproved | BudgetAdjusted | ExpendituresRecorded | ExpenditureReversed | BudgetClosed | BudgetBroughtForward
)
