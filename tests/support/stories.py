"""Stories built on stories: case 000 in small. Two of five people stand in the provincial quota (80 : 20), the others
are paid by the city alone; 1000.00 yuan each for the year 2017."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from application.commands.bank import BankLine, PostBankResult
from application.commands.batches import ApproveBatch, ReleaseBatch, SubmitBatch
from application.commands.eligibility import ApplyForCases, GrantCases, ReviewCases
from application.commands.funds import AllocateFunds
from application.commands.notices import ConcludeNotice, PublishNotice
from application.commands.programmes import OpenProgramme, PublishPolicy
from application.imports import PersonRow
from application.road import Answer
from domain.funds.events import LevelShare
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.payouts.events import ReturnReason
from domain.periods import Period, PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.policy import (
    AllOf,
    ApprovalStep,
    Deadlines,
    FactAmong,
    FactSource,
    NotExpired,
    Policy,
    Standard,
    StandardUnit,
    Tier,
    TierShare,
)
from infrastructure.synthetic_people import synthetic_people
from tests.support.office import (
    APPROVERS,
    AREA,
    BUILDER,
    CASE_OFFICER,
    CASHIER,
    DECIDER,
    LIAISON,
    REVIEWER,
    Office,
    an_office,
    minutes_of,
)

MEDICINE, NURSING = "psy-medicine", "nursing"
YEAR, NEXT_YEAR = Period("2017"), Period("2018")
FUND = f"2017/{MEDICINE}/{AREA}"
DOCUMENT = "财社〔2016〕114号"
PROVINCIAL = f"{FUND}/provincial/general_budget/{DOCUMENT}"
MUNICIPAL = f"{FUND}/municipal/general_budget/{DOCUMENT}"
NOTICE = "notice-2017-1"

APPLIED, TOWNSHIP_REVIEW, COUNTY_REVIEW = date(2017, 1, 3), date(2017, 1, 5), date(2017, 1, 9)
POSTED, GRANTED, FUNDED = date(2017, 1, 10), date(2017, 1, 20), date(2017, 2, 6)
SUBMITTED, APPROVED, RELEASED = date(2017, 4, 17), date(2017, 4, 20), date(2017, 4, 25)
RESULT, AGAIN, AGAIN_RESULT = date(2017, 4, 26), date(2017, 5, 3), date(2017, 5, 4)


def yuan(amount: int) -> Money:
    return Money(amount * 100)


def share(level: GovernmentLevel, part: Fraction, kind: FundKind = FundKind.GENERAL_BUDGET) -> TierShare:
    return TierShare(level, kind, part)


EIGHTY_TWENTY = (share(GovernmentLevel.PROVINCIAL, Fraction(4, 5)), share(GovernmentLevel.MUNICIPAL, Fraction(1, 5)))
ALL_MUNICIPAL = (share(GovernmentLevel.MUNICIPAL, Fraction(1)),)
LOW_INCOME = FactAmong("low_income", ("yes",), "第三条第一款", "属于低收入家庭", "a low-income household")
CERTIFIED = NotExpired("certificate_valid_until", True, "第三条第二款", "证件有效", "a valid certificate")
POLICY = Policy(
    version=1,
    valid_from=date(2016, 12, 1),
    document="残联发〔2016〕21号",
    criteria=AllOf((LOW_INCOME, CERTIFIED)),
    standards=(Standard("", "", yuan(1000), "第五条"),),
    standard_unit=StandardUnit.PERIOD,
    tiers=(Tier("in_quota", 2, None, EIGHTY_TWENTY), Tier("over_quota", None, None, ALL_MUNICIPAL)),
    excludes=(),
    notice_days=7,
    review_levels=(GovernmentLevel.TOWNSHIP, GovernmentLevel.COUNTY),
    approval_chain=tuple(ApprovalStep),
    deadlines=Deadlines(3, 10, 3, 10),
    fact_sources=(FactSource("low_income", "civil_affairs"), FactSource("certificate_valid_until", "certificate")),
)
BY_THE_MONTH = replace(
    POLICY, standards=(Standard("", "", yuan(100), "第五条"),), standard_unit=StandardUnit.MONTH, notice_days=7
)
"""100.00 yuan a month."""


def a_programme(
    office: Office | None = None,
    programme: str = MEDICINE,
    *,
    policy: Policy = POLICY,
    payee_kind: PayeeKind = PayeeKind.PERSON,
    period_kind: PeriodKind = PeriodKind.YEAR,
) -> Office:
    office = office or an_office()
    names: dict[str, Any] = {"name_zh": "药费补助", "name_en": "Medicine subsidy", "bank_memo": "残补"}
    kinds: dict[str, Any] = {
        "payee_kind": payee_kind,
        "deciding_body": DecidingBody.FEDERATION,
        "period_kind": period_kind,
    }
    office.asks(OpenProgramme, by=DECIDER, programme=programme, **names, **kinds)
    office.asks(PublishPolicy, by=DECIDER, programme=programme, policy=policy)
    return office


def some_people(count: int = 5, seed: int = 17, **wanted: Any) -> list[PersonRow]:
    return list(synthetic_people(count, seed, **({"low_income": 1.0, "rural": 1.0} | wanted)))


def people_registered(count: int = 5, **programme: Any) -> Office:
    office = a_programme(**programme)
    office.people = office.registers(some_people(count), on=APPLIED)
    return office


def people_applied(count: int = 5, **programme: Any) -> Office:
    office = people_registered(count, **programme)
    apply(office, office.people)
    return office


def people_reviewed(count: int = 5, **programme: Any) -> Office:
    office = people_applied(count, **programme)
    review(office, office.people)
    return office


def people_on_notice(count: int = 5, **programme: Any) -> Office:
    office = people_reviewed(count, **programme)
    post_notice(office, office.people)
    return office


def people_granted(count: int = 5, **programme: Any) -> Office:
    office = people_on_notice(count, **programme)
    conclude_and_grant(office, office.people)
    return office


def a_funded_programme(count: int = 5, *, provincial: int = 1600, municipal: int = 3400, **programme: Any) -> Office:
    office = people_granted(count, **programme)
    allocate(office, provincial=provincial, municipal=municipal)
    return office


def a_submitted_batch(count: int = 5, **programme: Any) -> Office:
    office = a_funded_programme(count, **programme)
    submit(office)
    return office


def an_approved_batch(count: int = 5, **programme: Any) -> Office:
    office = a_submitted_batch(count, **programme)
    approve(office)
    return office


def a_released_batch(count: int = 5, **programme: Any) -> Office:
    office = an_approved_batch(count, **programme)
    release(office)
    return office


def a_settled_batch(count: int = 5, **programme: Any) -> Office:
    office = a_released_batch(count, **programme)
    post_result(office)
    return office


def apply(office: Office, people: Sequence[str], programme: str = MEDICINE, *, on: date = APPLIED) -> Answer:
    return office.asks(ApplyForCases, by=LIAISON, programme=programme, area=AREA, beneficiaries=tuple(people), on=on)


def review(office: Office, people: Sequence[str], programme: str = MEDICINE) -> None:
    for level, by, on in (
        (GovernmentLevel.TOWNSHIP, REVIEWER, TOWNSHIP_REVIEW),
        (GovernmentLevel.COUNTY, CASE_OFFICER, COUNTY_REVIEW),
    ):
        facts: dict[str, Any] = {"level": level, "favourable": True, "opinion": "核查属实", "on": on}
        office.asks(ReviewCases, by=by, programme=programme, beneficiaries=tuple(people), **facts)


def post_notice(
    office: Office, people: Sequence[str], programme: str = MEDICINE, *, notice: str = NOTICE, on: date = POSTED
) -> Answer:
    facts: dict[str, Any] = {"region": AREA, "place": "村务公开栏", "hotline": "12385", "working_days": 7, "on": on}
    return office.asks(
        PublishNotice, by=LIAISON, notice_id=notice, programme=programme, beneficiaries=tuple(people), **facts
    )


def conclude_and_grant(
    office: Office, people: Sequence[str], programme: str = MEDICINE, *, notice: str = NOTICE, on: date = GRANTED
) -> None:
    office.asks(ConcludeNotice, by=LIAISON, notice_id=notice, on=on)
    office.asks(GrantCases, by=DECIDER, programme=programme, beneficiaries=tuple(people), notice_id=notice, on=on)


def granted_in(office: Office, programme: str, people: Sequence[str], *, notice: str) -> None:
    apply(office, people, programme)
    review(office, people, programme)
    post_notice(office, people, programme, notice=notice)
    conclude_and_grant(office, people, programme, notice=notice)


def allocate(
    office: Office,
    programme: str = MEDICINE,
    *,
    provincial: int = 0,
    municipal: int = 0,
    document: str = DOCUMENT,
    year: int = 2017,
    on: date = FUNDED,
) -> Answer:
    """Bring whole yuan by level."""
    amounts = {GovernmentLevel.PROVINCIAL: provincial, GovernmentLevel.MUNICIPAL: municipal}
    shares = tuple(
        LevelShare(level, FundKind.GENERAL_BUDGET, yuan(amount)) for level, amount in amounts.items() if amount
    )
    where: dict[str, Any] = {"programme": programme, "fiscal_year": year, "region": AREA}
    return office.asks(AllocateFunds, by=BUILDER, document=document, shares=shares, on=on, **where)


def submit(office: Office, number: str = "1", **facts: Any) -> Answer:
    asked: dict[str, Any] = {
        "programme": MEDICINE,
        "region": AREA,
        "period": YEAR,
        "number": number,
        "on": SUBMITTED,
    } | facts
    answer = office.asks(SubmitBatch, by=BUILDER, **asked)
    office.batch, office.digest = str(answer.said["batch"]), str(answer.said["digest"])
    return answer


def approve(office: Office, *, on: date = APPROVED) -> None:
    for step, by in APPROVERS.items():
        minutes = minutes_of(on) if step is ApprovalStep.COLLECTIVE_MEETING else None
        facts: dict[str, Any] = {
            "batch_id": office.batch,
            "step": step,
            "digest": office.digest,
            "minutes": minutes,
            "on": on,
        }
        office.asks(ApproveBatch, by=by, **facts)


def release(office: Office, *, on: date = RELEASED) -> Answer:
    return office.asks(ReleaseBatch, by=CASHIER, batch_id=office.batch, value_date=on)


def bank_lines(office: Office, *, returned: Sequence[str] = ()) -> tuple[BankLine, ...]:
    """What the bank says of every payment that is with it."""
    return tuple(
        BankLine(
            beneficiary=payout.beneficiary,
            amount=payout.amount,
            settled=payout.beneficiary not in returned,
            reason=ReturnReason.ACCOUNT_CLOSED if payout.beneficiary in returned else None,
            bank_words="已销户" if payout.beneficiary in returned else "",
        )
        for payout in office.views.payouts_of_batch(office.batch)
        if payout.stage in ("released", "reissued")
    )


def post_result(office: Office, *, returned: Sequence[str] = (), on: date = RESULT) -> Answer:
    facts: dict[str, Any] = {
        "statement": "银行回单",
        "statement_sha256": "cd" * 32,
        "lines": bank_lines(office, returned=returned),
    }
    return office.asks(PostBankResult, by=CASHIER, batch_id=office.batch, on=on, **facts)
