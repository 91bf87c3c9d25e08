"""The register of audit checks: what each run found, and each finding with its evidence and what became of it."""

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
from domain.checks import events as checks
from domain.checks.events import Disposition
from domain.designations.events import DesignationEvent
from domain.devices.events import DeviceEvent
from domain.eligibility.events import CaseEvent
from domain.evaluations.events import EvaluationEvent
from domain.funds.events import FundEvent
from domain.inspections.events import InspectionEvent
from domain.institutions.events import AgreementEvent
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
from domain.transmissions.events import TransmissionRuleEvent


class FindingStage(Name):
    """What happened to a finding."""

    RECORDED = "recorded"
    GONE = "gone"
    DISPOSED = "disposed"


class CheckCount(NamedTuple):
    """What one check found in one run, compared with what was on record. `entries_to` and `counted_to` are what the
    run looked at: entries up to a position, effective up to a day."""

    position: int
    seq: int
    run: str
    check_id: Word
    entries_to: int
    counted_to: date
    new_findings: int
    unchanged_findings: int
    gone_findings: int
    by: Word
    effective: date


class Finding(NamedTuple):
    """One step of a finding; its id is the check's and its key: `C01/2f…`."""

    position: int
    finding: str
    check_id: Word
    stage: FindingStage
    subject: str | None = None
    programme: Word | None = None
    amount_fen: int | None = None
    run: str | None = None
    disposition: Disposition | None = None
    reason: str | None = None
    by: Word | None = None
    effective: date = date.min


class FindingEvidence(NamedTuple):
    """One thing a finding rests on: an entry, or a row of a list that was brought."""

    position: int
    seq: int
    finding: str
    source: str
    source_position: int
    what: str
    amount_fen: int | None
    day: date | None
    effective: date


def check_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of a run or a finding."""
    fact, position, name = entry.fact, entry.position, id_in(entry.stream)
    check = name.partition("/")[0]
    match fact:
        case checks.CheckRun():
            for seq, count in enumerate(fact.counts):
                yield CheckCount(
                    position,
                    seq,
                    name,
                    count.check,
                    fact.as_of,
                    fact.effective,
                    count.new,
                    count.unchanged,
                    count.gone,
                    fact.run_by,
                    fact.effective,
                )
        case checks.FindingRecorded():
            yield Finding(
                position,
                name,
                check,
                FindingStage.RECORDED,
                subject=fact.subject,
                programme=fact.programme,
                amount_fen=fact.amount.fen,
                run=fact.run_id,
                by=entry.actor,
                effective=fact.effective,
            )
            for seq, each in enumerate(fact.evidence):
                amount = None if each.amount is None else each.amount.fen
                yield FindingEvidence(
                    position, seq, name, each.source, each.position, each.what, amount, each.day, fact.effective
                )
        case checks.FindingGone(run_id=run):
            day = recorded_day(entry)
            yield Finding(position, name, check, FindingStage.GONE, run=run, by=entry.actor, effective=day)
        case checks.FindingDisposed():
            yield Finding(
                position,
                name,
                check,
                FindingStage.DISPOSED,
                disposition=fact.disposition,
                reason=fact.reason,
                by=fact.disposed_by,
                effective=fact.disposed_on,
            )
        case _:
            return


CHECKS = View(
    name="checks",
    tables=(CheckCount, Finding, FindingEvidence),
    rows=check_rows,
    handles=every(checks.CheckEvent),
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
        AccountEvent,
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
    ),
)
