"""The registers of designated institutions, of tenders' lots and of service records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every, id_in
from domain.accounts.events import AccountEvent
from domain.attendance.events import AttendanceEvent, ServiceRecorded
from domain.awards.events import AwardEvent
from domain.bank_formats.events import BankFormatEvent
from domain.batches.events import BatchEvent
from domain.beneficiaries.events import BeneficiaryEvent
from domain.budgets.events import BudgetEvent
from domain.charges.events import ChargeEvent
from domain.checks.events import CheckEvent
from domain.designations.events import DesignationWithdrawn, InstitutionDesignated, InvoicePresented
from domain.devices.events import DeviceEvent
from domain.eligibility.events import CaseEvent
from domain.evaluations.events import EvaluationEvent
from domain.funds.events import FundEvent
from domain.inspections.events import InspectionEvent
from domain.institutions.events import AgreementEvent
from domain.levies.events import LevyEvent
from domain.matching.events import MatchingEvent
from domain.money import Money
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
from domain.tenders.events import LotAwarded, LotFailed, TenderEvent, TenderPublished
from domain.transmissions.events import TransmissionRuleEvent


class DesignationChange(Name):
    """What happened to a designation."""

    DESIGNATED = "designated"
    WITHDRAWN = "withdrawn"


class LotChange(Name):
    """What happened to a lot."""

    PUBLISHED = "published"
    AWARDED = "awarded"
    FAILED = "failed"


class Designation(NamedTuple):
    """One programme of a designation; or a withdrawal, which begins on `valid_from` and names no programme."""

    position: int
    seq: int
    institution: Word
    change: DesignationChange
    name: str | None
    programme: Word | None
    valid_from: date
    valid_until: date | None
    document: str
    reason: str | None
    by: Word
    effective: date


class TenderLot(NamedTuple):
    """A lot as published; or its award, with the price and the ceiling agreed; or its failure."""

    position: int
    seq: int
    tender: Word
    lot: Word
    change: LotChange
    title: str | None
    document: str | None
    programme: Word | None
    region: Word | None
    fiscal_year: int | None
    unit: Word | None
    price_fen: int | None
    quantity: int | None
    ceiling_fen: int | None
    institution: Word | None
    agreement: Word | None
    reason: str | None
    by: Word
    effective: date


class ServiceRecord(NamedTuple):
    """One accepted service record; minutes of the day where hours are paid, `counted` in minutes or units."""

    position: int
    seq: int
    agreement: Word
    programme: Word
    beneficiary: str
    unit: Word
    start_minute: int | None
    end_minute: int | None
    counted: int
    signed_on: date
    effective: date


def contract_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of a designation, a lot or a service record."""
    position, name = entry.position, id_in(entry.stream)
    match entry.fact:
        case InstitutionDesignated() | DesignationWithdrawn():
            yield from _designation(position, name, entry.fact)
        case TenderPublished() | LotAwarded() | LotFailed():
            yield from _lots(position, name, entry.fact)
        case ServiceRecorded() as recorded:
            for seq, one in enumerate(recorded.records):
                yield ServiceRecord(
                    position,
                    seq,
                    recorded.agreement,
                    recorded.programme,
                    name.rpartition("/")[0],
                    recorded.unit.value,
                    one.start,
                    one.end,
                    one.count,
                    one.signed_on,
                    one.day,
                )
        case _:
            return


def _designation(position: int, code: str, fact: InstitutionDesignated | DesignationWithdrawn) -> Iterator[Row]:
    if isinstance(fact, DesignationWithdrawn):
        kind, since, by = DesignationChange.WITHDRAWN, fact.withdrawn_from, fact.withdrawn_by
        yield Designation(
            position, 0, code, kind, None, None, since, None, fact.document, fact.reason, by, fact.withdrawn_on
        )
        return
    for seq, programme in enumerate(fact.programmes):
        yield Designation(
            position,
            seq,
            code,
            DesignationChange.DESIGNATED,
            fact.name,
            programme,
            fact.valid_from,
            fact.valid_until,
            fact.document,
            None,
            fact.designated_by,
            fact.designated_on,
        )


def _lots(position: int, tender: str, fact: TenderEvent) -> Iterator[Row]:
    match fact:
        case TenderPublished(lots=lots):
            for seq, lot in enumerate(lots):
                yield _bare(position, tender, lot.number, fact.published_by, fact.published_on)._replace(
                    seq=seq,
                    title=fact.title,
                    document=fact.document,
                    programme=lot.programme,
                    region=lot.region,
                    fiscal_year=lot.fiscal_year,
                    unit=lot.unit.value,
                    price_fen=_fen(lot.price),
                    quantity=lot.quantity,
                    ceiling_fen=lot.ceiling.fen,
                )
        case LotAwarded():
            yield _bare(position, tender, fact.lot, fact.awarded_by, fact.awarded_on)._replace(
                change=LotChange.AWARDED,
                document=fact.document,
                price_fen=_fen(fact.price),
                ceiling_fen=fact.ceiling.fen,
                institution=fact.institution,
                agreement=fact.agreement,
            )
        case LotFailed():
            bare = _bare(position, tender, fact.lot, fact.failed_by, fact.failed_on)
            yield bare._replace(change=LotChange.FAILED, reason=fact.reason)


def _bare(position: int, tender: str, lot: str, by: str, effective: date) -> TenderLot:
    return TenderLot(
        position=position,
        seq=0,
        tender=tender,
        lot=lot,
        change=LotChange.PUBLISHED,
        title=None,
        document=None,
        programme=None,
        region=None,
        fiscal_year=None,
        unit=None,
        price_fen=None,
        quantity=None,
        ceiling_fen=None,
        institution=None,
        agreement=None,
        reason=None,
        by=by,
        effective=effective,
    )


def _fen(price: Money | None) -> int | None:
    return None if price is None else price.fen


CONTRACTS = View(
    name="contracts",
    tables=(Designation, TenderLot, ServiceRecord),
    rows=contract_rows,
    handles=every(InstitutionDesignated, DesignationWithdrawn, TenderEvent, AttendanceEvent),
    ignores=every(
        ChargeEvent,
        LevyEvent,
        DeviceEvent,
        AwardEvent,
        BudgetEvent,
        EvaluationEvent,
        TailoredServiceEvent,
        InvoicePresented,
        ScreeningEvent,
        RegionEvent,
        SafekeepingEvent,
        BankFormatEvent,
        ReferenceEvent,
        MatchingEvent,
        InspectionEvent,
        CheckEvent,
        ProofEvent,
        ProgrammeEvent,
        FundEvent,
        BeneficiaryEvent,
        CaseEvent,
        NoticeEvent,
        AgreementEvent,
        BatchEvent,
        PayoutEvent,
        RecoveryEvent,
        RevenueEvent,
        RefusalEvent,
        AccountEvent,
        TransmissionRuleEvent,
    ),
)
