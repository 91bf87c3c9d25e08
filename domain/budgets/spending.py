"""Spending of items that are not run as programmes here: voucher by voucher, never above the budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.budgets.decisions import LINES_PER_ENTRY, in_the_year, source_zh
from domain.budgets.events import BudgetApproved, Expenditure, ExpenditureReversed, ExpendituresRecorded
from domain.budgets.rejections import (
    AboveBudget,
    BudgetVoucherUsed,
    MoneyOfNoDocument,
    NoSuchBudgetItem,
    NoSuchVoucher,
    NothingSpent,
    RunAsProgramme,
    SourceYearAhead,
    TooManyBudgetLines,
    VoucherReversed,
)
from domain.budgets.state import Budget, evolve, open_, slot_of
from domain.dates import not_before
from domain.documents import DocumentNumber
from domain.free_text import clean_text, reference
from domain.money import positive


def record_expenditures(budget: Budget, *, expenditures: Sequence[Expenditure]) -> ExpendituresRecorded:
    """Record what vouchers spent, all or none.

    Money of a level that this budget holds stays within its line; money of any other level names the document that
    brought it. Raises NoSuchBudget, BudgetIsClosed, NothingSpent, TooManyBudgetLines, NotAReference, BudgetVoucherUsed,
    NoSuchBudgetItem, RunAsProgramme, SourceYearAhead, AmountNotPositive, OutsideBudgetYear, MoneyOfNoDocument,
    NotADocumentNumber, AboveBudget.
    """
    terms = open_(budget)
    if not expenditures:
        raise NothingSpent("expenditures")
    if len(expenditures) > LINES_PER_ENTRY:
        raise TooManyBudgetLines("expenditures", limit=LINES_PER_ENTRY, given=len(expenditures))
    state, found = budget, []
    for place, one in enumerate(expenditures):
        checked = _checked(state, terms, one, f"expenditures[{place}]")
        state = evolve(state, ExpendituresRecorded((checked,)))
        found.append(checked)
    return ExpendituresRecorded(tuple(found))


def reverse(budget: Budget, *, voucher: str, reason: str, on: date) -> ExpenditureReversed:
    """Reverse a voucher's spending.

    Raises NoSuchBudget, BudgetIsClosed, NoSuchVoucher, VoucherReversed, TextMissing, BeforeItsCause.
    """
    open_(budget)
    one = budget.vouchers.get(voucher)
    if one is None:
        raise NoSuchVoucher("voucher", voucher=voucher[:50])
    if voucher in budget.reversed:
        raise VoucherReversed("voucher", voucher=voucher)
    not_before(on, one.spent_on, field="on")
    return ExpenditureReversed(one, clean_text(reason, field="reason"), on)


def _checked(budget: Budget, terms: BudgetApproved, one: Expenditure, field: str) -> Expenditure:
    voucher = reference(one.voucher, field=f"{field}.voucher")
    if voucher in budget.vouchers:
        raise BudgetVoucherUsed(f"{field}.voucher", voucher=voucher)
    item = budget.items.get(one.item)
    if item is None:
        raise NoSuchBudgetItem(f"{field}.item", budget=budget.id, item=one.item)
    if item.programme:
        raise RunAsProgramme(f"{field}.item", item=item.item, programme=item.programme)
    if one.source_year > terms.fiscal_year:
        raise SourceYearAhead(f"{field}.source_year", source_year=one.source_year, year=terms.fiscal_year)
    positive(one.amount, field=f"{field}.amount")
    in_the_year(terms, one.spent_on, field=f"{field}.spent_on")
    document = str(DocumentNumber.parse(one.document, field=f"{field}.document")) if one.document else ""
    if one.level not in budget.levels:
        if not document:
            raise MoneyOfNoDocument(f"{field}.document", level=one.level.zh)
    elif one.amount > (left := budget.at(slot_of(one)).left):
        source = source_zh(one.level, one.kind)
        raise AboveBudget(f"{field}.amount", item=one.item, source=source, left=left, asked=one.amount)
    return replace(one, voucher=voucher, document=document)
