"""Inspections: drawn once from what was fixed before, visited by those who never acted, answered by the office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from application.commands.inspections import BindSeed, CloseInspection, DrawSample, OpenInspection
from application.commands.recoveries import OrderRecovery
from application.commands.visit_findings import (
    AnswerVisitFinding,
    CloseVisitFinding,
    FollowUpVisitFinding,
    OrderRecoveryFromFinding,
    RaiseVisitFinding,
)
from application.commands.visits import PlanVisits, RecordVisit
from application.inspections.frames import FrameAsked, frame_at, frame_from
from application.inspections.redrawing import redraw
from application.inspections.reporting import report_on
from application.lists import INSPECTIONS, SAMPLES, VISIT_FINDINGS, VISITS, Where
from application.road import Officer
from domain.dates import BeforeItsCause
from domain.fact_checks import PersonalFact
from domain.facts import Fact
from domain.free_text import PersonalNumberInText
from domain.inspections.events import ByConfidence, ByShare, FrameKind, SampleListed
from domain.inspections.rejections import (
    FrameDiffers,
    InspectionExists,
    InspectionIsClosed,
    LessThanATenth,
    NobodyInFrame,
    NoSampleYet,
    NoSuchInspection,
    NotASeed,
    PositionNotReached,
    SampleDrawnAlready,
    SeedMissing,
    SeedNotSealedYet,
    SeedSetAlready,
    TooManyEntriesLater,
    VisitFindingsStillOpen,
    VisitsStillOpen,
)
from domain.inspections.visit_events import NotMetReason, VisitFindingKind, VisitFindingOutcome
from domain.inspections.visit_rejections import (
    ActedOnThePerson,
    AnsweredAlready,
    AnsweredByOwnHand,
    InspectorAnswers,
    MetAlready,
    NobodyToVisit,
    NoSuchVisitFinding,
    NotAnsweredYet,
    NothingOrderedBack,
    NotInTheSample,
    NotVisitedYet,
    PayoutOfSomebodyElse,
    PlannedForAnother,
    PlannedTwice,
    SaidByNobody,
    SatisfactionOutOfRange,
    VisitFindingIsClosed,
    VisitNotPlanned,
)
from domain.periods import Period
from domain.programmes.rejections import NoSuchProgramme
from domain.recoveries.events import Instalment, RecoveryGround
from domain.rejected import Rejected
from tests.support.inspections import (
    ANSWERED,
    CLOSED,
    DRAWN,
    DUE,
    INSPECTION,
    INSPECTOR,
    OPENED,
    OTHER_INSPECTOR,
    PLANNED,
    RAISED,
    SEED,
    TENTH,
    TOWNS,
    VISITED,
    drawn,
    finding,
    opened,
    planned,
    townspeople_paid,
    visited,
)
from tests.support.office import APPROVERS, AREA, BUILDER, CASE_OFFICER, CASHIER, DECIDER, LIAISON, REVIEWER, Office
from tests.support.stories import MEDICINE, YEAR, yuan

NAMED: dict[str, Any] = {"inspection_id": INSPECTION}
OPENING: dict[str, Any] = NAMED | {
    "programme": MEDICINE,
    "period": YEAR,
    "region": AREA,
    "frame": FrameKind.PAID,
    "as_of": None,
    "method": TENTH,
    "seed": SEED,
    "on": OPENED,
}
PLAN: dict[str, Any] = NAMED | {"visitor": INSPECTOR.id, "planned_for": VISITED, "on": PLANNED}
VISIT: dict[str, Any] = NAMED | {"not_met": None, "facts": (), "satisfaction": None, "remark": "", "on": VISITED}
FOUND: dict[str, Any] = NAMED | {
    "what": VisitFindingKind.SHORT_PAID,
    "text": "到账金额不足",
    "answer_due_on": DUE,
    "on": RAISED,
}


def test_of_each_township_and_of_the_whole_a_tenth_is_drawn() -> None:
    office = townspeople_paid()
    people = drawn(office)
    [listed] = office.views.rows(INSPECTIONS)
    assert (listed.people, listed.drawn, listed.stage, listed.seed) == (25, 5, "drawn", SEED)
    assert [row.region for row in office.views.rows(SAMPLES)] == sorted(TOWNS)
    assert {row.beneficiary for row in office.views.rows(SAMPLES)} == set(people) <= set(office.people)
    assert redraw(INSPECTION, desk=office.desk).equal


@pytest.mark.parametrize("kind", list(FrameKind))
def test_the_frame_of_the_views_is_the_frame_of_the_log_at_every_position(kind: FrameKind) -> None:
    office = townspeople_paid(10)
    entries = office.entries()
    office.desk.views_now()
    for region in (AREA, TOWNS[0]):
        asked = FrameAsked(kind, MEDICINE, YEAR, region)
        for position in range(1, len(entries) + 1, 7):
            assert frame_at(asked, position, desk=office.desk) == frame_from(asked, entries[:position])
    assert len(frame_from(FrameAsked(kind, MEDICINE, Period("2017"), TOWNS[0]), entries).people) == 2


def test_what_happens_after_the_frame_was_fixed_changes_nothing_about_it() -> None:
    office = townspeople_paid()
    head = office.desk.log.head()
    opened(office, as_of=head - 1)
    office.asks(DrawSample, by=INSPECTOR, inspection_id=INSPECTION, on=DRAWN)
    [listed] = office.views.rows(INSPECTIONS)
    assert listed.entries_to == head - 1
    assert redraw(INSPECTION, desk=office.desk).equal


def test_by_confidence_all_of_a_small_frame_are_drawn() -> None:
    office = townspeople_paid()
    assert len(drawn(office, method=ByConfidence(Fraction(19, 20), Fraction(1, 20)))) == 25


def test_where_the_whole_wants_more_than_the_townships_more_are_drawn() -> None:
    office = townspeople_paid()
    assert len(drawn(office, method=ByShare(Fraction(1, 10), Fraction(2, 5)))) == 10
    assert redraw(INSPECTION, desk=office.desk).equal


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        (NoSuchProgramme, {"programme": "nothing"}),
        (NobodyInFrame, {"region": "990102"}),
        (NobodyInFrame, {"period": Period("2016")}),
        (PositionNotReached, {"as_of": 10**9}),
        (LessThanATenth, {"method": ByShare(Fraction(1, 11), Fraction(1, 10))}),
        (NotASeed, {"seed": "short"}),
        (NotASeed, {"seed": "99010119800101001X99"}),
    ],
)
def test_an_inspection_over_nothing_or_by_no_method_is_refused(rule: type[Rejected], facts: dict[str, Any]) -> None:
    townspeople_paid(5).is_refused(rule, OpenInspection, by=INSPECTOR, **(OPENING | facts))


def test_an_inspection_is_opened_once_and_drawn_once() -> None:
    office = townspeople_paid(5)
    office.is_refused(NoSuchInspection, DrawSample, by=INSPECTOR, on=DRAWN, **NAMED)
    opened(office)
    office.is_refused(InspectionExists, OpenInspection, by=INSPECTOR, **OPENING)
    office.is_refused(BeforeItsCause, DrawSample, by=INSPECTOR, on=date(2017, 5, 31), **NAMED)
    office.is_refused(NoSampleYet, PlanVisits, by=INSPECTOR, beneficiaries=office.people[:1], **PLAN)
    office.asks(DrawSample, by=INSPECTOR, on=DRAWN, **NAMED)
    office.is_refused(SampleDrawnAlready, DrawSample, by=INSPECTOR, on=DRAWN, **NAMED)


def test_a_seed_is_settled_once_and_a_bound_one_waits_for_the_seal() -> None:
    office = townspeople_paid(5)
    opened(office, seed="")
    office.is_refused(SeedMissing, DrawSample, by=INSPECTOR, on=DRAWN, **NAMED)
    many = {"entries_later": 10**6 + 1, "on": DRAWN}
    office.is_refused(TooManyEntriesLater, BindSeed, by=INSPECTOR, **many, **NAMED)
    office.asks(BindSeed, by=INSPECTOR, entries_later=2, on=DRAWN, **NAMED)
    office.is_refused(SeedSetAlready, BindSeed, by=INSPECTOR, entries_later=2, on=DRAWN, **NAMED)
    office.is_refused(SeedNotSealedYet, DrawSample, by=INSPECTOR, on=DRAWN, **NAMED)


def test_a_seed_that_was_chosen_cannot_be_bound_afterwards() -> None:
    office = townspeople_paid(5)
    opened(office)
    office.is_refused(SeedSetAlready, BindSeed, by=INSPECTOR, entries_later=0, on=DRAWN, **NAMED)


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


def a_finding() -> tuple[Office, str, str]:
    office = townspeople_paid(5)
    one, *_ = drawn(office)
    office.is_refused(NotVisitedYet, RaiseVisitFinding, by=INSPECTOR, beneficiary=one, **FOUND)
    planned(office, one)
    visited(office, one)
    return office, one, finding(office, one)


def test_the_office_answers_what_was_found_and_the_inspector_closes_it() -> None:
    office, one, name = a_finding()
    ending: dict[str, Any] = {"finding_id": name, "outcome": VisitFindingOutcome.RECTIFIED, "text": "已整改"}
    answer: dict[str, Any] = {"finding_id": name, "agreed": True, "text": "属实，正在整改", "on": ANSWERED}
    office.is_refused(NotAnsweredYet, CloseVisitFinding, by=INSPECTOR, on=DUE, **ending)
    office.is_refused(InspectorAnswers, AnswerVisitFinding, by=INSPECTOR, **answer)
    office.asks(AnswerVisitFinding, by=Officer("case-officer-new"), **answer)
    office.is_refused(AnsweredAlready, AnswerVisitFinding, by=CASE_OFFICER, **answer)
    for command, facts in ((CloseVisitFinding, ending), (FollowUpVisitFinding, {"finding_id": name, "text": "已看"})):
        by = Officer("case-officer-new")
        office.is_refused(AnsweredByOwnHand, command, by=by, on=CLOSED, **facts)
    office.asks(FollowUpVisitFinding, by=OTHER_INSPECTOR, finding_id=name, text="复查属实", on=CLOSED)
    office.is_refused(BeforeItsCause, CloseVisitFinding, by=INSPECTOR, on=ANSWERED, **ending)
    office.asks(CloseVisitFinding, by=INSPECTOR, on=CLOSED, **ending)
    office.is_refused(VisitFindingIsClosed, CloseVisitFinding, by=INSPECTOR, on=CLOSED, **ending)
    [row] = office.views.rows(VISIT_FINDINGS)
    assert (row.visit_finding, row.stage, row.agreed, row.outcome) == (name, "closed", True, "rectified")
    assert (row.beneficiary, row.answered_by, row.recoveries) == (one, "case-officer-new", ())


def test_a_finding_nobody_answers_is_closed_after_its_day() -> None:
    office, _, name = a_finding()
    facts: dict[str, Any] = {"outcome": VisitFindingOutcome.TRANSFERRED, "text": "逾期未答复，移送"}
    office.asks(CloseVisitFinding, by=INSPECTOR, finding_id=name, on=CLOSED, **facts)
    assert [row.outcome for row in office.views.rows(VISIT_FINDINGS)] == ["transferred"]


@pytest.mark.parametrize("name", ["", "nothing", f"{INSPECTION}/b-1", f"{INSPECTION}/b-1/9", f"{INSPECTION}/b-1/x"])
def test_a_finding_that_is_not_there_is_refused(name: str) -> None:
    office = townspeople_paid(5)
    office.is_refused(
        NoSuchVisitFinding, AnswerVisitFinding, by=DECIDER, finding_id=name, agreed=True, text="无", on=ANSWERED
    )


def test_a_recovery_out_of_a_finding_is_named_on_both_sides() -> None:
    office, one, name = a_finding()
    other = next(person for person in office.people if person != one)
    ask: dict[str, Any] = {
        "finding_id": name,
        "recovery_id": "recovery-7",
        "amount": yuan(300),
        "ground": RecoveryGround.FALSE_FACTS,
        "instalments": (Instalment(DUE, yuan(300)),),
        "on": ANSWERED,
    }
    order, paid = OrderRecoveryFromFinding, f"{MEDICINE}/2017/{one}"
    office.is_refused(PayoutOfSomebodyElse, order, by=BUILDER, payout_id=f"{MEDICINE}/2017/{other}", **ask)
    office.is_refused(InspectorAnswers, order, by=INSPECTOR, payout_id=paid, **ask)
    ending: dict[str, Any] = {"outcome": VisitFindingOutcome.ORDERED_BACK, "text": "已下达追缴", "on": CLOSED}
    office.is_refused(NothingOrderedBack, CloseVisitFinding, by=INSPECTOR, finding_id=name, **ending)
    office.asks(order, by=BUILDER, payout_id=paid, **ask)
    steps = office.views.register("recovery", "recovery-7")
    assert [(row[2], row[8]) for row in steps] == [("ordered", None), ("traced", name)]
    [row] = office.views.rows(VISIT_FINDINGS)
    assert (row.recoveries, row.ordered_back) == (("recovery-7",), yuan(300))
    [raised] = [entry for entry in office.entries() if entry.name == "visit.finding_raised.1"]
    ordered = [entry for entry in office.entries() if entry.command_id == office.entries()[-1].command_id]
    assert {entry.causation for entry in ordered} == {f"entry/{raised.position}"}
    office.asks(CloseVisitFinding, by=INSPECTOR, finding_id=name, **ending)
    office.holds()


def test_an_inspection_ends_when_everybody_was_called_on_and_everything_is_settled() -> None:
    office, one, name = a_finding()
    closing: dict[str, Any] = NAMED | {"on": CLOSED}
    office.is_refused(VisitsStillOpen, CloseInspection, by=INSPECTOR, **closing)
    others = [person for person in drawn_people(office) if person != one]
    planned(office, *others)
    visited(office, others[0], satisfaction=2)
    for person in others[1:]:
        visited(office, person, not_met=NotMetReason.DECLINED, satisfaction=None)
    office.is_refused(VisitFindingsStillOpen, CloseInspection, by=INSPECTOR, **closing)
    facts: dict[str, Any] = {"outcome": VisitFindingOutcome.UNFOUNDED, "text": "经查不属实", "on": CLOSED}
    office.asks(CloseVisitFinding, by=INSPECTOR, finding_id=name, **facts)
    office.asks(CloseInspection, by=INSPECTOR, **closing)
    office.is_refused(InspectionIsClosed, PlanVisits, by=INSPECTOR, beneficiaries=(one,), **PLAN)
    [listed] = office.views.rows(INSPECTIONS)
    assert (listed.stage, listed.closed_on) == ("closed", CLOSED)
    report = report_on(INSPECTION, desk=office.desk)
    assert (report.sampled, report.met, report.not_met, report.not_visited) == (5, 2, 3, 0)
    assert report.satisfaction == "satisfied / answered (people) = 50.00 %"
    assert report.response == "answered / sampled (people) = 40.00 %"
    assert report.findings == {"raised": 0, "answered": 0, "closed": 1}


def test_drawing_again_names_what_is_not_as_recorded() -> None:
    office = townspeople_paid()
    opened(office)
    work = {"by": INSPECTOR, **NAMED, "on": DRAWN}
    office.asks(DrawSample, **work)
    forged = office.desk.log
    sampled = next(entry.fact for entry in office.entries() if isinstance(entry.fact, SampleListed))
    swapped = next(person for person in office.people if person not in drawn_people(office))
    people = (replace(sampled.people[0], beneficiary=swapped), *sampled.people[1:])
    falsified = replace(office.desk, log=_Altered(forged, sampled, replace(sampled, people=people)))
    told = redraw(INSPECTION, desk=falsified)
    assert told.differences == ("sample",)
    assert (told.missing, told.surplus) == ((sampled.people[0].beneficiary,), (swapped,))


def test_nothing_is_drawn_from_a_frame_that_is_not_the_one_recorded() -> None:
    office = townspeople_paid()
    opened(office)
    log = office.desk.log
    begun = log.stream(f"inspection/{INSPECTION}")[0].fact
    office.desk = replace(office.desk, log=_Altered(log, begun, replace(begun, frame_sha256="0" * 64)))  # type: ignore[type-var]  # the opening
    office.is_refused(FrameDiffers, DrawSample, by=INSPECTOR, on=DRAWN, **NAMED)


def test_an_order_beside_the_finding_is_still_an_order_like_any_other() -> None:
    office, one, _ = a_finding()
    facts: dict[str, Any] = {"ground": RecoveryGround.FALSE_FACTS, "instalments": (Instalment(DUE, yuan(10)),)}
    paid = {"payout_id": f"{MEDICINE}/2017/{one}", "recovery_id": "recovery-8", "amount": yuan(10), "on": ANSWERED}
    office.asks(OrderRecovery, by=BUILDER, **facts, **paid)
    assert [row[2] for row in office.views.register("recovery", "recovery-8")] == ["ordered"]


def drawn_people(office: Office) -> list[str]:
    return [row.beneficiary for row in office.views.rows(SAMPLES)]


class _Altered:
    """A log in which somebody changed one entry, as a superuser could."""

    def __init__(self, log: Any, was: object, now: object) -> None:
        self._log, self._was, self._now = log, was, now

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def stream(self, stream: str) -> Any:
        return [self._changed(entry) for entry in self._log.stream(stream)]

    def recalled(self, stream: str) -> Any:
        return None

    def _changed(self, entry: Any) -> Any:
        return replace(entry, fact=self._now) if entry.fact == self._was else entry
