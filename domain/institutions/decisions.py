"""An agreement from its signing to the last payment: nothing is paid above accepted service or above invoices.

An invoice may run ahead of acceptance, since both bound every payment; neither may pass the agreement's ceiling. What
is stricter of a contract, which was made by awarding a lot, stands in `contracts.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from domain.credit_codes import checked_credit_code
from domain.dates import not_before, not_in_the_future
from domain.free_text import new_id, reference
from domain.institutions.contract_rejections import AcceptedByRecords
from domain.institutions.contracts import invoice_covers, period_of
from domain.institutions.events import (
    AcceptedService,
    AgreementSigned,
    BeneficiaryPayment,
    InvoiceReceived,
    PaymentCommitted,
    PaymentFreed,
    ServiceAccepted,
)
from domain.institutions.rejections import (
    AboveCeiling,
    AgreementExists,
    CommittedAlready,
    InvoiceExists,
    MoreThanAccepted,
    MoreThanCommitted,
    MoreThanInvoiced,
    NamedTwice,
    NothingAccepted,
    NothingToCommit,
    OtherProgrammesAgreement,
    OutsideAgreementYear,
    TooManyAtOnce,
)
from domain.institutions.state import Agreement, signed
from domain.money import ZERO, Money, positive, total

PEOPLE_PER_ENTRY = 500
"""Keeps an entry of ids and amounts below 65,535 bytes."""


def sign(
    agreement: Agreement,
    *,
    institution: str,
    programme: str,
    fiscal_year: int,
    ceiling: Money,
    signed_on: date,
    on: date,
) -> AgreementSigned:
    """Sign an agreement, in its year or ahead of it.

    Raises AgreementExists, NotAReference, PersonalNumberInText, NotACreditCode, CreditCodeCheckDigit,
    AmountNotPositive, InTheFuture, OutsideAgreementYear.
    """
    if agreement.signed is not None:
        raise AgreementExists("agreement_id", agreement=agreement.id)
    new_id(agreement.id, field="agreement_id")
    institution = checked_credit_code(institution)
    positive(ceiling, field="ceiling")
    not_in_the_future(signed_on, on, field="signed_on")
    if signed_on.year not in (fiscal_year - 1, fiscal_year):
        raise OutsideAgreementYear("signed_on", day=signed_on, year=fiscal_year)
    return AgreementSigned(institution, programme, fiscal_year, ceiling, signed_on)


def accept_service(agreement: Agreement, *, services: Sequence[AcceptedService], by: str, on: date) -> ServiceAccepted:
    """Accept service person by person, in the agreement's year; accepting somebody's service again adds to it.

    Raises NoSuchAgreement, OutsideAgreementYear, BeforeItsCause, NothingAccepted, TooManyAtOnce, NamedTwice,
    AmountNotPositive, AboveCeiling, AcceptedByRecords (a contract's service comes with its records).
    """
    terms = signed(agreement)
    if agreement.contract is not None:
        raise AcceptedByRecords("agreement_id", agreement=agreement.id, unit=agreement.contract.unit.zh)
    if on.year != terms.fiscal_year:
        raise OutsideAgreementYear("accepted_on", day=on, year=terms.fiscal_year)
    not_before(on, terms.signed_on, field="accepted_on")
    if not services:
        raise NothingAccepted("services")
    if len(services) > PEOPLE_PER_ENTRY:
        raise TooManyAtOnce("services", limit=PEOPLE_PER_ENTRY, given=len(services))
    _each_once(services, "services")
    _within_ceiling(terms, total(agreement.accepted.values()) + total(each.amount for each in services), "services")
    return ServiceAccepted(tuple(services), by, on)


def receive_invoice(
    agreement: Agreement, *, invoice_number: str, amount: Money, issued_on: date, on: date
) -> InvoiceReceived:
    """Record an invoice; its number counts once. A contract's invoice follows its service and stays within it.

    Raises NoSuchAgreement, NotAReference, PersonalNumberInText, InvoiceExists, AmountNotPositive, AboveCeiling,
    InTheFuture, BeforeItsCause, InvoiceAboveAccepted, InvoiceBeforeService.
    """
    terms = signed(agreement)
    number = reference(invoice_number, field="invoice_number")
    if number in agreement.invoices:
        raise InvoiceExists("invoice_number", invoice=number)
    positive(amount)
    _within_ceiling(terms, agreement.invoiced + amount, "amount")
    not_in_the_future(issued_on, on, field="issued_on")
    not_before(issued_on, terms.signed_on, field="issued_on")
    if agreement.contract is not None:
        invoice_covers(agreement, amount=amount, issued_on=issued_on)
    return InvoiceReceived(number, amount, issued_on)


def commit_payment(
    agreement: Agreement,
    *,
    batch_id: str,
    programme: str,
    fiscal_year: int,
    payments: Sequence[BeneficiaryPayment],
) -> tuple[PaymentCommitted, ...]:
    """Bind what a batch pays of the agreement, in pages.

    Raises NoSuchAgreement, OtherProgrammesAgreement, CommittedAlready, NothingToCommit, NamedTwice, AmountNotPositive,
    MoreThanAccepted (person by person), MoreThanInvoiced (all together).
    """
    terms = signed(agreement)
    if (programme, fiscal_year) != (terms.programme, terms.fiscal_year):
        raise OtherProgrammesAgreement(
            "agreement_id", agreement=agreement.id, programme=terms.programme, year=terms.fiscal_year
        )
    if batch_id in agreement.committed:
        raise CommittedAlready("batch_id", batch=batch_id)
    if not payments:
        raise NothingToCommit("payments")
    _each_once(payments, "payments")
    of_period = None if agreement.contract is None else agreement.open_in(period_of(batch_id))
    for index, payment in enumerate(payments):
        accepted = agreement.accepted.get(payment.beneficiary, ZERO)
        left = accepted - agreement.paid_for(payment.beneficiary)
        if of_period is not None:
            left = min(left, of_period.get(payment.beneficiary, ZERO))
        if payment.amount > left:
            raise MoreThanAccepted(
                f"payments[{index}].amount", beneficiary=payment.beneficiary, left=left, asked=payment.amount
            )
    asked, unpaid = total(payment.amount for payment in payments), agreement.invoiced - agreement.paid
    if asked > unpaid:
        raise MoreThanInvoiced("payments", left=unpaid, asked=asked)
    return tuple(PaymentCommitted(batch_id, page) for page in _pages(payments))


def free_payment(
    agreement: Agreement, *, batch_id: str, payments: Sequence[BeneficiaryPayment] | None = None
) -> tuple[PaymentFreed, ...]:
    """Open accepted service and invoices again: some of what a batch holds, or (None) all of it.

    Raises NoSuchAgreement, NothingToCommit, NamedTwice, AmountNotPositive, MoreThanCommitted.
    """
    signed(agreement)
    held = agreement.committed.get(batch_id, {})
    if payments is None:
        payments = [BeneficiaryPayment(beneficiary, amount) for beneficiary, amount in held.items()]
    if not payments:
        raise NothingToCommit("payments")
    _each_once(payments, "payments")
    for index, payment in enumerate(payments):
        its = held.get(payment.beneficiary, ZERO)
        if payment.amount > its:
            raise MoreThanCommitted(
                f"payments[{index}].amount",
                batch=batch_id,
                beneficiary=payment.beneficiary,
                held=its,
                asked=payment.amount,
            )
    return tuple(PaymentFreed(batch_id, page) for page in _pages(payments))


def _each_once(items: Sequence[AcceptedService | BeneficiaryPayment], field: str) -> None:
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item.beneficiary in seen:
            raise NamedTwice(f"{field}[{index}]", beneficiary=item.beneficiary)
        seen.add(item.beneficiary)
        positive(item.amount, field=f"{field}[{index}].amount")


def _within_ceiling(terms: AgreementSigned, asked: Money, field: str) -> None:
    if asked > terms.ceiling:
        raise AboveCeiling(field, ceiling=terms.ceiling, asked=asked)


def _pages(payments: Sequence[BeneficiaryPayment]) -> Iterator[tuple[BeneficiaryPayment, ...]]:
    for start in range(0, len(payments), PEOPLE_PER_ENTRY):
        yield tuple(payments[start : start + PEOPLE_PER_ENTRY])
