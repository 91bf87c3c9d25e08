"""Bad input to recoveries and revenue."""

from __future__ import annotations

from datetime import date

from domain.dates import InTheFuture
from domain.free_text import NotAReference, PersonalNumberInText, TextMissing
from domain.money import AmountNotPositive, Money
from domain.recoveries import decisions as recoveries
from domain.recoveries.events import Instalment
from domain.recoveries.rejections import InstalmentsDoNotFoot, NoInstalments
from domain.recoveries.state import replay as the_recovery
from domain.revenue import decisions as revenues
from domain.revenue.state import Revenue
from tests.domain import test_recoveries as r
from tests.domain.bad_input.lines import LEAK, TODAY, Line

ORDERED = the_recovery("r-1", [r.ORDERED])
REVENUE = Revenue("2017/fees")


def order(**changed: object) -> object:
    return recoveries.order(the_recovery("r-1", []), **(r.ORDERING | changed))


def receive(**changed: object) -> object:
    return recoveries.receive_instalment(ORDERED, **(r.RECEIVING | changed))


def write_off(**changed: object) -> object:
    return recoveries.write_off(ORDERED, **(r.WRITING_OFF | changed))


def collect(**changed: object) -> object:
    asked = {"amount": Money(1), "voucher": "1", "collected_on": TODAY, "on": TODAY}
    return revenues.collect(REVENUE, **(asked | changed))  # type: ignore[arg-type]


RECOVERIES: tuple[Line, ...] = (
    ("a recovery of minus one yuan", lambda: order(amount=Money(-100)), AmountNotPositive, "amount"),
    ("a recovery without a plan", lambda: order(instalments=()), NoInstalments, "instalments"),
    (
        "a plan that does not foot",
        lambda: order(instalments=(Instalment(date(2017, 9, 1), Money(1)),)),
        InstalmentsDoNotFoot,
        "instalments",
    ),
    ("an instalment of zero", lambda: receive(amount=Money(0)), AmountNotPositive, "amount"),
    ("an instalment without a reference", lambda: receive(bank_reference=" "), NotAReference, "bank_reference"),
    ("an instalment of tomorrow", lambda: receive(received_on=date(2017, 9, 30)), InTheFuture, "received_on"),
    ("a write-off without a reason", lambda: write_off(reason=""), TextMissing, "reason"),
    ("a write-off whose reason leaks", lambda: write_off(reason=LEAK), PersonalNumberInText, "reason"),
    ("a meeting after its own decision", lambda: write_off(on=date(2018, 2, 28)), InTheFuture, "minutes.held_on"),
)

REVENUES: tuple[Line, ...] = (
    ("revenue of nothing", lambda: collect(amount=Money(0)), AmountNotPositive, "amount"),
    ("revenue without a voucher", lambda: collect(voucher=""), NotAReference, "voucher"),
    ("revenue of tomorrow", lambda: collect(collected_on=date(2017, 5, 3)), InTheFuture, "collected_on"),
)
