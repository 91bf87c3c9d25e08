"""Where things lie: the region and the programme of everything a command or a question touches.

Each is looked up in the log, never in a view that may lag. A thing that is not there raises its own not-found refusal.
Lookups are generators: whoever holds the whole ledger is never looked up for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from application import streams
from application.access.budgets import region_of
from application.access.tailored import lies_of
from application.access.where import (
    ANYWHERE,
    Place,
    of_agreement,
    of_award,
    of_award_scheme,
    of_batch,
    of_contract,
    of_devices,
    of_inspection,
    of_matching,
    of_notice,
    of_payout,
    of_people,
    of_person,
    of_recovery,
    of_screening,
    of_tender,
    of_visit,
    place_of_inspection,
    place_of_line,
    place_of_transmission,
    places_of_contract,
    places_of_stream,
)
from application.commands import (
    accounts,
    awards,
    bank,
    bank_formats,
    batches,
    beneficiaries,
    calendars,
    charges,
    checks,
    claim_batches,
    contracts,
    devices,
    document_formats,
    eligibility,
    evidence,
    funds,
    inspections,
    institutions,
    late_returns,
    levies,
    matching,
    notices,
    overpaid,
    personal_files,
    programme_templates,
    programmes,
    recoveries,
    region_names,
    reminders,
    revenue,
    safekeeping,
    screening_claims,
    screenings,
    signals,
    signing_keys,
    standing,
    tenders,
    transmissions,
    trial_balances,
    visit_findings,
    visits,
    year_end,
)
from application.desk import Desk
from application.imports import PersonRow
from application.road import Command
from application.work import Work
from domain.inspections.visit_state import visit_and_number
from domain.levels import GovernmentLevel

__all__ = [
    "ANYWHERE",
    "Place",
    "operation_of",
    "place_of_inspection",
    "place_of_line",
    "place_of_transmission",
    "places_of",
    "places_of_contract",
    "places_of_people",
    "places_of_rows",
    "places_of_stream",
]

_WORD = re.compile(r"(?<!^)(?=[A-Z])")


def operation_of(ask: Command) -> str:
    """Name the row of the permission table that a command falls under: its class, and whose step it is."""
    name = _WORD.sub("_", type(ask).__name__).lower()
    match ask:
        case batches.ApproveBatch(step=step) | batches.SendBatchBack(step=step):
            return f"{name}_as_{step.value}"
        case eligibility.ReviewCases(level=GovernmentLevel.TOWNSHIP):
            return f"{name}_at_township"
        case _:
            return name


def places_of(ask: Command, desk: Desk) -> Iterator[Place]:
    """Yield where everything lies that a command names; nothing for one that concerns the whole ledger.

    Raises the not-found refusals of what it names. A command this does not know is a defect (TypeError).
    """
    work = Work(desk.log, attempt=0)
    match ask:
        case claim_batches.SubmitClaimBatch() | matching.OpenMatchingScheme():
            yield Place(ask.region, ask.programme)
        case awards.OpenAwardScheme():
            yield Place(ask.terms.region, ask.terms.programme)
        case awards.ApplyForAward():
            yield of_award_scheme(ask.scheme_id, work)
        case (
            awards.SignAwardAcceptance()
            | awards.GrantAward()
            | awards.CallAwardInstalment()
            | awards.RecordYearlyCheck()
            | awards.SuspendOverdueAward()
            | awards.ResumeAward()
            | awards.OrderAwardBack()
        ):
            yield of_award(ask.award_id, work)
        case matching.AdmitUnit() | matching.MeetUnitCondition():
            yield of_matching(ask.scheme_id, work)
        case batches.SubmitBatch() | funds.AllocateFunds() | year_end.CloseYear():
            yield Place(ask.region, ask.programme)
        case programmes.OpenProgramme() | programmes.PublishPolicy() | programmes.AssignTarget():
            yield Place("", ask.programme)
        case programme_templates.OpenWithRules() | institutions.SignAgreement():
            yield Place("", ask.programme)
        case tenders.DesignateInstitution(programmes=named):
            yield from (Place("", programme) for programme in named)
        case tenders.WithdrawDesignation():
            served = streams.institution(work, ask.institution).state
            yield from (Place("", programme) for programme in sorted({span.programme for span in served.spans}))
        case tenders.PublishTender(lots=lots):
            yield from (Place(lot.region, lot.programme) for lot in lots)
        case tenders.AwardLot() | tenders.FailLot():
            yield from of_tender(ask.tender_id, work, lot=ask.lot)
        case contracts.RecordStaffing() | contracts.DeductAmount():
            yield of_contract(ask.agreement_id, work)
        case contracts.AcceptServiceMonth(lines=lines):
            people = list(dict.fromkeys(line.beneficiary for line in lines))
            yield from of_people(people, of_agreement(ask.agreement_id, work), "lines[{}].beneficiary", work)
        case institutions.ReceiveInvoice():
            yield Place("", of_agreement(ask.agreement_id, work))
        case institutions.AcceptService(services=services):
            people = [service.beneficiary for service in services]
            yield from of_people(people, of_agreement(ask.agreement_id, work), "services[{}].beneficiary", work)
        case funds.AddFunds():
            yield place_of_line(ask.line)
        case transmissions.TransmitFunds(parts=parts):
            yield from (place_of_line(part.line) for part in parts)
        case transmissions.TakeBackFunds():
            yield place_of_transmission(ask.transmission)
        case transmissions.ReceiveFunds():
            yield Place(ask.region, ask.programme)
        case funds.MoveFunds():
            yield from (place_of_line(ask.from_line), place_of_line(ask.to_line))
        case notices.PublishNotice():
            yield Place(ask.region, ask.programme)
            yield from of_people(ask.beneficiaries, ask.programme, "beneficiaries[{}]", work)
        case notices.RaiseObjection():
            yield of_person(ask.beneficiary, of_notice(ask.notice_id, work).programme, work)
        case notices.SettleObjection() | notices.ConcludeNotice():
            yield of_notice(ask.notice_id, work)
        case devices.SetDeviceKind():
            yield Place(ask.region, ask.programme)
        case devices.FitDevice():
            yield of_person(ask.beneficiary, ask.programme, work)
        case devices.SetDeviceTarget() | devices.ReceiveDevices() | devices.RemoveDevices() | devices.CountDevices():
            yield of_devices(ask.programme, work)
        case screenings.OpenScreening():
            yield Place(ask.region, ask.programme)
        case screenings.ListCandidates() | screening_claims.DecideClaims() | screening_claims.LeaveClaimsUnfunded():
            of = of_screening(ask.screening, work).programme
            yield from of_people(ask.beneficiaries, of, "beneficiaries[{}]", work)
        case screenings.RecordStage() | screenings.RecordFollowUps():
            of = of_screening(ask.screening, work).programme
            yield from of_people([one.beneficiary for one in ask.results], of, "results[{}].beneficiary", work)
        case screenings.CloseScreening():
            yield of_screening(ask.screening, work)
        case _:
            yield from _places_of_people_and_payments(ask, work)


def _places_of_people_and_payments(ask: Command, work: Work) -> Iterator[Place]:
    match ask:
        case beneficiaries.RegisterPeople():
            yield from (Place(person.region, None) for person in ask.people)
        case (
            beneficiaries.ChangePersonalRecord()
            | beneficiaries.RecordCircumstances()
            | beneficiaries.RecordDeath()
            | beneficiaries.RecordMove()
            | personal_files.PlaceLegalHold()
            | personal_files.LiftLegalHold()
            | personal_files.ErasePerson()
        ):
            yield of_person(ask.beneficiary, None, work)
        case personal_files.JudgeLikeness():
            yield from (of_person(ask.beneficiary, None, work), of_person(ask.other, None, work))
        case eligibility.ApplyForCases() | eligibility.ReviewCases() | eligibility.GrantCases():
            yield from of_people(ask.beneficiaries, ask.programme, "beneficiaries[{}]", work)
        case signals.RecordSignals():
            yield from of_people([one.beneficiary for one in ask.signals], None, "signals[{}].beneficiary", work)
        case reminders.RemindCertificates():
            yield from of_people(ask.beneficiaries, ask.programme, "beneficiaries[{}]", work)
        case overpaid.OrderOverpaid():
            yield Place(ask.region, ask.programme)
        case (
            eligibility.RefuseCase()
            | evidence.FileEvidence()
            | standing.RecheckCase()
            | standing.SuspendCase()
            | standing.ResumeCase()
            | standing.RevokeCase()
        ):
            yield of_person(ask.beneficiary, ask.programme, work)
        case (
            batches.ApproveBatch()
            | batches.SendBatchBack()
            | batches.ReleaseBatch()
            | bank.PostBankResult()
            | late_returns.PostLateReturns()
            | bank.ReissuePayouts()
            | bank.CancelPayouts()
            | bank.CloseBatch()
        ):
            yield of_batch(ask.batch_id, work)
        case inspections.OpenInspection():
            yield Place(ask.region, ask.programme)
        case (
            inspections.BindSeed()
            | inspections.DrawSample()
            | inspections.CloseInspection()
            | visits.PlanVisits()
            | visits.RecordVisit()
            | visit_findings.RaiseVisitFinding()
        ):
            yield of_inspection(ask.inspection_id, work)
        case (
            visit_findings.AnswerVisitFinding()
            | visit_findings.FollowUpVisitFinding()
            | visit_findings.OrderRecoveryFromFinding()
            | visit_findings.CloseVisitFinding()
        ):
            yield of_visit(visit_and_number(ask.finding_id)[0], work)
        case recoveries.OrderRecovery():
            yield of_payout(ask.payout_id, work)
        case recoveries.ReceiveInstalment() | recoveries.WriteOffRecovery():
            yield of_recovery(ask.recovery_id, work)
        case revenue.CollectRevenue() | revenue.RemitRevenue() | checks.RunChecks() | checks.DisposeFinding():
            return
        case (
            accounts.OpenAccount()
            | accounts.CloseAccount()
            | accounts.ReopenAccount()
            | accounts.GiveRole()
            | accounts.TakeRole()
            | accounts.AppointFirstAdministrator()
            | signing_keys.AnnounceKeys()
            | trial_balances.StrikeTrialBalance()
            | levies.SetLevyTerms()
            | levies.AssessLevy()
            | levies.CorrectLevy()
            | levies.RelieveLevy()
            | levies.DeferLevy()
            | levies.ReceiveLevy()
            | levies.RefundLevy()
            | charges.SetCharge()
            | charges.CollectFee()
            | region_names.NameRegions()
            | transmissions.SetTransmissionRule()
            | bank_formats.DeclareBankFormat()
            | calendars.SetCalendar()
            | document_formats.SetDocumentFormats()
            | programme_templates.KeepTemplate()
            | programme_templates.WithdrawTemplate()
            | safekeeping.SetRetention()
            | safekeeping.RecordKeyRotation()
        ):
            return
        case _ if (region := region_of(ask, work)) is not None:
            yield Place(region, "")
        case _ if (lies := lies_of(ask, work)) is not None:
            yield from (Place(*one) for one in lies)
        case _:
            raise TypeError(f"nobody has said where {type(ask).__name__} takes place")


def places_of_rows(rows: Iterable[PersonRow]) -> Iterator[Place]:
    """Yield where the people of a list live, who are to be registered."""
    return (Place(row.region, None) for row in rows)


def places_of_people(people: Sequence[str], desk: Desk, *, programme: str | None = None) -> Iterator[Place]:
    """Yield where people live, by beneficiary id. Raises NotRegistered."""
    return of_people(people, programme, "beneficiaries[{}]", Work(desk.log, attempt=0))
