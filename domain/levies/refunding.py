"""Refund 退库: what an employer paid beyond what is owed goes back by the treasury, out of its revenue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.dates import not_before
from domain.documents import DocumentNumber
from domain.levies.events import LevyRefunded, RefundPart
from domain.levies.rejections import MoreRefundThanIsOverpaid, SameHandsOnRefund
from domain.levies.state import LevyAssessment, made
from domain.money import ZERO, Money, positive
from domain.revenue import decisions as revenues
from domain.revenue.events import RevenueRefunded
from domain.revenue.state import Revenue


def refund(
    assessment: LevyAssessment,
    accounts: Mapping[int, Revenue],
    *,
    amount: Money,
    document: str,
    voucher: str,
    by: str,
    refunded_on: date,
    on: date,
) -> tuple[LevyRefunded, Mapping[int, RevenueRefunded]]:
    """Give back what was overpaid, or some of it: in the assessment, and out of the revenue of each year it came in.

    `accounts` are the revenue accounts of those years. Raises NotAssessed, SameHandsOnRefund, AmountNotPositive,
    MoreRefundThanIsOverpaid, BeforeItsCause, NotADocumentNumber and what `revenues.refund` names.
    """
    made(assessment)
    if by in assessment.hands | assessment.took:
        raise SameHandsOnRefund("by", who=by)
    positive(amount)
    if amount > assessment.overpaid:
        raise MoreRefundThanIsOverpaid("amount", overpaid=assessment.overpaid, asked=amount)
    not_before(refunded_on, assessment.last_on, field="on")
    not_before(refunded_on, assessment.last_paid_on, field="on")
    number = str(DocumentNumber.parse(document, field="document"))
    parts = newest_first(assessment.kept_of, amount)
    out = {
        part.year: revenues.refund(
            accounts[part.year], amount=part.amount, voucher=voucher, refunded_on=refunded_on, on=on
        )
        for part in parts
    }
    paper = next(iter(out.values())).voucher
    return LevyRefunded(amount, parts, number, paper, by, refunded_on), out


def newest_first(kept_of: Mapping[int, Money], amount: Money) -> tuple[RefundPart, ...]:
    """Take an amount out of what was kept of each year, the newest year first: what was paid last was too much."""
    parts, rest = [], amount
    for year in sorted(kept_of, reverse=True):
        part = min(rest, kept_of[year])
        if part:
            parts.append(RefundPart(year, part))
        rest -= part
    assert rest == ZERO, "no more is overpaid than was paid"
    return tuple(parts)
