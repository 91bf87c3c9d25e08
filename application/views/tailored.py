"""The registers of tailored service: steps of files, steps of places, terms, and emergency aid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.tailored_places import AidStep, ServicePlaceStep, ServiceTerms, place_rows
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
from domain.screenings.events import ScreeningEvent
from domain.tailored import events as files
from domain.tailored.all_events import TailoredServiceEvent
from domain.tailored.state import year_and_person
from domain.tenders.events import TenderEvent
from domain.transmissions.events import TransmissionRuleEvent


class ServiceStage(Name):
    """What happened to a service file."""

    SURVEYED = "surveyed"
    PLANNED = "planned"
    APPROVED = "approved"
    UNPLANNED = "unplanned"
    SERVED = "served"
    VISITED = "visited"
    NOT_MET = "not_met"
    COMPARED = "compared"


class ServiceStep(NamedTuple):
    """One step of a service file. `what` are the needs, the services or the reason (comma-separated words), `number`
    that of a service record, `times` how many; `page_sha256` is of the signed page."""

    position: int
    file: str
    year: int
    beneficiary: str
    region: Word | None
    stage: ServiceStage
    what: str | None
    number: int | None
    times: int | None
    provider: str | None
    satisfaction: int | None
    page_sha256: str | None
    signer: files.PageSigner | None
    signed_on: date | None
    text: str | None
    by: Word
    effective: date


def tailored_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of tailored service."""
    position, name, fact = entry.position, id_in(entry.stream), entry.fact
    match fact:
        case _ if isinstance(fact, files.ServiceFileEvent):
            yield _file(position, name, fact)
        case _:
            yield from place_rows(entry)


def _file(position: int, name: str, fact: files.ServiceFileEvent) -> ServiceStep:
    year, person = year_and_person(name)

    def step(
        stage: ServiceStage,
        by: str,
        on: date,
        *,
        region: str | None = None,
        what: str | None = None,
        number: int | None = None,
        times: int | None = None,
        provider: str | None = None,
        satisfaction: int | None = None,
        page: files.Signature | None = None,
        text: str | None = None,
    ) -> ServiceStep:
        return ServiceStep(
            position,
            name,
            year,
            person,
            region,
            stage,
            what,
            number,
            times,
            provider,
            satisfaction,
            page.page_sha256 if page else None,
            page.signer if page else None,
            page.signed_on if page else None,
            text,
            by,
            on,
        )

    match fact:
        case files.NeedsSurveyed(region=region, needs=needs, signature=page, surveyed_by=by, surveyed_on=on):
            what = ",".join(one.value for one in needs)
            return step(ServiceStage.SURVEYED, by, on, region=region, what=what, page=page)
        case files.ServicePlanned(services=services, signature=page, planned_by=by, planned_on=on):
            return step(ServiceStage.PLANNED, by, on, what=_told(services), times=_times(services), page=page)
        case files.ServicePlanApproved(approved_by=by, approved_on=on):
            return step(ServiceStage.APPROVED, by, on)
        case files.LeftUnplanned(reason=reason, text=text, decided_by=by, decided_on=on):
            return step(ServiceStage.UNPLANNED, by, on, what=reason.value, text=text)
        case files.ServiceGiven(recorded_by=by, given_on=on):
            kind, page = fact.kind.value, fact.signature
            return step(
                ServiceStage.SERVED,
                by,
                on,
                region=fact.region,
                what=kind,
                number=fact.number,
                times=fact.times,
                provider=fact.provider,
                page=page,
            )
        case files.FollowUpMade(not_met=not_met, visited_by=by, visited_on=on):
            stage = ServiceStage.VISITED if not_met is None else ServiceStage.NOT_MET
            what = _told(fact.received) if not_met is None else not_met.value
            answer, remark = fact.satisfaction, fact.remark or None
            return step(stage, by, on, what=what, satisfaction=answer, page=fact.signature, text=remark)
        case files.PaperCompared(step=what, compared_by=by, compared_on=on):
            return step(ServiceStage.COMPARED, by, on, what=what, text=fact.found_sha256 or None)


def _told(services: tuple[files.Services, ...]) -> str:
    return ",".join(f"{one.kind.value} {one.times}" for one in services)


def _times(services: tuple[files.Services, ...]) -> int:
    return sum(one.times for one in services)


TAILORED = View(
    name="tailored",
    tables=(ServiceStep, ServicePlaceStep, ServiceTerms, AidStep),
    rows=tailored_rows,
    handles=every(TailoredServiceEvent),
    ignores=every(
        ChargeEvent,
        LevyEvent,
        DeviceEvent,
        AwardEvent,
        BudgetEvent,
        EvaluationEvent,
        TenderEvent,
        TransmissionRuleEvent,
        DesignationEvent,
        AttendanceEvent,
        ScreeningEvent,
        MatchingEvent,
        RegionEvent,
        SafekeepingEvent,
        BankFormatEvent,
        ReferenceEvent,
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
        InspectionEvent,
    ),
)
