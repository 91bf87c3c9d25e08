"""The register of transmissions: what was sent down, taken back and received, by level and kind; and the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every
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
from domain.institutions.events import AgreementEvent
from domain.levels import FundKind, GovernmentLevel
from domain.levies.events import LevyEvent
from domain.matching.events import MatchingEvent
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
from domain.transmissions import events as transmissions
from domain.transmissions.events import TransferEvent, TransmissionRuleEvent, TransmittedShare


class TransmissionStage(Name):
    """What this ledger did with money between ledgers."""

    SENT = "sent"
    TAKEN_BACK = "taken_back"
    RECEIVED = "received"


class TransmissionStep(NamedTuple):
    """One level and kind of a transmission. `counterpart` is the other ledger; `programme` and `region` are those of
    the fund here, `to_region` is where it was sent."""

    position: int
    seq: int
    transmission: str
    stage: TransmissionStage
    counterpart: Word
    programme: Word
    fiscal_year: int
    region: Word
    to_region: Word | None
    document: Word
    level: GovernmentLevel
    kind: FundKind
    source_year: int
    amount_fen: int
    effective: date


class TransmissionRule(NamedTuple):
    """From `effective` on this ledger transmits to these levels (blanks between them); the others get theirs so."""

    position: int
    to_levels: Word
    instead: str
    document: Word
    set_on: date
    effective: date


def transmission_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of money between ledgers."""
    match entry.fact:
        case transmissions.FundsTransmitted() as fact:
            yield from _steps(entry, TransmissionStage.SENT, fact, fact.to_ledger, fact.transmitted_on, fact.to_region)
        case transmissions.FundsTakenBack() as fact:
            yield from _steps(entry, TransmissionStage.TAKEN_BACK, fact, fact.to_ledger, fact.taken_back_on)
        case transmissions.FundsReceived() as fact:
            yield from _steps(entry, TransmissionStage.RECEIVED, fact, fact.from_ledger, fact.received_on)
        case transmissions.TransmissionRuleSet(valid_from=first, to_levels=levels, instead=way, document=document):
            yield TransmissionRule(entry.position, " ".join(levels), way, document, entry.fact.set_on, first)
        case _:
            return


def _steps(
    entry: Recorded[object],
    stage: TransmissionStage,
    fact: TransferEvent,
    counterpart: str,
    day: date,
    to_region: str | None = None,
) -> Iterator[TransmissionStep]:
    year, programme, region = entry.stream[5:].split("/", 2)
    shares: Iterable[TransmittedShare] = fact.shares
    for seq, share in enumerate(shares):
        yield TransmissionStep(
            entry.position,
            seq,
            fact.transmission,
            stage,
            counterpart,
            programme,
            int(year),
            region,
            to_region,
            fact.document,
            share.level,
            share.kind,
            share.source_year,
            share.amount.fen,
            day,
        )


TRANSMISSIONS = View(
    name="transmissions",
    tables=(TransmissionStep, TransmissionRule),
    rows=transmission_rows,
    handles=every(TransferEvent, TransmissionRuleEvent),
    ignores=every(
        ChargeEvent,
        LevyEvent,
        DeviceEvent,
        AwardEvent,
        BudgetEvent,
        EvaluationEvent,
        TailoredServiceEvent,
        TenderEvent,
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
        BeneficiaryEvent,
        CaseEvent,
        NoticeEvent,
        AgreementEvent,
        BatchEvent,
        PayoutEvent,
        RecoveryEvent,
        RevenueEvent,
        RefusalEvent,
    )
    | (every(FundEvent) - every(TransferEvent)),
)
