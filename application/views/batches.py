"""The register of batches: each step with its totals and digest, and the people listed, funded and unfunded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every, recorded_day
from domain.accounts.events import AccountEvent
from domain.attendance.events import AttendanceEvent
from domain.awards.events import AwardEvent
from domain.bank_formats.events import BankFormatEvent
from domain.batches import events as batches
from domain.batches.events import PayoutKind
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
from domain.notices.events import NoticeEvent
from domain.payouts.events import PayoutEvent
from domain.programmes.events import PayeeKind, ProgrammeEvent
from domain.programmes.policy import ApprovalStep
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


class BatchStage(Name):
    """What happened to a batch."""

    OPENED = "opened"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    RELEASED = "released"
    RESULT_POSTED = "result_posted"
    RETURNED_LATE = "returned_late"
    REISSUED = "reissued"
    CANCELLED = "cancelled"
    CLOSED = "closed"


class Batch(NamedTuple):
    """One step of a batch. What a step does not say is None; `statement` is the bank's file.

    `approval_steps` is how many have to say yes, as the batch was opened.
    """

    position: int
    batch: Word
    stage: BatchStage
    programme: Word
    period: Word
    region: Word | None = None
    payout_kind: PayoutKind | None = None
    payee_kind: PayeeKind | None = None
    policy_version: int | None = None
    built_at: int | None = None
    approval_steps: int | None = None
    step: ApprovalStep | None = None
    digest: str | None = None
    people: int | None = None
    total_fen: int | None = None
    returned: int | None = None
    returned_fen: int | None = None
    statement: str | None = None
    by: Word | None = None
    effective: date = date.min


class BatchPerson(NamedTuple):
    """A person listed in a draft of the batch. Unfunded people have no payee and no amount."""

    position: int
    seq: int
    batch: Word
    beneficiary: str
    payee: str | None
    region: Word | None
    tier: Word
    amount_fen: int
    funded: bool
    effective: date


def batch_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of a batch."""
    fact, position = entry.fact, entry.position
    if type(fact) not in _HANDLED:
        return
    batch = entry.stream[6:]
    programme, period, _ = batch.split("/", 2)

    def step(stage: BatchStage, day: date, by: str) -> Batch:
        return Batch(position, batch, stage, programme, period, by=by, effective=day)

    match fact:
        case batches.BatchLinesListed():
            day = recorded_day(entry)
            for seq, line in enumerate(fact.lines):
                region, tier, fen = line.region, line.tier, line.amount.fen
                yield BatchPerson(position, seq, batch, line.beneficiary, line.payee, region, tier, fen, True, day)
        case batches.BatchUnfundedListed(tier=tier):
            day = recorded_day(entry)
            for seq, person in enumerate(fact.beneficiaries):
                yield BatchPerson(position, seq, batch, person, None, None, tier, 0, False, day)
        case batches.BatchOpened():
            yield step(BatchStage.OPENED, fact.opened_on, fact.opened_by)._replace(
                region=fact.region,
                payout_kind=fact.payout_kind,
                payee_kind=fact.payee_kind,
                policy_version=fact.policy_version,
                built_at=fact.built_at,
                approval_steps=len(fact.approval_chain),
            )
        case batches.BatchSubmitted():
            yield step(BatchStage.SUBMITTED, fact.submitted_on, fact.submitted_by)._replace(
                digest=fact.digest, people=fact.people, total_fen=fact.total.fen
            )
        case batches.BatchApproved():
            yield step(BatchStage.APPROVED, fact.approved_on, fact.approved_by)._replace(
                step=fact.step, digest=fact.digest
            )
        case batches.BatchSentBack():
            yield step(BatchStage.SENT_BACK, fact.sent_back_on, fact.sent_back_by)._replace(step=fact.step)
        case batches.BatchReleased():
            yield step(BatchStage.RELEASED, fact.value_date, fact.released_by)._replace(digest=fact.digest)
        case batches.BankResultPosted():
            yield step(BatchStage.RESULT_POSTED, fact.posted_on, fact.posted_by)._replace(
                people=fact.settled,
                total_fen=fact.settled_total.fen,
                returned=fact.returned,
                returned_fen=fact.returned_total.fen,
                statement=fact.statement,
            )
        case batches.LateReturnsPosted():
            # What went to the treasury leaves a closed batch closed.
            stage = BatchStage.RESULT_POSTED if fact.to_treasury else BatchStage.RETURNED_LATE
            yield step(stage, fact.posted_on, fact.posted_by)._replace(
                people=0,
                total_fen=0,
                returned=fact.returned,
                returned_fen=fact.returned_total.fen,
                statement=fact.statement,
            )
        case batches.PayoutsReissued():
            yield step(BatchStage.REISSUED, fact.value_date, fact.reissued_by)._replace(
                people=fact.people, total_fen=fact.total.fen
            )
        case batches.PayoutsCancelled():
            yield step(BatchStage.CANCELLED, fact.cancelled_on, fact.cancelled_by)._replace(
                people=fact.people, total_fen=fact.total.fen
            )
        case batches.BatchClosed():
            yield step(BatchStage.CLOSED, fact.closed_on, fact.closed_by)


_HANDLED = every(batches.BatchEvent)

BATCHES = View(
    name="batches",
    tables=(Batch, BatchPerson),
    rows=batch_rows,
    handles=_HANDLED,
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
        PayoutEvent,
        RecoveryEvent,
        RevenueEvent,
        RefusalEvent,
    ),
)
