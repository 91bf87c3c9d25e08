"""Who is granted: applied for, reviewed, on notice for its full time, held by no programme that excludes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from application.commands.eligibility import ApplyForCases, GrantCases, RefuseCase, ReviewCases
from application.commands.notices import ConcludeNotice, PublishNotice
from application.commands.programmes import PublishPolicy
from application.commands.standing import RevokeCase
from domain.batches.rejections import ListedTwice
from domain.eligibility.events import StopReason
from domain.eligibility.rejections import (
    CriteriaNotMet,
    DeciderTookPart,
    ExcludedBy,
    LiveCaseExists,
    NoticeNotConcluded,
    OutsideArea,
    RecorderReviews,
    ReviewMissing,
)
from domain.levels import GovernmentLevel
from domain.notices.rejections import NoticeStillOpen, NoticeTooShort
from domain.periods import Month
from tests.support.office import AREA, CASE_OFFICER, DECIDER, LIAISON, REVIEWER, living_in
from tests.support.stories import (
    APPLIED,
    GRANTED,
    MEDICINE,
    NOTICE,
    NURSING,
    POLICY,
    POSTED,
    a_funded_programme,
    a_programme,
    apply,
    granted_in,
    people_applied,
    people_granted,
    people_on_notice,
    people_registered,
    people_reviewed,
    post_notice,
    review,
    some_people,
)
from tests.use_cases.entitlement_stories import SECOND_NOTICE


def test_the_recorder_does_not_review_and_whoever_took_part_does_not_decide() -> None:
    office = people_applied(1)
    facts: dict[str, Any] = {
        "programme": MEDICINE,
        "beneficiaries": office.people,
        "opinion": "属实",
        "favourable": True,
    }
    level = GovernmentLevel.TOWNSHIP
    office.is_refused(RecorderReviews, ReviewCases, by=LIAISON, level=level, on=date(2017, 1, 5), **facts)
    review(office, office.people)
    post_notice(office, office.people)
    office.asks(ConcludeNotice, by=LIAISON, notice_id=NOTICE, on=GRANTED)
    asked = {"programme": MEDICINE, "beneficiaries": office.people, "notice_id": NOTICE, "on": GRANTED}
    for hand in (LIAISON, REVIEWER, CASE_OFFICER):
        office.is_refused(DeciderTookPart, GrantCases, by=hand, field="beneficiaries[0].by", **asked)


def test_somebody_named_twice_is_not_decided_twice() -> None:
    office = people_registered(2)
    twice = (*office.people, office.people[0])
    asked = {"programme": MEDICINE, "beneficiaries": twice, "on": GRANTED}
    office.is_refused(ListedTwice, ApplyForCases, by=LIAISON, field="beneficiaries[2]", area=AREA, **asked)
    office.is_refused(ListedTwice, GrantCases, by=DECIDER, field="beneficiaries[2]", notice_id=NOTICE, **asked)
    apply(office, office.people)
    again = {"programme": MEDICINE, "area": AREA, "beneficiaries": office.people, "on": APPLIED}
    office.is_refused(LiveCaseExists, ApplyForCases, by=LIAISON, field="beneficiaries[0].beneficiary", **again)


def test_one_person_who_may_not_be_granted_refuses_the_whole_list_and_is_named() -> None:
    office = a_programme()
    rows = some_people(3)
    rows[2] = replace(rows[2], low_income=False)
    office.people = office.registers(rows, on=APPLIED)
    apply(office, office.people)
    review(office, office.people)
    post_notice(office, office.people)
    office.asks(ConcludeNotice, by=LIAISON, notice_id=NOTICE, on=GRANTED)
    asked = {"programme": MEDICINE, "beneficiaries": office.people, "notice_id": NOTICE, "on": GRANTED}
    office.is_refused(CriteriaNotMet, GrantCases, by=DECIDER, field="beneficiaries[2].facts", **asked)
    said = office.asks(RefuseCase, by=DECIDER, programme=MEDICINE, beneficiary=office.people[2], on=GRANTED).said
    assert said["reasons"] == ["第三条第一款"]


def test_people_outside_the_area_do_not_apply() -> None:
    office = a_programme()
    office.people = office.registers(living_in(some_people(1), "990102001000"), on=APPLIED)
    asked = {"programme": MEDICINE, "area": AREA, "beneficiaries": office.people, "on": APPLIED}
    office.is_refused(OutsideArea, ApplyForCases, by=LIAISON, **asked)


@pytest.mark.parametrize("who_says_so", ["the one asked for", "the one held"])
def test_what_excludes_another_programme_is_excluded_by_it(who_says_so: str) -> None:
    held = replace(POLICY, excludes=(NURSING,) if who_says_so == "the one held" else ())
    asked = replace(POLICY, excludes=(MEDICINE,) if who_says_so == "the one asked for" else ())
    office = people_granted(1, policy=held)
    a_programme(office, NURSING, policy=asked)
    facts = {"programme": NURSING, "area": AREA, "beneficiaries": office.people, "on": APPLIED}
    office.is_refused(ExcludedBy, ApplyForCases, by=LIAISON, field="beneficiaries[0].beneficiary", **facts)
    end = {"programme": MEDICINE, "beneficiary": office.people[0], "from_month": Month.parse("2017-02")}
    office.asks(RevokeCase, by=CASE_OFFICER, reason=StopReason.EXCLUDED, on=GRANTED, **end)
    assert apply(office, office.people, NURSING).said["cases"] == 1


def test_two_exclusive_programmes_applied_for_before_either_excluded_the_other_are_not_both_granted() -> None:
    office = people_on_notice(1)
    a_programme(office, NURSING)
    apply(office, office.people, NURSING)
    review(office, office.people, NURSING)
    post_notice(office, office.people, NURSING, notice=SECOND_NOTICE)
    stricter = replace(POLICY, version=2, excludes=(MEDICINE,), valid_from=date(2017, 1, 15))
    office.asks(PublishPolicy, by=DECIDER, programme=NURSING, policy=stricter)
    for notice in (NOTICE, SECOND_NOTICE):
        office.asks(ConcludeNotice, by=LIAISON, notice_id=notice, on=GRANTED)
    for programme, notice in ((MEDICINE, NOTICE), (NURSING, SECOND_NOTICE)):
        asked = {"programme": programme, "beneficiaries": office.people, "notice_id": notice, "on": GRANTED}
        office.is_refused(ExcludedBy, GrantCases, by=DECIDER, **asked)


def test_a_notice_stands_its_full_time_and_not_a_day_less() -> None:
    office = people_reviewed(1)
    where = {"programme": MEDICINE, "region": AREA, "place": "公开栏", "hotline": "12385", "on": POSTED}
    asked = {"notice_id": NOTICE, "beneficiaries": office.people}
    office.is_refused(NoticeTooShort, PublishNotice, by=LIAISON, working_days=6, **asked, **where)
    assert post_notice(office, office.people).said["closes_on"] == "2017-01-19"
    office.is_refused(NoticeStillOpen, ConcludeNotice, by=LIAISON, notice_id=NOTICE, on=date(2017, 1, 19))
    grant = {"programme": MEDICINE, "notice_id": NOTICE, "beneficiaries": office.people, "on": GRANTED}
    office.is_refused(NoticeNotConcluded, GrantCases, by=DECIDER, **grant)


def test_nobody_is_granted_whom_an_office_has_not_reviewed() -> None:
    office = people_applied(1)
    post_notice(office, office.people)
    office.asks(ConcludeNotice, by=LIAISON, notice_id=NOTICE, on=GRANTED)
    grant = {"programme": MEDICINE, "notice_id": NOTICE, "beneficiaries": office.people, "on": GRANTED}
    office.is_refused(ReviewMissing, GrantCases, by=DECIDER, **grant)


def test_two_programmes_that_do_not_exclude_each_other_are_held_and_paid_side_by_side() -> None:
    office = a_funded_programme(2)
    a_programme(office, NURSING)
    granted_in(office, NURSING, office.people, notice=SECOND_NOTICE)
    assert [case.programme for case in office.views.live_cases_of(office.people[0])] == [NURSING, MEDICINE]
    office.holds()
