"""A service file is filled in one order, signed, and never by the same hands where two are needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.dates import BeforeItsCause
from domain.facts import Fact
from domain.inspections.visit_events import NotMetReason
from domain.rejected import Rejected
from domain.tailored import decisions
from domain.tailored.events import PageSigner, ServiceKind, Services, Signature, UnplannedReason
from domain.tailored.rejections import (
    AnsweredByNobody,
    AnswerOutOfRange,
    DayOutsideTheYear,
    FileFollowedUp,
    NeedNotFound,
    NeedsWereFound,
    NeedTwice,
    NoPlanYet,
    NoSuchStep,
    NotAPageHash,
    NothingPlanned,
    NothingServedYet,
    NotSigned,
    NotSurveyedYet,
    PageOfAnotherStep,
    PlanApprovedAlready,
    PlannedBySameHands,
    PlanNotApproved,
    ServedAfterDeath,
    ServedBySameHands,
    SignedOutOfTurn,
    SurveyedAlready,
    TimesOutOfRange,
    VisitedAfterwards,
)
from domain.tailored.state import ServiceFile, evolve

CARE, RELIEF, CULTURE = ServiceKind.CARE, ServiceKind.RELIEF, ServiceKind.CULTURE
TOWN = "990101001000"
WU, FENG = "officer-wu", "officer-feng"
EMPTY = ServiceFile(2017, "b-1")


def day(month: int, number: int) -> date:
    return date(2017, month, number)


def page(number: int, on: date) -> Signature:
    return Signature(f"{number:064x}", PageSigner.PERSON, on)


def survey(file: ServiceFile, **other: Any) -> ServiceFile:
    given: dict[str, Any] = {"region": TOWN, "died_on": None, "needs": (CARE, RELIEF), "found": (), "stored": {}}
    given |= {"signature": page(1, day(2, 1)), "by": WU, "on": day(2, 1)}
    return evolve(file, decisions.survey(file, **(given | other)))


def plan(file: ServiceFile, **other: Any) -> ServiceFile:
    given: dict[str, Any] = {"services": (Services(CARE, 2),), "signature": page(2, day(2, 10))}
    return evolve(file, decisions.plan(file, **(given | {"by": WU, "on": day(2, 10)} | other)))


def approve(file: ServiceFile, **other: Any) -> ServiceFile:
    given: dict[str, Any] = {"by": FENG, "on": day(2, 15)}
    return evolve(file, decisions.approve_plan(file, **(given | other)))


def leave(file: ServiceFile, **other: Any) -> ServiceFile:
    given: dict[str, Any] = {"reason": UnplannedReason.DECLINED, "text": "本人拒绝", "by": WU, "on": day(2, 10)}
    return evolve(file, decisions.leave_unplanned(file, **(given | other)))


def serve(file: ServiceFile, **other: Any) -> ServiceFile:
    given: dict[str, Any] = {"kind": CARE, "times": 2, "provider": "阳光托养中心", "died_on": None}
    given |= {"signature": page(10 + len(file.given), day(3, 6)), "by": WU, "on": day(3, 6)}
    return evolve(file, decisions.serve(file, **(given | other)))


def visit(file: ServiceFile, **other: Any) -> ServiceFile:
    given: dict[str, Any] = {"not_met": None, "received": (Services(CARE, 2),), "satisfaction": 5, "remark": ""}
    given |= {"signature": page(20, day(4, 5)), "by": FENG, "on": day(4, 5)}
    return evolve(file, decisions.follow_up(file, **(given | other)))


def compare(file: ServiceFile, **other: Any) -> ServiceFile:
    given: dict[str, Any] = {"step": "survey", "found_sha256": "", "by": FENG, "on": day(5, 5)}
    return evolve(file, decisions.compare_paper(file, **(given | other)))


SURVEYED = survey(EMPTY)
PLANNED = plan(SURVEYED)
APPROVED = approve(PLANNED)
SERVED = serve(APPROVED)
VISITED = visit(SERVED)
AWAY = {"not_met": NotMetReason.AWAY, "received": (), "satisfaction": None, "signature": None}


@pytest.mark.parametrize("step", [plan, approve, leave, serve, visit, compare])
def test_nothing_is_entered_before_the_survey(step: Callable[[ServiceFile], ServiceFile]) -> None:
    with pytest.raises(NotSurveyedYet):
        step(EMPTY)


@pytest.mark.parametrize(
    ("file", "step", "other", "rule"),
    [
        (SURVEYED, survey, {}, SurveyedAlready),
        (EMPTY, survey, {"on": date(2018, 1, 2)}, DayOutsideTheYear),
        (EMPTY, survey, {"died_on": day(1, 31)}, ServedAfterDeath),
        (EMPTY, survey, {"needs": (CARE, CARE)}, NeedTwice),
        (EMPTY, survey, {"signature": Signature("12ab", PageSigner.PERSON, day(2, 1))}, NotAPageHash),
        (EMPTY, survey, {"signature": page(1, day(2, 2))}, SignedOutOfTurn),
        (APPROVED, plan, {}, PlanApprovedAlready),
        (SURVEYED, plan, {"services": ()}, NothingPlanned),
        (SURVEYED, plan, {"services": (Services(CULTURE, 1),)}, NeedNotFound),
        (SURVEYED, plan, {"services": (Services(CARE, 1), Services(CARE, 2))}, NeedTwice),
        (SURVEYED, plan, {"services": (Services(CARE, 0),)}, TimesOutOfRange),
        (SURVEYED, plan, {"signature": page(2, day(1, 31))}, SignedOutOfTurn),
        (SURVEYED, plan, {"signature": page(1, day(2, 10))}, PageOfAnotherStep),
        (SURVEYED, plan, {"on": day(1, 31)}, BeforeItsCause),
        (SURVEYED, approve, {}, NoPlanYet),
        (APPROVED, approve, {}, PlanApprovedAlready),
        (PLANNED, approve, {"by": WU}, PlannedBySameHands),
        (PLANNED, approve, {"on": day(2, 9)}, BeforeItsCause),
        (SURVEYED, leave, {"reason": UnplannedReason.NO_NEED}, NeedsWereFound),
        (APPROVED, leave, {}, PlanApprovedAlready),
        (SURVEYED, serve, {}, PlanNotApproved),
        (PLANNED, serve, {}, PlanNotApproved),
        (APPROVED, serve, {"died_on": day(3, 5)}, ServedAfterDeath),
        (APPROVED, serve, {"times": 0}, TimesOutOfRange),
        (APPROVED, serve, {"on": day(2, 14)}, BeforeItsCause),
        (SERVED, serve, {"signature": page(10, day(3, 6))}, PageOfAnotherStep),
        (VISITED, serve, {}, VisitedAfterwards),
        (APPROVED, visit, {}, NothingServedYet),
        (SERVED, visit, {"by": WU}, ServedBySameHands),
        (SERVED, visit, {"signature": None}, NotSigned),
        (SERVED, visit, AWAY | {"satisfaction": 3}, AnsweredByNobody),
        (SERVED, visit, {"satisfaction": 6}, AnswerOutOfRange),
        (SERVED, visit, {"on": day(3, 5)}, BeforeItsCause),
        (VISITED, visit, {}, FileFollowedUp),
        (SURVEYED, compare, {"step": "plan"}, NoSuchStep),
        (SURVEYED, compare, {"found_sha256": "zz"}, NotAPageHash),
    ],
)
def test_what_does_not_fit_its_step_is_refused(
    file: ServiceFile, step: Callable[..., ServiceFile], other: dict[str, Any], rule: type[Rejected]
) -> None:
    with pytest.raises(rule):
        step(file, **other)


def test_a_plan_may_be_made_anew_until_it_is_approved_and_a_reason_gives_way_to_a_plan() -> None:
    anew = plan(PLANNED, services=(Services(RELIEF, 1),), signature=page(3, day(2, 11)), on=day(2, 11))
    assert anew.plan is not None
    assert anew.plan.services == (Services(RELIEF, 1),)
    assert plan(leave(SURVEYED)).unplanned is None
    assert leave(PLANNED).plan is None


def test_somebody_who_was_not_met_is_called_on_again_and_services_may_go_on_meanwhile() -> None:
    away = visit(SERVED, **AWAY)
    again = serve(away, on=day(4, 6), signature=page(30, day(4, 6)))
    met = visit(again, on=day(4, 7), signature=page(31, day(4, 7)))
    assert met.visit is not None
    assert met.visit.not_met is None
    assert [one.number for one in met.given] == [1, 2]


def test_a_survey_keeps_what_was_found_beside_what_is_stored() -> None:
    found = (Fact("low_income", "no", "home_visit", day(2, 1)), Fact("employed", "yes", "home_visit", day(2, 1)))
    file = survey(EMPTY, found=found, stored={"low_income": "yes"})
    assert file.survey is not None
    assert [(one.name, one.stored, one.found) for one in file.survey.facts] == [
        ("low_income", "yes", "no"),
        ("employed", "", "yes"),
    ]


def test_no_plan_without_a_need_has_that_for_a_reason() -> None:
    file = leave(survey(EMPTY, needs=()), reason=UnplannedReason.NO_NEED)
    assert file.unplanned is not None
    assert replace(file.unplanned, text="").reason is UnplannedReason.NO_NEED
