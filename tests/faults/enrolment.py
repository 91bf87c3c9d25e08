"""A programme with people who are entitled: the way there by the public commands, thousands at a time."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import application.commands.beneficiaries as beneficiaries
import application.commands.eligibility as eligibility
import application.commands.funds as funds
import application.commands.notices as notices
import application.commands.programmes as programmes
from application.desk import Desk
from application.road import Officer
from domain.funds.events import LevelShare
from domain.funds.parts import fund_id, line_id
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.policy import (
    ApprovalStep,
    Deadlines,
    FactAmong,
    FactSource,
    Policy,
    Standard,
    StandardUnit,
    Tier,
    TierShare,
)
from infrastructure.settings import Settings
from infrastructure.synthetic_people import synthetic_people

AREA, PROGRAMME = "990101", "relief"
TOWNSHIP, CASE_OFFICER, DECIDER = Officer("township-01"), Officer("case-officer-01"), Officer("section-head-01")
BUILDER, CASHIER = Officer("finance-01"), Officer("finance-02")
STANDARD = Money(36_000)
"""What a person is paid a year, in fen."""

POLICY = Policy(
    version=1,
    valid_from=date(2016, 12, 1),
    document="残联发〔2016〕23号",
    criteria=FactAmong("low_income", ("yes",), "第三条", "属于低保或低收入家庭", "a low-income household"),
    standards=(Standard("", "", STANDARD, "第五条"),),
    standard_unit=StandardUnit.PERIOD,
    tiers=(Tier("all", None, None, (TierShare(GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET, Fraction(1)),)),),
    excludes=(),
    notice_days=7,
    review_levels=(GovernmentLevel.COUNTY,),
    approval_chain=tuple(ApprovalStep),
    deadlines=Deadlines(receive=3, determine=10, inform=3, pay=10),
    fact_sources=(FactSource("low_income", "civil_affairs"),),
)


def settings_of(home: Path, ledger: str) -> Settings:
    """Return the settings of a ledger on the embedded server of a home, whatever the environment says."""
    return Settings(home=home, ledger=ledger, database_url=None)


def fund_line(year: int, document: str) -> str:
    """Name a line of the programme's fund."""
    return line_id(fund_id(year, PROGRAMME, AREA), GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET, document)


def open_programme(desk: Desk) -> None:
    """Open the programme and publish its rules."""
    programmes.open_programme(
        programmes.OpenProgramme(
            command_id="open-programme",
            programme=PROGRAMME,
            name_zh="特别救助",
            name_en="Special relief",
            payee_kind=PayeeKind.PERSON,
            deciding_body=DecidingBody.FEDERATION,
            period_kind=PeriodKind.YEAR,
            bank_memo="残补",
        ),
        by=DECIDER,
        desk=desk,
    )
    programmes.publish_policy(
        programmes.PublishPolicy(command_id="publish-policy", programme=PROGRAMME, policy=POLICY),
        by=DECIDER,
        desk=desk,
    )


def allocate(desk: Desk, year: int, document: str, amount: Money) -> str:
    """Record a document's money and return its line."""
    funds.allocate_funds(
        funds.AllocateFunds(
            command_id=f"allocate-{year}-{document[-3:-1]}",
            programme=PROGRAMME,
            fiscal_year=year,
            region=AREA,
            document=document,
            shares=(LevelShare(GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET, amount),),
            on=date(2017, 1, 10),
        ),
        by=BUILDER,
        desk=desk,
    )
    return fund_line(year, document)


def enrol(desk: Desk, count: int) -> tuple[str, ...]:
    """Register people and take them through review, notice and grant; return their ids."""
    rows = list(synthetic_people(count, 1, low_income=1.0))
    applied = date(2016, 12, 5)
    _, ids = beneficiaries.register_people(
        rows, command_id="register", why="救助申请登记", on=applied, by=TOWNSHIP, desk=desk
    )
    eligibility.apply_for_cases(
        eligibility.ApplyForCases(
            command_id="apply-for-all", programme=PROGRAMME, area=AREA, beneficiaries=ids, on=applied
        ),
        by=TOWNSHIP,
        desk=desk,
    )
    eligibility.review_cases(
        eligibility.ReviewCases(
            command_id="review-all",
            programme=PROGRAMME,
            beneficiaries=ids,
            level=GovernmentLevel.COUNTY,
            favourable=True,
            opinion="入户核查属实",
            on=date(2016, 12, 9),
        ),
        by=CASE_OFFICER,
        desk=desk,
    )
    notices.publish_notice(
        notices.PublishNotice(
            command_id="publish-notice",
            notice_id="notice-2016",
            programme=PROGRAMME,
            region=AREA,
            place="各村（社区）公示栏",
            hotline="12385",
            beneficiaries=ids,
            working_days=7,
            on=date(2016, 12, 12),
        ),
        by=TOWNSHIP,
        desk=desk,
    )
    granted = date(2016, 12, 23)
    notices.conclude_notice(
        notices.ConcludeNotice(command_id="conclude-notice", notice_id="notice-2016", on=granted),
        by=TOWNSHIP,
        desk=desk,
    )
    eligibility.grant_cases(
        eligibility.GrantCases(
            command_id="grant-all", programme=PROGRAMME, beneficiaries=ids, notice_id="notice-2016", on=granted
        ),
        by=DECIDER,
        desk=desk,
    )
    return ids
