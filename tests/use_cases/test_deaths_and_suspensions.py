"""Who dies, is suspended or fails a check stops being paid, by the month and at the last moment."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from application.commands.bank import ReissuePayouts
from application.commands.batches import ReleaseBatch, SubmitBatch
from application.commands.beneficiaries import RecordCircumstances
from application.commands.eligibility import ApplyForCases
from application.commands.standing import RecheckCase, ResumeCase, SuspendCase
from domain.batches.rejections import AmountNotByTheRules, NobodyToPay, NotInStanding
from domain.beneficiaries.rejections import PersonDied
from domain.eligibility.events import StopReason
from domain.facts import Fact
from domain.periods import Month
from tests.support.office import AREA, BUILDER, CASE_OFFICER, CASHIER, LIAISON
from tests.support.stories import (
    AGAIN,
    APPLIED,
    BY_THE_MONTH,
    GRANTED,
    MEDICINE,
    RELEASED,
    SUBMITTED,
    YEAR,
    a_funded_programme,
    a_released_batch,
    approve,
    post_result,
    release,
    submit,
)
from tests.use_cases.entitlement_stories import dies, objected_after_the_grant


def test_who_died_before_the_period_is_neither_granted_nor_paid() -> None:
    office = a_funded_programme()
    dies(office, office.people[0], date(2016, 12, 31))
    assert submit(office).said["people"] == 4
    asked = {"programme": MEDICINE, "area": AREA, "beneficiaries": office.people[:1], "on": APPLIED}
    office.is_refused(PersonDied, ApplyForCases, by=LIAISON, **asked)
    approve(office)
    release(office)
    assert office.people[0] not in office.stages()


def test_who_died_within_the_period_is_paid_up_to_the_month_of_death() -> None:
    office = a_funded_programme(policy=BY_THE_MONTH, provincial=9000, municipal=9000)
    dies(office, office.people[0], date(2017, 3, 31))
    submit(office)
    approve(office)
    release(office)
    paid = {one.beneficiary: str(one.amount) for one in office.views.payouts_of_batch(office.batch)}
    assert paid == dict.fromkeys(office.people, "1200.00") | {office.people[0]: "300.00"}


@pytest.mark.parametrize(
    ("died_on", "rule"), [(date(2016, 12, 31), NotInStanding), (date(2017, 4, 22), AmountNotByTheRules)]
)
def test_a_death_reported_while_the_batch_is_under_way_stops_its_release(died_on: date, rule: type[Any]) -> None:
    office = a_funded_programme(policy=BY_THE_MONTH, provincial=9000, municipal=9000)
    submit(office)
    approve(office)
    dies(office, office.people[0], died_on)
    office.is_refused(rule, ReleaseBatch, by=CASHIER, batch_id=office.batch, value_date=RELEASED)


def test_a_returned_payment_is_not_sent_again_to_who_has_died_or_is_objected_to() -> None:
    office = a_released_batch()
    dead, disputed, alive = office.people[:3]
    post_result(office, returned=(dead, disputed, alive))
    dies(office, dead, date(2016, 12, 20))
    objected_after_the_grant(office, disputed)
    facts = {"batch_id": office.batch, "value_date": AGAIN}
    for person in (dead, disputed):
        office.is_refused(NotInStanding, ReissuePayouts, by=CASHIER, beneficiaries=(person, alive), **facts)
    office.asks(ReissuePayouts, by=CASHIER, beneficiaries=(alive,), **facts)
    assert office.stages()[alive] == "reissued"


def test_a_suspended_person_is_not_paid_until_a_check_has_passed_and_they_are_resumed() -> None:
    office = a_funded_programme(1)
    person = {"programme": MEDICINE, "beneficiary": office.people[0]}
    stop = {"reason": StopReason.REVIEW_FAILED, "from_month": Month.parse("2017-01"), "on": GRANTED}
    office.asks(SuspendCase, by=CASE_OFFICER, **person, **stop)
    asked = {"programme": MEDICINE, "region": AREA, "period": YEAR, "number": "1", "on": SUBMITTED}
    office.is_refused(NobodyToPay, SubmitBatch, by=BUILDER, **asked)
    assert office.asks(RecheckCase, by=CASE_OFFICER, on=GRANTED, **person).said["passed"] is True
    office.asks(ResumeCase, by=CASE_OFFICER, from_month=Month.parse("2017-02"), on=GRANTED, **person)
    assert submit(office).said["people"] == 1


def test_a_check_that_fails_suspends_from_the_following_month() -> None:
    office = a_funded_programme(1, policy=BY_THE_MONTH)
    news = (Fact("low_income", "no", "civil_affairs", date(2017, 3, 1)),)
    office.asks(RecordCircumstances, by=LIAISON, beneficiary=office.people[0], facts=news, on=date(2017, 3, 1))
    facts = {"programme": MEDICINE, "beneficiary": office.people[0], "on": date(2017, 3, 2)}
    assert office.asks(RecheckCase, by=CASE_OFFICER, **facts).said["passed"] is False
    assert submit(office).said["total_fen"] == "30000"
