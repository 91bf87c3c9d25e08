"""An office on memory ports: a desk whose clock stands where it is put, officers by name, and one verb a use case.

`asks` takes a command down the real road with a fresh id; `is_refused` also looks whether anything else moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from application.answers import FundPosition, LineBalance
from application.commands import (
    awards,
    bank,
    batches,
    beneficiaries,
    claim_batches,
    contracts,
    devices,
    eligibility,
    emergency_aid,
    funds,
    inspections,
    institutions,
    matching,
    notices,
    overpaid,
    personal_files,
    programmes,
    recoveries,
    region_names,
    reminders,
    revenue,
    safekeeping,
    screening_claims,
    screenings,
    service_files,
    service_places,
    signals,
    standing,
    tenders,
    visit_findings,
    visits,
    year_end,
)
from application.desk import Desk
from application.imports import PersonRow
from application.invariants import breaches
from application.queries import Views
from application.recorded import Recorded
from application.road import Answer, Command, Officer
from domain.batches.events import MeetingMinutes
from domain.programmes.policy import ApprovalStep
from domain.refusals.events import CommandRefused
from domain.rejected import Rejected
from infrastructure.calendar import ChineseCalendar
from infrastructure.log.memory_log import MemoryLog
from infrastructure.vault.memory_vault import MemoryVault
from infrastructure.views.memory import MemoryViews
from infrastructure.views.projecting import gather

AREA = "990101"
LIAISON, REVIEWER, CASE_OFFICER = Officer("liaison-wu"), Officer("township-feng"), Officer("case-officer-wang")
DECIDER, SUPERVISOR = Officer("section-head-sun"), Officer("supervisor-he")
BUILDER, CASHIER = Officer("finance-chen"), Officer("finance-lin")
APPROVERS = dict(zip(ApprovalStep, map(Officer, ("lead-zhao", "leader-qian", "secretary-sun", "head-li")), strict=True))
TODAY = date(2018, 2, 1)

USE_CASES: dict[type, Callable[..., Answer]] = {
    programmes.OpenProgramme: programmes.open_programme,
    programmes.PublishPolicy: programmes.publish_policy,
    programmes.AssignTarget: programmes.assign_target,
    funds.AllocateFunds: funds.allocate_funds,
    funds.AddFunds: funds.add_funds,
    funds.MoveFunds: funds.move_funds,
    year_end.CloseYear: year_end.close_year,
    revenue.CollectRevenue: revenue.collect_revenue,
    revenue.RemitRevenue: revenue.remit_revenue,
    beneficiaries.RecordCircumstances: beneficiaries.record_circumstances,
    beneficiaries.RecordDeath: beneficiaries.record_death,
    beneficiaries.RecordMove: beneficiaries.record_move,
    eligibility.ApplyForCases: eligibility.apply_for_cases,
    eligibility.ReviewCases: eligibility.review_cases,
    eligibility.GrantCases: eligibility.grant_cases,
    eligibility.RefuseCase: eligibility.refuse_case,
    notices.PublishNotice: notices.publish_notice,
    notices.RaiseObjection: notices.raise_objection,
    notices.SettleObjection: notices.settle_objection,
    notices.ConcludeNotice: notices.conclude_notice,
    standing.RecheckCase: standing.recheck_case,
    standing.SuspendCase: standing.suspend_case,
    standing.ResumeCase: standing.resume_case,
    standing.RevokeCase: standing.revoke_case,
    institutions.SignAgreement: institutions.sign_agreement,
    institutions.AcceptService: institutions.accept_service,
    institutions.ReceiveInvoice: institutions.receive_invoice,
    tenders.DesignateInstitution: tenders.designate_institution,
    tenders.WithdrawDesignation: tenders.withdraw_designation,
    tenders.PublishTender: tenders.publish_tender,
    tenders.AwardLot: tenders.award_lot,
    tenders.FailLot: tenders.fail_lot,
    contracts.RecordStaffing: contracts.record_staffing,
    contracts.AcceptServiceMonth: contracts.accept_service_month,
    contracts.DeductAmount: contracts.deduct_amount,
    batches.SubmitBatch: batches.submit_batch,
    claim_batches.SubmitClaimBatch: claim_batches.submit_claim_batch,
    awards.OpenAwardScheme: awards.open_award_scheme,
    awards.ApplyForAward: awards.apply_for_award,
    awards.SignAwardAcceptance: awards.sign_award_acceptance,
    awards.GrantAward: awards.grant_award,
    awards.CallAwardInstalment: awards.call_award_instalment,
    awards.RecordYearlyCheck: awards.record_yearly_check,
    awards.SuspendOverdueAward: awards.suspend_overdue_award,
    awards.ResumeAward: awards.resume_award,
    awards.OrderAwardBack: awards.order_award_back,
    matching.OpenMatchingScheme: matching.open_matching_scheme,
    matching.AdmitUnit: matching.admit_unit,
    matching.MeetUnitCondition: matching.meet_unit_condition,
    batches.ApproveBatch: batches.approve_batch,
    batches.SendBatchBack: batches.send_batch_back,
    batches.ReleaseBatch: batches.release_batch,
    bank.PostBankResult: bank.post_bank_result,
    bank.ReissuePayouts: bank.reissue_payouts,
    bank.CancelPayouts: bank.cancel_payouts,
    bank.CloseBatch: bank.close_batch,
    recoveries.OrderRecovery: recoveries.order_recovery,
    recoveries.ReceiveInstalment: recoveries.receive_instalment,
    recoveries.WriteOffRecovery: recoveries.write_off_recovery,
    signals.RecordSignals: signals.record_signals,
    overpaid.OrderOverpaid: overpaid.order_overpaid,
    reminders.RemindCertificates: reminders.remind_certificates,
    personal_files.PlaceLegalHold: personal_files.place_legal_hold,
    personal_files.LiftLegalHold: personal_files.lift_legal_hold,
    personal_files.ErasePerson: personal_files.erase_person,
    personal_files.JudgeLikeness: personal_files.judge_likeness,
    region_names.NameRegions: region_names.name_regions,
    safekeeping.SetRetention: safekeeping.set_retention,
    service_files.RecordSurveys: service_files.record_surveys,
    service_files.PlanService: service_files.plan_service,
    service_files.ApproveServicePlan: service_files.approve_service_plan,
    service_files.LeaveUnplanned: service_files.leave_unplanned,
    service_files.RecordServices: service_files.record_services,
    service_files.RecordFollowUp: service_files.record_follow_up,
    service_files.ComparePaper: service_files.compare_paper,
    service_places.SetServiceTerms: service_places.set_service_terms,
    service_places.NameSupervisors: service_places.name_supervisors,
    service_places.SuperviseHousehold: service_places.supervise_household,
    service_places.HandInServiceReport: service_places.hand_in_service_report,
    service_places.ConfirmFalsification: service_places.confirm_falsification,
    service_places.WithdrawFalsification: service_places.withdraw_falsification,
    emergency_aid.ClaimEmergencyAid: emergency_aid.claim_emergency_aid,
    emergency_aid.TieEmergencyAid: emergency_aid.tie_emergency_aid,
    emergency_aid.DropEmergencyAid: emergency_aid.drop_emergency_aid,
    devices.SetDeviceKind: devices.set_device_kind,
    devices.SetDeviceTarget: devices.set_device_target,
    devices.ReceiveDevices: devices.receive_devices,
    devices.RemoveDevices: devices.remove_devices,
    devices.FitDevice: devices.fit_device,
    devices.CountDevices: devices.count_devices,
    screenings.OpenScreening: screenings.open_screening,
    screenings.ListCandidates: screenings.list_candidates,
    screenings.RecordStage: screenings.record_stage,
    screenings.RecordFollowUps: screenings.record_follow_ups,
    screenings.CloseScreening: screenings.close_screening,
    screening_claims.DecideClaims: screening_claims.decide_claims,
    screening_claims.LeaveClaimsUnfunded: screening_claims.leave_claims_unfunded,
    inspections.OpenInspection: inspections.open_inspection,
    inspections.BindSeed: inspections.bind_seed,
    inspections.DrawSample: inspections.draw_sample,
    inspections.CloseInspection: inspections.close_inspection,
    visits.PlanVisits: visits.plan_visits,
    visits.RecordVisit: visits.record_visit,
    visit_findings.RaiseVisitFinding: visit_findings.raise_visit_finding,
    visit_findings.AnswerVisitFinding: visit_findings.answer_visit_finding,
    visit_findings.FollowUpVisitFinding: visit_findings.follow_up_visit_finding,
    visit_findings.OrderRecoveryFromFinding: visit_findings.order_recovery_from_finding,
    visit_findings.CloseVisitFinding: visit_findings.close_visit_finding,
}
"""Every command and what answers it (people are registered by `register`, since the vault comes first)."""


@dataclass(slots=True)
class StandingClock:
    """A `Clock` that says noon, China time, of the day it is put on."""

    day: date = TODAY

    def today(self) -> date:
        return self.day

    def now(self) -> datetime:
        return datetime.combine(self.day, time(4), tzinfo=UTC)


@dataclass(slots=True)
class Office:
    """One ledger's desk, and what the story so far has made: `people` by beneficiary id, the newest batch's digest."""

    desk: Desk
    clock: StandingClock
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    people: tuple[str, ...] = ()
    batch: str = ""
    digest: str = ""
    is_alone: bool = True
    """Whether nobody else writes to the ledger meanwhile."""

    @property
    def views(self) -> Views:
        """The views, as far as the log is."""
        self.desk.views_now()
        return self.desk.views

    def fresh_id(self) -> str:
        return f"command-{next(self.ids):06d}"

    def asks(self, command: Callable[..., Command], *, by: Officer, **facts: Any) -> Answer:
        """Take one command down the road, under a fresh id unless `command_id` is among the facts."""
        ask = command(**({"command_id": self.fresh_id()} | facts))
        return USE_CASES[type(ask)](ask, by=by, desk=self.desk)

    def registers(self, rows: Sequence[PersonRow], *, on: date, by: Officer = LIAISON) -> tuple[str, ...]:
        _, ids = beneficiaries.register_people(
            rows, command_id=self.fresh_id(), why="登记", on=on, by=by, desk=self.desk
        )
        return ids

    def is_refused(
        self, rule: type[Rejected], command: Callable[..., Command], *, by: Officer, **facts: Any
    ) -> Rejected:
        """Ask for what must not be: this very rule says no (at `field`, when the facts name one), and nothing moves but
        the record of a kept refusal."""
        field = facts.pop("field", None)
        command_id = facts.setdefault("command_id", self.fresh_id())
        before, head = self.state(), self.desk.log.head()
        try:
            answer = self.asks(command, by=by, **facts)
        except Rejected as said:
            refusal = said
        else:
            raise AssertionError(f"not refused by {rule.__name__} but done: {answer.said}")
        assert type(refusal) is rule, f"{type(refusal).__name__}({refusal.field}): {refusal}"
        assert field is None or refusal.field == field, f"{rule.__name__} at {refusal.field!r}"
        assert "{" not in refusal.sentence("zh") + refusal.sentence("en")
        assert self.desk.log.receipt(command_id) is None
        added = [one for one in self.desk.log.after(head, limit=1000) if self.is_alone or one.command_id == command_id]
        assert [type(entry.fact) for entry in added] == [CommandRefused] * rule.kept
        assert not self.is_alone or self.state() == before
        return refusal

    def entries(self) -> list[Recorded[object]]:
        return list(self.desk.log.after(0, limit=10**9))

    def state(self) -> tuple[object, ...]:
        """Everything the views keep, but for refusals, and the fund position as it is asked for."""
        entries = [entry for entry in self.entries() if not isinstance(entry.fact, CommandRefused)]
        position = self.position()
        return dict(gather(entries).rows), position.lines, dict(position.totals)

    def position(self, **asked: Any) -> FundPosition:
        return self.views.fund_position(**asked)

    def balance(self, line: str) -> LineBalance:
        return self.views.balance(line)

    def stages(self, batch: str = "") -> dict[str, str]:
        """Say where each payment of a batch is, by person."""
        return {one.beneficiary: one.stage for one in self.views.payouts_of_batch(batch or self.batch)}

    def refusals(self) -> list[str]:
        """Name the rules whose refusals were kept, oldest first."""
        return [refused.rule for refused in reversed(self.views.refusals())]

    def holds(self) -> None:
        """Hold the whole log against what must be true of it."""
        assert list(breaches(self.entries())) == []


class _Feed:
    """All entries of a log, each decoded once."""

    def __init__(self, log: MemoryLog) -> None:
        self._log, self._known = log, list[Recorded[object]]()

    def __call__(self) -> Sequence[Recorded[object]]:
        self._known.extend(self._log.after(len(self._known), limit=10**9))
        return self._known


def an_office(today: date = TODAY) -> Office:
    """Open an empty ledger on memory ports."""
    clock = StandingClock(today)
    log = MemoryLog(AREA, clock=clock)
    vault = MemoryVault(AREA, now=clock.now)
    return Office(Desk(log, MemoryViews(_Feed(log)), vault, clock, ChineseCalendar()), clock)


def minutes_of(day: date) -> MeetingMinutes:
    return MeetingMinutes(day, ("head-li", "leader-qian", "discipline-ma"), f"纪要{day.year}-{day.month}", "ab" * 32)


def living_in(rows: Sequence[PersonRow], region: str) -> list[PersonRow]:
    return [replace(row, region=region) for row in rows]


def days_after(day: date, days: int) -> date:
    return day + timedelta(days=days)
