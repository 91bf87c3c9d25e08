"""Histories of programmes, people, notices and cases, built on one another. All people are made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from domain.beneficiaries.events import BeneficiaryRegistered
from domain.beneficiaries.state import Person
from domain.eligibility.criteria import amount_for, evaluate
from domain.eligibility.events import CaseApplied, CaseGranted, CaseReviewed
from domain.eligibility.state import Case
from domain.eligibility.state import replay as replay_case
from domain.facts import Fact
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.notices.events import NoticeConcluded, NoticeListed, NoticePublished
from domain.notices.state import Notice
from domain.notices.state import replay as replay_notice
from domain.periods import Month, PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind, PolicyPublished, ProgrammeOpened
from domain.programmes.policy import (
    AllOf,
    ApprovalStep,
    Deadlines,
    FactAmong,
    FactSource,
    Not,
    NotExpired,
    NumberBetween,
    Policy,
    Standard,
    StandardUnit,
    Tier,
    TierShare,
)

MENTAL = FactAmong(
    "disability_type", ("mental",), "第三条第一款", "持有精神残疾证", "holds a certificate for a mental disability"
)
SEVERE = NumberBetween("disability_level", 1, 2, "第三条第二款", "残疾等级一至二级", "is of level 1 or 2")
VALID = NotExpired("certificate_valid_until", True, "第三条第三款", "残疾人证在有效期内", "holds a valid certificate")
POOR = FactAmong("low_income", ("yes",), "第四条", "属于低保家庭", "lives in a low-income family")
NOT_PAID = Not(
    FactAmong("public_payroll", ("yes",), "第五条", "财政供养人员", "is on the public payroll"),
    "第五条",
    "非财政供养人员",
    "is not on the public payroll",
)
CRITERIA = AllOf((MENTAL, SEVERE, VALID, POOR, NOT_PAID))
SOURCES = tuple(
    FactSource(fact, source)
    for fact, source in (
        ("disability_type", "certificate register"),
        ("disability_level", "certificate register"),
        ("certificate_valid_until", "certificate register"),
        ("low_income", "civil affairs"),
        ("public_payroll", "finance bureau"),
    )
)
POLICY = Policy(
    version=1,
    valid_from=date(2017, 1, 1),
    document="残联发〔2017〕1号",
    criteria=CRITERIA,
    standards=(
        Standard("disability_level", "1", Money(120_000), "第六条第一款"),
        Standard("", "", Money(100_000), "第六条第二款"),
    ),
    standard_unit=StandardUnit.PERIOD,
    tiers=(
        Tier(
            "in_quota",
            502,
            None,
            (
                TierShare(GovernmentLevel.PROVINCIAL, FundKind.GENERAL_BUDGET, Fraction(4, 5)),
                TierShare(GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, Fraction(1, 5)),
            ),
        ),
        Tier("beyond", None, None, ()),
    ),
    excludes=("special-care",),
    notice_days=7,
    review_levels=(GovernmentLevel.TOWNSHIP, GovernmentLevel.COUNTY),
    approval_chain=tuple(ApprovalStep),
    deadlines=Deadlines(3, 10, 3, 10),
    fact_sources=SOURCES,
)

PROGRAMME = "psy-medicine"
SOMEBODY = "b-001"
CASE = f"{PROGRAMME}/{SOMEBODY}"
OPENED = ProgrammeOpened(
    "贫困精神残疾人药费补助",
    "medicine subsidy",
    PayeeKind.PERSON,
    DecidingBody.FEDERATION,
    PeriodKind.YEAR,
    "残补",
)
PUBLISHED = PolicyPublished(POLICY)

REGISTERED_ON = date(2017, 2, 20)
APPLIED_ON = date(2017, 3, 1)
POSTED_ON = date(2017, 3, 8)
CLOSES_ON = date(2017, 3, 17)
CONCLUDED_ON = date(2017, 3, 20)
DECIDED_ON = date(2017, 3, 22)


def facts(as_of: date = REGISTERED_ON, **changed: str) -> tuple[Fact, ...]:
    """Somebody's facts, all in order; name the ones that differ. An empty value leaves the fact out."""
    values = {
        "disability_type": "mental",
        "disability_level": "2",
        "certificate_valid_until": "2019-06-30",
        "low_income": "yes",
        "public_payroll": "no",
    } | changed
    sources = {declared.fact: declared.source for declared in SOURCES}
    return tuple(Fact(name, value, sources[name], as_of) for name, value in values.items() if value)


REGISTERED = BeneficiaryRegistered("990101001002", "ab" * 32, facts(), REGISTERED_ON)
PERSON = Person(SOMEBODY, REGISTERED.region, REGISTERED.commitment, REGISTERED.facts)
DEAD = replace(PERSON, died_on=date(2017, 3, 15))
MOVED = replace(PERSON, moved_on=date(2017, 3, 15))

APPLIED = CaseApplied("990101001002", APPLIED_ON, "liaison", facts())
TOWNSHIP_SAYS_YES = CaseReviewed(GovernmentLevel.TOWNSHIP, "zhao", date(2017, 3, 3), True, "入户核实属实")
COUNTY_SAYS_YES = CaseReviewed(GovernmentLevel.COUNTY, "qian", date(2017, 3, 7), True, "材料齐全")
COUNTY_SAYS_NO = replace(COUNTY_SAYS_YES, favourable=False, opinion="户籍不符")
REVIEWED = (APPLIED, TOWNSHIP_SAYS_YES, COUNTY_SAYS_YES)
GRANTED = CaseGranted(
    policy_version=1,
    facts=facts(),
    outcomes=evaluate(CRITERIA, facts(), DECIDED_ON)[1],
    amount=amount_for(POLICY, facts()),
    first_month=Month.of(APPLIED_ON),
    notice_id="n-1",
    decided_by="sun",
    decided_on=DECIDED_ON,
)
A_GRANTED_CASE = (*REVIEWED, GRANTED)

POSTED = NoticePublished(PROGRAMME, "990101001000", "东街村公开栏", "0553-3831234", POSTED_ON, 7, CLOSES_ON, 2)
LISTED = NoticeListed(1, (SOMEBODY, "b-002"))
A_POSTED_NOTICE = (POSTED, LISTED)
A_CONCLUDED_NOTICE = (*A_POSTED_NOTICE, NoticeConcluded(CONCLUDED_ON))


def the_case(*history: object) -> Case:
    return replay_case(CASE, history)


def the_notice(*history: object) -> Notice:
    return replay_notice("n-1", history)


def on_weekdays(day: date) -> bool:
    """A calendar without holidays."""
    return day.weekday() < 5


def days_after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def without(facts_: Sequence[Fact], name: str) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts_ if fact.name != name)
