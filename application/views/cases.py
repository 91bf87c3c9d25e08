"""The register of cases: one row a step, from application to grant or refusal and whatever came after."""

from __future__ import annotations

from collections.abc import Iterator
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
from domain.eligibility import events as cases
from domain.evaluations.events import EvaluationEvent
from domain.funds.events import FundEvent
from domain.inspections.events import InspectionEvent
from domain.institutions.events import AgreementEvent
from domain.levels import GovernmentLevel
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


class CaseStage(Name):
    """What happened to a case."""

    APPLIED = "applied"
    REVIEWED = "reviewed"
    GRANTED = "granted"
    REFUSED = "refused"
    REOPENED = "reopened"
    CONFIRMED = "confirmed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    REVOKED = "revoked"
    RECHECKED = "rechecked"


class CaseStep(NamedTuple):
    """One step. Months are written as their first day; `favourable` is a review's opinion or a recheck's outcome."""

    position: int
    programme: Word
    beneficiary: str
    stage: CaseStage
    region: Word | None = None
    level: GovernmentLevel | None = None
    favourable: bool | None = None
    policy_version: int | None = None
    amount_fen: int | None = None
    first_month: date | None = None
    from_month: date | None = None
    back_pay_months: int | None = None
    notice: Word | None = None
    objection: str | None = None
    reason: Word | None = None
    by: Word | None = None
    effective: date = date.min


def case_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield the step that the entry is."""
    fact = entry.fact
    if type(fact) not in _HANDLED:
        return
    _, programme, beneficiary = entry.stream.split("/", 2)

    def step(stage: CaseStage, day: date) -> CaseStep:
        return CaseStep(entry.position, programme, beneficiary, stage, effective=day)

    match fact:
        case cases.CaseApplied():
            yield step(CaseStage.APPLIED, fact.applied_on)._replace(region=fact.region, by=fact.recorded_by)
        case cases.CaseReviewed():
            yield step(CaseStage.REVIEWED, fact.reviewed_on)._replace(
                level=fact.level, favourable=fact.favourable, by=fact.reviewed_by
            )
        case cases.CaseGranted():
            yield step(CaseStage.GRANTED, fact.decided_on)._replace(
                policy_version=fact.policy_version,
                amount_fen=fact.amount.fen,
                first_month=fact.first_month.first_day(),
                notice=fact.notice_id,
                by=fact.decided_by,
            )
        case cases.CaseRefused():
            yield step(CaseStage.REFUSED, fact.decided_on)._replace(
                policy_version=fact.policy_version, reason="; ".join(fact.reasons), by=fact.decided_by
            )
        case cases.CaseReopened():
            yield step(CaseStage.REOPENED, fact.reopened_on)._replace(
                notice=fact.notice_id, objection=fact.objection_id
            )
        case cases.CaseConfirmed():
            yield step(CaseStage.CONFIRMED, fact.confirmed_on)._replace(objection=fact.objection_id)
        case cases.CaseSuspended():
            yield step(CaseStage.SUSPENDED, fact.suspended_on)._replace(
                from_month=fact.from_month.first_day(), reason=fact.reason.value
            )
        case cases.CaseResumed():
            yield step(CaseStage.RESUMED, fact.resumed_on)._replace(
                from_month=fact.from_month.first_day(), back_pay_months=fact.back_pay_months
            )
        case cases.CaseRevoked():
            yield step(CaseStage.REVOKED, fact.revoked_on)._replace(
                from_month=fact.from_month.first_day(), reason=fact.reason.value
            )
        case cases.CaseRechecked():
            yield step(CaseStage.RECHECKED, fact.checked_on)._replace(
                policy_version=fact.policy_version,
                favourable=fact.passed,
                amount_fen=fact.amount.fen,
                by=fact.checked_by,
            )


_PAPERS = every(cases.CaseEvidenceFiled, cases.CaseReminded)
"""A file that is put to a case is no step of it: nothing is decided by that. They are read off the case's stream."""
_HANDLED = every(cases.CaseEvent) - _PAPERS

CASES = View(
    name="cases",
    tables=(CaseStep,),
    rows=case_rows,
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
        cases.CaseEvidenceFiled,
        cases.CaseReminded,
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
        NoticeEvent,
        AgreementEvent,
        BatchEvent,
        PayoutEvent,
        RecoveryEvent,
        RevenueEvent,
        RefusalEvent,
    ),
)
