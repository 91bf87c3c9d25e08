"""A granted case stands month by month: it is checked, suspended, resumed, and ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.eligibility import standing
from domain.eligibility.events import (
    CaseApplied,
    CaseRechecked,
    CaseResumed,
    CaseReviewed,
    CaseRevoked,
    CaseSuspended,
    StopReason,
)
from domain.eligibility.rejections import (
    NoPassingCheck,
    NoSuchOpenObjection,
    ResumedOutsideGap,
    StopBeforeStart,
    TooMuchBackPay,
    WrongCaseStage,
)
from domain.eligibility.state import Stage, amount_in, entitled_months, evolve, replay, stands_in
from domain.money import ZERO, Money
from domain.periods import Month, Period
from domain.rejected import Rejected
from tests.domain.case_stories import CHECKED, JUNE, MARCH, MAY, OCTOBER, SUSPENDED, YEAR, given, months
from tests.domain.people_stories import A_GRANTED_CASE, APPLIED, CASE, GRANTED, POLICY, REVIEWED, facts, the_case


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
