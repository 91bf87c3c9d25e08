"""A raise on the low-income standard, by formula and month: paid, one stopped too late, one certificate ending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import application.commands.beneficiaries as beneficiaries
import application.commands.funds as funds
import application.commands.programmes as programmes
import application.commands.signals as signals
from api.demo.rules import ALL_COUNTY, LOW_INCOME, MEDICINE_POLICY, yuan
from api.demo.scene import AREA, BUILDER, CASE_OFFICER, DECIDER, TOWNSHIP, Scene
from api.demo.waiting_batches import pay_month, period_before
from api.demo.waiting_cases import enrol
from domain.eligibility.signals import Signal, SignalKind
from domain.facts import Fact
from domain.funds.events import LevelShare
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.formulas import NamedAmount, Pays, RaisedBy, Rounded, RoundingWay, RoundTo
from domain.programmes.policy import Policy, Standard, StandardUnit, Tier

RAISE = "care-raise"
FORMULA = Rounded(
    RaisedBy("low_income_standard", Fraction(1, 5), Pays.ADDITION), to=RoundTo.JIAO, way=RoundingWay.HALF_UP
)


def _standard(residence: str, amount: Money, article: str, zh: str, en: str) -> NamedAmount:
    return NamedAmount("low_income_standard", "residence", residence, amount, article, zh, en)


POLICY: Policy = replace(
    MEDICINE_POLICY,
    document="残联发〔2016〕27号",
    criteria=LOW_INCOME,
    standards=(Standard("", "", None, "第五条", FORMULA),),
    standard_unit=StandardUnit.MONTH,
    tiers=(Tier("all", None, None, ALL_COUNTY),),
    bases=(
        _standard("urban", yuan(650), "第五条第一款", "城镇低保标准", "low-income standard, urban"),
        _standard("rural", Money(48_005), "第五条第二款", "农村低保标准", "low-income standard, rural"),
    ),
)


def play(scene: Scene, people: Sequence[str], begun_on: date) -> None:
    """Pay four people for two months; of one a public salary is reported late, one's certificate ends soon."""
    _begin(scene, begun_on)
    enrol(scene, RAISE, people, begun_on, first_month=period_before(begun_on, 2).first)
    pay_month(scene, RAISE, period_before(begun_on, 2), begun_on, days=45)
    pay_month(scene, RAISE, period_before(begun_on, 1), begun_on, days=18)
    ends = begun_on + timedelta(days=40)
    fact = Fact("certificate_valid_until", ends.isoformat(), "certificate", begun_on)
    beneficiaries.record_circumstances(
        beneficiaries.RecordCircumstances(
            command_id=scene.id("raise-certificate"), beneficiary=people[1], facts=(fact,), on=begun_on
        ),
        by=TOWNSHIP,
        desk=scene.desk,
    )
    salaried = Signal(
        people[0], SignalKind.PUBLIC_PAYROLL, period_before(begun_on, 2).first.first_day(), "财政供养人员库"
    )
    signals.record_signals(
        signals.RecordSignals(command_id=scene.id("raise-signal"), signals=(salaried,), region=AREA, on=begun_on),
        by=CASE_OFFICER,
        desk=scene.desk,
    )


def _begin(scene: Scene, begun_on: date) -> None:
    programmes.open_programme(
        programmes.OpenProgramme(
            command_id=scene.id("raise-open"),
            programme=RAISE,
            name_zh="低保残疾人补贴上浮",
            name_en="Raise for disabled people on low income",
            payee_kind=PayeeKind.PERSON,
            deciding_body=DecidingBody.FEDERATION,
            period_kind=PeriodKind.MONTH,
            bank_memo="残补",
        ),
        by=DECIDER,
        desk=scene.desk,
    )
    programmes.publish_policy(
        programmes.PublishPolicy(command_id=scene.id("raise-policy"), programme=RAISE, policy=POLICY),
        by=DECIDER,
        desk=scene.desk,
    )
    for year in sorted({period_before(begun_on, months).year for months in range(3)}):
        funds.allocate_funds(
            funds.AllocateFunds(
                command_id=scene.id(f"raise-{year}"),
                programme=RAISE,
                fiscal_year=year,
                region=AREA,
                document=f"区财社〔{year}〕12号",
                shares=(LevelShare(GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET, yuan(5_000)),),
                on=begun_on - timedelta(days=210),
            ),
            by=BUILDER,
            desk=scene.desk,
        )
