"""Service files: surveyed, planned, approved, served and followed up, in that order; pages compared with the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.beneficiaries.state import registered
from domain.facts import Fact
from domain.inspections.visit_events import NotMetReason
from domain.rejected import Rejected
from domain.tailored import decisions
from domain.tailored.events import ServiceKind, Services, Signature, UnplannedReason
from domain.tailored.rejections import NobodyOnTheList, SurveyedTwiceInOne
from domain.tailored.state import evolve


@dataclass(frozen=True, slots=True)
class SurveyGiven:
    """One person's survey: what they need (nothing: empty), what was seen, the signed page, the day."""

    beneficiary: str
    needs: tuple[ServiceKind, ...]
    facts: tuple[Fact, ...]
    signature: Signature
    on: date


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """Services somebody was given on a day, by whom, and the page they signed."""

    beneficiary: str
    kind: ServiceKind
    times: int
    provider: str
    signature: Signature
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSurveys:
    """Begin the service files of a year, one a person."""

    command_id: str
    year: int
    surveys: tuple[SurveyGiven, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanService:
    """Plan what somebody is given. `file` is `<year>/<beneficiary>`, as in all that follow."""

    command_id: str
    file: str
    services: tuple[Services, ...]
    signature: Signature
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveServicePlan:
    """Approve a plan for the township."""

    command_id: str
    file: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveUnplanned:
    """Say why there is no plan."""

    command_id: str
    file: str
    reason: UnplannedReason
    text: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordServices:
    """Record services that were given under approved plans of a year."""

    command_id: str
    year: int
    services: tuple[ServiceRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFollowUp:
    """Record the visit after the services. Met, it is signed; not met, `not_met` says why and nothing else is said."""

    command_id: str
    file: str
    not_met: NotMetReason | None
    received: tuple[Services, ...]
    satisfaction: int | None
    signature: Signature | None
    remark: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePaper:
    """Note what the paper file has for a step: the hash of its scan, empty when there is no paper."""

    command_id: str
    file: str
    step: str
    found_sha256: str
    on: date


def record_surveys(ask: RecordSurveys, *, by: Officer, desk: Desk) -> Answer:
    """Record surveys, all or none. Raises NotRegistered, SurveyedAlready and what the decisions name."""

    def decide(work: Work) -> dict[str, object]:
        return {"surveys": survey_all(work, ask, by=by, desk=desk)}

    return desk.take(ask, decide, by=by)


def survey_all(work: Work, ask: RecordSurveys, *, by: Officer, desk: Desk) -> int:
    """Mean to record every survey and return how many. Raises the first refusal, its field naming the row."""
    people = [one.beneficiary for one in ask.surveys]
    _all_named("surveys", people, once=True)
    files = streams.service_files(work, [f"{ask.year}/{person}" for person in people])
    persons = streams.people(work, people)
    for index, (one, file, person) in enumerate(zip(ask.surveys, files, persons, strict=True)):
        with in_row("surveys", index):
            desk.happened(one.on)
            known = registered(person.state)
            surveyed = decisions.survey(
                file.state,
                region=known.region,
                died_on=known.died_on,
                needs=one.needs,
                found=one.facts,
                stored={fact.name: fact.value for fact in known.facts},
                signature=one.signature,
                by=by.id,
                on=one.on,
            )
            work.record(file, surveyed)
    return len(ask.surveys)


def plan_service(ask: PlanService, *, by: Officer, desk: Desk) -> Answer:
    """Plan services. Raises NotSurveyedYet, NeedNotFound, PlanApprovedAlready and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        file = streams.service_file(work, ask.file)
        planned = decisions.plan(file.state, services=ask.services, signature=ask.signature, by=by.id, on=ask.on)
        work.record(file, planned)
        return {"file": ask.file}

    return desk.take(ask, decide, by=by)


def approve_service_plan(ask: ApproveServicePlan, *, by: Officer, desk: Desk) -> Answer:
    """Approve a plan. Raises NotSurveyedYet, NoPlanYet, PlannedBySameHands and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        file = streams.service_file(work, ask.file)
        work.record(file, decisions.approve_plan(file.state, by=by.id, on=ask.on))
        return {"file": ask.file}

    return desk.take(ask, decide, by=by)


def leave_unplanned(ask: LeaveUnplanned, *, by: Officer, desk: Desk) -> Answer:
    """Say why there is no plan. Raises NotSurveyedYet, NeedsWereFound, PlanApprovedAlready and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        file = streams.service_file(work, ask.file)
        left = decisions.leave_unplanned(file.state, reason=ask.reason, text=ask.text, by=by.id, on=ask.on)
        work.record(file, left)
        return {"file": ask.file}

    return desk.take(ask, decide, by=by)


def record_services(ask: RecordServices, *, by: Officer, desk: Desk) -> Answer:
    """Record services, all or none. Raises NotSurveyedYet, PlanNotApproved, VisitedAfterwards and others."""

    def decide(work: Work) -> dict[str, object]:
        return {"services": serve_all(work, ask, by=by, desk=desk)}

    return desk.take(ask, decide, by=by)


def serve_all(work: Work, ask: RecordServices, *, by: Officer, desk: Desk) -> int:
    """Mean to record every service and return how many. Raises the first refusal, its field naming the row."""
    people = list(dict.fromkeys(one.beneficiary for one in ask.services))
    _all_named("services", people)
    loaded = streams.service_files(work, [f"{ask.year}/{person}" for person in people])
    files = dict(zip(people, loaded, strict=True))
    states = {person: file.state for person, file in files.items()}
    died = {one.state.id: one.state.died_on for one in streams.people(work, people)}
    for index, one in enumerate(ask.services):
        with in_row("services", index):
            desk.happened(one.on)
            given = decisions.serve(
                states[one.beneficiary],
                kind=one.kind,
                times=one.times,
                provider=one.provider,
                signature=one.signature,
                died_on=died[one.beneficiary],
                by=by.id,
                on=one.on,
            )
            states[one.beneficiary] = evolve(states[one.beneficiary], given)
            work.record(files[one.beneficiary], given)
    return len(ask.services)


def record_follow_up(ask: RecordFollowUp, *, by: Officer, desk: Desk) -> Answer:
    """Record a follow-up. Raises NotSurveyedYet, NothingServedYet, ServedBySameHands and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        file = streams.service_file(work, ask.file)
        visited = decisions.follow_up(
            file.state,
            not_met=ask.not_met,
            received=ask.received,
            satisfaction=ask.satisfaction,
            signature=ask.signature,
            remark=ask.remark,
            by=by.id,
            on=ask.on,
        )
        work.record(file, visited)
        return {"file": ask.file}

    return desk.take(ask, decide, by=by)


def compare_paper(ask: ComparePaper, *, by: Officer, desk: Desk) -> Answer:
    """Compare a step with its paper; the answer says whether they agree. Raises NoSuchStep and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        file = streams.service_file(work, ask.file)
        compared = decisions.compare_paper(
            file.state, step=ask.step, found_sha256=ask.found_sha256, by=by.id, on=ask.on
        )
        work.record(file, compared)
        return {"file": ask.file, "agrees": compared.found_sha256 == compared.recorded_sha256}

    return desk.take(ask, decide, by=by)


@contextmanager
def in_row(name: str, index: int) -> Iterator[None]:
    """Let a refusal say which row of a list it is about."""
    try:
        yield
    except Rejected as refusal:
        refusal.field = f"{name}[{index}].{refusal.field}" if refusal.field else f"{name}[{index}]"
        raise


def _all_named(name: str, people: Sequence[str], *, once: bool = False) -> None:
    if not people:
        raise NobodyOnTheList(name)
    seen: set[str] = set()
    for index, person in enumerate(people):
        if once and person in seen:
            raise SurveyedTwiceInOne(f"{name}[{index}].beneficiary", beneficiary=person[:100])
        seen.add(person)
