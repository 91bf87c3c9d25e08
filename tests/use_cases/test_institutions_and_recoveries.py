"""Institutions are paid what was accepted and invoiced; what was paid without right comes back to its very lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from application.commands.bank import CancelPayouts
from application.commands.batches import SendBatchBack, SubmitBatch
from application.commands.institutions import AcceptService, ReceiveInvoice, SignAgreement
from application.commands.recoveries import OrderRecovery, ReceiveInstalment, WriteOffRecovery
from domain.batches.events import PayoutKind
from domain.batches.rejections import AgreementMissing, NobodyToPay
from domain.dates import BeforeItsCause
from domain.institutions.events import AcceptedService
from domain.institutions.rejections import (
    AboveCeiling,
    InvoiceExists,
    MoreThanAccepted,
    MoreThanInvoiced,
    OtherProgrammesAgreement,
)
from domain.money import Money
from domain.payouts.rejections import MoreThanWasPaid, PayoutNotOut
from domain.programmes.events import PayeeKind
from domain.programmes.policy import ApprovalStep
from domain.recoveries.events import Instalment, RecoveryGround
from domain.recoveries.rejections import (
    BankReferenceUsed,
    InstalmentsDoNotFoot,
    MoreThanIsOwed,
    OrderedAndWrittenOff,
    RecoveryExists,
    WriteOffWithoutMinutes,
)
from tests.support.office import AREA, BUILDER, CASE_OFFICER, CASHIER, DECIDER, Office, minutes_of
from tests.support.stories import (
    AGAIN,
    APPROVED,
    FUNDED,
    MEDICINE,
    MUNICIPAL,
    NURSING,
    PROVINCIAL,
    SUBMITTED,
    YEAR,
    a_funded_programme,
    a_programme,
    a_released_batch,
    a_settled_batch,
    allocate,
    approve,
    granted_in,
    post_result,
    release,
    submit,
    yuan,
)

REHAB, CODE = "rehab-a", "52990101MJ0000001G"
ASKED: dict[str, Any] = {"programme": MEDICINE, "region": AREA, "period": YEAR, "number": "1", "on": SUBMITTED}
DUE = date(2017, 12, 1)


def trained(*, accepted: int = 1000, invoiced: int = 5000, count: int = 5) -> Office:
    """An institution serves everybody, at so much accepted for each and so much invoiced altogether."""
    office = a_funded_programme(count, payee_kind=PayeeKind.INSTITUTION)
    terms = {"institution": CODE, "programme": MEDICINE, "fiscal_year": 2017, "ceiling": yuan(6000), "on": FUNDED}
    office.asks(SignAgreement, by=BUILDER, agreement_id=REHAB, **terms)
    if accepted:
        services = tuple(AcceptedService(person, yuan(accepted)) for person in office.people)
        office.asks(AcceptService, by=CASE_OFFICER, agreement_id=REHAB, services=services, on=FUNDED)
    if invoiced:
        invoices(office, "2017-1", invoiced)
    return office


def invoices(office: Office, number: str, amount: int) -> None:
    facts = {"invoice_number": number, "amount": yuan(amount), "on": FUNDED}
    office.asks(ReceiveInvoice, by=BUILDER, agreement_id=REHAB, **facts)


def test_an_institution_is_paid_for_each_person_what_was_accepted_and_invoiced() -> None:
    office = trained()
    assert submit(office, agreements=(REHAB, REHAB)).said["people"] == 5
    approve(office)
    release(office)
    post_result(office)
    assert {one.payee for one in office.views.payouts_of_batch(office.batch)} == {REHAB}
    office.holds()


def test_nothing_is_paid_beyond_accepted_service_or_invoices_or_without_an_agreement() -> None:
    for office, rule in (
        (trained(accepted=999), MoreThanAccepted),
        (trained(invoiced=4999), MoreThanInvoiced),
        (trained(accepted=0), NobodyToPay),
    ):
        office.is_refused(rule, SubmitBatch, by=BUILDER, agreements=(REHAB,), **ASKED)
    trained().is_refused(AgreementMissing, SubmitBatch, by=BUILDER, **ASKED)


def test_neither_service_nor_invoices_pass_the_ceiling_and_an_invoice_counts_once() -> None:
    office = trained()
    facts = {"agreement_id": REHAB, "on": FUNDED}
    office.is_refused(InvoiceExists, ReceiveInvoice, by=BUILDER, invoice_number="2017-1", amount=yuan(1), **facts)
    office.is_refused(AboveCeiling, ReceiveInvoice, by=BUILDER, invoice_number="2017-2", amount=yuan(1001), **facts)
    more = (AcceptedService(office.people[0], yuan(1001)),)
    office.is_refused(AboveCeiling, AcceptService, by=CASE_OFFICER, services=more, **facts)


def test_an_agreement_serves_its_own_programme_only() -> None:
    office = a_programme(trained(), NURSING, payee_kind=PayeeKind.INSTITUTION)
    granted_in(office, NURSING, office.people, notice="notice-2")
    allocate(office, NURSING, provincial=1600, municipal=3400)
    asked = {**ASKED, "programme": NURSING, "agreements": (REHAB,)}
    office.is_refused(OtherProgrammesAgreement, SubmitBatch, by=BUILDER, **asked)


def test_what_a_batch_holds_of_an_agreement_is_open_again_when_it_is_sent_back() -> None:
    office = trained()
    submit(office, agreements=(REHAB,))
    office.is_refused(NobodyToPay, SubmitBatch, by=BUILDER, **{**ASKED, "number": "2", "agreements": (REHAB,)})
    facts = {"step": ApprovalStep.PROJECT_LEAD, "reason": "发票待核", "on": APPROVED}
    office.asks(SendBatchBack, by=DECIDER, batch_id=office.batch, **facts)
    assert submit(office, agreements=(REHAB,)).said["people"] == 5


def test_what_is_given_up_opens_service_and_invoice_again() -> None:
    office = trained()
    submit(office, agreements=(REHAB,))
    approve(office)
    release(office)
    post_result(office, returned=office.people[:1])
    facts = {"beneficiaries": office.people[:1], "reason": "重新开票", "on": AGAIN}
    office.asks(CancelPayouts, by=CASHIER, batch_id=office.batch, **facts)
    late = {"payout_kind": PayoutKind.ARREARS, "on": AGAIN, "agreements": (REHAB,)}
    assert submit(office, "2", **late).said["total_fen"] == "100000"


def ordered(office: Office, amount: Money, *, name: str = "r-1", person: int = 0) -> dict[str, Any]:
    return {
        "recovery_id": name,
        "payout_id": f"{MEDICINE}/2017/{office.people[person]}",
        "amount": amount,
        "ground": RecoveryGround.FALSE_FACTS,
        "instalments": (Instalment(DUE, amount),),
        "on": AGAIN,
    }


def received(office: Office, fen: int, reference: str, *, name: str = "r-1") -> None:
    facts = {"amount": Money(fen), "bank_reference": reference, "on": AGAIN}
    office.asks(ReceiveInstalment, by=CASHIER, recovery_id=name, **facts)


def test_instalments_of_any_size_end_with_each_line_having_back_exactly_what_it_gave() -> None:
    office = a_settled_batch()
    office.asks(OrderRecovery, by=BUILDER, **ordered(office, yuan(1000)))
    for number, fen in enumerate((1, 2, 33_333, 7, 66_657)):
        received(office, fen, f"b-{number}")
        left = [office.balance(line).recovered.fen for line in (PROVINCIAL, MUNICIPAL)]
        assert abs(left[0] - 4 * left[1]) <= 4
    assert [str(office.balance(line).recovered) for line in (PROVINCIAL, MUNICIPAL)] == ["800.00", "200.00"]
    late = {"recovery_id": "r-1", "amount": Money(1), "bank_reference": "b-9", "on": AGAIN}
    office.is_refused(MoreThanIsOwed, ReceiveInstalment, by=CASHIER, **late)
    office.is_refused(BankReferenceUsed, ReceiveInstalment, by=CASHIER, **{**late, "bank_reference": "b-1"})
    office.holds()


def test_no_more_is_ordered_back_than_was_paid_however_many_orders() -> None:
    office = a_settled_batch()
    office.asks(OrderRecovery, by=BUILDER, **ordered(office, yuan(600)))
    office.is_refused(RecoveryExists, OrderRecovery, by=BUILDER, **ordered(office, yuan(1)))
    office.is_refused(MoreThanWasPaid, OrderRecovery, by=BUILDER, **ordered(office, Money(40_001), name="r-2"))
    short = ordered(office, yuan(400), name="r-2") | {"instalments": (Instalment(DUE, yuan(399)),)}
    office.is_refused(InstalmentsDoNotFoot, OrderRecovery, by=BUILDER, **short)
    office.asks(OrderRecovery, by=BUILDER, **ordered(office, yuan(400), name="r-2"))
    office.is_refused(MoreThanWasPaid, OrderRecovery, by=BUILDER, **ordered(office, Money(1), name="r-3"))
    received(office, 60_000, "b-1")
    received(office, 40_000, "b-1", name="r-2")
    assert [str(office.balance(line).recovered) for line in (PROVINCIAL, MUNICIPAL)] == ["800.00", "200.00"]
    office.holds()


def test_nothing_is_ordered_back_that_the_bank_has_not_paid() -> None:
    office = a_released_batch()
    office.is_refused(PayoutNotOut, OrderRecovery, by=BUILDER, **ordered(office, yuan(1)))
    post_result(office, returned=office.people[:1])
    office.is_refused(PayoutNotOut, OrderRecovery, by=BUILDER, **ordered(office, yuan(1)))
    early = ordered(office, yuan(1), person=1) | {"on": date(2017, 4, 25)}
    office.is_refused(BeforeItsCause, OrderRecovery, by=BUILDER, **early)


def test_a_claim_is_given_up_by_a_meeting_only_and_not_by_who_ordered_it() -> None:
    office = a_settled_batch()
    office.asks(OrderRecovery, by=BUILDER, **ordered(office, yuan(600)))
    received(office, 10_000, "b-1")
    facts: dict[str, Any] = {"recovery_id": "r-1", "reason": "本人死亡且无遗产", "on": AGAIN}
    minutes = minutes_of(AGAIN)
    rest = {"amount": yuan(500), **facts}
    office.is_refused(WriteOffWithoutMinutes, WriteOffRecovery, by=DECIDER, minutes=None, **rest)
    office.is_refused(OrderedAndWrittenOff, WriteOffRecovery, by=BUILDER, minutes=minutes, **rest)
    more = {"amount": Money(50_001), **facts}
    office.is_refused(MoreThanIsOwed, WriteOffRecovery, by=DECIDER, minutes=minutes, **more)
    office.asks(WriteOffRecovery, by=DECIDER, minutes=minutes, **rest)
    late = {"recovery_id": "r-1", "amount": Money(1), "bank_reference": "b-2", "on": AGAIN}
    office.is_refused(MoreThanIsOwed, ReceiveInstalment, by=CASHIER, **late)
    office.is_refused(MoreThanWasPaid, OrderRecovery, by=BUILDER, **ordered(office, Money(40_001), name="r-2"))


def test_recovered_money_of_an_open_year_can_be_spent_again() -> None:
    office = a_settled_batch()
    office.asks(OrderRecovery, by=BUILDER, **ordered(office, yuan(1000)))
    received(office, 100_000, "b-1")
    assert [str(office.balance(line).available) for line in (PROVINCIAL, MUNICIPAL)] == ["800.00", "200.00"]
