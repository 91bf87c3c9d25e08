"""Bad input to cases, to notices and to the objections on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from application.commands.eligibility import ApplyForCases, GrantCases, RefuseCase, ReviewCases
from application.commands.notices import ConcludeNotice, PublishNotice, RaiseObjection, SettleObjection
from application.commands.standing import RecheckCase, ResumeCase, RevokeCase, SuspendCase
from domain.beneficiaries import rejections as people
from domain.dates import BeforeItsCause, InTheFuture
from domain.eligibility import rejections as cases
from domain.eligibility.events import StopReason
from domain.free_text import NotAHotline, NotAReference, PersonalNumberInText
from domain.levels import GovernmentLevel
from domain.notices import rejections as notices
from domain.notices.events import ObjectionGround
from domain.periods import Month
from domain.programmes import rejections as programmes
from domain.regions import NotARegionCode
from domain.working_days import CalendarUnknown
from tests.support.office import AREA, CASE_OFFICER, DECIDER, LIAISON, REVIEWER, SUPERVISOR, Office
from tests.support.stories import GRANTED, MEDICINE, NOTICE, POSTED
from tests.use_cases.bad_input.asked import ID_NUMBER, TOMORROW, Bad


def of_people(**other: Any) -> Callable[[Office], dict[str, Any]]:
    return lambda office: {"programme": MEDICINE, "beneficiaries": office.people, "on": GRANTED} | other


def of_somebody(**other: Any) -> Callable[[Office], dict[str, Any]]:
    return lambda office: {"programme": MEDICINE, "beneficiary": office.people[0], "on": GRANTED} | other


def a_notice(**other: Any) -> Callable[[Office], dict[str, Any]]:
    where = {"notice_id": "notice-9", "region": AREA, "place": "公开栏", "hotline": "12385", "working_days": 7}
    return lambda office: {"programme": MEDICINE, "beneficiaries": office.people, "on": POSTED, **where} | other


def an_objection(**other: Any) -> Callable[[Office], dict[str, Any]]:
    what = {"notice_id": NOTICE, "objection_id": "o-1", "ground": ObjectionGround.OTHER, "on": date(2017, 1, 12)}
    return lambda office: {**what, "beneficiary": office.people[0]} | other


CASES_AND_NOTICES = (
    Bad("an application of nobody", ApplyForCases, people.NobodyNamed, "beneficiaries",
        of_people(beneficiaries=(), area=AREA), by=LIAISON),
    Bad("an application of somebody unknown", ApplyForCases, people.NotRegistered, "beneficiaries[0].beneficiary",
        of_people(beneficiaries=("b-nobody",), area=AREA), by=LIAISON),
    Bad("an application before there were rules", ApplyForCases, programmes.NoPolicyInForce, "programme",
        of_people(area=AREA, on=date(2016, 11, 30)), by=LIAISON),
    Bad("an application of tomorrow", ApplyForCases, InTheFuture, "beneficiaries[0].applied_on",
        of_people(area=AREA, on=TOMORROW), "registered", LIAISON),
    Bad("an application for nowhere", ApplyForCases, NotARegionCode, "area", of_people(area="everywhere"), by=LIAISON),
    Bad("a review by a level not asked", ReviewCases, cases.NothingLeftToReview, "beneficiaries[0].level",
        of_people(level=GovernmentLevel.NATIONAL, favourable=True, opinion="属实"), "reviewed", DECIDER),
    Bad("a review by who reviewed before", ReviewCases, cases.ReviewerReviewsTwice, "beneficiaries[0].by",
        of_people(level=GovernmentLevel.COUNTY, favourable=True, opinion="属实"), "reviewed", REVIEWER),
    Bad("a review of nobody's case", ReviewCases, cases.NoSuchCase, "beneficiaries[0]",
        of_people(beneficiaries=("b-x",), level=GovernmentLevel.COUNTY, favourable=True, opinion="属实"), by=DECIDER),
    Bad("a grant on no notice", GrantCases, notices.NoSuchNotice, "beneficiaries[0].notice_id",
        of_people(notice_id="none"), "reviewed", DECIDER),
    Bad("a grant before the notice's end", GrantCases, cases.NoticeNotConcluded, "beneficiaries[0].notice_id",
        of_people(notice_id=NOTICE), "on notice", DECIDER),
    Bad("a refusal without a reason", RefuseCase, cases.NothingAgainstIt, "", of_somebody(), "reviewed", DECIDER),
    Bad("a suspension before the start", SuspendCase, cases.StopBeforeStart, "from_month",
        of_somebody(reason=StopReason.REVIEW_FAILED, from_month=Month.parse("2016-12")), by=CASE_OFFICER),
    Bad("a resumption of who goes on", ResumeCase, cases.WrongCaseStage, "beneficiary",
        of_somebody(from_month=Month.parse("2017-03")), by=CASE_OFFICER),
    Bad("an objection nobody raised", RevokeCase, cases.NoSuchOpenObjection, "reason",
        of_somebody(reason=StopReason.OBJECTION_UPHELD, from_month=Month.parse("2017-03")), by=CASE_OFFICER),
    Bad("a check of tomorrow", RecheckCase, InTheFuture, "on", of_somebody(on=TOMORROW), by=CASE_OFFICER),
    Bad("a notice without an id", PublishNotice, NotAReference, "notice_id", a_notice(notice_id=""), by=LIAISON),
    Bad("a notice named by an ID number", PublishNotice, PersonalNumberInText, "notice_id",
        a_notice(notice_id=ID_NUMBER),
        by=LIAISON),
    Bad("a notice of nobody", PublishNotice, notices.NobodyOnNotice, "beneficiaries", a_notice(beneficiaries=()),
        by=LIAISON),
    Bad("a notice with a mobile number", PublishNotice, NotAHotline, "hotline",
        a_notice(hotline="13900001234"), by=LIAISON),
    Bad("a notice over years not announced", PublishNotice, CalendarUnknown, "day", a_notice(working_days=9999),
        by=LIAISON),
    Bad("a notice published twice", PublishNotice, notices.NoticeExists, "notice_id",
        a_notice(notice_id=NOTICE), by=LIAISON),
    Bad("a notice concluded on its last day", ConcludeNotice, notices.NoticeStillOpen, "on",
        {"notice_id": NOTICE, "on": date(2017, 1, 19)}, "on notice", LIAISON),
    Bad("an objection after the notice", RaiseObjection, notices.NoticeIsOver, "raised_on",
        an_objection(on=date(2017, 1, 20)), "on notice", LIAISON),
    Bad("an objection before the notice", RaiseObjection, BeforeItsCause, "raised_on",
        an_objection(on=date(2017, 1, 9)), "on notice", LIAISON),
    Bad("an objection to who is not on it", RaiseObjection, notices.NotOnThisNotice, "beneficiary",
        an_objection(beneficiary="b-nobody"), "on notice", LIAISON),
    Bad("the settling of no objection", SettleObjection, notices.NoSuchObjection, "objection_id",
        {"notice_id": NOTICE, "objection_id": "o-7", "upheld": True, "finding": "属实", "on": GRANTED},
        "on notice", SUPERVISOR),
)  # fmt: skip
