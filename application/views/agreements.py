"""The register of agreements with institutions: ceiling, service accepted person by person, invoices, payments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every, id_in, recorded_day
from domain.accounts.events import AccountEvent
from domain.attendance.events import AttendanceEvent
from domain.awards.events import AwardEvent
from domain.bank_formats.events import BankFormatEvent
from domain.batches.events import BatchEvent
from domain.beneficiaries.events import BeneficiaryEvent
from domain.budgets.events import BudgetEvent
from domain.charges.events import ChargeEvent
from domain.checks.events import CheckEvent
from domain.designations.events import DesignationEvent
from domain.devices.events import DeviceEvent
from domain.eligibility.events import CaseEvent
from domain.evaluations.events import EvaluationEvent
from domain.funds.events import FundEvent
from domain.inspections.events import InspectionEvent
from domain.institutions import events as institutions
from domain.levies.events import LevyEvent
from domain.matching.events import MatchingEvent
from domain.money import total
from domain.notices.events import NoticeEvent
from domain.payouts.events import PayoutEvent
from domain.programmes.events import ProgrammeEvent
from domain.proofs.events import ProofEvent
from domain.recoveries.events import RecoveryEvent
from domain.reference_events import ReferenceEvent
from domain.refusals.events import RefusalEvent
from domain.region_names.events import RegionEvent
from domain.revenue.events import RevenueEvent
from domain.safekeeping.events import SafekeepingEvent
from domain.screenings.events import ScreeningEvent
from domain.tailored.all_events import TailoredServiceEvent
from domain.tenders.events import TenderEvent
from domain.transmissions.events import TransmissionRuleEvent


class AgreementChange(Name):
    """What happened to an agreement."""

    SIGNED = "signed"
    SERVICE_ACCEPTED = "service_accepted"
    INVOICE_RECEIVED = "invoice_received"
    PAYMENT_COMMITTED = "payment_committed"
    PAYMENT_FREED = "payment_freed"
    CONTRACT_SET = "contract_set"
    STAFFING_RECORDED = "staffing_recorded"
    AMOUNT_DEDUCTED = "amount_deducted"


class Agreement(NamedTuple):
    """One change of an agreement. `amount_fen` is the ceiling, or what was accepted, invoiced, committed, freed or
    deducted; `document` an invoice, a batch, an acceptance sheet, a staff list, a deduction's paper, or tender/lot."""

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
    """Service to one person: accepted, deducted from, on a batch (committed) or no longer (freed)."""

    position: int
    seq: int
    agreement: Word
    change: AgreementChange
    beneficiary: str
    amount_fen: int
    effective: date


def agreement_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of an agreement."""
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
        case institutions.ContractSet(tender=tender, lot=lot):
            yield change(AgreementChange.CONTRACT_SET, f"{tender}/{lot}", 0, recorded_day(entry))
        case institutions.StaffingRecorded() as staffing:
            kind, day = AgreementChange.STAFFING_RECORDED, staffing.recorded_on
            yield change(kind, staffing.document, 0, day)._replace(by=staffing.recorded_by)
        case institutions.ServiceMonthAccepted(people=people, accepted_on=day) as accepted_month:
            kind, fen = AgreementChange.SERVICE_ACCEPTED, total(each.amount for each in people).fen
            yield change(kind, accepted_month.sheet, fen, day)._replace(by=accepted_month.accepted_by)
            for seq, served in enumerate(people):
                yield person(kind, seq, served.beneficiary, served.amount.fen, day)
        case institutions.AmountDeducted(parts=parts, deducted_on=day) as deducted:
            kind = AgreementChange.AMOUNT_DEDUCTED
            yield change(kind, deducted.document, total(each.amount for each in parts).fen, day)._replace(
                by=deducted.deducted_by
            )
            for seq, part in enumerate(parts):
                yield person(kind, seq, part.beneficiary, part.amount.fen, day)
        case _:
            return


AGREEMENTS = View(
    name="agreements",
    tables=(Agreement, AgreementPerson),
    rows=agreement_rows,
    handles=every(institutions.AgreementEvent),
    ignores=every(
        ChargeEvent,
        LevyEvent,
        DeviceEvent,
        AwardEvent,
        BudgetEvent,
        EvaluationEvent,
        TailoredServiceEvent,
        TenderEvent,
        TransmissionRuleEvent,
        DesignationEvent,
        AttendanceEvent,
        ScreeningEvent,
        RegionEvent,
        SafekeepingEvent,
        BankFormatEvent,
        ReferenceEvent,
        MatchingEvent,
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
