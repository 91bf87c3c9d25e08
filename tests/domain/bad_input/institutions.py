"""Bad input to agreements with institutions, their service and their invoices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.credit_codes import CreditCodeCheckDigit, NotACreditCode
from domain.dates import BeforeItsCause, InTheFuture
from domain.free_text import NotAReference, PersonalNumberInText
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
from domain.money import AmountNotPositive, Money
from tests.domain import test_institutions_and_revenue as i
from tests.domain.bad_input.lines import TODAY, Line

SIGNED = the_agreement("a-1", [i.SIGNED])
READY = the_agreement("a-1", i.READY)


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


ONE = AcceptedService("b-1", Money(1))
PAY = BeneficiaryPayment("b-1", Money(1))

INSTITUTIONS: tuple[Line, ...] = (
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
)
