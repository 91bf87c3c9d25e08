"""The register of recoveries: what was ordered back, what came in and where it went, what was written off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every, id_in
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
from domain.levies.events import LevyEvent
from domain.matching.events import MatchingEvent
from domain.money import total
from domain.notices.events import NoticeEvent
from domain.payouts.events import PayoutEvent
from domain.programmes.events import ProgrammeEvent
from domain.proofs.events import ProofEvent
from domain.recoveries import events as recoveries
from domain.recoveries.events import RecoveryGround
from domain.reference_events import ReferenceEvent
from domain.refusals.events import RefusalEvent
from domain.region_names.events import RegionEvent
from domain.revenue.events import RevenueEvent
from domain.safekeeping.events import SafekeepingEvent
from domain.screenings.events import ScreeningEvent
from domain.tailored.all_events import TailoredServiceEvent
from domain.tenders.events import TenderEvent
from domain.transmissions.events import TransmissionRuleEvent


class RecoveryStage(Name):
    """What happened to a recovery."""

    ORDERED = "ordered"
    RECEIVED = "received"
    WRITTEN_OFF = "written_off"
    TRACED = "traced"


class Recovery(NamedTuple):
    """One step of a recovery. `treasury_fen` of what was received went to the treasury, the rest to the lines."""

    position: int
    recovery: str
    stage: RecoveryStage
    payout: str | None
    beneficiary: str | None
    ground: RecoveryGround | None
    amount_fen: int
    treasury_fen: int
    reference: str | None
    by: Word | None
    effective: date


class RecoveryDue(NamedTuple):
    """An instalment of a recovery, due by a day."""

    position: int
    seq: int
    recovery: str
    due_on: date
    amount_fen: int
    effective: date


def recovery_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of a recovery.

    `reference` is the bank's, the number of the minutes, or the finding of a visit that it came out of.
    """
    position, recovery = entry.position, id_in(entry.stream)
    match entry.fact:
        case recoveries.RecoveryOrdered() as ordered:
            yield Recovery(
                position,
                recovery,
                RecoveryStage.ORDERED,
                ordered.payout_id,
                ordered.beneficiary,
                ordered.ground,
                ordered.amount.fen,
                0,
                None,
                ordered.ordered_by,
                ordered.ordered_on,
            )
            for seq, due in enumerate(ordered.instalments):
                yield RecoveryDue(position, seq, recovery, due.due_on, due.amount.fen, ordered.ordered_on)
        case recoveries.InstalmentReceived() as received:
            yield Recovery(
                position,
                recovery,
                RecoveryStage.RECEIVED,
                received.payout_id,
                None,
                None,
                received.amount.fen,
                total(part.amount for part in received.to_treasury).fen,
                received.bank_reference,
                None,
                received.received_on,
            )
        case recoveries.RecoveryWrittenOff() as given_up:
            yield Recovery(
                position,
                recovery,
                RecoveryStage.WRITTEN_OFF,
                None,
                None,
                None,
                given_up.amount.fen,
                0,
                given_up.minutes.minutes_number,
                given_up.written_off_by,
                given_up.written_off_on,
            )
        case recoveries.RecoveryTracedToFinding(finding=finding, ordered_by=by, ordered_on=on):
            yield Recovery(position, recovery, RecoveryStage.TRACED, None, None, None, 0, 0, finding, by, on)
        case _:
            return


RECOVERIES = View(
    name="recoveries",
    tables=(Recovery, RecoveryDue),
    rows=recovery_rows,
    handles=every(recoveries.RecoveryEvent),
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
        AgreementEvent,
        BatchEvent,
        PayoutEvent,
        RevenueEvent,
        RefusalEvent,
    ),
)
