"""Planning visits to those who were drawn, and recording what was found there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.inspections.who_acted import who_acted_on
from application.road import Answer, Officer
from application.work import Work
from domain.facts import Fact
from domain.inspections import visiting
from domain.inspections.visit_events import NotMetReason


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVisits:
    """Say who calls on these people of the sample, and on which day. Nobody calls on somebody they acted on."""

    command_id: str
    inspection_id: str
    beneficiaries: tuple[str, ...]
    visitor: str
    planned_for: date
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVisit:
    """The person was met, or not (`not_met` says why not). `facts` are what was found; what is stored stands beside.

    `satisfaction` is 1 to 5, None without an answer; `remark` is free text without personal data and may be empty.
    """

    command_id: str
    inspection_id: str
    beneficiary: str
    not_met: NotMetReason | None
    facts: tuple[Fact, ...]
    satisfaction: int | None
    remark: str
    on: date


def plan_visits(ask: PlanVisits, *, by: Officer, desk: Desk) -> Answer:
    """Plan visits. Raises NotInTheSample, ActedOnThePerson, MetAlready and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        inspection = streams.inspection(work, ask.inspection_id).state
        visiting.in_the_sample(inspection, ask.beneficiaries)
        position, touched = desk.views_now(), set[str]()
        for index, visit in enumerate(streams.visits_to(work, ask.inspection_id, ask.beneficiaries)):
            acted, of_person = who_acted_on(visit.state.beneficiary, desk=desk)
            touched |= of_person
            planned = visiting.plan(
                inspection,
                visit.state,
                visitor=ask.visitor,
                acted=acted,
                planned_for=ask.planned_for,
                by=by.id,
                on=ask.on,
                field=f"beneficiaries[{index}]",
            )
            work.record(visit, planned)
        work.rests_on(position, touched)
        return {"inspection": ask.inspection_id, "visits": len(ask.beneficiaries)}

    return desk.take(ask, decide, by=by)


def record_visit(ask: RecordVisit, *, by: Officer, desk: Desk) -> Answer:
    """Record a visit. The answer says how many facts were not as stored.

    Raises NotInTheSample, VisitNotPlanned, PlannedForAnother, ActedOnThePerson, MetAlready and others.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        inspection = streams.inspection(work, ask.inspection_id).state
        visiting.in_the_sample(inspection, [ask.beneficiary])
        visit = streams.visit(work, f"{ask.inspection_id}/{ask.beneficiary}")
        person = streams.person(work, ask.beneficiary).state
        position = desk.views_now()
        acted, touched = who_acted_on(ask.beneficiary, desk=desk)
        recorded = visiting.record(
            inspection,
            visit.state,
            not_met=ask.not_met,
            found=ask.facts,
            stored={fact.name: fact.value for fact in person.facts},
            satisfaction=ask.satisfaction,
            remark=ask.remark,
            acted=acted,
            by=by.id,
            on=ask.on,
        )
        work.record(visit, recorded)
        work.rests_on(position, touched)
        differing = sum(fact.found != fact.stored for fact in recorded.facts)
        return {"inspection": ask.inspection_id, "beneficiary": ask.beneficiary, "differing": differing}

    return desk.take(ask, decide, by=by)
