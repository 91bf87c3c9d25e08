"""An employer of a demonstration that is served: it paid, was corrected, and the treasury gave some of it back."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from api.demo.scene import Scene
from application.commands import levies, revenue
from application.road import Officer
from domain.levies.events import ArrangedPeople, EmployerFigures
from domain.money import Money
from domain.revenue.events import RevenueKind


def play(
    scene: Scene, assessment: str, owed: Money, *, begun_on: date, case: Officer, finance: Officer, head: Officer
) -> None:
    """Take what is owed in, correct the assessment, hand the money over, and give 1,000.00 yuan back."""
    paid_on, corrected_on, handed_on, refunded_on = (begun_on - timedelta(days=days) for days in (25, 21, 14, 7))
    levies.receive_levy(
        levies.ReceiveLevy(
            command_id=scene.id("levy-paid-whole"),
            assessment=assessment,
            amount=owed,
            voucher=f"残保-{paid_on.year}-2",
            on=paid_on,
        ),
        by=finance,
        desk=scene.desk,
    )
    levies.correct_levy(
        levies.CorrectLevy(
            command_id=scene.id("levy-correction"),
            assessment=assessment,
            figures=EmployerFigures(
                Fraction(240), (ArrangedPeople("others", Fraction(7, 2)),), Money.from_yuan("64000.00")
            ),
            reason="漏报半年在岗的残疾职工一名",
            on=corrected_on,
        ),
        by=case,
        desk=scene.desk,
    )
    revenue.remit_revenue(
        revenue.RemitRevenue(
            command_id=scene.id("levy-to-treasury"),
            fiscal_year=paid_on.year,
            kind=RevenueKind.EMPLOYMENT_SECURITY_FUND,
            amount=owed,
            voucher=f"缴库-{handed_on.year}-1",
            on=handed_on,
        ),
        by=finance,
        desk=scene.desk,
    )
    levies.refund_levy(
        levies.RefundLevy(
            command_id=scene.id("levy-refund"),
            assessment=assessment,
            amount=Money.from_yuan("1000.00"),
            document=f"区财综〔{refunded_on.year}〕12号",
            voucher=f"退库-{refunded_on.year}-1",
            on=refunded_on,
        ),
        by=head,
        desk=scene.desk,
    )
