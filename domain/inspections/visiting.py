"""Planning visits and recording what was found, by people who never acted on the person before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from domain.dates import not_before
from domain.fact_checks import checked_facts
from domain.facts import Fact
from domain.free_text import clean_text
from domain.inspections.state import Inspection, opened, sampled
from domain.inspections.visit_events import FactFound, NotMetReason, VisitPlanned, VisitRecorded
from domain.inspections.visit_rejections import (
    ActedOnThePerson,
    MetAlready,
    NobodyToVisit,
    NotInTheSample,
    PlannedForAnother,
    PlannedTwice,
    SaidByNobody,
    SatisfactionOutOfRange,
    VisitNotPlanned,
)
from domain.inspections.visit_state import Visit

ANSWERS = range(1, 6)


def in_the_sample(inspection: Inspection, beneficiaries: Sequence[str]) -> None:
    """See that all were drawn, each named once.

    Raises NoSuchInspection, InspectionIsClosed, NoSampleYet, NobodyToVisit, PlannedTwice, NotInTheSample.
    """
    sampled(inspection)
    if not beneficiaries:
        raise NobodyToVisit("beneficiaries")
    people, seen = inspection.people, set[str]()
    for index, beneficiary in enumerate(beneficiaries):
        where = f"beneficiaries[{index}]"
        if beneficiary in seen:
            raise PlannedTwice(where, beneficiary=beneficiary)
        if beneficiary not in people:
            raise NotInTheSample(where, beneficiary=beneficiary[:100], inspection=inspection.id)
        seen.add(beneficiary)


def plan(
    inspection: Inspection,
    visit: Visit,
    *,
    visitor: str,
    acted: Collection[str],
    planned_for: date,
    by: str,
    on: date,
    field: str = "beneficiary",
) -> VisitPlanned:
    """Say who calls on a person of the sample and when; `acted` are all who ever acted on the person.

    Raises what `in_the_sample` raises, MetAlready, ActedOnThePerson, BeforeItsCause.
    """
    drawn = sampled(inspection)
    if visit.met:
        raise MetAlready(field, beneficiary=visit.beneficiary)
    if visitor in acted:
        raise ActedOnThePerson("visitor", who=visitor, beneficiary=visit.beneficiary)
    not_before(on, drawn.drawn_on, field="on")
    return VisitPlanned(
        programme=opened(inspection).programme,
        unit=inspection.people[visit.beneficiary],
        visitor=visitor,
        planned_for=not_before(planned_for, on, field="planned_for"),
        planned_by=by,
        planned_on=on,
    )


def record(
    inspection: Inspection,
    visit: Visit,
    *,
    not_met: NotMetReason | None,
    found: Sequence[Fact],
    stored: Mapping[str, str],
    satisfaction: int | None,
    remark: str,
    acted: Collection[str],
    by: str,
    on: date,
) -> VisitRecorded:
    """Record a visit; who was not met may be called on again. `stored` are the facts the ledger has of the person.

    Raises NoSuchInspection, InspectionIsClosed, NoSampleYet, VisitNotPlanned, PlannedForAnother, ActedOnThePerson,
    MetAlready, SaidByNobody, SatisfactionOutOfRange, BeforeItsCause, and the refusals of facts and of free text.
    """
    sampled(inspection)
    if visit.planned is None:
        raise VisitNotPlanned("beneficiary", beneficiary=visit.beneficiary)
    if by in acted:
        raise ActedOnThePerson("by", who=by, beneficiary=visit.beneficiary)
    if by != visit.planned.visitor:
        raise PlannedForAnother("by", visitor=visit.planned.visitor, beneficiary=visit.beneficiary)
    if visit.met:
        raise MetAlready("beneficiary", beneficiary=visit.beneficiary)
    if not_met is not None and (found or satisfaction is not None):
        raise SaidByNobody("not_met")
    if satisfaction is not None and satisfaction not in ANSWERS:
        raise SatisfactionOutOfRange("satisfaction", given=satisfaction)
    not_before(on, visit.recorded.visited_on if visit.recorded else visit.planned.planned_on, field="on")
    facts = checked_facts(found, on=on)
    return VisitRecorded(
        not_met=not_met,
        facts=tuple(FactFound(fact.name, stored.get(fact.name, ""), fact.value) for fact in facts),
        satisfaction=satisfaction,
        remark=clean_text(remark, field="remark") if remark.strip() else "",
        visited_by=by,
        visited_on=on,
    )
