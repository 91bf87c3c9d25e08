"""Stories of awards: a day home is accepted by four departments and granted 100,000.01 yuan in two instalments."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from application.commands.awards import (
    ApplyForAward,
    CallAwardInstalment,
    GrantAward,
    OpenAwardScheme,
    RecordYearlyCheck,
    SignAwardAcceptance,
)
from application.commands.claim_batches import SubmitClaimBatch
from application.commands.funds import AllocateFunds
from application.commands.institutions import ReceiveInvoice, SignAgreement
from application.road import Officer
from domain.awards.events import AwardInstalment, AwardTerms
from domain.funds.events import LevelShare
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.programmes.events import PayeeKind
from domain.programmes.policy import TierShare
from tests.support.office import AREA, BUILDER, CASE_OFFICER, DECIDER, Office
from tests.support.stories import FUNDED, SUBMITTED, YEAR, a_programme, approve, post_result, release, yuan

HOMES, SCHEME, AWARD = "day-homes", "homes-2017", "homes-2017.sunshine"
FIRST, SECOND = f"award.{AWARD}.1", f"award.{AWARD}.2"
FOUR = ("残联", "民政局", "财政局", "卫健局")
CITY, DISTRICT, BUDGET = GovernmentLevel.MUNICIPAL, GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET
THIRDS = (TierShare(CITY, BUDGET, Fraction(1, 3)), TierShare(DISTRICT, BUDGET, Fraction(2, 3)))
TERMS = AwardTerms(HOMES, AREA, "残联发〔2017〕5号", FOUR, THIRDS, yuan(200_000), 3, 31, 3)
CODE = "52990101MJ0000001G"
OPENED, SIGNED, GRANTED, SECOND_FROM = date(2017, 1, 9), date(2017, 2, 10), date(2017, 3, 1), date(2017, 9, 1)
OTHER_OFFICER = Officer("case-officer-ma")
GRANT: dict[str, Any] = {
    "award_id": AWARD,
    "amount": Money(10_000_001),
    "instalments": (AwardInstalment(GRANTED, Money(6_000_001)), AwardInstalment(SECOND_FROM, Money(4_000_000))),
    "document": "残联发〔2017〕9号",
    "on": GRANTED,
}


def applied_for() -> Office:
    office = a_programme(programme=HOMES, payee_kind=PayeeKind.INSTITUTION)
    office.asks(OpenAwardScheme, by=DECIDER, scheme_id=SCHEME, terms=TERMS, on=OPENED)
    applicant: dict[str, Any] = {"applicant": "sunshine", "institution": CODE, "name": "阳光托养中心", "on": OPENED}
    office.asks(ApplyForAward, by=CASE_OFFICER, scheme_id=SCHEME, **applicant)
    return office


def signs(office: Office, *departments: str) -> None:
    for department in departments:
        word: dict[str, Any] = {"department": department, "in_favour": True, "opinion": "验收合格", "on": SIGNED}
        office.asks(SignAwardAcceptance, by=CASE_OFFICER, award_id=AWARD, **word)


def granted() -> Office:
    office = applied_for()
    signs(office, *FOUR)
    office.asks(GrantAward, by=DECIDER, **GRANT)
    contract: dict[str, Any] = {"agreement_id": "run-1", "institution": CODE, "programme": HOMES, "fiscal_year": 2017}
    office.asks(SignAgreement, by=BUILDER, ceiling=yuan(200_000), on=OPENED, **contract)
    shares = (LevelShare(CITY, BUDGET, yuan(50_000)), LevelShare(DISTRICT, BUDGET, yuan(100_000)))
    where: dict[str, Any] = {"programme": HOMES, "fiscal_year": 2017, "region": AREA, "document": "财社〔2017〕40号"}
    office.asks(AllocateFunds, by=BUILDER, shares=shares, on=FUNDED, **where)
    return office


def calls(office: Office, number: int, on: date) -> None:
    facts: dict[str, Any] = {"award_id": AWARD, "number": number, "agreement_id": "run-1", "period": YEAR, "on": on}
    office.asks(CallAwardInstalment, by=DECIDER, **facts)


def invoiced(office: Office, amount: Money, on: date) -> None:
    facts: dict[str, Any] = {"invoice_number": f"票-{amount.fen}", "amount": amount, "on": on}
    office.asks(ReceiveInvoice, by=BUILDER, agreement_id="run-1", **facts)


def asked_to_pay(*claims: str, number: str = "1", on: date = SUBMITTED) -> dict[str, Any]:
    return {"programme": HOMES, "region": AREA, "period": YEAR, "number": number, "on": on, "claims": claims}


def submits(office: Office, *claims: str, number: str = "1") -> None:
    answer = office.asks(SubmitClaimBatch, by=BUILDER, **asked_to_pay(*claims, number=number))
    office.batch, office.digest = str(answer.said["batch"]), str(answer.said["digest"])


def first_paid() -> Office:
    """The first instalment is with the institution."""
    office = granted()
    office.clock.day = date(2017, 12, 31)
    calls(office, 1, GRANTED)
    invoiced(office, Money(6_000_001), GRANTED)
    submits(office, FIRST)
    approve(office)
    release(office)
    post_result(office)
    return office


def checks(office: Office, year: int, *, passed: bool, on: date) -> None:
    facts: dict[str, Any] = {"year": year, "passed": passed, "document": f"检查{year}", "on": on}
    office.asks(RecordYearlyCheck, by=CASE_OFFICER, award_id=AWARD, **facts)
