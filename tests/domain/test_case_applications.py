"""A case is applied for, and the offices review it in their order, each by other hands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.beneficiaries.rejections import NotRegistered, PersonDied, PersonMovedAway
from domain.beneficiaries.state import Person
from domain.dates import BeforeItsCause, InTheFuture
from domain.eligibility import decisions as cases
from domain.eligibility.events import CaseRefused
from domain.eligibility.exclusions import Held
from domain.eligibility.rejections import (
    ExcludedBy,
    LiveCaseExists,
    NothingLeftToReview,
    OutsideArea,
    PolicyNotYetInForce,
    RecorderReviews,
    ReviewerReviewsTwice,
    ReviewOutOfOrder,
)
from domain.free_text import PersonalNumberInText
from domain.levels import GovernmentLevel
from domain.regions import RegionCode
from domain.rejected import Rejected
from tests.domain.case_stories import APPLYING, REVIEWING, SUSPENDED, given
from tests.domain.people_stories import (
    A_GRANTED_CASE,
    APPLIED,
    DEAD,
    DECIDED_ON,
    MOVED,
    POLICY,
    REVIEWED,
    SOMEBODY,
    TOWNSHIP_SAYS_YES,
    facts,
    the_case,
)


def test_an_application_keeps_who_took_it_and_where_the_person_lives() -> None:
    given().when(cases.apply, **APPLYING).then(APPLIED)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"person": Person(SOMEBODY)}, NotRegistered),
        ({"applied_on": date(2017, 3, 2)}, InTheFuture),
        ({"person": DEAD}, PersonDied),
        ({"person": MOVED}, PersonMovedAway),
        ({"area": RegionCode("990102")}, OutsideArea),
        ({"area": RegionCode("990101002000")}, OutsideArea),
        ({"held": (Held("special-care"),)}, ExcludedBy),
        ({"held": (Held("other", ("psy-medicine",)),)}, ExcludedBy),
        ({"policy": replace(POLICY, valid_from=date(2018, 1, 1))}, PolicyNotYetInForce),
        ({"facts": facts(low_income="电话13900001234")}, PersonalNumberInText),
    ],
)
def test_who_may_not_apply(changed: dict[str, Any], rule: type[Rejected]) -> None:
    given().when(cases.apply, **(APPLYING | changed)).then_rejected(rule)


@pytest.mark.parametrize(
    "history", [(APPLIED,), A_GRANTED_CASE, (*A_GRANTED_CASE, SUSPENDED)], ids=["applied", "granted", "suspended"]
)
def test_nobody_has_two_live_cases_for_one_programme(history: tuple[object, ...]) -> None:
    given(*history).when(cases.apply, **APPLYING).then_rejected(LiveCaseExists)


def test_a_refused_applicant_may_apply_again() -> None:
    refused = CaseRefused(1, facts(), (), ("第四条",), "sun", DECIDED_ON)
    later = APPLYING | {"applied_on": date(2017, 5, 2), "on": date(2017, 5, 2)}
    given(*REVIEWED, refused).when(cases.apply, **later).then(replace(APPLIED, applied_on=date(2017, 5, 2)))
    assert the_case(*REVIEWED, refused, replace(APPLIED, applied_on=date(2017, 5, 2))).reviews == ()


def test_offices_review_in_the_policys_order() -> None:
    given(APPLIED).when(cases.review, **REVIEWING).then(TOWNSHIP_SAYS_YES)
    given(APPLIED).when(cases.review, **(REVIEWING | {"level": GovernmentLevel.COUNTY})).then_rejected(ReviewOutOfOrder)
    given(*REVIEWED).when(cases.review, **(REVIEWING | {"by": "zhou"})).then_rejected(NothingLeftToReview)


def test_whoever_recorded_an_application_may_not_review_it() -> None:
    given(APPLIED).when(cases.review, **(REVIEWING | {"by": "liaison"})).then_rejected(RecorderReviews)


def test_nobody_reviews_twice() -> None:
    second = REVIEWING | {"level": GovernmentLevel.COUNTY, "on": date(2017, 3, 7)}
    given(APPLIED, TOWNSHIP_SAYS_YES).when(cases.review, **second).then_rejected(ReviewerReviewsTwice)


def test_after_an_adverse_review_nobody_reviews_any_more() -> None:
    against = replace(TOWNSHIP_SAYS_YES, favourable=False)
    second = REVIEWING | {"level": GovernmentLevel.COUNTY, "by": "qian"}
    given(APPLIED, against).when(cases.review, **second).then_rejected(NothingLeftToReview)


def test_a_review_does_not_come_before_the_application() -> None:
    given(APPLIED).when(cases.review, **(REVIEWING | {"on": date(2017, 2, 28)})).then_rejected(BeforeItsCause)


def test_an_opinion_carries_nobodys_number() -> None:
    leaking = REVIEWING | {"opinion": "本人身份证 990101198001010014 已核对"}
    given(APPLIED).when(cases.review, **leaking).then_rejected(PersonalNumberInText, field="opinion")
