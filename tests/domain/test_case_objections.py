"""An objection reopens a case; dismissed it confirms the case, upheld it ends it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.eligibility import objections
from domain.eligibility.events import CaseConfirmed, CaseRevoked, StopReason
from domain.eligibility.rejections import (
    NoSuchOpenObjection,
    ObjectionKnown,
    ObjectionWasDismissed,
    ObjectionWasUpheld,
    WrongCaseStage,
)
from domain.eligibility.state import stands_in
from domain.notices.rejections import ObjectionStillOpen
from tests.domain.case_stories import DISMISSED, MARCH, RAISED, REOPENED, SUSPENDED, UPHELD, YEAR, given
from tests.domain.people_stories import A_GRANTED_CASE, A_POSTED_NOTICE, REVIEWED, the_case, the_notice


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
