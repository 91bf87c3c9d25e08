"""Levies and charges for the views: every event there is of them, and the revenue they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from domain.charges.events import ChargeSet, FeeCollected
from domain.levies.events import (
    LevyAssessed,
    LevyCorrected,
    LevyDeferred,
    LevyReceived,
    LevyRefunded,
    LevyRelieved,
    LevyTermsSet,
    RefundPart,
)
from domain.levies.working_out import work_out
from domain.money import Money
from domain.revenue.events import RevenueCollected, RevenueRefunded, RevenueRemitted
from tests.support.levies import TERMS, employing

EMPLOYERS = ("91990101MA0000001Y", "91990101MA00000022", "91990101MA00000035", "91990101MA00000048")


def levied(day: date) -> list[tuple[str, object]]:
    """Return terms, and four employers: one exempt, one that deferred, one that paid, one that overpaid; and a fee."""
    exempt, late, paid, over = (f"levy_assessment/2017/{code}" for code in EMPLOYERS)
    levied_on, listed = "revenue/2017/employment_security_fund", "charge/training"
    terms = replace(TERMS, reduction=None)
    owed = work_out(terms, employing("100"))[0]
    relief, receipt = LevyRelieved(Money(10_000), "财综〔2017〕9号", "head-zhao", day), owed - Money(10_000)
    price = ChargeSet("技能培训", "人次", Money(8_000), "价费〔2016〕3号", date(2016, 1, 1), None, "finance-qian", day)
    dearer = replace(price, price=Money(9_000), valid_from=date(2018, 1, 1), valid_to=date(2018, 12, 31))
    return [
        ("levy/2017/990101", LevyTermsSet(2017, "990101", 1, terms, "lead-li", day)),
        ("levy/2017/990101", LevyTermsSet(2017, "990101", 2, TERMS, "lead-li", day)),
        (exempt, _assessed(exempt, "20", day)),
        *((name, _assessed(name, "100", day)) for name in (late, paid, over)),
        (late, LevyDeferred(day + timedelta(days=90), "财综〔2017〕8号", "head-zhao", day)),
        (paid, relief),
        (paid, LevyReceived(receipt, "残保-1", "finance-qian", day)),
        (levied_on, RevenueCollected(receipt, "残保-1", day)),
        (over, LevyReceived(owed, "残保-2", "finance-qian", day)),
        (levied_on, RevenueCollected(owed, "残保-2", day)),
        (over, _corrected(day)),
        (levied_on, RevenueRemitted(owed, "缴库-1", day)),
        (
            over,
            LevyRefunded(Money(500), (RefundPart(2017, Money(500)),), "财综〔2017〕9号", "退库-1", "head-zhao", day),
        ),
        (levied_on, RevenueRefunded(Money(500), "退库-1", day)),
        (listed, price),
        (listed, dearer),
        (listed, FeeCollected(2, Money(8_000), Money(16_000), "票-1", "finance-qian", day)),
        ("revenue/2017/fees", RevenueCollected(Money(16_000), "票-1", day)),
    ]


def _assessed(stream: str, staff: str, day: date) -> LevyAssessed:
    figures = employing(staff)
    amount, lines = work_out(replace(TERMS, reduction=None), figures)
    due, code = day + timedelta(days=30), stream.rpartition("/")[2]
    return LevyAssessed(
        2017, "990101", code, "示例制造厂", 1, figures, lines, amount, due, due + timedelta(days=180), "case-sun", day
    )


def _corrected(day: date) -> LevyCorrected:
    figures = employing("100", others="1")
    amount, lines = work_out(TERMS, figures)
    due = day + timedelta(days=30)
    return LevyCorrected(2, figures, lines, amount, due, due + timedelta(days=180), "漏报一人", "case-sun", day)
