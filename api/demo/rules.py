"""The four programmes' rules as data. Amounts, tiers and shares are the published ones; articles are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import application.commands.programmes as programmes
from api.demo.scene import DECIDER, Scene
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.policy import (
    AllOf,
    ApprovalStep,
    Deadlines,
    FactAmong,
    FactSource,
    NotExpired,
    NumberBetween,
    Policy,
    Standard,
    StandardUnit,
    Tier,
    TierShare,
)

MEDICINE, CHILDREN, RELIEF, WORK = "psy-medicine", "child-rehab", "special-relief", "employment"

LOW_INCOME = FactAmong("low_income", ("yes",), "第三条第一款", "属于低保或低收入家庭", "a low-income household")
CERTIFIED = NotExpired(
    "certificate_valid_until", True, "第三条第二款", "持有有效残疾人证", "a valid disability certificate"
)
MENTAL = FactAmong("disability_type", ("6",), "第三条第三款", "精神残疾", "a mental disability")
A_CHILD = NumberBetween("age_years", 0, 9, "第三条", "九周岁以下儿童", "a child up to nine years old")
SEVERE = NumberBetween("disability_level", 1, 2, "第四条", "一、二级重度残疾", "severely disabled (level 1 or 2)")
OF_WORKING_AGE = NumberBetween("age_years", 16, 59, "第二条", "十六至五十九周岁", "sixteen to fifty-nine years old")
AT_WORK = FactAmong("self_employed", ("yes",), "第三条", "自主就业创业", "runs a business of their own")

SOURCES = (
    FactSource("low_income", "civil_affairs"),
    FactSource("certificate_valid_until", "certificate"),
    FactSource("disability_type", "certificate"),
    FactSource("disability_level", "certificate"),
    FactSource("age_years", "household_register"),
    FactSource("residence", "household_register"),
    FactSource("self_employed", "survey"),
)


def yuan(amount: int) -> Money:
    """Return whole yuan."""
    return Money(amount * 100)


def share(level: GovernmentLevel, part: Fraction, kind: FundKind = FundKind.GENERAL_BUDGET) -> TierShare:
    """Return one level's share of a tier."""
    return TierShare(level, kind, part)


EIGHTY_TWENTY = (
    share(GovernmentLevel.PROVINCIAL, Fraction(4, 5)),
    share(GovernmentLevel.MUNICIPAL, Fraction(1, 5)),
)
ALL_MUNICIPAL = (share(GovernmentLevel.MUNICIPAL, Fraction(1)),)
ALL_COUNTY = (share(GovernmentLevel.COUNTY, Fraction(1)),)
ALL_NATIONAL = (share(GovernmentLevel.NATIONAL, Fraction(1), FundKind.LOTTERY),)

MEDICINE_POLICY = Policy(
    version=1,
    valid_from=date(2016, 12, 1),
    document="残联发〔2016〕21号",
    criteria=AllOf((LOW_INCOME, CERTIFIED, MENTAL)),
    standards=(Standard("", "", yuan(1000), "第五条"),),
    standard_unit=StandardUnit.PERIOD,
    tiers=(Tier("in_quota", 502, None, EIGHTY_TWENTY), Tier("over_quota", None, None, ALL_MUNICIPAL)),
    excludes=(),
    notice_days=7,
    review_levels=(GovernmentLevel.TOWNSHIP, GovernmentLevel.COUNTY),
    approval_chain=tuple(ApprovalStep),
    deadlines=Deadlines(receive=3, determine=10, inform=3, pay=10),
    fact_sources=SOURCES,
)
CHILDREN_POLICY = replace(
    MEDICINE_POLICY,
    document="残联发〔2016〕22号",
    criteria=AllOf((CERTIFIED, A_CHILD)),
    standards=(Standard("", "", yuan(12000), "第六条"),),
    tiers=(
        Tier("national", 40, yuan(15000), ALL_NATIONAL),
        Tier("provincial_task", 28, None, EIGHTY_TWENTY),
        Tier("beyond", None, None, ()),
    ),
)
RELIEF_POLICY = replace(
    MEDICINE_POLICY,
    document="残联发〔2016〕23号",
    criteria=AllOf((LOW_INCOME, CERTIFIED, SEVERE)),
    standards=(
        Standard("residence", "urban", yuan(600), "第五条第一款"),
        Standard("residence", "rural", yuan(360), "第五条第二款"),
    ),
    tiers=(Tier("all", None, None, ALL_COUNTY),),
)
WORK_POLICY = replace(
    MEDICINE_POLICY,
    document="残联发〔2016〕24号",
    criteria=AllOf((CERTIFIED, OF_WORKING_AGE, AT_WORK)),
    tiers=(Tier("all", None, None, ALL_COUNTY),),
)


def open_programme(
    scene: Scene,
    programme: str,
    *,
    name_zh: str,
    name_en: str,
    policy: Policy,
    payee_kind: PayeeKind = PayeeKind.PERSON,
    bank_memo: str = "残补",
) -> None:
    """Open a programme and publish its rules."""
    programmes.open_programme(
        programmes.OpenProgramme(
            command_id=scene.id(f"{programme}-open"),
            programme=programme,
            name_zh=name_zh,
            name_en=name_en,
            payee_kind=payee_kind,
            deciding_body=DecidingBody.FEDERATION,
            period_kind=PeriodKind.YEAR,
            bank_memo=bank_memo,
        ),
        by=DECIDER,
        desk=scene.desk,
    )
    programmes.publish_policy(
        programmes.PublishPolicy(command_id=scene.id(f"{programme}-policy"), programme=programme, policy=policy),
        by=DECIDER,
        desk=scene.desk,
    )


def assign_target(
    scene: Scene, programme: str, level: GovernmentLevel, people: int, document: str, name: str = ""
) -> None:
    """Assign a target for 2017."""
    programmes.assign_target(
        programmes.AssignTarget(
            command_id=scene.id(f"{programme}-target-{level.value}{name and '-' + name}"),
            programme=programme,
            fiscal_year=2017,
            level=level,
            name=name,
            people=people,
            document=document,
            on=date(2017, 1, 6),
        ),
        by=DECIDER,
        desk=scene.desk,
    )
