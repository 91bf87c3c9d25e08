"""Where things lie: the region and the programme of everything a command or a question touches.

Each is looked up in the log, never in a view that may lag. A thing that is not there raises its own not-found refusal.
Lookups are generators: whoever holds the whole ledger is never looked up for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from application import streams
from application.access.budgets import region_of, region_of_stream
from application.access.tailored import lies_of, lies_of_stream
from application.commands import (
    accounts,
    awards,
    bank,
    batches,
    beneficiaries,
    checks,
    claim_batches,
    contracts,
    devices,
    eligibility,
    evidence,
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
    signals,
    signing_keys,
    standing,
    tenders,
    trial_balances,
    visit_findings,
    visits,
    year_end,
)
from application.desk import Desk
from application.imports import PersonRow
from application.road import Command
from application.work import Work
from domain.awards.state import scheme_opened, terms_of
from domain.beneficiaries.rejections import NotRegistered
from domain.beneficiaries.state import registered
from domain.claims.naming import is_claim
from domain.funds.parts import fund_of
from domain.funds.rejections import NoSuchLine
from domain.inspections.state import opened as opened_inspection
from domain.inspections.visit_state import visit_and_number
from domain.institutions.state import signed
from domain.levels import GovernmentLevel
from domain.matching.state import opened as opened_scheme
from domain.notices.state import posted
from domain.recoveries.state import ordered
from domain.regions import NotARegionCode, RegionCode
from domain.screenings.state import opened as opened_screening
from domain.tenders.rejections import NoSuchLot
from domain.tenders.state import published

_WORD = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Place:
    """A region and a programme. Empty means all of them: only a role that is not narrowed there takes it in.

    None means that it lies in none in particular (a person is of no programme, an agreement of no region), so that
    any will do.
    """

    region: str | None = ""
    programme: str | None = ""


ANYWHERE = Place(None, None)
"""Asks only whether an account may do something at all: for lists, which are then narrowed by `regions_of`."""


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
            yield _of_award_scheme(ask.scheme_id, work)
        case (
            awards.SignAwardAcceptance()
            | awards.GrantAward()
            | awards.CallAwardInstalment()
            | awards.RecordYearlyCheck()
            | awards.SuspendOverdueAward()
            | awards.ResumeAward()
            | awards.OrderAwardBack()
        ):
            yield _of_award(ask.award_id, work)
        case matching.AdmitUnit() | matching.MeetUnitCondition():
            yield _of_matching(ask.scheme_id, work)
        case batches.SubmitBatch() | funds.AllocateFunds() | year_end.CloseYear():
            yield Place(ask.region, ask.programme)
        case programmes.OpenProgramme() | programmes.PublishPolicy() | programmes.AssignTarget():
            yield Place("", ask.programme)
        case institutions.SignAgreement():
            yield Place("", ask.programme)
        case tenders.DesignateInstitution(programmes=named):
            yield from (Place("", programme) for programme in named)
        case tenders.WithdrawDesignation():
            served = streams.institution(work, ask.institution).state
            yield from (Place("", programme) for programme in sorted({span.programme for span in served.spans}))
        case tenders.PublishTender(lots=lots):
            yield from (Place(lot.region, lot.programme) for lot in lots)
        case tenders.AwardLot() | tenders.FailLot():
            yield from _of_tender(ask.tender_id, work, lot=ask.lot)
        case contracts.RecordStaffing() | contracts.DeductAmount():
            yield _of_contract(ask.agreement_id, work)
        case contracts.AcceptServiceMonth(lines=lines):
            people = list(dict.fromkeys(line.beneficiary for line in lines))
            yield from _people(people, _of_agreement(ask.agreement_id, work), "lines[{}].beneficiary", work)
        case institutions.ReceiveInvoice():
            yield Place("", _of_agreement(ask.agreement_id, work))
        case institutions.AcceptService(services=services):
            people = [service.beneficiary for service in services]
            yield from _people(people, _of_agreement(ask.agreement_id, work), "services[{}].beneficiary", work)
        case funds.AddFunds():
            yield place_of_line(ask.line)
        case funds.MoveFunds():
            yield from (place_of_line(ask.from_line), place_of_line(ask.to_line))
        case notices.PublishNotice():
            yield Place(ask.region, ask.programme)
            yield from _people(ask.beneficiaries, ask.programme, "beneficiaries[{}]", work)
        case notices.RaiseObjection():
            yield _person(ask.beneficiary, _of_notice(ask.notice_id, work).programme, work)
        case notices.SettleObjection() | notices.ConcludeNotice():
            yield _of_notice(ask.notice_id, work)
        case devices.SetDeviceKind():
            yield Place(ask.region, ask.programme)
        case devices.FitDevice():
            yield _person(ask.beneficiary, ask.programme, work)
        case devices.SetDeviceTarget() | devices.ReceiveDevices() | devices.RemoveDevices() | devices.CountDevices():
            yield _of_devices(ask.programme, work)
        case screenings.OpenScreening():
            yield Place(ask.region, ask.programme)
        case screenings.ListCandidates() | screening_claims.DecideClaims() | screening_claims.LeaveClaimsUnfunded():
            of = _of_screening(ask.screening, work).programme
            yield from _people(ask.beneficiaries, of, "beneficiaries[{}]", work)
        case screenings.RecordStage() | screenings.RecordFollowUps():
            of = _of_screening(ask.screening, work).programme
            yield from _people([one.beneficiary for one in ask.results], of, "results[{}].beneficiary", work)
        case screenings.CloseScreening():
            yield _of_screening(ask.screening, work)
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
            yield _person(ask.beneficiary, None, work)
        case personal_files.JudgeLikeness():
            yield from (_person(ask.beneficiary, None, work), _person(ask.other, None, work))
        case eligibility.ApplyForCases() | eligibility.ReviewCases() | eligibility.GrantCases():
            yield from _people(ask.beneficiaries, ask.programme, "beneficiaries[{}]", work)
        case signals.RecordSignals():
            yield from _people([one.beneficiary for one in ask.signals], None, "signals[{}].beneficiary", work)
        case reminders.RemindCertificates():
            yield from _people(ask.beneficiaries, ask.programme, "beneficiaries[{}]", work)
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
            yield _person(ask.beneficiary, ask.programme, work)
        case (
            batches.ApproveBatch()
            | batches.SendBatchBack()
            | batches.ReleaseBatch()
            | bank.PostBankResult()
            | bank.ReissuePayouts()
            | bank.CancelPayouts()
            | bank.CloseBatch()
        ):
            yield _of_batch(ask.batch_id, work)
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
            yield _of_inspection(ask.inspection_id, work)
        case (
            visit_findings.AnswerVisitFinding()
            | visit_findings.FollowUpVisitFinding()
            | visit_findings.OrderRecoveryFromFinding()
            | visit_findings.CloseVisitFinding()
        ):
            yield _of_visit(visit_and_number(ask.finding_id)[0], work)
        case recoveries.OrderRecovery():
            yield _of_payout(ask.payout_id, work)
        case recoveries.ReceiveInstalment() | recoveries.WriteOffRecovery():
            yield _of_recovery(ask.recovery_id, work)
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
            | region_names.NameRegions()
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
    return _people(people, programme, "beneficiaries[{}]", Work(desk.log, attempt=0))


def place_of_line(line: str) -> Place:
    """Return where a fund line lies; its name says so. A revenue account is of the whole ledger.

    Raises NoSuchLine for what is the name of neither.
    """
    fund = fund_of(line).split("/")
    if len(fund) != 3 or not all(fund):
        raise NoSuchLine("line", line=line[:120])
    if fund[0] == "revenue":
        return Place()
    try:
        return Place(str(RegionCode.parse(fund[2])), fund[1])
    except NotARegionCode:
        raise NoSuchLine("line", line=line[:120]) from None


def places_of_stream(stream: str, desk: Desk) -> Iterator[Place]:
    """Yield where the thing lies whose history is asked for, by the name of its stream.

    What belongs to no place (accounts, revenue, refusals) concerns the whole ledger. Raises not-found refusals.
    """
    work, (kind, _, name) = Work(desk.log, attempt=0), stream.partition("/")
    match kind:
        case "programme":
            yield Place(None, name)
        case "fund":
            yield place_of_line(name)
        case "beneficiary":
            yield _person(name, None, work)
        case "case":
            programme, _, person = name.partition("/")
            yield _person(person, programme, work)
        case "notice":
            yield _of_notice(name, work)
        case "agreement":
            yield Place(None, _of_agreement(name, work))
        case "institution":
            yield Place(None, None)
        case "tender":
            yield from _of_tender(name, work)
        case "batch":
            yield _of_batch(name, work)
        case "payout":
            yield _of_payout(name, work)
        case "recovery":
            yield _of_recovery(name, work)
        case "inspection":
            yield _of_inspection(name, work)
        case "visit":
            yield _of_visit(name, work)
        case "devices":
            yield _of_devices(name, work)
        case "screening":
            yield _of_screening(name, work)
        case "matching":
            yield _of_matching(name, work)
        case "award_scheme":
            yield _of_award_scheme(name, work)
        case "award":
            yield _of_award(name, work)
        case _ if (region := region_of_stream(kind, name, work)) is not None:
            yield Place(region, "")
        case _ if (lies := lies_of_stream(kind, name, work)) is not None:
            yield from (Place(*one) for one in lies)
        case _:
            yield Place()


def places_of_contract(agreement: str, desk: Desk) -> Iterator[Place]:
    """Yield where an agreement's service is given. Raises NoSuchAgreement."""
    yield _of_contract(agreement, Work(desk.log, attempt=0))


