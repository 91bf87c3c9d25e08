"""Designating an institution and taking it back; whether it may serve; which invoices were its already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.credit_codes import checked_credit_code
from domain.dates import not_in_the_future
from domain.designations.events import DesignationWithdrawn, InstitutionDesignated, InvoicePresented
from domain.designations.rejections import (
    DesignationOverlaps,
    InvoiceOfAnotherAgreement,
    NoProgrammesNamed,
    NoSuchInstitution,
    NotDesignated,
    NothingToWithdraw,
    ValidityBackwards,
)
from domain.designations.state import Institution
from domain.free_text import clean_text, reference
from domain.money import Money

MOST_PROGRAMMES = 100


def designate(
    institution: Institution,
    *,
    name: str,
    programmes: Sequence[str],
    valid_from: date,
    valid_until: date,
    document: str,
    by: str,
    on: date,
    today: date,
) -> InstitutionDesignated:
    """Designate it for further programmes, or for the same ones for a later time.

    Raises NotACreditCode, CreditCodeCheckDigit, TextMissing, TextTooLong, PersonalNumberInText, NotAReference,
    NoProgrammesNamed, ValidityBackwards, DesignationOverlaps, InTheFuture.
    """
    checked_credit_code(institution.code)
    name = clean_text(name, field="name", limit=100)
    document = reference(document, field="document")
    not_in_the_future(on, today, field="on")
    if not programmes or len(set(programmes)) != len(programmes) or len(programmes) > MOST_PROGRAMMES:
        raise NoProgrammesNamed("programmes")
    if valid_until < valid_from:
        raise ValidityBackwards("valid_until", since=valid_from, until=valid_until)
    for span in institution.spans:
        if span.programme in programmes and span.since <= valid_until and valid_from <= span.until:
            raise DesignationOverlaps("valid_from", programme=span.programme, until=span.until)
    return InstitutionDesignated(name, tuple(programmes), valid_from, valid_until, document, by, on)


def withdraw(
    institution: Institution, *, withdrawn_from: date, reason: str, document: str, by: str, on: date, today: date
) -> DesignationWithdrawn:
    """Take every designation back from a day on; service before that day stays what it was.

    Raises NoSuchInstitution, NothingToWithdraw, TextMissing, TextTooLong, PersonalNumberInText, NotAReference,
    InTheFuture.
    """
    known(institution)
    not_in_the_future(on, today, field="on")
    if all(span.until < withdrawn_from for span in institution.spans):
        raise NothingToWithdraw("withdrawn_from", day=withdrawn_from)
    reason, document = clean_text(reason, field="reason"), reference(document, field="document")
    return DesignationWithdrawn(withdrawn_from, reason, document, by, on)


def known(institution: Institution) -> Institution:
    """Return the institution. Raises NoSuchInstitution."""
    if not institution.known:
        raise NoSuchInstitution("institution", institution=institution.code)
    return institution


def designated(institution: Institution, programme: str, day: date, *, field: str) -> None:
    """Make sure that it may serve a programme on a day. Raises NotDesignated."""
    if not institution.serves(programme, day):
        raise NotDesignated(field, institution=institution.code, programme=programme, day=day)


def present_invoice(
    institution: Institution, *, agreement: str, invoice_number: str, amount: Money
) -> InvoicePresented:
    """Remember an invoice under the institution's name. Raises InvoiceOfAnotherAgreement."""
    earlier = institution.invoices.get(invoice_number)
    if earlier is not None:
        raise InvoiceOfAnotherAgreement("invoice_number", invoice=invoice_number, agreement=earlier)
    return InvoicePresented(invoice_number, agreement, amount)
