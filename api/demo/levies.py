"""The levy of a year in a demonstration that is served: four employers by the national terms, and fees by the list."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import application.commands.charges as charges
import application.commands.levies as levies
from api.demo import levy_refund
from api.demo.rules import yuan
from api.demo.scene import APPROVERS, AREA, BUILDER, CASE_OFFICER, DECIDER, Scene
from domain.levies.events import ArrangedPeople, EmployerFigures
from domain.levies.terms import LevyExemption, LevyReduction, LevyStair, LevyTerms, LevyWeight
from domain.money import Money
from domain.programmes.formulas import RoundingWay, RoundTo
from domain.programmes.policy import ApprovalStep

ANNOUNCEMENT = "财政部公告2023年第8号"
SMALL, PLANT, MILL, SHOP = "91990101MA00000022", "91990101MA0000001Y", "91990101MA00000035", "91990101MA00000048"
EMPLOYERS = (
    (SMALL, "示例便利店", "28", "", "0", "52000.00"),
    (PLANT, "示例制造厂", "112.5", "others", "1", "70000.12"),
    (MILL, "示例纺织厂", "240", "others", "3", "64000.00"),
    (SHOP, "示例百货公司", "85", "severe", "0.5", "130000.00"),
)
"""Credit code, name, staff, one group of disabled staff and how many of it, average wage. All made up."""
HEAD = APPROVERS[ApprovalStep.UNIT_HEAD]


def play(scene: Scene, begun_on: date) -> None:
    """Assess them, take some in, relieve one and defer another. Asked again, it changes nothing."""
    year = begun_on.year
    set_on, assessed_on, decided_on = (begun_on - timedelta(days=days) for days in (120, 60, 30))
    levies.set_levy_terms(
        levies.SetLevyTerms(
            command_id=scene.id("levy-terms"),
            fiscal_year=year,
            region=AREA,
            terms=_terms(year),
            on=set_on,
        ),
        by=DECIDER,
        desk=scene.desk,
    )
    owed: dict[str, Money] = {}
    for code, name, staff, group, people, wage in EMPLOYERS:
        arranged = (ArrangedPeople(group, Fraction(people)),) if group else ()
        answer = levies.assess_levy(
            levies.AssessLevy(
                command_id=scene.id(f"levy-{code}"),
                fiscal_year=year,
                region=AREA,
                employer=code,
                name=name,
                figures=EmployerFigures(Fraction(staff), arranged, Money.from_yuan(wage)),
                on=assessed_on,
            ),
            by=CASE_OFFICER,
            desk=scene.desk,
        )
        owed[code] = Money(int(answer.said["amount_fen"]))
    paper = f"区财综〔{decided_on.year}〕9号"
    levies.relieve_levy(
        levies.RelieveLevy(
            command_id=scene.id("levy-relief"),
            assessment=f"{year}/{PLANT}",
            amount=Money.from_yuan("3312.57"),
            document=paper,
            on=decided_on,
        ),
        by=HEAD,
        desk=scene.desk,
    )
    levies.defer_levy(
        levies.DeferLevy(
            command_id=scene.id("levy-deferral"),
            assessment=f"{year}/{SHOP}",
            until=begun_on + timedelta(days=90),
            document=paper,
            on=decided_on,
        ),
        by=HEAD,
        desk=scene.desk,
    )
    levies.receive_levy(
        levies.ReceiveLevy(
            command_id=scene.id("levy-receipt"),
            assessment=f"{year}/{PLANT}",
            amount=yuan(20_000),
            voucher=f"残保-{year}-1",
            on=begun_on - timedelta(days=10),
        ),
        by=BUILDER,
        desk=scene.desk,
    )
    levy_refund.play(
        scene, f"{year}/{MILL}", owed[MILL], begun_on=begun_on, case=CASE_OFFICER, finance=BUILDER, head=HEAD
    )
    _collect_fees(scene, begun_on)


def _collect_fees(scene: Scene, begun_on: date) -> None:
    charges.set_charge(
        charges.SetCharge(
            command_id=scene.id("charge-training"),
            charge="vocational-training",
            name="职业技能培训",
            unit="人次",
            price=yuan(80),
            document="区价费〔2020〕3号",
            valid_from=date(2020, 1, 1),
            on=begun_on - timedelta(days=120),
        ),
        by=BUILDER,
        desk=scene.desk,
    )
    charges.collect_fee(
        charges.CollectFee(
            command_id=scene.id("fee-training"),
            charge="vocational-training",
            units=3,
            amount=yuan(240),
            voucher=f"票-{begun_on.year}-1",
            on=begun_on - timedelta(days=15),
        ),
        by=BUILDER,
        desk=scene.desk,
    )


def _terms(year: int) -> LevyTerms:
    """Return the terms as the national documents have them; the rate and the wage are made up."""
    until = date(max(2027, year), 12, 31)
    return LevyTerms(
        rate=Fraction(3, 200),
        document="省财综〔2016〕5号",
        weights=(
            LevyWeight("severe", "一至二级残疾人证、一至三级残疾军人证", 2),
            LevyWeight("others", "其他残疾职工", 1),
        ),
        cap_times=Fraction(2),
        average_wage=yuan(60_000),
        average_wage_source=f"市统计局{year - 1}年公报",
        reduction=LevyReduction(
            (LevyStair(Fraction(0), Fraction(9, 10)), LevyStair(Fraction(1, 100), Fraction(1, 2))), ANNOUNCEMENT, until
        ),
        exemption=LevyExemption(30, ANNOUNCEMENT, until),
        rounded_to=RoundTo.FEN,
        rounding=RoundingWay.HALF_UP,
        due_days=30,
        defer_months_most=6,
    )
