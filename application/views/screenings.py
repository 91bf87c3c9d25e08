"""The register of screenings: how far everybody came, which follow-ups are due, who pays over the target."""

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
from domain.screenings import events as screenings
from domain.tailored.all_events import TailoredServiceEvent
from domain.tenders.events import TenderEvent
from domain.transmissions.events import TransmissionRuleEvent


class ScreeningStage(Name):
    """What happened to a screening."""

    OPENED = "opened"
    CLOSED = "closed"


class ScreeningStep(Name):
    """What happened to somebody who is screened."""

    CANDIDATE = "candidate"
    PASSED = "passed"
    DROPPED_OUT = "dropped_out"


class FollowUpStage(Name):
    """What happened to a follow-up."""

    SCHEDULED = "scheduled"
    DONE = "done"
    MISSED = "missed"


class ClaimStage(Name):
    """What happened to a claim over the target."""

    UNDECIDED = "undecided"
    DECIDED = "decided"
    UNFUNDED = "unfunded"


class Screening(NamedTuple):
    """A screening was opened (with its year, target in people, price of one service and last stage) or closed."""

    position: int
    screening: str
    stage: ScreeningStage
    programme: Word | None
    region: Word | None
    fiscal_year: int | None
    target: int | None
    price_fen: int | None
    service: Word | None
    by: Word
    effective: date


class ScreenedPerson(NamedTuple):
    """One step of somebody; `at` is the plan's stage (empty for a candidate), `reason` why they dropped out."""

    position: int
    seq: int
    screening: Word
    beneficiary: str
    stage: ScreeningStep
    programme: Word
    region: Word
    at: Word
    reason: Word
    institution: Word
    by: Word
    effective: date


class FollowUp(NamedTuple):
    """A follow-up on a day after the service: scheduled for `due_on`, or recorded."""

    position: int
    seq: int
    screening: Word
    beneficiary: str
    day: int
    stage: FollowUpStage
    programme: Word
    region: Word
    due_on: date | None
    reason: Word
    by: Word
    effective: date


class ScreeningClaim(NamedTuple):
    """A claim over the target, and who pays it; `number` is the service's among all."""

    position: int
    seq: int
    screening: Word
    beneficiary: str
    stage: ClaimStage
    programme: Word
    region: Word
    number: int | None
    amount_fen: int | None
    document: Word
    tier: Word
    reason: Word
    by: Word
    effective: date


def screening_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of a screening."""
    position, name, fact = entry.position, id_in(entry.stream), entry.fact
    match fact:
        case screenings.ScreeningOpened():
            yield Screening(
                position,
                name,
                ScreeningStage.OPENED,
                fact.programme,
                fact.region,
                fact.fiscal_year,
                fact.target,
                fact.price.fen,
                fact.stages[-1].name,
                fact.opened_by,
                fact.opened_on,
            )
        case screenings.ScreeningClosed(closed_by=by, closed_on=on):
            yield Screening(position, name, ScreeningStage.CLOSED, None, None, None, None, None, None, by, on)
        case screenings.CandidatesListed(programme=programme, people=people, listed_by=by, listed_on=on):
            step = ScreeningStep.CANDIDATE
            for seq, who in enumerate(people):
                yield ScreenedPerson(
                    position, seq, name, who.beneficiary, step, programme, who.region, "", "", "", by, on
                )
        case screenings.StageRecorded():
            yield from _results(position, name, fact)
        case _:
            yield from _tasks_and_claims(entry, name)


def _results(position: int, name: str, fact: screenings.StageRecorded) -> Iterator[Row]:
    for seq, one in enumerate(fact.results):
        yield ScreenedPerson(
            position,
            seq,
            name,
            one.beneficiary,
            ScreeningStep.PASSED if one.passed else ScreeningStep.DROPPED_OUT,
            fact.programme,
            one.region,
            fact.stage,
            one.reason,
            one.institution,
            fact.recorded_by,
            one.on,
        )


def _tasks_and_claims(entry: Recorded[object], name: str) -> Iterator[Row]:
    position, by = entry.position, entry.actor
    match entry.fact:
        case screenings.FollowUpsScheduled(programme=programme, tasks=tasks, scheduled_on=on):
            stage = FollowUpStage.SCHEDULED
            for seq, task in enumerate(tasks):
                who, where = task.beneficiary, task.region
                yield FollowUp(position, seq, name, who, task.day, stage, programme, where, task.due_on, "", by, on)
        case screenings.FollowUpsRecorded(programme=programme, results=results, recorded_by=by):
            for seq, one in enumerate(results):
                stage = FollowUpStage.DONE if one.done else FollowUpStage.MISSED
                who, where = one.beneficiary, one.region
                yield FollowUp(position, seq, name, who, one.day, stage, programme, where, None, one.reason, by, one.on)
        case screenings.ClaimsArose(programme=programme, claims=claims, arose_on=on):
            for seq, claim in enumerate(claims):
                who, where, fen = claim.beneficiary, claim.region, claim.amount.fen
                yield ScreeningClaim(
                    position,
                    seq,
                    name,
                    who,
                    ClaimStage.UNDECIDED,
                    programme,
                    where,
                    claim.number,
                    fen,
                    "",
                    "",
                    "",
                    by,
                    on,
                )
        case screenings.ClaimsDecided(programme=programme, people=people) as fact:
            for seq, who_ in enumerate(people):
                yield ScreeningClaim(
                    position,
                    seq,
                    name,
                    who_.beneficiary,
                    ClaimStage.DECIDED,
                    programme,
                    who_.region,
                    None,
                    None,
                    fact.document,
                    fact.tier,
                    "",
                    fact.decided_by,
                    fact.decided_on,
                )
        case screenings.ClaimsLeftUnfunded(programme=programme, people=people, reason=why, decided_by=by) as fact:
            stage_, on = ClaimStage.UNFUNDED, fact.decided_on
            for seq, one_ in enumerate(people):
                who, where = one_.beneficiary, one_.region
                yield ScreeningClaim(
                    position, seq, name, who, stage_, programme, where, None, None, "", "", why, by, on
                )
        case _:
            return


SCREENINGS = View(
    name="screenings",
    tables=(Screening, ScreenedPerson, FollowUp, ScreeningClaim),
    rows=screening_rows,
    handles=every(screenings.ScreeningEvent),
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
        RegionEvent,
        MatchingEvent,
        SafekeepingEvent,
        BankFormatEvent,
        ReferenceEvent,
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
        RecoveryEvent,
        RevenueEvent,
        RefusalEvent,
    ),
)