def place_of_inspection(inspection: str, desk: Desk) -> Place:
    """Return where an inspection takes place. Raises NoSuchInspection."""
    return _of_inspection(inspection, Work(desk.log, attempt=0))


def _people(ids: Sequence[str], programme: str | None, field: str, work: Work) -> Iterator[Place]:
    for index, person in enumerate(streams.people(work, ids)):
        if not person.state.commitment:
            raise NotRegistered(field.format(index), beneficiary=person.state.id)
        yield Place(person.state.region, programme)


def _person(beneficiary: str, programme: str | None, work: Work) -> Place:
    return Place(registered(streams.person(work, beneficiary).state).region, programme)


def _of_batch(batch: str, work: Work) -> Place:
    opened = streams.existing_batch(work, batch).state.opened
    return Place(opened.region, opened.programme)


def _of_notice(notice: str, work: Work) -> Place:
    published = posted(streams.notice(work, notice).state)
    return Place(published.region, published.programme)


def _of_agreement(agreement: str, work: Work) -> str:
    return signed(streams.agreement(work, agreement).state).programme


def _of_contract(agreement: str, work: Work) -> Place:
    """Return the lot's region; an agreement without a lot serves wherever its programme does."""
    state = streams.agreement(work, agreement).state
    return Place(state.contract.region if state.contract else "", signed(state).programme)


