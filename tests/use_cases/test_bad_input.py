"""Bad input, one named case a row: the rule that refuses it, the field it names, and that nothing else moved.

All cases share their offices: what is refused changes nothing, or the next case would notice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from application.commands.bank import BankLine, CancelPayouts, CloseBatch, PostBankResult, ReissuePayouts
from application.commands.batch_lists import Listed
from application.commands.batches import ApproveBatch, ReleaseBatch, SendBatchBack, SubmitBatch
from application.commands.beneficiaries import RecordCircumstances, RecordDeath, RecordMove
from application.commands.eligibility import ApplyForCases, GrantCases, RefuseCase, ReviewCases
from application.commands.funds import AddFunds, AllocateFunds, MoveFunds
from application.commands.institutions import AcceptService, ReceiveInvoice, SignAgreement
from application.commands.notices import ConcludeNotice, PublishNotice, RaiseObjection, SettleObjection
from application.commands.programmes import AssignTarget, OpenProgramme, PublishPolicy
from application.commands.recoveries import OrderRecovery, ReceiveInstalment, WriteOffRecovery
from application.commands.revenue import CollectRevenue, RemitRevenue
from application.commands.standing import RecheckCase, ResumeCase, RevokeCase, SuspendCase
from application.commands.year_end import CloseYear
from application.road import CommandIdMissing, Officer
from domain.batches import rejections as batches
from domain.batches.events import MeetingMinutes, PayoutKind
from domain.beneficiaries import rejections as people
from domain.credit_codes import CreditCodeCheckDigit
from domain.dates import BeforeItsCause, DateTooOld, InTheFuture
from domain.documents import NotADocumentNumber
from domain.eligibility import rejections as cases
from domain.eligibility.events import StopReason
from domain.fact_checks import FactGivenTwice, NotAFactName, PersonalFact
from domain.facts import Fact
from domain.free_text import NotAHotline, NotAReference, PersonalNumberInText, TextMissing, TextTooLong
from domain.funds import rejections as funds
from domain.funds.events import LevelShare
from domain.institutions import rejections as institutions
from domain.institutions.events import AcceptedService
from domain.levels import FundKind, GovernmentLevel
from domain.money import AmountNotPositive, Money
from domain.notices import rejections as notices
from domain.notices.events import ObjectionGround
from domain.payouts import rejections as payouts
from domain.periods import Month, Period, PeriodKind
from domain.programmes import policy_rejections as policies
from domain.programmes import rejections as programmes
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.policy import ApprovalStep, Tier
from domain.recoveries import rejections as recoveries
from domain.recoveries.events import Instalment, RecoveryGround
from domain.regions import NotARegionCode
from domain.rejected import Rejected
from domain.revenue import rejections as revenue
from domain.revenue.events import RevenueKind
from domain.splits import NegativeShare, SharesDoNotSumToOne
from domain.working_days import CalendarUnknown
from tests.support.office import AREA, BUILDER, CASE_OFFICER, CASHIER, DECIDER, LIAISON, REVIEWER, SUPERVISOR, Office
from tests.support.stories import (
    AGAIN,
    APPROVED,
    DOCUMENT,
    FUNDED,
    GRANTED,
    MEDICINE,
    MUNICIPAL,
    NOTICE,
    POLICY,
    POSTED,
    PROVINCIAL,
    RELEASED,
    RESULT,
    SUBMITTED,
    YEAR,
    a_funded_programme,
    a_released_batch,
    a_settled_batch,
    a_submitted_batch,
    bank_lines,
    people_on_notice,
    people_registered,
    people_reviewed,
    share,
    yuan,
)

TOMORROW, LONG_AGO = date(2018, 2, 2), date(1948, 1, 1)
ID_NUMBER = "990101198001010014"
CODE = "52990101MJ0000001G"
STAGES: dict[str, Callable[[], Office]] = {
    "registered": people_registered,
    "reviewed": people_reviewed,
    "on notice": people_on_notice,
    "funded": a_funded_programme,
    "submitted": a_submitted_batch,
    "released": a_released_batch,
    "settled": a_settled_batch,
}


@cache
def the_office(stage: str) -> Office:
    return STAGES[stage]()


@dataclass(frozen=True)
class Bad:
    """One bad input. `facts` may be a function of the office, where it takes somebody of its people."""

    name: str
    command: Callable[..., Any]
    rule: type[Rejected]
    at: str
    facts: dict[str, Any] | Callable[[Office], dict[str, Any]]
    stage: str = "funded"
    by: Officer = field(default=BUILDER)


def allocation(**other: Any) -> dict[str, Any]:
    shares = (LevelShare(GovernmentLevel.COUNTY, FundKind.LOTTERY, yuan(1)),)
    fund = {"programme": MEDICINE, "fiscal_year": 2017, "region": AREA}
    return {**fund, "document": "财社〔2017〕9号", "shares": shares, "on": FUNDED} | other


def money_moved(**other: Any) -> dict[str, Any]:
    lines = {"from_line": MUNICIPAL, "to_line": PROVINCIAL}
    return {**lines, "amount": yuan(1), "document": "财调〔2017〕1号", "on": FUNDED} | other


def shares(*amounts: int) -> tuple[LevelShare, ...]:
    return tuple(LevelShare(GovernmentLevel.COUNTY, FundKind.LOTTERY, Money(fen)) for fen in amounts)


def opening(**other: Any) -> dict[str, Any]:
    names = {"programme": "new", "name_zh": "新项目", "name_en": "New", "bank_memo": "残补"}
    kinds = {"payee_kind": PayeeKind.PERSON, "deciding_body": DecidingBody.FEDERATION, "period_kind": PeriodKind.YEAR}
    return names | kinds | other


def policy(**other: Any) -> dict[str, Any]:
    return {"programme": MEDICINE, "policy": replace(POLICY, **({"version": 2} | other))}


def target(**other: Any) -> dict[str, Any]:
    what = {"programme": MEDICINE, "fiscal_year": 2017, "level": GovernmentLevel.COUNTY, "people": 5}
    return {**what, "document": DOCUMENT, "on": FUNDED} | other


def a_death(**other: Any) -> Callable[[Office], dict[str, Any]]:
    return lambda office: {"beneficiary": office.people[0], "died_on": GRANTED, "source": "公安"} | other


def a_move(**other: Any) -> Callable[[Office], dict[str, Any]]:
    return lambda office: {"beneficiary": office.people[0], "moved_on": GRANTED, "to_region": "990102"} | other


def news(*facts: Fact, on: date = GRANTED) -> Callable[[Office], dict[str, Any]]:
    return lambda office: {"beneficiary": office.people[0], "facts": facts, "on": on}


def a_fact(name: str = "employed", value: str = "yes", as_of: date = GRANTED) -> Fact:
    return Fact(name, value, "survey", as_of)


def of_people(**other: Any) -> Callable[[Office], dict[str, Any]]:
    return lambda office: {"programme": MEDICINE, "beneficiaries": office.people, "on": GRANTED} | other


def of_somebody(**other: Any) -> Callable[[Office], dict[str, Any]]:
    return lambda office: {"programme": MEDICINE, "beneficiary": office.people[0], "on": GRANTED} | other


def a_notice(**other: Any) -> Callable[[Office], dict[str, Any]]:
    where = {"notice_id": "notice-9", "region": AREA, "place": "公开栏", "hotline": "12385", "working_days": 7}
    return lambda office: {"programme": MEDICINE, "beneficiaries": office.people, "on": POSTED, **where} | other


def an_objection(**other: Any) -> Callable[[Office], dict[str, Any]]:
    what = {"notice_id": NOTICE, "objection_id": "o-1", "ground": ObjectionGround.OTHER, "on": date(2017, 1, 12)}
    return lambda office: {**what, "beneficiary": office.people[0]} | other


def a_batch(**other: Any) -> dict[str, Any]:
    return {"programme": MEDICINE, "region": AREA, "period": YEAR, "number": "9", "on": SUBMITTED} | other


def a_step(**other: Any) -> Callable[[Office], dict[str, Any]]:
    what = {"step": ApprovalStep.PROJECT_LEAD, "on": APPROVED}
    return lambda office: {"batch_id": office.batch, "digest": office.digest, **what} | other


def a_result(**other: Any) -> Callable[[Office], dict[str, Any]]:
    said = {"statement": "回单", "statement_sha256": "cd" * 32, "on": RESULT}
    return lambda office: {"batch_id": office.batch, "lines": bank_lines(office), **said} | other


def changed(**line: Any) -> Callable[[Office], dict[str, Any]]:
    return lambda office: a_result(lines=(replace(bank_lines(office)[0], **line),))(office)


def of_batch(**other: Any) -> Callable[[Office], dict[str, Any]]:
    return lambda office: {"batch_id": office.batch} | other


def a_recovery(**other: Any) -> Callable[[Office], dict[str, Any]]:
    terms = {"amount": yuan(1), "instalments": (Instalment(AGAIN, yuan(1)),), "ground": RecoveryGround.FALSE_FACTS}
    return lambda office: (
        {"recovery_id": "r-1", "payout_id": f"{MEDICINE}/2017/{office.people[0]}", "on": AGAIN} | terms | other
    )


def an_agreement(**other: Any) -> dict[str, Any]:
    terms = {"institution": CODE, "programme": MEDICINE, "fiscal_year": 2017, "ceiling": yuan(6000), "on": FUNDED}
    return {"agreement_id": "rehab-a"} | terms | other


def collected(**other: Any) -> dict[str, Any]:
    what = {"fiscal_year": 2017, "kind": RevenueKind.FEES, "amount": yuan(1), "voucher": "v-1", "on": FUNDED}
    return what | other


ALONE = MeetingMinutes(AGAIN, ("a",), "纪要1", "ab" * 32)
HALVES = (share(GovernmentLevel.COUNTY, Fraction(1, 2)), share(GovernmentLevel.MUNICIPAL, Fraction(1, 3)))
BELOW = (share(GovernmentLevel.COUNTY, Fraction(3, 2)), share(GovernmentLevel.MUNICIPAL, Fraction(-1, 2)))

TABLE = (
    # The command itself.
    Bad("a command without an id", AddFunds, CommandIdMissing, "command_id",
        {"command_id": "", "line": MUNICIPAL, "amount": yuan(1), "document": DOCUMENT, "on": FUNDED}),
    Bad("a command id with a blank", CloseBatch, CommandIdMissing, "command_id",
        of_batch(command_id="close batch 1", on=RESULT), "settled"),
    # Programmes.
    Bad("a programme named in capitals", OpenProgramme, programmes.NotAProgrammeId, "programme",
        opening(programme="New")),
    Bad("a programme named with a slash", OpenProgramme, programmes.NotAProgrammeId, "programme",
        opening(programme="a/b")),
    Bad("a programme opened twice", OpenProgramme, programmes.ProgrammeExists, "programme",
        opening(programme=MEDICINE)),
    Bad("a programme without a Chinese name", OpenProgramme, TextMissing, "name_zh", opening(name_zh="　")),
    Bad("a memo no bank prints", OpenProgramme, TextTooLong, "bank_memo", opening(bank_memo="残" * 11)),
    Bad("a policy of no programme", PublishPolicy, programmes.NoSuchProgramme, "programme",
        policy() | {"programme": "x"}),
    Bad("a policy version skipped", PublishPolicy, programmes.PolicyVersionOutOfTurn, "policy.version",
        policy(version=3)),
    Bad("a policy before the last", PublishPolicy, programmes.PolicyBeforeTheLast, "policy.valid_from",
        policy(valid_from=date(2016, 1, 1))),
    Bad("a policy of an empty bracket", PublishPolicy, NotADocumentNumber, "policy.document",
        policy(document="残联发〔〕21号")),
    Bad("a policy that excludes itself", PublishPolicy, policies.ExcludesItself, "policy.excludes",
        policy(excludes=(MEDICINE,))),
    Bad("shares that are five sixths", PublishPolicy, SharesDoNotSumToOne, "policy.tiers[0].shares",
        policy(tiers=(Tier("all", None, None, HALVES),))),
    Bad("a share below nothing", PublishPolicy, NegativeShare, "policy.tiers[0].shares",
        policy(tiers=(Tier("all", None, None, BELOW),))),
    Bad("a policy nobody approves by", PublishPolicy, policies.NobodyApproves, "policy.approval_chain",
        policy(approval_chain=())),
    Bad("one step approved twice", PublishPolicy, policies.ApprovalStepTwice, "policy.approval_chain[1]",
        policy(approval_chain=(ApprovalStep.UNIT_HEAD, ApprovalStep.UNIT_HEAD))),
    Bad("a notice of no days", PublishPolicy, policies.NoNoticeDays, "policy.notice_days", policy(notice_days=0)),
    Bad("a target of nobody", AssignTarget, programmes.TargetWithoutPeople, "people", target(people=0)),
    Bad("a target for the year 217", AssignTarget, programmes.NotAFiscalYear, "fiscal_year", target(fiscal_year=217)),
    # Funds.
    Bad("money for the year 17", AllocateFunds, programmes.NotAFiscalYear, "fiscal_year", allocation(fiscal_year=17)),
    Bad("money for the year 20170", AllocateFunds, programmes.NotAFiscalYear, "fiscal_year",
        allocation(fiscal_year=20170)),
    Bad("money for no programme", AllocateFunds, programmes.NoSuchProgramme, "programme",
        allocation(programme="other")),
    Bad("money for a place of five digits", AllocateFunds, NotARegionCode, "region", allocation(region="99010")),
    Bad("money without a document", AllocateFunds, NotADocumentNumber, "document", allocation(document="")),
    Bad("money of a document without a year", AllocateFunds, NotADocumentNumber, "document",
        allocation(document="财社〔〕114号")),
    Bad("a document that brings nothing", AllocateFunds, funds.NothingAllocated, "shares", allocation(shares=())),
    Bad("a share of nothing", AllocateFunds, AmountNotPositive, "shares[0].amount", allocation(shares=shares(0))),
    Bad("a share below nothing allocated", AllocateFunds, AmountNotPositive, "shares[0].amount",
        allocation(shares=shares(-1))),
    Bad("a level listed twice", AllocateFunds, funds.ShareListedTwice, "shares[1]", allocation(shares=shares(1, 2))),
    Bad("a document registered twice", AllocateFunds, funds.DocumentAlreadyAllocated, "document",
        allocation(document="财社[2016]第114号", shares=(
            LevelShare(GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, yuan(1)),))),
    Bad("money that comes tomorrow", AllocateFunds, InTheFuture, "on", allocation(on=TOMORROW)),
    Bad("money of 1948", AllocateFunds, DateTooOld, "on", allocation(on=LONG_AGO)),
    Bad("an addition to no line", AddFunds, funds.NoSuchLine, "line",
        {"line": "2017/x", "amount": yuan(1), "document": DOCUMENT, "on": FUNDED}),
    Bad("an addition of nothing", AddFunds, AmountNotPositive, "amount",
        {"line": MUNICIPAL, "amount": Money(0), "document": DOCUMENT, "on": FUNDED}),
    Bad("a move between levels", MoveFunds, funds.MoveKeepsLevelAndKind, "to_line", money_moved(amount=Money(-1))),
    Bad("a move to itself", MoveFunds, funds.MoveToItself, "to_line", money_moved(to_line=MUNICIPAL)),
    Bad("a move to nowhere", MoveFunds, funds.EarmarkedUse, "to_line", money_moved(to_line="")),
    Bad("a move to an endless line", MoveFunds, funds.EarmarkedUse, "to_line", money_moved(to_line="x" * 70_000)),
    Bad("a year closed in its autumn", CloseYear, funds.YearNotOver, "on",
        {"programme": MEDICINE, "fiscal_year": 2017, "region": AREA, "on": date(2017, 10, 1)}),
    Bad("the year 0 closed", CloseYear, programmes.NotAFiscalYear, "fiscal_year",
        {"programme": MEDICINE, "fiscal_year": 0, "region": AREA, "on": FUNDED}),
    Bad("a year of nowhere closed", CloseYear, NotARegionCode, "region",
        {"programme": MEDICINE, "fiscal_year": 2017, "region": "xyz", "on": FUNDED}),
    Bad("revenue of the year 17", CollectRevenue, programmes.NotAFiscalYear, "fiscal_year", collected(fiscal_year=17)),
    Bad("revenue of another year", CollectRevenue, revenue.OtherRevenueYear, "collected_on",
        collected(fiscal_year=2016)),
    Bad("revenue without a voucher", CollectRevenue, NotAReference, "voucher", collected(voucher="")),
    Bad("more remitted than is held", RemitRevenue, revenue.MoreThanIsHeld, "amount", collected()),
    # People.
    Bad("the death of nobody", RecordDeath, people.NotRegistered, "beneficiary", a_death(beneficiary="b-nobody"),
        by=CASE_OFFICER),
    Bad("a death tomorrow", RecordDeath, InTheFuture, "died_on", a_death(died_on=TOMORROW), by=CASE_OFFICER),
    Bad("a death known from nowhere", RecordDeath, TextMissing, "source", a_death(source=" "), by=CASE_OFFICER),
    Bad("a death told with an ID number", RecordDeath, PersonalNumberInText, "source", a_death(source=ID_NUMBER),
        by=CASE_OFFICER),
    Bad("a move to a place of letters", RecordMove, NotARegionCode, "to_region", a_move(to_region="north"),
        by=CASE_OFFICER),
    Bad("a move tomorrow", RecordMove, InTheFuture, "moved_on", a_move(moved_on=TOMORROW), by=CASE_OFFICER),
    Bad("no news", RecordCircumstances, people.NoFactsGiven, "facts", news(), by=LIAISON),
    Bad("news of tomorrow", RecordCircumstances, InTheFuture, "on",
        news(a_fact(as_of=TOMORROW), on=TOMORROW), by=LIAISON),
    Bad("a fact that is personal", RecordCircumstances, PersonalFact, "facts[0].name",
        news(a_fact("phone")), by=LIAISON),
    Bad("a fact with a blank in its name", RecordCircumstances, NotAFactName, "facts[0].name", news(a_fact("a b")),
        by=LIAISON),
    Bad("a fact given twice", RecordCircumstances, FactGivenTwice, "facts[1].name",
        news(a_fact(), a_fact()), by=LIAISON),
    Bad("a fact older than known", RecordCircumstances, people.OlderThanKnown, "facts[0].as_of",
        news(a_fact("low_income", "no", date(2016, 1, 1))), by=LIAISON),
    Bad("an ID number for a value", RecordCircumstances, PersonalNumberInText, "facts[0].value",
        news(a_fact(value=ID_NUMBER)), by=LIAISON),
    # Cases and notices.
    Bad("an application of nobody", ApplyForCases, people.NobodyNamed, "beneficiaries",
        of_people(beneficiaries=(), area=AREA), by=LIAISON),
    Bad("an application of somebody unknown", ApplyForCases, people.NotRegistered, "beneficiaries[0].beneficiary",
        of_people(beneficiaries=("b-nobody",), area=AREA), by=LIAISON),
    Bad("an application before there were rules", ApplyForCases, programmes.NoPolicyInForce, "programme",
        of_people(area=AREA, on=date(2016, 11, 30)), by=LIAISON),
    Bad("an application of tomorrow", ApplyForCases, InTheFuture, "beneficiaries[0].applied_on",
        of_people(area=AREA, on=TOMORROW), "registered", LIAISON),
    Bad("an application for nowhere", ApplyForCases, NotARegionCode, "area", of_people(area="everywhere"), by=LIAISON),
    Bad("a review by a level not asked", ReviewCases, cases.NothingLeftToReview, "beneficiaries[0].level",
        of_people(level=GovernmentLevel.NATIONAL, favourable=True, opinion="属实"), "reviewed", DECIDER),
    Bad("a review by who reviewed before", ReviewCases, cases.ReviewerReviewsTwice, "beneficiaries[0].by",
        of_people(level=GovernmentLevel.COUNTY, favourable=True, opinion="属实"), "reviewed", REVIEWER),
    Bad("a review of nobody's case", ReviewCases, cases.NoSuchCase, "beneficiaries[0]",
        of_people(beneficiaries=("b-x",), level=GovernmentLevel.COUNTY, favourable=True, opinion="属实"), by=DECIDER),
    Bad("a grant on no notice", GrantCases, notices.NoSuchNotice, "beneficiaries[0].notice_id",
        of_people(notice_id="none"), "reviewed", DECIDER),
    Bad("a grant before the notice's end", GrantCases, cases.NoticeNotConcluded, "beneficiaries[0].notice_id",
        of_people(notice_id=NOTICE), "on notice", DECIDER),
    Bad("a refusal without a reason", RefuseCase, cases.NothingAgainstIt, "", of_somebody(), "reviewed", DECIDER),
    Bad("a suspension before the start", SuspendCase, cases.StopBeforeStart, "from_month",
        of_somebody(reason=StopReason.REVIEW_FAILED, from_month=Month.parse("2016-12")), by=CASE_OFFICER),
    Bad("a resumption of who goes on", ResumeCase, cases.WrongCaseStage, "beneficiary",
        of_somebody(from_month=Month.parse("2017-03")), by=CASE_OFFICER),
    Bad("an objection nobody raised", RevokeCase, cases.NoSuchOpenObjection, "reason",
        of_somebody(reason=StopReason.OBJECTION_UPHELD, from_month=Month.parse("2017-03")), by=CASE_OFFICER),
    Bad("a check of tomorrow", RecheckCase, InTheFuture, "on", of_somebody(on=TOMORROW), by=CASE_OFFICER),
    Bad("a notice without an id", PublishNotice, NotAReference, "notice_id", a_notice(notice_id=""), by=LIAISON),
    Bad("a notice named by an ID number", PublishNotice, PersonalNumberInText, "notice_id",
        a_notice(notice_id=ID_NUMBER),
        by=LIAISON),
    Bad("a notice of nobody", PublishNotice, notices.NobodyOnNotice, "beneficiaries", a_notice(beneficiaries=()),
        by=LIAISON),
    Bad("a notice with a mobile number", PublishNotice, NotAHotline, "hotline",
        a_notice(hotline="13900001234"), by=LIAISON),
    Bad("a notice over years not announced", PublishNotice, CalendarUnknown, "day", a_notice(working_days=9999),
        by=LIAISON),
    Bad("a notice published twice", PublishNotice, notices.NoticeExists, "notice_id",
        a_notice(notice_id=NOTICE), by=LIAISON),
    Bad("a notice concluded on its last day", ConcludeNotice, notices.NoticeStillOpen, "on",
        {"notice_id": NOTICE, "on": date(2017, 1, 19)}, "on notice", LIAISON),
    Bad("an objection after the notice", RaiseObjection, notices.NoticeIsOver, "raised_on",
        an_objection(on=date(2017, 1, 20)), "on notice", LIAISON),
    Bad("an objection before the notice", RaiseObjection, BeforeItsCause, "raised_on",
        an_objection(on=date(2017, 1, 9)), "on notice", LIAISON),
    Bad("an objection to who is not on it", RaiseObjection, notices.NotOnThisNotice, "beneficiary",
        an_objection(beneficiary="b-nobody"), "on notice", LIAISON),
    Bad("the settling of no objection", SettleObjection, notices.NoSuchObjection, "objection_id",
        {"notice_id": NOTICE, "objection_id": "o-7", "upheld": True, "finding": "属实", "on": GRANTED},
        "on notice", SUPERVISOR),
    # Institutions.
    Bad("an agreement without an id", SignAgreement, NotAReference, "agreement_id", an_agreement(agreement_id="")),
    Bad("an institution's code mistyped", SignAgreement, CreditCodeCheckDigit, "institution",
        an_agreement(institution="52990101MJ0000001H")),
    Bad("an agreement up to nothing", SignAgreement, AmountNotPositive, "ceiling", an_agreement(ceiling=Money(0))),
    Bad("an agreement for another year", SignAgreement, institutions.OutsideAgreementYear, "signed_on",
        an_agreement(fiscal_year=20170)),
    Bad("service accepted under no agreement", AcceptService, institutions.NoSuchAgreement, "agreement_id",
        {"agreement_id": "none", "on": FUNDED, "services": ()},
        by=CASE_OFFICER),
    Bad("service to nobody known", AcceptService, people.NotRegistered, "services[0].beneficiary",
        {"agreement_id": "none", "on": FUNDED, "services": (AcceptedService("b-nobody", yuan(1)),)}, by=CASE_OFFICER),
    Bad("an invoice of no agreement", ReceiveInvoice, institutions.NoSuchAgreement, "agreement_id",
        {"agreement_id": "none", "invoice_number": "1", "amount": yuan(1), "on": FUNDED}),
    # Batches.
    Bad("a batch without a number", SubmitBatch, NotAReference, "number", a_batch(number="")),
    Bad("a batch numbered with an ID number", SubmitBatch, PersonalNumberInText, "number", a_batch(number=ID_NUMBER)),
    Bad("a batch of no programme", SubmitBatch, programmes.NoSuchProgramme, "programme", a_batch(programme="none")),
    Bad("a batch of a month", SubmitBatch, batches.PeriodNotOfProgramme, "period", a_batch(period=Period("2017-04"))),
    Bad("a batch of a place of words", SubmitBatch, NotARegionCode, "region", a_batch(region="everywhere")),
    Bad("a batch of a year without people", SubmitBatch, batches.NobodyToPay, "", a_batch(period=Period("2016"))),
    Bad("a batch of tomorrow", SubmitBatch, InTheFuture, "on", a_batch(on=TOMORROW)),
    Bad("a correction without a list", SubmitBatch, batches.NothingToCorrect, "listed",
        a_batch(payout_kind=PayoutKind.CORRECTION)),
    Bad("a list with an ID number for a person", SubmitBatch, batches.NotEntitled, "listed[0]",
        a_batch(listed=(Listed(ID_NUMBER, yuan(1000)),))),
    Bad("an approval of no batch", ApproveBatch, batches.NoSuchBatch, "batch_id", a_step(batch_id="none")),
    Bad("an approval of other content", ApproveBatch, batches.ContentChanged, "digest",
        a_step(digest=""), "submitted", DECIDER),
    Bad("an approval of tomorrow", ApproveBatch, InTheFuture, "on", a_step(on=TOMORROW), "submitted", DECIDER),
    Bad("a batch sent back without a reason", SendBatchBack, TextMissing, "reason",
        of_batch(step=ApprovalStep.PROJECT_LEAD, reason="", on=APPROVED), "submitted", DECIDER),
    Bad("a release before the approvals", ReleaseBatch, batches.WrongStage, "batch_id",
        of_batch(value_date=RELEASED), "submitted", CASHIER),
    Bad("a payment in the year 2107", ReleaseBatch, batches.ValueDateTooFar, "value_date",
        of_batch(value_date=date(2107, 4, 25)), "submitted", CASHIER),
    # The bank.
    Bad("a result of no lines", PostBankResult, people.NobodyNamed, "lines", a_result(lines=()), "released", CASHIER),
    Bad("a result of a stranger", PostBankResult, batches.LineNotInBatch, "lines[0]",
        a_result(lines=(BankLine("b-nobody", yuan(1000), settled=True),)), "released", CASHIER),
    Bad("a result of one fen less", PostBankResult, payouts.ResultDisagrees, "amount",
        changed(amount=Money(99_999)), "released", CASHIER),
    Bad("a result of less than nothing", PostBankResult, payouts.ResultDisagrees, "amount",
        changed(amount=Money(-100_000)), "released", CASHIER),
    Bad("a result that names an account", PostBankResult, PersonalNumberInText, "lines[0].bank_words",
        changed(settled=False, bank_words="6222 0202 0011 2233 不存在"), "released", CASHIER),
    Bad("a result without a file's hash", PostBankResult, batches.NotAFileHash, "statement_sha256",
        a_result(statement_sha256="cd"), "released", CASHIER),
    Bad("a result without a statement", PostBankResult, TextMissing, "statement",
        a_result(statement=""), "released", CASHIER),
    Bad("a result before the payment", PostBankResult, BeforeItsCause, "on",
        a_result(on=APPROVED), "released", CASHIER),
    Bad("what is at the bank sent again", ReissuePayouts, payouts.PayoutNotOut, "payout_id",
        lambda office: of_batch(beneficiaries=office.people, value_date=AGAIN)(office), "released", CASHIER),
    Bad("nobody given up", CancelPayouts, people.NobodyNamed, "beneficiaries",
        of_batch(beneficiaries=(), reason="放弃", on=AGAIN), "released", CASHIER),
    Bad("a batch closed while money is out", CloseBatch, batches.PayoutsStillOpen, "batch_id",
        of_batch(on=AGAIN), "released"),
    # Recoveries.
    Bad("a recovery without an id", OrderRecovery, NotAReference, "recovery_id", a_recovery(recovery_id=""), "settled"),
    Bad("a recovery of no payment", OrderRecovery, payouts.NoSuchPayout, "payout_id",
        a_recovery(payout_id="x"), "settled"),
    Bad("a recovery of nothing", OrderRecovery, AmountNotPositive, "amount", a_recovery(amount=Money(0)), "settled"),
    Bad("a recovery of one fen more", OrderRecovery, payouts.MoreThanWasPaid, "amount",
        a_recovery(amount=Money(100_001)), "settled"),
    Bad("a recovery that is never due", OrderRecovery, recoveries.NoInstalments, "instalments",
        a_recovery(instalments=()), "settled"),
    Bad("instalments that do not foot", OrderRecovery, recoveries.InstalmentsDoNotFoot, "instalments",
        a_recovery(instalments=(Instalment(AGAIN, Money(99)),)), "settled"),
    Bad("instalments out of order", OrderRecovery, recoveries.InstalmentsOutOfOrder, "instalments[1].due_on",
        a_recovery(amount=Money(2), instalments=(Instalment(AGAIN, Money(1)),) * 2), "settled"),
    Bad("an instalment of no recovery", ReceiveInstalment, recoveries.NoSuchRecovery, "recovery_id",
        {"recovery_id": "none", "amount": yuan(1), "bank_reference": "b-1", "on": AGAIN}, "settled"),
    Bad("a write-off of no recovery", WriteOffRecovery, recoveries.NoSuchRecovery, "recovery_id",
        {"recovery_id": "none", "amount": yuan(1), "reason": "无", "minutes": ALONE, "on": AGAIN}, "settled"),
)  # fmt: skip


def test_there_are_many_and_each_has_its_own_name() -> None:
    assert len({bad.name for bad in TABLE}) == len(TABLE) >= 70


@pytest.mark.parametrize("bad", TABLE, ids=lambda bad: bad.name.replace(" ", "-"))
def test_bad_input_is_refused_by_name_at_its_field_and_nothing_moves(bad: Bad) -> None:
    office = the_office(bad.stage)
    facts = bad.facts(office) if callable(bad.facts) else bad.facts
    office.is_refused(bad.rule, bad.command, by=bad.by, field=bad.at, **facts)


def test_nothing_that_was_kept_repeats_a_persons_number() -> None:
    office = the_office("funded")
    asked = a_batch(listed=(Listed(ID_NUMBER, yuan(1000)),))
    office.is_refused(batches.NotEntitled, SubmitBatch, by=BUILDER, **asked)
    kept = "".join(one.sentence_zh + one.sentence_en for one in office.views.refusals())
    assert ID_NUMBER not in kept
