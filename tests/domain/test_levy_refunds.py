"""Refunds of the levy: what was overpaid and no more, by other hands, by the treasury, out of its own revenue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given as supposing
from hypothesis import strategies as st

from domain.dates import BeforeItsCause, InTheFuture
from domain.documents import NotADocumentNumber
from domain.levies import rejections as no
from domain.levies.events import LevyCorrected, LevyReceived, LevyRefunded, LevyRelieved, RefundPart
from domain.levies.refunding import newest_first, refund
from domain.levies.state import LevyAssessment, evolve, replay
from domain.money import ZERO, AmountNotPositive, Money, total
from domain.rejected import Rejected
from domain.revenue.events import RevenueCollected, RevenueRefunded, RevenueRemitted
from domain.revenue.rejections import NotInTheTreasury, VoucherUsed
from domain.revenue.state import Revenue
from domain.revenue.state import replay as replay_revenue
from tests.domain.test_levies import EMPLOYER, HEAD, MADE, OWED, QIAN, SUN
from tests.support.levies import employing

PAID, LATER, CORRECTED, BACK = date(2024, 7, 1), date(2025, 1, 6), date(2025, 2, 3), date(2025, 3, 3)
ASKED: dict[str, Any] = {
    "document": "财综〔2025〕3号",
    "voucher": "退库-1",
    "by": HEAD,
    "refunded_on": BACK,
    "on": BACK,
}


def overpaid(*, owed: Money = ZERO) -> LevyAssessment:
    """Paid whole, in two years; then a correction left `owed` of it."""
    corrected = LevyCorrected(1, employing("30"), (), owed, LATER, LATER, "免征", SUN, CORRECTED)
    first = Money(3_000_000)
    received = LevyReceived(first, "残保-1", QIAN, PAID), LevyReceived(OWED - first, "残保-2", "finance-wu", LATER)
    return replay(EMPLOYER, (MADE, *received, corrected))


def account(year: int, collected: Money, remitted: Money) -> Revenue:
    day = date(year, 12, 1)
    name = f"{year}/employment_security_fund"
    return replay_revenue(name, (RevenueCollected(collected, "记-1", day), RevenueRemitted(remitted, "缴-1", day)))


def accounts(remitted: Money = OWED) -> dict[int, Revenue]:
    return {year: account(year, OWED, remitted) for year in (2024, 2025)}


def refused(rule: type[Rejected], assessment: LevyAssessment, amount: Money, **changed: Any) -> str:
    books = changed.pop("books", accounts())
    with pytest.raises(rule) as refusal:
        refund(assessment, books, amount=amount, **(ASKED | changed))
    return refusal.value.field


def test_what_was_paid_last_goes_back_first_out_of_each_years_revenue() -> None:
    fact, out = refund(overpaid(), accounts(), amount=Money(2_000_000), **ASKED)
    last = OWED - Money(3_000_000)
    assert fact.parts == (RefundPart(2025, last), RefundPart(2024, Money(2_000_000) - last))
    assert out == {
        2025: RevenueRefunded(last, "退库-1", BACK),
        2024: RevenueRefunded(Money(2_000_000) - last, "退库-1", BACK),
    }
    after = evolve(overpaid(), fact)
    assert (after.overpaid, after.owed, after.refunded) == (OWED - Money(2_000_000), ZERO, Money(2_000_000))
    rest, _ = refund(after, accounts(), amount=after.overpaid, **(ASKED | {"voucher": "退库-2"}))
    assert evolve(after, rest).overpaid == ZERO


def test_never_more_than_is_overpaid_nor_twice() -> None:
    some = overpaid(owed=OWED - Money(100))
    assert refused(no.MoreRefundThanIsOverpaid, some, Money(101)) == "amount"
    fact, _ = refund(some, accounts(), amount=Money(100), **ASKED)
    assert refused(no.MoreRefundThanIsOverpaid, evolve(some, fact), Money(1)) == "amount"
    assert refused(AmountNotPositive, some, ZERO) == "amount"
    paid = replay(EMPLOYER, (MADE, LevyReceived(OWED, "残保-1", QIAN, PAID)))
    refused(no.MoreRefundThanIsOverpaid, paid, Money(1))
    refused(no.NotAssessed, replay(EMPLOYER, ()), Money(1))


@pytest.mark.parametrize("who", [SUN, QIAN, "finance-wu"])
def test_whoever_assessed_corrected_or_booked_a_payment_refunds_nothing(who: str) -> None:
    assert refused(no.SameHandsOnRefund, overpaid(), Money(1), by=who) == "by"
    assert no.SameHandsOnRefund.kept


def test_only_what_the_treasury_has_comes_back_from_there() -> None:
    assert refused(NotInTheTreasury, overpaid(), Money(100), books=accounts(remitted=Money(99))) == "amount"
    refund(overpaid(), accounts(remitted=Money(100)), amount=Money(100), **ASKED)
    used = accounts()
    used[2025] = replace(used[2025], vouchers=used[2025].vouchers | {"退库-1"})
    assert refused(VoucherUsed, overpaid(), Money(1), books=used) == "voucher"


def test_a_refund_has_its_document_and_its_day() -> None:
    refused(NotADocumentNumber, overpaid(), Money(1), document="口头")
    assert refused(BeforeItsCause, overpaid(), Money(1), refunded_on=date(2025, 2, 2)) == "on"
    assert refused(InTheFuture, overpaid(), Money(1), refunded_on=date(2025, 3, 4)) == "on"
    never = replace(overpaid(), last_on=PAID, last_paid_on=BACK)
    assert refused(BeforeItsCause, never, Money(1), refunded_on=date(2025, 3, 2)) == "on"


@supposing(
    st.dictionaries(st.integers(2017, 2026), st.integers(0, 10**9).map(Money), min_size=1, max_size=5),
    st.data(),
)
def test_parts_add_up_to_the_refund_and_leave_no_year_below_nothing(
    kept: dict[int, Money], data: st.DataObject
) -> None:
    amount = Money(data.draw(st.integers(0, total(kept.values()).fen)))
    parts = newest_first(kept, amount)
    assert total(part.amount for part in parts) == amount
    assert all(ZERO < part.amount <= kept[part.year] for part in parts)
    assert [part.year for part in parts] == sorted((part.year for part in parts), reverse=True)


@supposing(
    st.lists(st.tuples(st.sampled_from(("pay", "relieve", "correct", "refund")), st.integers(1, 10**7)), max_size=20)
)
def test_whatever_happens_what_is_kept_is_never_less_than_was_to_be_paid_of_it(steps: list[tuple[str, int]]) -> None:
    state = replay(EMPLOYER, (MADE,))
    for step, fen in steps:
        match step:
            case "pay" if fen <= state.owed.fen:
                state = evolve(state, LevyReceived(Money(fen), f"v-{fen}", QIAN, PAID))
            case "relieve" if fen <= state.owed.fen:
                state = evolve(state, LevyRelieved(Money(fen), "财综〔2024〕9号", HEAD, PAID))
            case "correct":
                state = evolve(state, LevyCorrected(1, employing("30"), (), Money(fen), PAID, PAID, "重核", SUN, PAID))
            case "refund" if 0 < fen <= state.overpaid.fen:
                parts = newest_first(state.kept_of, Money(fen))
                state = evolve(state, LevyRefunded(Money(fen), parts, "财综〔2024〕9号", "t", HEAD, PAID))
            case _:
                pass
        to_pay = max(state.amount - state.relieved, ZERO)
        assert state.kept == total(state.kept_of.values()) >= ZERO
        assert state.kept + state.owed - state.overpaid == to_pay
