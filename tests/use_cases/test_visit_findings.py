"""What a visit found is answered by the office, closed by the inspector, and may have money ordered back."""

from __future__ import annotations

from typing import Any

import pytest

from application.commands.inspections import CloseInspection
from application.commands.recoveries import OrderRecovery
from application.commands.visit_findings import (
    AnswerVisitFinding,
    CloseVisitFinding,
    FollowUpVisitFinding,
    OrderRecoveryFromFinding,
)
from application.commands.visits import PlanVisits
from application.inspections.reporting import report_on
from application.lists import INSPECTIONS, VISIT_FINDINGS
from application.road import Officer
from domain.dates import BeforeItsCause
from domain.inspections.rejections import InspectionIsClosed, VisitFindingsStillOpen, VisitsStillOpen
from domain.inspections.visit_events import NotMetReason, VisitFindingOutcome
from domain.inspections.visit_rejections import (
    AnsweredAlready,
    AnsweredByOwnHand,
    InspectorAnswers,
    NoSuchVisitFinding,
    NotAnsweredYet,
    NothingOrderedBack,
    PayoutOfSomebodyElse,
    VisitFindingIsClosed,
)
from domain.recoveries.events import Instalment, RecoveryGround
from tests.support.inspections import (
    ANSWERED,
    CLOSED,
    DUE,
    INSPECTION,
    INSPECTOR,
    OTHER_INSPECTOR,
    planned,
    townspeople_paid,
    visited,
)
from tests.support.office import BUILDER, CASE_OFFICER, DECIDER
from tests.support.stories import MEDICINE, yuan
from tests.use_cases.inspection_stories import NAMED, PLAN, a_finding, drawn_people


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


def test_an_order_beside_the_finding_is_still_an_order_like_any_other() -> None:
    office, one, _ = a_finding()
    facts: dict[str, Any] = {"ground": RecoveryGround.FALSE_FACTS, "instalments": (Instalment(DUE, yuan(10)),)}
    paid = {"payout_id": f"{MEDICINE}/2017/{one}", "recovery_id": "recovery-8", "amount": yuan(10), "on": ANSWERED}
    office.asks(OrderRecovery, by=BUILDER, **facts, **paid)
    assert [row[2] for row in office.views.register("recovery", "recovery-8")] == ["ordered"]
