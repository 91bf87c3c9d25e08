"""The published name of every event. A name is never renamed or reused; a changed meaning is the next number.

(Left alone, the event library stores `module:ClassName`, and moving a file would orphan history.)
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.accounts import events as accounts
from domain.attendance import events as attendance
from domain.awards import events as awards
from domain.bank_formats import events as bank_formats
from domain.batches import events as batches
from domain.beneficiaries import events as beneficiaries
from domain.budgets import events as budgets
from domain.calendars import events as calendars
from domain.charges import events as charges
from domain.checks import events as checks
from domain.designations import events as designations
from domain.devices import events as devices
from domain.document_formats import events as document_formats
from domain.eligibility import events as eligibility
from domain.evaluations import events as evaluations
from domain.funds import events as funds
from domain.inspections import events as inspections
from domain.inspections import visit_events as visits
from domain.institutions import events as institutions
from domain.levies import events as levies
from domain.matching import events as matching
from domain.notices import events as notices
from domain.payouts import events as payouts
from domain.programme_templates import events as programme_templates
from domain.programmes import events as programmes
from domain.proofs import events as proofs
from domain.recoveries import events as recoveries
from domain.refusals import events as refusals
from domain.region_names import events as region_names
from domain.revenue import events as revenue
from domain.safekeeping import events as safekeeping
from domain.screenings import events as screenings
from domain.tailored import aid_events as aid
from domain.tailored import events as service_files
from domain.tailored import place_events as service_places
from domain.tenders import events as tenders
from domain.transmissions import events as transmissions

EVENTS: Mapping[str, type] = {
    "programme.opened.1": programmes.ProgrammeOpened,
    "programme.policy_published.2": programmes.PolicyPublished,
    "programme.target_assigned.1": programmes.TargetAssigned,
    "funds.allocated.1": funds.FundsAllocated,
    "funds.added.1": funds.FundsAdded,
    "funds.moved_out.1": funds.FundsMovedOut,
    "funds.moved_in.1": funds.FundsMovedIn,
    "funds.reserved.1": funds.FundsReserved,
    "funds.freed.1": funds.FundsFreed,
    "funds.disbursed.1": funds.FundsDisbursed,
    "funds.settled.1": funds.FundsSettled,
    "funds.returned.1": funds.FundsReturned,
    "funds.returned_late.1": funds.FundsReturnedLate,
    "funds.reissued.1": funds.FundsReissued,
    "funds.cancelled.1": funds.FundsCancelled,
    "funds.recovered.1": funds.FundsRecovered,
    "funds.carried_over.1": funds.FundsCarriedOver,
    "funds.brought_forward.1": funds.FundsBroughtForward,
    "funds.surrendered.1": funds.FundsSurrendered,
    "funds.year_closed.1": funds.YearClosed,
    "funds.transmitted.1": transmissions.FundsTransmitted,
    "funds.taken_back.1": transmissions.FundsTakenBack,
    "funds.received.1": transmissions.FundsReceived,
    "transmission_rule.set.1": transmissions.TransmissionRuleSet,
    "beneficiary.registered.1": beneficiaries.BeneficiaryRegistered,
    "beneficiary.circumstances_recorded.1": beneficiaries.CircumstancesRecorded,
    "beneficiary.personal_record_changed.1": beneficiaries.PersonalRecordChanged,
    "beneficiary.death_recorded.1": beneficiaries.DeathRecorded,
    "beneficiary.moved_away.1": beneficiaries.MovedAway,
    "beneficiary.legal_hold_placed.1": beneficiaries.LegalHoldPlaced,
    "beneficiary.legal_hold_lifted.1": beneficiaries.LegalHoldLifted,
    "beneficiary.found_to_be_different.1": beneficiaries.FoundToBeDifferent,
    "beneficiary.registration_closed.1": beneficiaries.RegistrationClosed,
    "beneficiary.erased.1": beneficiaries.PersonErased,
    "retention.set.1": safekeeping.RetentionSet,
    "bank_format.declared.1": bank_formats.BankFormatDeclared,
    "calendar.set.1": calendars.CalendarSet,
    "document_formats.listed.1": document_formats.DocumentFormatsListed,
    "programme_template.kept.1": programme_templates.TemplateKept,
    "programme_template.withdrawn.1": programme_templates.TemplateWithdrawn,
    "keys.master_rotated.1": safekeeping.MasterKeyRotated,
    "case.applied.1": eligibility.CaseApplied,
    "case.reviewed.1": eligibility.CaseReviewed,
    "case.granted.2": eligibility.CaseGranted,
    "case.refused.1": eligibility.CaseRefused,
    "case.reopened.1": eligibility.CaseReopened,
    "case.confirmed.1": eligibility.CaseConfirmed,
    "case.suspended.1": eligibility.CaseSuspended,
    "case.resumed.1": eligibility.CaseResumed,
    "case.revoked.1": eligibility.CaseRevoked,
    "case.rechecked.2": eligibility.CaseRechecked,
    "case.reminded.1": eligibility.CaseReminded,
    "case.evidence_filed.1": eligibility.CaseEvidenceFiled,
    "notice.published.1": notices.NoticePublished,
    "notice.listed.1": notices.NoticeListed,
    "notice.objection_raised.1": notices.ObjectionRaised,
    "notice.objection_settled.1": notices.ObjectionSettled,
    "notice.concluded.1": notices.NoticeConcluded,
    "agreement.signed.1": institutions.AgreementSigned,
    "agreement.service_accepted.1": institutions.ServiceAccepted,
    "agreement.invoice_received.1": institutions.InvoiceReceived,
    "agreement.payment_committed.1": institutions.PaymentCommitted,
    "agreement.payment_freed.1": institutions.PaymentFreed,
    "agreement.contract_set.1": institutions.ContractSet,
    "agreement.staffing_recorded.1": institutions.StaffingRecorded,
    "agreement.service_month_accepted.1": institutions.ServiceMonthAccepted,
    "agreement.amount_deducted.1": institutions.AmountDeducted,
    "institution.designated.1": designations.InstitutionDesignated,
    "institution.designation_withdrawn.1": designations.DesignationWithdrawn,
    "institution.invoice_presented.1": designations.InvoicePresented,
    "tender.published.1": tenders.TenderPublished,
    "tender.lot_awarded.1": tenders.LotAwarded,
    "tender.lot_failed.1": tenders.LotFailed,
    "attendance.recorded.1": attendance.ServiceRecorded,
    "batch.opened.1": batches.BatchOpened,
    "batch.lines_listed.1": batches.BatchLinesListed,
    "batch.unfunded_listed.1": batches.BatchUnfundedListed,
    "batch.submitted.1": batches.BatchSubmitted,
    "batch.approved.1": batches.BatchApproved,
    "batch.sent_back.1": batches.BatchSentBack,
    "batch.released.1": batches.BatchReleased,
    "batch.bank_result_posted.1": batches.BankResultPosted,
    "batch.late_returns_posted.1": batches.LateReturnsPosted,
    "batch.payouts_reissued.1": batches.PayoutsReissued,
    "batch.payouts_cancelled.1": batches.PayoutsCancelled,
    "batch.closed.1": batches.BatchClosed,
    "payout.released.1": payouts.PayoutReleased,
    "payout.settled.1": payouts.PayoutSettled,
    "payout.returned.2": payouts.PayoutReturned,
    "payout.returned_late.1": payouts.PayoutReturnedLate,
    "payout.reissued.1": payouts.PayoutReissued,
    "payout.cancelled.1": payouts.PayoutCancelled,
    "payout.recovery_ordered.1": payouts.PayoutRecoveryOrdered,
    "recovery.ordered.1": recoveries.RecoveryOrdered,
    "recovery.instalment_received.1": recoveries.InstalmentReceived,
    "recovery.written_off.1": recoveries.RecoveryWrittenOff,
    "recovery.traced_to_finding.1": recoveries.RecoveryTracedToFinding,
    "revenue.collected.1": revenue.RevenueCollected,
    "revenue.remitted.1": revenue.RevenueRemitted,
    "revenue.refunded.1": revenue.RevenueRefunded,
    "levy.terms_set.1": levies.LevyTermsSet,
    "levy_assessment.made.1": levies.LevyAssessed,
    "levy_assessment.corrected.1": levies.LevyCorrected,
    "levy_assessment.relieved.1": levies.LevyRelieved,
    "levy_assessment.deferred.1": levies.LevyDeferred,
    "levy_assessment.received.1": levies.LevyReceived,
    "levy_assessment.refunded.1": levies.LevyRefunded,
    "charge.set.1": charges.ChargeSet,
    "charge.fee_collected.1": charges.FeeCollected,
    "command.refused.2": refusals.CommandRefused,
    "account.opened.1": accounts.AccountOpened,
    "account.role_given.1": accounts.RoleGiven,
    "account.role_taken.1": accounts.RoleTaken,
    "account.closed.1": accounts.AccountClosed,
    "account.reopened.1": accounts.AccountReopened,
    "region.named.1": region_names.RegionNamed,
    "check.run.1": checks.CheckRun,
    "finding.recorded.1": checks.FindingRecorded,
    "finding.gone.1": checks.FindingGone,
    "finding.disposed.1": checks.FindingDisposed,
    "inspection.opened.1": inspections.InspectionOpened,
    "inspection.seed_bound.1": inspections.SeedBound,
    "inspection.sample_drawn.1": inspections.SampleDrawn,
    "inspection.sample_listed.1": inspections.SampleListed,
    "inspection.closed.1": inspections.InspectionClosed,
    "matching.opened.1": matching.MatchingOpened,
    "matching.unit_admitted.1": matching.UnitAdmitted,
    "matching.condition_met.1": matching.UnitConditionMet,
    "award_scheme.opened.1": awards.AwardSchemeOpened,
    "award.applied.1": awards.AwardApplied,
    "award.department_signed.1": awards.DepartmentSigned,
    "award.granted.1": awards.AwardGranted,
    "award.instalment_called.1": awards.InstalmentCalled,
    "award.yearly_check_recorded.1": awards.YearlyCheckRecorded,
    "award.suspended.1": awards.AwardSuspended,
    "award.resumed.1": awards.AwardResumed,
    "award.ordered_back.1": awards.AwardOrderedBack,
    "visit.planned.1": visits.VisitPlanned,
    "visit.recorded.1": visits.VisitRecorded,
    "visit.finding_raised.1": visits.VisitFindingRaised,
    "visit.finding_answered.1": visits.VisitFindingAnswered,
    "visit.finding_followed_up.1": visits.VisitFindingFollowedUp,
    "visit.finding_ordered_back.1": visits.VisitFindingOrderedBack,
    "visit.finding_closed.1": visits.VisitFindingClosed,
    "device.kind_set.1": devices.DeviceKindSet,
    "device.target_set.1": devices.DeviceTargetSet,
    "device.received.1": devices.DevicesReceived,
    "device.removed.1": devices.DevicesRemoved,
    "device.fitted.1": devices.DeviceFitted,
    "device.counted.1": devices.DevicesCounted,
    "screening.opened.1": screenings.ScreeningOpened,
    "screening.candidates_listed.1": screenings.CandidatesListed,
    "screening.stage_recorded.1": screenings.StageRecorded,
    "screening.follow_ups_scheduled.1": screenings.FollowUpsScheduled,
    "screening.follow_ups_recorded.1": screenings.FollowUpsRecorded,
    "screening.claims_arose.1": screenings.ClaimsArose,
    "screening.claims_decided.1": screenings.ClaimsDecided,
    "screening.claims_left_unfunded.1": screenings.ClaimsLeftUnfunded,
    "screening.closed.1": screenings.ScreeningClosed,
    "service_file.surveyed.1": service_files.NeedsSurveyed,
    "service_file.planned.1": service_files.ServicePlanned,
    "service_file.plan_approved.1": service_files.ServicePlanApproved,
    "service_file.left_unplanned.1": service_files.LeftUnplanned,
    "service_file.served.1": service_files.ServiceGiven,
    "service_file.followed_up.1": service_files.FollowUpMade,
    "service_file.paper_compared.1": service_files.PaperCompared,
    "service_terms.set.1": service_places.ServiceTermsSet,
    "service_place.supervisors_named.1": service_places.SupervisorsNamed,
    "service_place.household_supervised.1": service_places.HouseholdSupervised,
    "service_place.report_handed_in.1": service_places.ServiceReportHandedIn,
    "service_place.falsification_confirmed.1": service_places.FalsificationConfirmed,
    "service_place.falsification_withdrawn.1": service_places.FalsificationWithdrawn,
    "service_aid.claimed.1": aid.EmergencyAidClaimed,
    "service_aid.paid.1": aid.EmergencyAidPaid,
    "service_aid.dropped.1": aid.EmergencyAidDropped,
    "service_aid.returned.1": aid.EmergencyAidReturned,
    "aid_payout.tied.1": aid.PayoutTiedToAid,
    "aid_payout.untied.1": aid.PayoutUntiedFromAid,
    "budget.approved.1": budgets.BudgetApproved,
    "budget.adjusted.1": budgets.BudgetAdjusted,
    "budget.expenditures_recorded.1": budgets.ExpendituresRecorded,
    "budget.expenditure_reversed.1": budgets.ExpenditureReversed,
    "budget.closed.1": budgets.BudgetClosed,
    "budget.brought_forward.1": budgets.BudgetBroughtForward,
    "evaluation.planned.1": evaluations.EvaluationPlanned,
    "evaluation.filled_in.1": evaluations.EvaluationFilledIn,
    "evaluation.scored.1": evaluations.EvaluationScored,
    "evaluation.reopened.1": evaluations.EvaluationReopened,
    "log_keys.announced.1": proofs.KeysAnnounced,
    "trial_balance.listed.1": proofs.TrialBalanceListed,
    "trial_balance.struck.1": proofs.TrialBalanceStruck,
}

NAMES: Mapping[type, str] = {event: name for name, event in EVENTS.items()}
