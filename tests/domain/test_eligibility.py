"""A case: applied for, reviewed, on notice, decided by other hands; checked, stopped, resumed, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.beneficiaries.rejections import NotRegistered, PersonDied, PersonMovedAway
from domain.beneficiaries.state import Person
from domain.dates import BeforeItsCause, InTheFuture
from domain.eligibility import decisions as cases
from domain.eligibility import objections, standing
from domain.eligibility.events import (
    CaseApplied,
    CaseConfirmed,
    CaseRechecked,
    CaseRefused,
    CaseReopened,
    CaseResumed,
    CaseReviewed,
    CaseRevoked,
    CaseSuspended,
    StopReason,
)
from domain.eligibility.exclusions import Held
from domain.eligibility.rejections import (
    BeforeApplication,
    CriteriaNotMet,
    DeciderTookPart,
    ExcludedBy,
    LiveCaseExists,
    NoPassingCheck,
    NoSuchOpenObjection,
    NothingAgainstIt,
    NothingLeftToReview,
    NoticeNotConcluded,
    NoticeOfOtherProgramme,
    NotListedOnNotice,
    ObjectionKnown,
    ObjectionOpen,
    ObjectionWasDismissed,
    ObjectionWasUpheld,
    OutsideArea,
    PolicyNotYetInForce,
    RecorderReviews,
    ResumedOutsideGap,
    ReviewerReviewsTwice,
    ReviewMissing,
    ReviewOutOfOrder,
    ReviewWasAdverse,
    StopBeforeStart,
    TooMuchBackPay,
    WrongCaseStage,
)
from domain.eligibility.state import Stage, amount_in, entitled_months, evolve, replay, stands_in
from domain.free_text import PersonalNumberInText
from domain.levels import GovernmentLevel
from domain.money import ZERO, Money
from domain.notices.events import ObjectionGround, ObjectionRaised, ObjectionSettled
from domain.notices.rejections import NoSuchNotice, ObjectionStillOpen
from domain.periods import Month, Period
from domain.regions import RegionCode
from domain.rejected import Rejected
from tests.domain.people_stories import (
    A_CONCLUDED_NOTICE,
    A_GRANTED_CASE,
    A_POSTED_NOTICE,
    APPLIED,
    APPLIED_ON,
    CASE,
    COUNTY_SAYS_NO,
    DEAD,
    DECIDED_ON,
    GRANTED,
    MOVED,
    PERSON,
    POLICY,
    POSTED,
    REVIEWED,
    SOMEBODY,
    TOWNSHIP_SAYS_YES,
    facts,
    the_case,
    the_notice,
)
from tests.support.given import histories_of

given = histories_of(replay, CASE)
YEAR = Period("2017")
MARCH, MAY, JUNE, OCTOBER = (Month.parse(f"2017-{month}") for month in ("03", "05", "06", "10"))

APPLYING: dict[str, Any] = {
    "person": PERSON,
    "policy": POLICY,
    "area": RegionCode("990101"),
    "held": (),
    "facts": facts(),
    "applied_on": APPLIED_ON,
    "by": "liaison",
    "on": APPLIED_ON,
}
REVIEWING: dict[str, Any] = {
    "policy": POLICY,
    "level": GovernmentLevel.TOWNSHIP,
    "favourable": True,
    "opinion": "入户核实属实",
    "by": "zhao",
    "on": date(2017, 3, 3),
}
GRANTING: dict[str, Any] = {
    "person": PERSON,
    "policy": POLICY,
    "facts": facts(),
    "held": (),
    "notice": the_notice(*A_CONCLUDED_NOTICE),
    "by": "sun",
    "on": DECIDED_ON,
}
REFUSING: dict[str, Any] = {
    "person": PERSON,
    "policy": POLICY,
    "facts": facts(),
    "held": (),
    "by": "sun",
    "on": DECIDED_ON,
}
REOPENED = CaseReopened("n-1", "o-1", date(2017, 3, 10))
RAISED = ObjectionRaised("o-1", SOMEBODY, ObjectionGround.NOT_ELIGIBLE, date(2017, 3, 10))
DISMISSED = ObjectionSettled("o-1", SOMEBODY, False, "经核查不属实", "zhou", date(2017, 3, 14))
UPHELD = replace(DISMISSED, upheld=True, finding="经核查属实")
SUSPENDED = CaseSuspended(JUNE, StopReason.REVIEW_FAILED, date(2017, 5, 20))
CHECKED = CaseRechecked(1, facts(), GRANTED.outcomes, True, GRANTED.amount, "zhou", date(2017, 9, 8))


def months(*texts: str) -> tuple[Month, ...]:
    return tuple(Month.parse(f"2017-{text}") for text in texts)


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


def test_a_case_is_granted_from_the_month_of_application_with_everything_it_rests_on() -> None:
    given(*REVIEWED).when(cases.grant, **GRANTING).then(GRANTED)


def test_a_later_first_month_may_be_given_but_no_earlier_one() -> None:
    given(*REVIEWED).when(cases.grant, **GRANTING, first_month=JUNE).then(replace(GRANTED, first_month=JUNE))
    given(*REVIEWED).when(cases.grant, **GRANTING, first_month=Month.parse("2017-02")).then_rejected(BeforeApplication)


NOT_GRANTED: tuple[tuple[str, tuple[object, ...], dict[str, Any], type[Rejected]], ...] = (
    ("nothing was applied for", (), {}, WrongCaseStage),
    ("it is granted already", A_GRANTED_CASE, {}, WrongCaseStage),
    ("the recorder decides", REVIEWED, {"by": "liaison"}, DeciderTookPart),
    ("a reviewer decides", REVIEWED, {"by": "qian"}, DeciderTookPart),
    ("an objection is open", (*REVIEWED, REOPENED), {}, ObjectionOpen),
    ("the notice knows an objection", REVIEWED, {"notice": the_notice(*A_POSTED_NOTICE, RAISED)}, ObjectionOpen),
    ("the person died", REVIEWED, {"person": DEAD}, PersonDied),
    ("the person moved", REVIEWED, {"person": MOVED}, PersonMovedAway),
    ("a review was adverse", (APPLIED, TOWNSHIP_SAYS_YES, COUNTY_SAYS_NO), {}, ReviewWasAdverse),
    ("a review is missing", (APPLIED, TOWNSHIP_SAYS_YES), {}, ReviewMissing),
    ("there is no notice", REVIEWED, {"notice": the_notice()}, NoSuchNotice),
    (
        "the notice was about something else",
        REVIEWED,
        {"notice": the_notice(replace(POSTED, programme="other"), *A_CONCLUDED_NOTICE[1:])},
        NoticeOfOtherProgramme,
    ),
    ("the notice names others", REVIEWED, {"notice": the_notice(POSTED, A_CONCLUDED_NOTICE[-1])}, NotListedOnNotice),
    (
        "the objection was upheld",
        REVIEWED,
        {"notice": the_notice(*A_POSTED_NOTICE, RAISED, UPHELD, A_CONCLUDED_NOTICE[-1])},
        ObjectionWasUpheld,
    ),
    ("the notice still runs", REVIEWED, {"notice": the_notice(*A_POSTED_NOTICE)}, NoticeNotConcluded),
    (
        "the notice was posted before the last review",
        (APPLIED, TOWNSHIP_SAYS_YES, replace(REVIEWED[2], reviewed_on=date(2017, 3, 9))),
        {},
        BeforeItsCause,
    ),
    ("the grant is dated before the notice ended", REVIEWED, {"on": date(2017, 3, 19)}, BeforeItsCause),
    ("an excluding programme was granted meanwhile", REVIEWED, {"held": (Held("special-care"),)}, ExcludedBy),
    (
        "the policy is next year's",
        REVIEWED,
        {"policy": replace(POLICY, valid_from=date(2018, 1, 1))},
        PolicyNotYetInForce,
    ),
    ("a criterion fails", REVIEWED, {"facts": facts(low_income="no")}, CriteriaNotMet),
    ("a fact is missing", REVIEWED, {"facts": facts(public_payroll="")}, CriteriaNotMet),
)


@pytest.mark.parametrize(("history", "changed", "rule"), [pytest.param(*case[1:], id=case[0]) for case in NOT_GRANTED])
def test_nobody_is_granted_when(history: tuple[object, ...], changed: dict[str, Any], rule: type[Rejected]) -> None:
    given(*history).when(cases.grant, **(GRANTING | changed)).then_rejected(rule)


def test_a_refusal_names_every_reason() -> None:
    (event,) = (
        given(APPLIED, TOWNSHIP_SAYS_YES, COUNTY_SAYS_NO, REOPENED)
        .when(
            cases.refuse,
            **(
                REFUSING
                | {
                    "facts": facts(low_income="no", public_payroll=""),
                    "held": (Held("special-care"),),
                    "notice": the_notice(*A_POSTED_NOTICE, RAISED, UPHELD),
                    "person": replace(DEAD, moved_on=date(2017, 3, 2)),
                }
            ),
        )
        .events()
    )
    assert isinstance(event, CaseRefused)
    assert event.reasons == (
        "第四条",
        "第五条",
        "review:county",
        "excluded:special-care",
        "objection:o-1",
        "died",
        "moved_away",
    )


def test_whoever_passes_everything_cannot_be_refused() -> None:
    given(*REVIEWED).when(cases.refuse, **REFUSING).then_rejected(NothingAgainstIt)
    dismissed = the_notice(*A_POSTED_NOTICE, RAISED, DISMISSED)
    given(*REVIEWED).when(cases.refuse, **REFUSING, notice=dismissed).then_rejected(NothingAgainstIt)


def test_a_refusal_is_decided_by_other_hands_too() -> None:
    poor = REFUSING | {"facts": facts(low_income="no"), "by": "zhao"}
    given(*REVIEWED).when(cases.refuse, **poor).then_rejected(DeciderTookPart)


def test_whom_no_standard_fits_is_refused_for_that() -> None:
    bare = replace(POLICY, standards=POLICY.standards[:1])
    (event,) = given(*REVIEWED).when(cases.refuse, **(REFUSING | {"policy": bare})).events()
    assert isinstance(event, CaseRefused)
    assert event.reasons == ("no_standard",)


@pytest.mark.parametrize("history", [REVIEWED, A_GRANTED_CASE, (*A_GRANTED_CASE, SUSPENDED)])
def test_an_objection_reopens_a_case_and_stops_payment_until_it_is_dismissed(history: tuple[object, ...]) -> None:
    asked = {"notice_id": "n-1", "objection_id": "o-1", "on": date(2017, 3, 10)}
    given(*history).when(objections.reopen, **asked).then(REOPENED)
    assert stands_in(the_case(*history, REOPENED), YEAR) == ()
    confirmed = CaseConfirmed("o-1", date(2017, 3, 14))
    dismissed = the_notice(*A_POSTED_NOTICE, RAISED, DISMISSED)
    given(*history, REOPENED).when(objections.confirm, notice=dismissed, objection_id="o-1", on=date(2017, 3, 14)).then(
        confirmed
    )
    assert stands_in(the_case(*history, REOPENED, confirmed), YEAR) == stands_in(the_case(*history), YEAR)


def test_a_case_is_reopened_once_an_objection_and_only_while_it_lives() -> None:
    asked = {"notice_id": "n-1", "objection_id": "o-1", "on": date(2017, 3, 10)}
    given(*REVIEWED, REOPENED).when(objections.reopen, **asked).then_rejected(ObjectionKnown)
    given().when(objections.reopen, **asked).then_rejected(WrongCaseStage)


def test_a_case_is_confirmed_only_when_its_objection_was_dismissed() -> None:
    asked: dict[str, Any] = {"objection_id": "o-1", "on": date(2017, 3, 14)}
    still_open, upheld = the_notice(*A_POSTED_NOTICE, RAISED), the_notice(*A_POSTED_NOTICE, RAISED, UPHELD)
    reopened = given(*REVIEWED, REOPENED)
    reopened.when(objections.confirm, notice=still_open, **asked).then_rejected(ObjectionStillOpen)
    reopened.when(objections.confirm, notice=upheld, **asked).then_rejected(ObjectionWasUpheld)
    given(*REVIEWED).when(objections.confirm, notice=upheld, **asked).then_rejected(NoSuchOpenObjection)


def test_an_objection_that_was_upheld_ends_a_granted_case() -> None:
    asked: dict[str, Any] = {"objection_id": "o-1", "from_month": MARCH, "on": date(2017, 4, 20)}
    upheld, dismissed = the_notice(RAISED, UPHELD), the_notice(RAISED, DISMISSED)
    reopened = given(*A_GRANTED_CASE, REOPENED)
    ended = CaseRevoked(MARCH, StopReason.OBJECTION_UPHELD, date(2017, 4, 20))
    reopened.when(objections.uphold, notice=upheld, **asked).then(ended)
    reopened.when(objections.uphold, notice=dismissed, **asked).then_rejected(ObjectionWasDismissed)
    assert stands_in(the_case(*A_GRANTED_CASE, REOPENED, ended), YEAR) == ()


def test_a_case_stands_from_its_first_month_on() -> None:
    case = the_case(*A_GRANTED_CASE)
    assert stands_in(case, Period("2017-Q1")) == months("03")
    assert len(stands_in(case, YEAR)) == 10
    assert stands_in(case, Period("2016")) == ()
    assert stands_in(the_case(*REVIEWED), YEAR) == ()


@pytest.mark.parametrize(
    ("back_pay", "standing_months"),
    [
        (0, ("03", "04", "05", "10", "11", "12")),
        (2, ("03", "04", "05", "08", "09", "10", "11", "12")),
        (3, ("03", "04", "05", "07", "08", "09", "10", "11", "12")),
    ],
)
def test_a_resumed_case_makes_up_as_many_months_as_were_granted(
    back_pay: int, standing_months: tuple[str, ...]
) -> None:
    resumed = CaseResumed(OCTOBER, back_pay, date(2017, 9, 10))
    given(*A_GRANTED_CASE, SUSPENDED, CHECKED).when(
        standing.resume, from_month=OCTOBER, back_pay_months=back_pay, on=date(2017, 9, 10)
    ).then(resumed)
    assert stands_in(the_case(*A_GRANTED_CASE, SUSPENDED, CHECKED, resumed), YEAR) == months(*standing_months)


@pytest.mark.parametrize(
    ("from_month", "back_pay", "rule"),
    [
        ("2017-10", 4, TooMuchBackPay),
        ("2017-10", -1, TooMuchBackPay),
        ("2017-07", 2, TooMuchBackPay),
        ("2017-05", 0, ResumedOutsideGap),
        ("2017-11", 0, ResumedOutsideGap),
    ],
)
def test_a_resumption_lies_in_its_gap(from_month: str, back_pay: int, rule: type[Rejected]) -> None:
    given(*A_GRANTED_CASE, SUSPENDED, CHECKED).when(
        standing.resume, from_month=Month.parse(from_month), back_pay_months=back_pay, on=date(2017, 9, 10)
    ).then_rejected(rule)


def test_payments_are_resumed_only_after_a_check_that_passed_since() -> None:
    asked = {"from_month": OCTOBER, "on": date(2017, 9, 10)}
    given(*A_GRANTED_CASE, SUSPENDED).when(standing.resume, **asked).then_rejected(NoPassingCheck)
    given(*A_GRANTED_CASE, CHECKED, SUSPENDED).when(standing.resume, **asked).then_rejected(NoPassingCheck)
    given(*A_GRANTED_CASE).when(standing.resume, **asked).then_rejected(WrongCaseStage)


def test_a_failed_check_suspends_from_the_following_month() -> None:
    on = date(2017, 5, 20)
    checked, suspended = (
        given(*A_GRANTED_CASE)
        .when(standing.recheck, policy=POLICY, facts=facts(low_income="no"), by="zhou", on=on)
        .events()
    )
    assert isinstance(checked, CaseRechecked)
    assert not checked.passed
    assert suspended == SUSPENDED
    assert stands_in(the_case(*A_GRANTED_CASE, checked, suspended), YEAR) == months("03", "04", "05")


def test_an_expired_certificate_stops_from_the_month_after_it_expired_however_late_somebody_looks() -> None:
    _, suspended = (
        given(*A_GRANTED_CASE)
        .when(
            standing.recheck,
            policy=POLICY,
            facts=facts(certificate_valid_until="2017-04-30"),
            by="zhou",
            on=date(2017, 5, 2),
        )
        .events()
    )
    assert suspended == CaseSuspended(MAY, StopReason.CERTIFICATE_EXPIRED, date(2017, 5, 2))


def test_a_check_that_passes_changes_the_amount_from_the_following_month() -> None:
    (checked,) = (
        given(*A_GRANTED_CASE)
        .when(standing.recheck, policy=POLICY, facts=facts(disability_level="1"), by="zhou", on=date(2017, 5, 20))
        .events()
    )
    case = the_case(*A_GRANTED_CASE, checked)
    assert [amount_in(case, month) for month in months("02", "05", "06")] == [ZERO, Money(100_000), Money(120_000)]
    assert case.amount == Money(120_000)


def test_a_suspended_case_that_fails_again_stays_suspended() -> None:
    made = (
        given(*A_GRANTED_CASE, SUSPENDED)
        .when(standing.recheck, policy=POLICY, facts=facts(low_income="no"), by="zhou", on=date(2017, 7, 1))
        .events()
    )
    assert [type(event) for event in made] == [CaseRechecked]


@pytest.mark.parametrize(
    ("history", "stopped"),
    [
        (A_GRANTED_CASE, True),
        ((*A_GRANTED_CASE, SUSPENDED), True),
        ((*A_GRANTED_CASE, CaseRevoked(JUNE, StopReason.WITHDRAWN, date(2017, 5, 30))), True),
        ((*A_GRANTED_CASE, CaseRevoked(MARCH, StopReason.WITHDRAWN, date(2017, 5, 30))), False),
        (REVIEWED, False),
        ((), False),
    ],
)
def test_death_ends_what_stands_after_its_month(history: tuple[object, ...], stopped: bool) -> None:
    asked = {"reason": StopReason.DIED, "day": date(2017, 4, 30), "on": date(2017, 8, 1)}
    ended = CaseRevoked(Month.parse("2017-05"), StopReason.DIED, date(2017, 8, 1))
    given(*history).when(standing.stop_after, **asked).then(*([ended] if stopped else []))
    if stopped:
        assert entitled_months(the_case(*history, ended), YEAR) == months("03", "04")


def test_a_death_before_the_first_month_leaves_no_month_standing() -> None:
    asked = {"reason": StopReason.DIED, "day": date(2017, 1, 31), "on": date(2017, 8, 1)}
    (ended,) = given(*A_GRANTED_CASE).when(standing.stop_after, **asked).events()
    assert entitled_months(the_case(*A_GRANTED_CASE, ended), YEAR) == ()


def test_an_entitlement_does_not_end_before_it_began() -> None:
    early = {"from_month": Month.parse("2017-02"), "on": date(2017, 5, 2)}
    given(*A_GRANTED_CASE).when(standing.revoke, reason=StopReason.WITHDRAWN, **early).then_rejected(StopBeforeStart)
    given(*A_GRANTED_CASE).when(standing.suspend, reason=StopReason.EXCLUDED, **early).then_rejected(StopBeforeStart)


def test_nobody_is_revoked_for_an_objection_that_nobody_raised() -> None:
    asked = {"reason": StopReason.OBJECTION_UPHELD, "from_month": JUNE, "on": date(2017, 5, 2)}
    given(*A_GRANTED_CASE).when(standing.revoke, **asked).then_rejected(NoSuchOpenObjection)


def test_an_applicant_may_withdraw() -> None:
    withdrawn = CaseRevoked(MARCH, StopReason.WITHDRAWN, date(2017, 3, 5))
    asked = {"from_month": MARCH, "on": date(2017, 3, 5)}
    given(APPLIED).when(standing.revoke, reason=StopReason.WITHDRAWN, **asked).then(withdrawn)
    given(APPLIED).when(standing.revoke, reason=StopReason.EXCLUDED, **asked).then_rejected(WrongCaseStage)
    assert the_case(APPLIED, withdrawn).stage is Stage.REVOKED


def test_who_is_granted_again_keeps_the_months_of_the_first_time() -> None:
    ended = CaseRevoked(Month.parse("2017-05"), StopReason.WITHDRAWN, date(2017, 4, 20))
    again = replace(GRANTED, first_month=OCTOBER, amount=Money(120_000))
    case = the_case(*A_GRANTED_CASE, ended, replace(APPLIED, applied_on=date(2017, 10, 9)), again)
    assert stands_in(case, YEAR) == months("03", "04", "10", "11", "12")
    assert amount_in(case, MARCH) == Money(100_000)


def test_a_case_knows_every_hand_that_touched_it() -> None:
    assert the_case(*A_GRANTED_CASE).hands == {"liaison", "zhao", "qian", "sun"}


def test_a_story_told_event_by_event_is_the_story_replayed() -> None:
    case = replay(CASE, [])
    for event in (*A_GRANTED_CASE, SUSPENDED, CHECKED):
        assert isinstance(event, CaseApplied | CaseReviewed | type(GRANTED) | CaseSuspended | CaseRechecked)
        case = evolve(case, event)
    assert case == the_case(*A_GRANTED_CASE, SUSPENDED, CHECKED)
