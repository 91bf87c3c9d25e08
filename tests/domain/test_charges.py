"""Fees by a list of charges: what is not on it is not collected, and what is collected is units × price."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given as supposing
from hypothesis import strategies as st

from domain.charges import decisions as charges
from domain.charges import rejections as no
from domain.charges.events import ChargeSet, FeeCollected
from domain.charges.state import replay
from domain.claims.rejections import NotAShortName
from domain.dates import InTheFuture
from domain.documents import NotADocumentNumber
from domain.money import AmountNotPositive, Money
from domain.rejected import Rejected
from domain.revenue.events import RevenueCollected
from domain.revenue.rejections import OtherRevenueYear, VoucherUsed
from domain.revenue.state import Revenue
from tests.support.given import histories_of
from tests.support.stories import yuan

PAPER, QIAN = "价费〔2020〕3号", "finance-qian"
FIRST, SECOND = date(2020, 1, 1), date(2024, 7, 1)
charge = histories_of(replay, "training")
OLD = ChargeSet("技能培训", "人次", yuan(80), PAPER, FIRST, None, QIAN, FIRST)
NEW = ChargeSet("技能培训", "人次", yuan(100), "价费〔2024〕8号", SECOND, date(2024, 12, 31), QIAN, SECOND)
SETTING: dict[str, Any] = {
    "name": "技能培训",
    "unit": "人次",
    "price": yuan(80),
    "document": PAPER,
    "valid_from": FIRST,
    "valid_to": None,
    "by": QIAN,
    "on": FIRST,
}
PAID: dict[str, Any] = {
    "revenue": Revenue("2024/fees"),
    "units": 3,
    "amount": yuan(240),
    "voucher": "票-1",
    "by": QIAN,
    "collected_on": date(2024, 6, 30),
    "on": date(2024, 8, 1),
}


def test_a_charge_is_put_on_the_list_and_a_later_price_ends_the_one_before() -> None:
    charge().when(charges.set_charge, **SETTING).then(OLD)
    state = replay("training", [OLD, NEW])
    days = (date(2019, 12, 31), FIRST, date(2024, 6, 30), SECOND, date(2024, 12, 31), date(2025, 1, 1))
    assert [state.price_on(day) for day in days] == [None, OLD, OLD, NEW, NEW, None]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"price": Money(0)}, AmountNotPositive),
        ({"document": "口头"}, NotADocumentNumber),
        ({"valid_to": date(2019, 12, 31)}, no.ChargeValidityBackwards),
        ({"valid_from": FIRST}, no.PriceNotLater),
    ],
)
def test_a_price_that_cannot_be_meant_is_refused(changed: dict[str, Any], rule: type[Rejected]) -> None:
    later = SETTING | {"valid_from": SECOND}
    charge(OLD).when(charges.set_charge, **(later | changed)).then_rejected(rule)
    histories_of(replay, "Training!")().when(charges.set_charge, **SETTING).then_rejected(NotAShortName)


def test_a_fee_is_revenue_by_the_same_act() -> None:
    day = date(2024, 6, 30)
    fee, collected = FeeCollected(3, yuan(80), yuan(240), "票-1", QIAN, day), RevenueCollected(yuan(240), "票-1", day)
    charge(OLD, NEW).when(charges.collect_fee, **PAID).then(fee, collected)


@pytest.mark.parametrize(
    ("history", "changed", "rule"),
    [
        ((), {}, no.NoSuchCharge),
        ((NEW,), {}, no.NoPriceOnTheDay),
        ((OLD,), {"units": 0, "amount": Money(0)}, no.UnitsNotPositive),
        ((OLD,), {"amount": Money(24_001)}, no.FeeDoesNotFoot),
        ((OLD, NEW), {"collected_on": SECOND}, no.FeeDoesNotFoot),
        ((OLD,), {"collected_on": date(2024, 8, 2)}, InTheFuture),
        ((OLD,), {"revenue": Revenue("2023/fees")}, OtherRevenueYear),
        ((OLD,), {"revenue": Revenue("2024/fees", vouchers=frozenset({"票-1"}))}, VoucherUsed),
    ],
)
def test_what_is_not_on_the_list_or_does_not_foot_is_not_collected(
    history: tuple[object, ...], changed: dict[str, Any], rule: type[Rejected]
) -> None:
    charge(*history).when(charges.collect_fee, **(PAID | changed)).then_rejected(rule)


@supposing(st.integers(1, 10_000), st.integers(1, 10**6), st.integers(-3, 3))
def test_a_fee_is_units_times_price_to_the_fen_and_nothing_beside(units: int, price: int, off: int) -> None:
    listed = ChargeSet("x", "次", Money(price), PAPER, FIRST, None, QIAN, FIRST)
    asked = charge(listed).when(charges.collect_fee, **(PAID | {"units": units, "amount": Money(units * price + off)}))
    if off:
        asked.then_rejected(no.FeeDoesNotFoot)
    else:
        [fee, collected] = asked.events()
        assert fee.amount == collected.amount == Money(units * price)  # type: ignore[attr-defined]  # both have one
