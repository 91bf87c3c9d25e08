"""A budget: nothing is spent that was not budgeted, a change has its document, and what is left goes by its age."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from domain.budgets.decisions import adjust, approve, close, left_by_age
from domain.budgets.events import (
    AdjustmentKind,
    BudgetApproved,
    BudgetBroughtForward,
    BudgetClosed,
    BudgetItem,
    BudgetLine,
    Expenditure,
    ExpendituresRecorded,
    SpendingManner,
)
from domain.budgets.figures import BudgetBasis, added_up, by_source, execution_rate
from domain.budgets.rejections import (
    AboveBudget,
    AdjustmentDocumentUsed,
    AdjustmentNotBalanced,
    AdjustmentWrongWay,
    BelowWhatWasSpent,
    BudgetExists,
    BudgetIsClosed,
    BudgetItemTwice,
    BudgetLineTwice,
    BudgetVoucherUsed,
    LevelNotInBudget,
    MoneyOfNoDocument,
    NextBudgetMissing,
    NoBudgetLines,
    NoSuchBudget,
    NoSuchBudgetItem,
    NoSuchVoucher,
    NothingAdjusted,
    NothingSpent,
    OutsideBudgetYear,
    RunAsProgramme,
    SourceYearAhead,
    TooManyBudgetLines,
    VoucherReversed,
    YearsOutOfRange,
)
from domain.budgets.spending import record_expenditures, reverse
from domain.budgets.state import replay
from domain.documents import NotADocumentNumber
from domain.funds.rejections import YearNotOver
from domain.levels import FundKind, GovernmentLevel
from domain.money import ZERO, AmountNotPositive, Money, total
from domain.rates import LevelsDoNotMix, NothingToDivideBy
from domain.rejected import Rejected
from tests.support.given import histories_of

COUNTY, CITY = GovernmentLevel.COUNTY, GovernmentLevel.MUNICIPAL
GENERAL, LOTTERY = FundKind.GENERAL_BUDGET, FundKind.LOTTERY
JANUARY, JUNE, NEW_YEAR = date(2022, 1, 20), date(2022, 6, 1), date(2022, 12, 31)
WORK, CARE = BudgetItem("work", "工作经费", ""), BudgetItem("care", "托养", "day-care")
given = histories_of(replay, "2022-990101")


def line(
    item: str, yuan: int, level: GovernmentLevel = COUNTY, year: int = 2022, kind: FundKind = GENERAL
) -> BudgetLine:
    return BudgetLine(item, level, kind, year, Money(yuan * 100))


def spent(voucher: str, yuan: int, level: GovernmentLevel = COUNTY, **other: Any) -> Expenditure:
    one = Expenditure(voucher, "work", level, GENERAL, 2022, Money(yuan * 100), SpendingManner.PAID, "", JUNE)
    return replace(one, **other)


APPROVED = BudgetApproved(
    2022,
    "990101",
    "区财预〔2022〕1号",
    2,
    (WORK, CARE),
    (line("work", 1000), line("work", 50, year=2020), line("care", 500)),
    JANUARY,
)
NEXT = replace(APPROVED, fiscal_year=2023, lines=(line("work", 900, year=2023),))
TERMS: dict[str, Any] = {
    "fiscal_year": 2022,
    "region": "990101",
    "document": "区财预〔2022〕1号",
    "surplus_after_years": 2,
    "items": (WORK, CARE),
    "lines": APPROVED.lines,
    "on": JANUARY,
}
SPENT = ExpendituresRecorded((spent("v-1", 800),))
MOVE: dict[str, Any] = {
    "document": "区财预〔2022〕31号",
    "adjustment": AdjustmentKind.MOVED,
    "changes": (line("work", -100), line("care", 100)),
    "on": JUNE,
}


def test_a_budget_is_approved_once() -> None:
    given().when(approve, **TERMS).then(APPROVED)
    given(APPROVED).when(approve, **TERMS).then_rejected(BudgetExists)


@pytest.mark.parametrize(
    ("wrong", "rule", "field"),
    [
        ({"items": ()}, NoBudgetLines, "items"),
        ({"lines": ()}, NoBudgetLines, "lines"),
        ({"document": "区财预〔〕1号"}, NotADocumentNumber, "document"),
        ({"surplus_after_years": 0}, YearsOutOfRange, "surplus_after_years"),
        ({"items": (WORK, WORK)}, BudgetItemTwice, "items[1].item"),
        ({"lines": (line("nothing", 1),)}, NoSuchBudgetItem, "lines[0].item"),
        ({"lines": (line("work", 1), line("work", 2))}, BudgetLineTwice, "lines[1]"),
        ({"lines": (line("work", 1, year=2023),)}, SourceYearAhead, "lines[0].source_year"),
        ({"lines": (line("work", 0),)}, AmountNotPositive, "lines[0].amount"),
        ({"lines": tuple(line("work", 1, year=1800 + place) for place in range(201))}, TooManyBudgetLines, "lines"),
    ],
)
def test_a_budget_that_says_nothing_or_everything_twice_is_refused(
    wrong: dict[str, Any], rule: type[Rejected], field: str
) -> None:
    given().when(approve, **{**TERMS, **wrong}).then_rejected(rule, field=field)


def test_money_is_moved_within_one_level_and_kind_or_not_at_all() -> None:
    after = given(APPROVED).when(adjust, **MOVE).events()
    state = replay("b", (APPROVED, *after))
    assert [amounts.full_year for amounts in state.slots.values()] == [Money(90_000), Money(5_000), Money(60_000)]
    to_lottery = (line("work", -100), line("care", 100, kind=LOTTERY))
    given(APPROVED).when(adjust, **{**MOVE, "changes": to_lottery}).then_rejected(AdjustmentNotBalanced)


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"changes": ()}, NothingAdjusted),
        ({"changes": (line("work", 0),)}, NothingAdjusted),
        ({"changes": (line("work", -100), line("care", 99))}, AdjustmentNotBalanced),
        ({"adjustment": AdjustmentKind.ADDED}, AdjustmentWrongWay),
        ({"adjustment": AdjustmentKind.CUT}, AdjustmentWrongWay),
        ({"changes": (line("work", -300), line("care", 300))}, BelowWhatWasSpent),
        ({"changes": (line("work", -1, CITY), line("care", 1, CITY))}, LevelNotInBudget),
        ({"changes": (line("other", -1), line("care", 1))}, NoSuchBudgetItem),
        ({"on": date(2023, 1, 5)}, OutsideBudgetYear),
    ],
)
def test_an_adjustment_that_does_not_hold_together_is_refused(wrong: dict[str, Any], rule: type[Rejected]) -> None:
    given(APPROVED, SPENT).when(adjust, **{**MOVE, **wrong}).then_rejected(rule)


def test_a_document_adjusts_a_budget_once() -> None:
    (moved,) = given(APPROVED).when(adjust, **MOVE).events()
    given(APPROVED, moved).when(adjust, **MOVE).then_rejected(AdjustmentDocumentUsed)


@pytest.mark.parametrize(
    ("voucher", "rule"),
    [
        (spent("v-1", 1), BudgetVoucherUsed),
        (spent("v-2", 201), AboveBudget),
        (spent("v-2", 1, kind=LOTTERY), AboveBudget),
        (spent("v-2", 1, CITY), MoneyOfNoDocument),
        (spent("v-2", 1, item="care"), RunAsProgramme),
        (spent("v-2", 1, item="other"), NoSuchBudgetItem),
        (spent("v-2", 0), AmountNotPositive),
        (spent("v-2", 1, source_year=2023), SourceYearAhead),
        (spent("v-2", 1, spent_on=date(2021, 12, 31)), OutsideBudgetYear),
        (spent("v-2", 1, document="市财社18号"), NotADocumentNumber),
    ],
)
def test_a_voucher_that_the_budget_does_not_carry_is_refused(voucher: Expenditure, rule: type[Rejected]) -> None:
    given(APPROVED, SPENT).when(record_expenditures, expenditures=(voucher,)).then_rejected(rule)


def test_vouchers_of_one_command_share_what_is_left() -> None:
    two = (spent("v-2", 150), spent("v-3", 51))
    given(APPROVED, SPENT).when(record_expenditures, expenditures=two).then_rejected(
        AboveBudget, field="expenditures[1].amount"
    )
    given(APPROVED).when(record_expenditures, expenditures=()).then_rejected(NothingSpent)
    given().when(record_expenditures, expenditures=two).then_rejected(NoSuchBudget)


def test_other_levels_money_is_spent_under_its_document_and_never_enters_the_rate() -> None:
    theirs = spent("v-2", 5000, CITY, document="市财社〔2022〕18号")
    state = replay("b", (APPROVED, SPENT, ExpendituresRecorded((theirs,))))
    assert added_up(state.slots).spent == Money(580_000)
    own = execution_rate(state.slots, spent_levels=[COUNTY], budget_levels=[COUNTY], items=["work"])
    assert str(own) == "76.19 %"
    for mixed in ({}, {"budget_levels": [COUNTY]}, {"spent_levels": [CITY], "budget_levels": [COUNTY]}):
        with pytest.raises(LevelsDoNotMix):
            execution_rate(state.slots, against=BudgetBasis.INITIAL, **mixed)
    with pytest.raises(Rejected):
        execution_rate(state.slots, spent_levels=[CITY], budget_levels=[CITY])
    with pytest.raises(NothingToDivideBy):
        execution_rate({}, items=["nothing"])


def test_a_voucher_is_reversed_once_and_its_number_stays_used() -> None:
    (undone,) = given(APPROVED, SPENT).when(reverse, voucher="v-1", reason="重复入账", on=JUNE).events()
    again = given(APPROVED, SPENT, undone)
    assert again.state.at(next(iter(again.state.slots))).spent == ZERO
    again.when(reverse, voucher="v-1", reason="重复入账", on=JUNE).then_rejected(VoucherReversed)
    again.when(record_expenditures, expenditures=(spent("v-1", 1),)).then_rejected(BudgetVoucherUsed)
    again.when(reverse, voucher="v-9", reason="重复入账", on=JUNE).then_rejected(NoSuchVoucher)


def test_what_is_left_goes_on_and_what_is_too_old_is_surplus() -> None:
    closing = given(APPROVED, SPENT).when(close, next_budget=replay("2023-990101", (NEXT,)), on=NEW_YEAR)
    carried, old = (line("work", 200),), (line("work", 50, year=2020),)
    closing.then(
        BudgetClosed(carried, old, "2023-990101", NEW_YEAR), BudgetBroughtForward("2022-990101", carried, NEW_YEAR)
    )
    assert left_by_age(replay("b", (APPROVED, SPENT))) == (carried, old)


def test_a_year_is_closed_at_its_end_into_the_next_ones_budget() -> None:
    history = given(APPROVED, SPENT)
    history.when(close, next_budget=None, on=NEW_YEAR).then_rejected(NextBudgetMissing)
    history.when(close, next_budget=replay("x", (APPROVED,)), on=NEW_YEAR).then_rejected(NextBudgetMissing)
    history.when(close, next_budget=None, on=date(2022, 12, 30)).then_rejected(YearNotOver)
    given(APPROVED, BudgetClosed((), (), "", NEW_YEAR)).when(adjust, **MOVE).then_rejected(BudgetIsClosed)


@drawn(
    st.lists(st.integers(1, 10**9), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 10**9)), max_size=12),
)
def test_nothing_is_ever_spent_above_a_line_and_closing_loses_no_fen(
    budget: list[int], spending: list[tuple[int, int]]
) -> None:
    lines = tuple(BudgetLine("work", COUNTY, GENERAL, 2022 - place, Money(fen)) for place, fen in enumerate(budget))
    approved = replace(APPROVED, lines=lines)
    state = replay("b", (approved,))
    for number, (age, fen) in enumerate(spending):
        one = spent(f"v-{number}", 1, source_year=2022 - age, amount=Money(fen))
        try:
            fact = record_expenditures(state, expenditures=(one,))
        except AboveBudget:
            continue
        state = replay("b", (approved, *[ExpendituresRecorded((v,)) for v in state.vouchers.values()], fact))
    assert all(amounts.left >= ZERO for amounts in state.slots.values())
    closed, _ = close(state, replay("n", (NEXT,)), on=NEW_YEAR)
    left = total(each.amount for each in (*closed.carried_over, *closed.surplus))
    assert left + added_up(state.slots).spent == Money(sum(budget))
    assert sum((amounts.full_year.fen for amounts in by_source(state.slots).values()), 0) == sum(budget)
