"""The register of agreements with institutions: ceiling, service accepted person by person, invoices, payments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every, id_in, recorded_day
from domain.accounts.events import AccountEvent
from domain.batches.events import BatchEvent
from domain.beneficiaries.events import BeneficiaryEvent
from domain.checks.events import CheckEvent
from domain.eligibility.events import CaseEvent
from domain.funds.events import FundEvent
from domain.inspections.events import InspectionEvent
from domain.institutions import events as institutions
from domain.money import total
from domain.notices.events import NoticeEvent
from domain.payouts.events import PayoutEvent
from domain.programmes.events import ProgrammeEvent
from domain.proofs.events import ProofEvent
from domain.recoveries.events import RecoveryEvent
from domain.refusals.events import RefusalEvent
from domain.revenue.events import RevenueEvent
from domain.safekeeping.events import SafekeepingEvent


class AgreementChange(Name):
    """What happened to an agreement."""

    SIGNED = "signed"
    SERVICE_ACCEPTED = "service_accepted"
    INVOICE_RECEIVED = "invoice_received"
    PAYMENT_COMMITTED = "payment_committed"
    PAYMENT_FREED = "payment_freed"


class Agreement(NamedTuple):
    """One change of an agreement. `amount_fen` is the ceiling, or what was accepted, invoiced, committed or freed."""

    position: int
    agreement: Word
    change: AgreementChange
    institution: Word | None
    programme: Word | None
    fiscal_year: int | None
    document: str | None
    amount_fen: int
    by: Word | None
    effective: date


class AgreementPerson(NamedTuple):
    """Service to one person that was accepted, or what a batch pays for it (committed) or no longer pays (freed)."""

    position: int
    seq: int
    agreement: Word
    change: AgreementChange
    beneficiary: str
    amount_fen: int
    effective: date


def agreement_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of an agreement. `document` is the invoice's number, or the batch that pays."""
    position, agreement = entry.position, id_in(entry.stream)

    def change(kind: AgreementChange, document: str | None, fen: int, day: date) -> Agreement:
        return Agreement(position, agreement, kind, None, None, None, document, fen, None, day)

    def person(kind: AgreementChange, seq: int, beneficiary: str, fen: int, day: date) -> AgreementPerson:
        return AgreementPerson(position, seq, agreement, kind, beneficiary, fen, day)

    match entry.fact:
        case institutions.AgreementSigned() as signed:
            yield change(AgreementChange.SIGNED, None, signed.ceiling.fen, signed.signed_on)._replace(
                institution=signed.institution,
                programme=signed.programme,
                fiscal_year=signed.fiscal_year,
            )
        case institutions.ServiceAccepted(services=services, accepted_on=day) as accepted:
            kind, fen = AgreementChange.SERVICE_ACCEPTED, total(each.amount for each in services).fen
            yield change(kind, None, fen, day)._replace(by=accepted.accepted_by)
            for seq, service in enumerate(services):
                yield person(kind, seq, service.beneficiary, service.amount.fen, day)
        case institutions.InvoiceReceived(invoice_number=number, amount=amount, issued_on=day):
            yield change(AgreementChange.INVOICE_RECEIVED, number, amount.fen, day)
        case institutions.PaymentCommitted(batch_id=batch, payments=payments):
            kind, day = AgreementChange.PAYMENT_COMMITTED, recorded_day(entry)
            yield change(kind, batch, total(each.amount for each in payments).fen, day)
            for seq, payment in enumerate(payments):
                yield person(kind, seq, payment.beneficiary, payment.amount.fen, day)
        case institutions.PaymentFreed(batch_id=batch, payments=payments):
            kind, day = AgreementChange.PAYMENT_FREED, recorded_day(entry)
            yield change(kind, batch, total(each.amount for each in payments).fen, day)
            for seq, payment in enumerate(payments):
                yield person(kind, seq, payment.beneficiary, payment.amount.fen, day)
        case _:
            return


AGREEMENTS = View(
    name="agreements",
    tables=(Agreement, AgreementPerson),
    rows=agreement_rows,
    handles=every(institutions.AgreementEvent),
    ignores=every(
        SafekeepingEvent,
        InspectionEvent,
        CheckEvent,
        ProofEvent,
        AccountEvent,
        ProgrammeEvent,
        FundEvent,
        BeneficiaryEvent,
        CaseEvent,
        NoticeEvent,
        BatchEvent,
        PayoutEvent,
        RecoveryEvent,
        RevenueEvent,
        RefusalEvent,
    ),
)
