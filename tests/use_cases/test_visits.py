"""Those drawn are called on by somebody who never acted on them, and what is found stands beside what is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from application.commands.visit_findings import FollowUpVisitFinding, RaiseVisitFinding
from application.commands.visits import PlanVisits, RecordVisit
from application.lists import VISITS, Where
from domain.dates import BeforeItsCause
from domain.fact_checks import PersonalFact
from domain.facts import Fact
from domain.free_text import PersonalNumberInText
from domain.inspections.visit_events import NotMetReason
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
from tests.support.inspections import (
    ANSWERED,
    INSPECTION,
    INSPECTOR,
    OTHER_INSPECTOR,
    VISITED,
    drawn,
    finding,
    planned,
    townspeople_paid,
    visited,
)
from tests.support.office import APPROVERS, BUILDER, CASE_OFFICER, CASHIER, DECIDER, LIAISON, REVIEWER
from tests.use_cases.inspection_stories import FOUND, PLAN, VISIT, drawn_people


def test_only_those_drawn_are_called_on_and_each_is_named_once() -> None:
    office = townspeople_paid()
    one, *_ = drawn(office)
    stranger = next(person for person in office.people if person not in drawn_people(office))
    ask = {"by": INSPECTOR, **PLAN}
    office.is_refused(NotInTheSample, PlanVisits, beneficiaries=(one, stranger), field="beneficiaries[1]", **ask)
    office.is_refused(PlannedTwice, PlanVisits, beneficiaries=(one, one), **ask)
    office.is_refused(NobodyToVisit, PlanVisits, beneficiaries=(), **ask)


def test_whoever_acted_on_a_person_does_not_inspect_them() -> None:
    office = townspeople_paid(5)
    one, *_ = drawn(office)
    hands = (LIAISON, REVIEWER, CASE_OFFICER, DECIDER, BUILDER, CASHIER, *APPROVERS.values())
    for hand in hands:
        facts = PLAN | {"visitor": hand.id}
        office.is_refused(ActedOnThePerson, PlanVisits, by=INSPECTOR, beneficiaries=(one,), **facts)
    planned(office, one)
    for hand in hands:
        office.is_refused(ActedOnThePerson, RecordVisit, by=hand, beneficiary=one, **VISIT)
    visited(office, one)
    for hand in hands:
        office.is_refused(ActedOnThePerson, RaiseVisitFinding, by=hand, beneficiary=one, **FOUND)
    name = finding(office, one)
    look: dict[str, Any] = {"finding_id": name, "text": "已看", "on": ANSWERED}
    for hand in hands:
        office.is_refused(ActedOnThePerson, FollowUpVisitFinding, by=hand, **look)


def test_whoever_inspected_somebody_before_may_inspect_them_again() -> None:
    office = townspeople_paid(5)
    one, *_ = drawn(office)
    planned(office, one)
    visited(office, one, not_met=NotMetReason.AWAY, satisfaction=None)
    planned(office, one)
    visited(office, one)
    [row] = office.views.rows(VISITS)
    assert (row.stage, row.attempts, row.satisfaction) == ("met", 2, 5)


def test_a_visit_is_recorded_by_whom_it_was_planned_for() -> None:
    office = townspeople_paid(5)
    one, other, *_ = drawn(office)
    planned(office, one)
    ask = {"beneficiary": one, **VISIT}
    office.is_refused(PlannedForAnother, RecordVisit, by=OTHER_INSPECTOR, **ask)
    office.is_refused(VisitNotPlanned, RecordVisit, by=INSPECTOR, **(ask | {"beneficiary": other}))
    office.is_refused(BeforeItsCause, RecordVisit, by=INSPECTOR, **(ask | {"on": date(2017, 6, 4)}))
    visited(office, one)
    office.is_refused(MetAlready, RecordVisit, by=INSPECTOR, **ask)
    office.is_refused(MetAlready, PlanVisits, by=INSPECTOR, beneficiaries=(one,), **PLAN)


def test_what_a_visit_says_is_possible_and_nobodys_personal_data() -> None:
    office = townspeople_paid(5)
    one, *_ = drawn(office)
    planned(office, one)
    seen = Fact("low_income", "no", "home_visit", VISITED)
    for rule, facts in (
        (SatisfactionOutOfRange, {"satisfaction": 6}),
        (SatisfactionOutOfRange, {"satisfaction": 0}),
        (SaidByNobody, {"not_met": NotMetReason.AWAY, "satisfaction": 3}),
        (SaidByNobody, {"not_met": NotMetReason.NOT_FOUND, "facts": (seen,)}),
        (PersonalNumberInText, {"remark": "电话 13900001234"}),
        (PersonalNumberInText, {"facts": (replace(seen, value="990101198001010014"),)}),
        (PersonalFact, {"facts": (replace(seen, name="phone"),)}),
    ):
        office.is_refused(rule, RecordVisit, by=INSPECTOR, beneficiary=one, **(VISIT | facts))


def test_facts_found_stand_beside_those_stored() -> None:
    office = townspeople_paid(5)
    one, *_ = drawn(office)
    planned(office, one)
    facts = tuple(Fact(name, value, "home_visit", VISITED) for name, value in (("low_income", "no"), ("ramp", "none")))
    visited(office, one, facts=facts, satisfaction=None)
    rows = office.views.register("visit_fact", f"{INSPECTION}/{one}")
    assert [row[4:7] for row in rows] == [("low_income", "yes", "no"), ("ramp", "", "none")]
    [listed] = office.views.rows(VISITS, where=Where(inspection=INSPECTION))
    assert (listed.differing, listed.satisfaction) == (2, None)
