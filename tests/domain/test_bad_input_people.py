"""Bad input to programmes, people, cases, notices, institutions, recoveries, revenue and rates: one table.

Each line: what somebody typed, the decision that hears it, the refusal, the field it points at. Decisions are pure, so
that nothing changes after any of them; the table also makes sure of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from domain.beneficiaries import decisions as people
from domain.beneficiaries.rejections import NoFactsGiven, NotACommitment, NotARecordField
from domain.beneficiaries.state import Person
from domain.credit_codes import CreditCodeCheckDigit, NotACreditCode
from domain.dates import BeforeItsCause, DateTooOld, InTheFuture
from domain.documents import NotADocumentNumber
from domain.eligibility import decisions as cases
from domain.eligibility import objections, standing
from domain.eligibility.events import StopReason
from domain.eligibility.rejections import NoSuchOpenObjection, ReviewOutOfOrder, StopBeforeStart, TooMuchBackPay
from domain.fact_checks import FactGivenTwice, NotAFactName, PersonalFact
from domain.facts import Fact
from domain.free_text import NotAHotline, NotAReference, PersonalNumberInText, TextMissing, TextTooLong
from domain.institutions import decisions as agreements
from domain.institutions.events import AcceptedService, BeneficiaryPayment
from domain.institutions.rejections import (
    NamedTwice,
    NothingAccepted,
    NothingToCommit,
    OutsideAgreementYear,
    TooManyAtOnce,
)
from domain.institutions.state import replay as the_agreement
from domain.levels import GovernmentLevel
from domain.money import AmountNotPositive, FinerThanOneFen, Money, NotAnAmount
from domain.notices import decisions as notices
from domain.notices.rejections import NobodyOnNotice, NoSuchObjection, NotOnThisNotice
from domain.periods import Month, NotAMonth, NotAPeriod, Period
from domain.programmes import decisions as programmes
from domain.programmes.rejections import (
    NotAFiscalYear,
    NotAProgrammeId,
    PolicyVersionOutOfTurn,
    TargetWithoutPeople,
)
from domain.programmes.state import Programme
from domain.programmes.state import replay as the_programme
from domain.rates import NotAPercentage, PercentageImpossible, checked_percentage
from domain.recoveries import decisions as recoveries
from domain.recoveries.events import Instalment
from domain.recoveries.rejections import InstalmentsDoNotFoot, NoInstalments
from domain.recoveries.state import replay as the_recovery
from domain.regions import NotARegionCode, RegionCode
from domain.rejected import Rejected
from domain.revenue import decisions as revenues
from domain.revenue.state import Revenue
from tests.domain import case_stories as e
from tests.domain import test_institutions_and_revenue as i
from tests.domain import test_people_and_notices as p
from tests.domain import test_programmes as g
from tests.domain import test_recoveries as r
from tests.domain.people_stories import (
    A_GRANTED_CASE,
    A_POSTED_NOTICE,
    APPLIED,
    OPENED,
    PERSON,
    POLICY,
    PROGRAMME,
    PUBLISHED,
    REVIEWED,
    SOMEBODY,
    the_case,
    the_notice,
)

Call = Callable[[], object]
TODAY = date(2017, 5, 2)
STRANGER = Person(SOMEBODY)
UNOPENED = Programme(PROGRAMME)
OPEN = the_programme(PROGRAMME, [OPENED, PUBLISHED])
POSTED = the_notice(*A_POSTED_NOTICE)
OBJECTED = the_notice(*A_POSTED_NOTICE, p.RAISED)
SIGNED = the_agreement("a-1", [i.SIGNED])
READY = the_agreement("a-1", i.READY)
ORDERED = the_recovery("r-1", [r.ORDERED])
GRANTED = the_case(*A_GRANTED_CASE)
HALTED = the_case(*A_GRANTED_CASE, e.SUSPENDED, e.CHECKED)
REVENUE = Revenue("2017/fees")
LEAK = "身份证 990101198001010014"


def register(**changed: object) -> object:
    return people.register(STRANGER, **(p.REGISTERING | changed))


def record(*facts: Fact) -> object:
    return people.record_circumstances(PERSON, facts=facts, on=TODAY)


def die(**changed: object) -> object:
    return people.record_death(PERSON, **(p.DYING | changed))


def open_(programme: Programme = UNOPENED, **changed: object) -> object:
    return programmes.open_programme(programme, **(g.OPENING | changed))  # type: ignore[arg-type]


def assign(**changed: object) -> object:
    return programmes.assign_target(OPEN, **(g.TARGET | changed))  # type: ignore[arg-type]


def apply(**changed: object) -> object:
    return cases.apply(the_case(), **(e.APPLYING | changed))


def review(**changed: object) -> object:
    return cases.review(the_case(APPLIED), **(e.REVIEWING | changed))


def publish(**changed: object) -> object:
    return notices.publish(the_notice(), **(p.PUBLISHING | changed))


def object_to(**changed: object) -> object:
    return notices.raise_objection(POSTED, **(p.OBJECTING | changed))


def settle(**changed: object) -> object:
    return notices.settle_objection(OBJECTED, **(p.SETTLING | changed))


def sign(**changed: object) -> object:
    terms = {
        "institution": i.CENTRE,
        "programme": "child-rehabilitation",
        "fiscal_year": 2017,
        "ceiling": Money(100),
        "signed_on": date(2017, 1, 20),
        "on": TODAY,
    }
    return agreements.sign(the_agreement("a-1", []), **(terms | changed))  # type: ignore[arg-type]


def accept(*services: AcceptedService) -> object:
    return agreements.accept_service(SIGNED, services=services, by="qian", on=TODAY)


def invoice(**changed: object) -> object:
    return agreements.receive_invoice(SIGNED, **(i.INVOICING | changed))


def commit(*payments: BeneficiaryPayment) -> object:
    return agreements.commit_payment(READY, **(i.COMMITTING | {"payments": payments}))


def order(**changed: object) -> object:
    return recoveries.order(the_recovery("r-1", []), **(r.ORDERING | changed))


def receive(**changed: object) -> object:
    return recoveries.receive_instalment(ORDERED, **(r.RECEIVING | changed))


def write_off(**changed: object) -> object:
    return recoveries.write_off(ORDERED, **(r.WRITING_OFF | changed))


def collect(**changed: object) -> object:
    asked = {"amount": Money(1), "voucher": "1", "collected_on": TODAY, "on": TODAY}
    return revenues.collect(REVENUE, **(asked | changed))  # type: ignore[arg-type]


def fact(name: str, value: str, source: str = "civil affairs", as_of: date = TODAY) -> Fact:
    return Fact(name, value, source, as_of)


ONE = AcceptedService("b-1", Money(1))
PAY = BeneficiaryPayment("b-1", Money(1))

BAD: tuple[tuple[str, Call, type[Rejected], str], ...] = (
    # Programmes
    (
        "a programme id with spaces",
        lambda: open_(Programme("psy medicine")),
        NotAProgrammeId,
        "programme",
    ),
    ("a programme without a Chinese name", lambda: open_(name_zh=" "), TextMissing, "name_zh"),
    (
        "a bank memo longer than banks print",
        lambda: open_(bank_memo="残疾人生活补贴发放专用"),
        TextTooLong,
        "bank_memo",
    ),
    (
        "version 1 a second time",
        lambda: programmes.publish_policy(OPEN, policy=POLICY),
        PolicyVersionOutOfTurn,
        "policy.version",
    ),
    (
        "version 3 after 1",
        lambda: programmes.publish_policy(OPEN, policy=replace(POLICY, version=3)),
        PolicyVersionOutOfTurn,
        "policy.version",
    ),
    ("a target of minus one", lambda: assign(people=-1), TargetWithoutPeople, "people"),
    ("a target for the year 217", lambda: assign(fiscal_year=217), NotAFiscalYear, "fiscal_year"),
    ("a target by word of mouth", lambda: assign(document="口头通知"), NotADocumentNumber, "document"),
    ("a target with an empty bracket", lambda: assign(document="芜残联〔〕12号"), NotADocumentNumber, "document"),
    ("a target assigned tomorrow", lambda: assign(assigned_on=date(2017, 2, 4)), InTheFuture, "assigned_on"),
    ("a target named after an ID number", lambda: assign(name=LEAK), PersonalNumberInText, "name"),
    # People
    ("a region of seven digits", lambda: register(region="9901010"), NotARegionCode, "region"),
    ("a region in words", lambda: register(region="东街村"), NotARegionCode, "region"),
    ("a commitment too short", lambda: register(commitment="ab" * 31), NotACommitment, "commitment"),
    ("a commitment in capitals", lambda: register(commitment="AB" * 32), NotACommitment, "commitment"),
    ("a phone among the facts", lambda: register(facts=(fact("phone", "3831234"),)), PersonalFact, "facts[0].name"),
    ("an ID number as a value", lambda: record(fact("note", LEAK)), PersonalNumberInText, "facts[0].value"),
    (
        "a mobile as the source",
        lambda: record(fact("low_income", "no", "13900001234")),
        PersonalNumberInText,
        "facts[0].source",
    ),
    ("a fact named in Chinese", lambda: record(fact("低保", "是")), NotAFactName, "facts[0].name"),
    ("a fact without a value", lambda: record(fact("low_income", " ")), TextMissing, "facts[0].value"),
    (
        "a fact of tomorrow",
        lambda: record(fact("low_income", "no", as_of=date(2017, 5, 3))),
        InTheFuture,
        "facts[0].as_of",
    ),
    (
        "a fact twice",
        lambda: record(fact("low_income", "no"), fact("low_income", "yes")),
        FactGivenTwice,
        "facts[1].name",
    ),
    ("no facts at all", record, NoFactsGiven, "facts"),
    (
        "a record's unknown field",
        lambda: people.change_record(PERSON, commitment="cd" * 32, fields=("iban",)),
        NotARecordField,
        "fields[0]",
    ),
    ("a death tomorrow", lambda: die(died_on=date(2017, 5, 3)), InTheFuture, "died_on"),
    ("a death in the year 217", lambda: die(died_on=date(217, 4, 3)), DateTooOld, "died_on"),
    ("a death nobody reported", lambda: die(source=""), TextMissing, "source"),
    (
        "a move to nowhere",
        lambda: people.record_move(PERSON, moved_on=TODAY, to_region="", on=TODAY),
        NotARegionCode,
        "to_region",
    ),
    # Cases
    ("an application of tomorrow", lambda: apply(applied_on=date(2017, 3, 2)), InTheFuture, "applied_on"),
    (
        "an application with a mobile in it",
        lambda: apply(facts=(fact("note", "13900001234", as_of=date(2017, 3, 1)),)),
        PersonalNumberInText,
        "facts[0].value",
    ),
    ("a review without an opinion", lambda: review(opinion=""), TextMissing, "opinion"),
    ("a review that leaks", lambda: review(opinion=LEAK), PersonalNumberInText, "opinion"),
    ("a review by the province", lambda: review(level=GovernmentLevel.PROVINCIAL), ReviewOutOfOrder, "level"),
    ("a review before the application", lambda: review(on=date(2017, 2, 1)), BeforeItsCause, "reviewed_on"),
    (
        "four months of back pay",
        lambda: standing.resume(HALTED, from_month=e.OCTOBER, back_pay_months=4, on=date(2017, 9, 10)),
        TooMuchBackPay,
        "back_pay_months",
    ),
    (
        "an end before the beginning",
        lambda: standing.revoke(GRANTED, reason=StopReason.WITHDRAWN, from_month=Month.parse("2016-12"), on=TODAY),
        StopBeforeStart,
        "from_month",
    ),
    (
        "an objection nobody raised",
        lambda: objections.confirm(the_case(*REVIEWED), notice=POSTED, objection_id="o-9", on=TODAY),
        NoSuchOpenObjection,
        "objection_id",
    ),
    # Notices
    ("an empty notice", lambda: publish(beneficiaries=()), NobodyOnNotice, "beneficiaries"),
    ("a notice nowhere", lambda: publish(place=" "), TextMissing, "place"),
    ("a notice at somebody's mobile", lambda: publish(hotline="13900001234"), NotAHotline, "hotline"),
    ("a notice whose place leaks", lambda: publish(place=LEAK), PersonalNumberInText, "place"),
    ("an objection to a stranger", lambda: object_to(beneficiary="b-9"), NotOnThisNotice, "beneficiary"),
    ("an objection without an id", lambda: object_to(objection_id=""), NotAReference, "objection_id"),
    ("a finding that leaks", lambda: settle(finding="银行卡6222020200112233445"), PersonalNumberInText, "finding"),
    ("a finding of nothing", lambda: settle(finding=""), TextMissing, "finding"),
    ("settling what was not raised", lambda: settle(objection_id="o-2"), NoSuchObjection, "objection_id"),
    # Institutions
    ("a credit code of 17", lambda: sign(institution=i.CENTRE[:17]), NotACreditCode, "institution"),
    ("a credit code with an O", lambda: sign(institution="O" + i.CENTRE[1:]), NotACreditCode, "institution"),
    ("a credit code mistyped", lambda: sign(institution="3" + i.CENTRE[1:]), CreditCodeCheckDigit, "institution"),
    ("a ceiling of zero", lambda: sign(ceiling=Money(0)), AmountNotPositive, "ceiling"),
    (
        "an agreement signed two years ahead",
        lambda: sign(signed_on=date(2015, 1, 1)),
        OutsideAgreementYear,
        "signed_on",
    ),
    ("service to nobody", accept, NothingAccepted, "services"),
    ("service to one person twice", lambda: accept(ONE, ONE), NamedTwice, "services[1]"),
    ("service for nothing", lambda: accept(replace(ONE, amount=Money(0))), AmountNotPositive, "services[0].amount"),
    (
        "service to 501 at once",
        lambda: accept(*(AcceptedService(f"b-{n}", Money(1)) for n in range(501))),
        TooManyAtOnce,
        "services",
    ),
    ("an invoice numbered with spaces", lambda: invoice(invoice_number="01 23"), NotAReference, "invoice_number"),
    (
        "an invoice numbered by an ID",
        lambda: invoice(invoice_number="990101198001010014"),
        PersonalNumberInText,
        "invoice_number",
    ),
    ("an invoice of zero", lambda: invoice(amount=Money(0)), AmountNotPositive, "amount"),
    ("an invoice of tomorrow", lambda: invoice(issued_on=date(2017, 7, 6)), InTheFuture, "issued_on"),
    ("an invoice before the agreement", lambda: invoice(issued_on=date(2017, 1, 1)), BeforeItsCause, "issued_on"),
    ("a payment to nobody", commit, NothingToCommit, "payments"),
    ("a payment to one person twice", lambda: commit(PAY, PAY), NamedTwice, "payments[1]"),
    ("a payment below zero", lambda: commit(replace(PAY, amount=Money(-1))), AmountNotPositive, "payments[0].amount"),
    # Recoveries
    ("a recovery of minus one yuan", lambda: order(amount=Money(-100)), AmountNotPositive, "amount"),
    ("a recovery without a plan", lambda: order(instalments=()), NoInstalments, "instalments"),
    (
        "a plan that does not foot",
        lambda: order(instalments=(Instalment(date(2017, 9, 1), Money(1)),)),
        InstalmentsDoNotFoot,
        "instalments",
    ),
    ("an instalment of zero", lambda: receive(amount=Money(0)), AmountNotPositive, "amount"),
    ("an instalment without a reference", lambda: receive(bank_reference=" "), NotAReference, "bank_reference"),
    ("an instalment of tomorrow", lambda: receive(received_on=date(2017, 9, 30)), InTheFuture, "received_on"),
    ("a write-off without a reason", lambda: write_off(reason=""), TextMissing, "reason"),
    ("a write-off whose reason leaks", lambda: write_off(reason=LEAK), PersonalNumberInText, "reason"),
    ("a meeting after its own decision", lambda: write_off(on=date(2018, 2, 28)), InTheFuture, "minutes.held_on"),
    # Revenue
    ("revenue of nothing", lambda: collect(amount=Money(0)), AmountNotPositive, "amount"),
    ("revenue without a voucher", lambda: collect(voucher=""), NotAReference, "voucher"),
    ("revenue of tomorrow", lambda: collect(collected_on=date(2017, 5, 3)), InTheFuture, "collected_on"),
    # What is read before anything is decided
    ("an amount in words", lambda: Money.from_yuan("一千元"), NotAnAmount, "amount"),
    ("a tenth of a fen", lambda: Money.from_yuan("1000.001"), FinerThanOneFen, "amount"),
    ("a month named by its day", lambda: Month.parse("2017-04-25"), NotAMonth, "month"),
    ("a fifth quarter", lambda: Period.parse("2017-Q5"), NotAPeriod, "period"),
    ("a region of zeros", lambda: RegionCode.parse("000000"), NotARegionCode, "region"),
    ("98.5 % of 15 people", lambda: checked_percentage("98.5 %", 15), PercentageImpossible, "percent"),
    ("most people", lambda: checked_percentage("most", 15), NotAPercentage, "percent"),
)


@pytest.mark.parametrize(("call", "rule", "field"), [pytest.param(*case[1:], id=case[0]) for case in BAD])
def test_bad_input_is_refused_by_name_and_points_at_its_field(call: Call, rule: type[Rejected], field: str) -> None:
    for _ in range(2):  # Asked twice, since a refusal leaves nothing behind.
        with pytest.raises(Rejected) as caught:
            call()
        assert type(caught.value) is rule
        assert caught.value.field == field
        for sentence in (caught.value.sentence("zh"), caught.value.sentence("en")):
            assert "{" not in sentence
            assert "990101198001010014" not in sentence


def test_the_table_is_long_and_each_of_its_lines_has_a_name_of_its_own() -> None:
    assert len({name for name, *_ in BAD}) == len(BAD) >= 60