def _of_tender(tender: str, work: Work, *, lot: str = "") -> Iterator[Place]:
    state = streams.tender(work, tender).state
    lots = [one for one in published(state).lots if lot in ("", one.number)]
    if not lots:
        raise NoSuchLot("lot", tender=tender, lot=lot)
    yield from (Place(one.region, one.programme) for one in lots)


def _of_payout(payout: str, work: Work) -> Place:
    paid = streams.payout(work, payout).state
    if is_claim(paid.beneficiary):
        return _of_batch(paid.batch_id, work)
    return _person(paid.beneficiary, paid.batch_id.partition("/")[0], work)


def _of_recovery(recovery: str, work: Work) -> Place:
    order = ordered(streams.recovery(work, recovery).state)
    if is_claim(order.beneficiary):
        return _of_payout(order.payout_id, work)
    return _person(order.beneficiary, order.payout_id.partition("/")[0], work)


def _of_inspection(inspection: str, work: Work) -> Place:
    opened = opened_inspection(streams.inspection(work, inspection).state)
    return Place(opened.region, opened.programme)


def _of_award_scheme(scheme: str, work: Work) -> Place:
    terms = scheme_opened(streams.award_scheme(work, scheme).state).terms
    return Place(terms.region, terms.programme)


def _of_award(award: str, work: Work) -> Place:
    terms = terms_of(streams.award(work, award).state)
    return Place(terms.region, terms.programme)


def _of_matching(scheme: str, work: Work) -> Place:
    terms = opened_scheme(streams.matching(work, scheme).state)
    return Place(terms.region, terms.programme)


def _of_devices(programme: str, work: Work) -> Place:
    """Return where a programme's devices are: where its kinds were set, and the whole ledger if there are none."""
    regions = {kind.terms.region for kind in streams.devices(work, programme).state.kinds.values()}
    return Place(regions.pop() if len(regions) == 1 else "", programme)


def _of_screening(screening: str, work: Work) -> Place:
    plan = opened_screening(streams.screening(work, screening).state)
    return Place(plan.region, plan.programme)


def _of_visit(visit: str, work: Work) -> Place:
    """Return where a visit takes place: in the unit the person was drawn in, else wherever the inspection is."""
    planned = streams.visit(work, visit).state.planned
    if planned is None:
        return _of_inspection(visit.rpartition("/")[0], work)
    return Place(planned.unit, planned.programme)
