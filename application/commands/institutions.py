"""Institutions: agreements, accepted service, invoices. Paying them is a batch's business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.designations.decisions import designated, present_invoice
from domain.institutions import decisions as institutions
from domain.institutions.events import AcceptedService
from domain.institutions.state import signed
from domain.money import Money
from domain.programmes.state import existing


@dataclass(frozen=True, slots=True, kw_only=True)
class SignAgreement:
    """An institution (by its unified social credit code) serves a programme in one year up to a ceiling."""

    command_id: str
    agreement_id: str
    institution: str
    programme: str
    fiscal_year: int
    ceiling: Money
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptService:
    """The office accepted service, person by person."""

    command_id: str
    agreement_id: str
    services: tuple[AcceptedService, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveInvoice:
    """The institution invoiced."""

    command_id: str
    agreement_id: str
    invoice_number: str
    amount: Money
    on: date


def sign_agreement(ask: SignAgreement, *, by: Officer, desk: Desk) -> Answer:
    """Sign an agreement for a programme that is there; an institution once designated must be so on that day."""

    def decide(work: Work) -> dict[str, object]:
        existing(streams.programme(work, ask.programme).state)
        agreement = streams.agreement(work, ask.agreement_id)
        agreed = institutions.sign(
            agreement.state,
            institution=ask.institution,
            programme=ask.programme,
            fiscal_year=ask.fiscal_year,
            ceiling=ask.ceiling,
            signed_on=ask.on,
            on=desk.clock.today(),
        )
        institution = streams.institution(work, agreed.institution).state
        if institution.known:
            designated(institution, ask.programme, ask.on, field="institution")
        work.record(agreement, agreed)
        return {"agreement": ask.agreement_id}

    return desk.take(ask, decide, by=by)


def accept_service(ask: AcceptService, *, by: Officer, desk: Desk) -> Answer:
    """Accept service to people who are registered."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        agreement = streams.agreement(work, ask.agreement_id)
        streams.registered_people(work, [service.beneficiary for service in ask.services], field="services")
        accepted = institutions.accept_service(agreement.state, services=ask.services, by=by.id, on=ask.on)
        work.record(agreement, accepted)
        return {"agreement": ask.agreement_id, "people": len(ask.services)}

    return desk.take(ask, decide, by=by)


def receive_invoice(ask: ReceiveInvoice, *, by: Officer, desk: Desk) -> Answer:
    """Record an invoice; of a designated institution its number counts once under all agreements."""

    def decide(work: Work) -> dict[str, object]:
        agreement = streams.agreement(work, ask.agreement_id)
        received = institutions.receive_invoice(
            agreement.state,
            invoice_number=ask.invoice_number,
            amount=ask.amount,
            issued_on=ask.on,
            on=desk.clock.today(),
        )
        work.record(agreement, received)
        institution = streams.institution(work, signed(agreement.state).institution)
        if institution.state.known:
            presented = present_invoice(
                institution.state,
                agreement=ask.agreement_id,
                invoice_number=received.invoice_number,
                amount=ask.amount,
            )
            work.record(institution, presented)
        return {"agreement": ask.agreement_id}

    return desk.take(ask, decide, by=by)
