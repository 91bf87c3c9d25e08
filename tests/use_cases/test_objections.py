"""An objection stops what it is about until it is settled: before the grant, after it, in a batch under way."""

from __future__ import annotations

from datetime import date

import pytest

from application.commands.batches import ReleaseBatch, SendBatchBack, SubmitBatch
from application.commands.eligibility import GrantCases, RefuseCase
from application.commands.notices import ConcludeNotice, SettleObjection
from application.commands.standing import RevokeCase
from domain.batches.rejections import NobodyToPay, NotInStanding
from domain.eligibility.events import StopReason
from domain.eligibility.rejections import ObjectionOpen, ObjectionWasUpheld
from domain.notices.rejections import ObjectionStillOpen, SettledByOwnHand
from domain.periods import Month
from domain.programmes.policy import ApprovalStep
from tests.support.office import AREA, BUILDER, CASE_OFFICER, CASHIER, DECIDER, LIAISON, REVIEWER
from tests.support.stories import (
    GRANTED,
    MEDICINE,
    NOTICE,
    RELEASED,
    YEAR,
    a_funded_programme,
    an_approved_batch,
    apply,
    approve,
    conclude_and_grant,
    people_on_notice,
    release,
    review,
    submit,
)
from tests.use_cases.entitlement_stories import SECOND_NOTICE, objected, objected_after_the_grant, settled


def test_while_an_objection_is_open_nothing_is_granted_and_the_notice_does_not_end() -> None:
    office = people_on_notice(2)
    objected(office, office.people[0])
    office.is_refused(ObjectionStillOpen, ConcludeNotice, by=LIAISON, notice_id=NOTICE, on=GRANTED)
    grant = {"programme": MEDICINE, "notice_id": NOTICE, "beneficiaries": office.people, "on": GRANTED}
    office.is_refused(ObjectionOpen, GrantCases, by=DECIDER, field="beneficiaries[0].beneficiary", **grant)


def test_whoever_took_part_in_a_case_does_not_judge_the_objection_to_it() -> None:
    office = people_on_notice(1)
    objected(office, office.people[0])
    facts = {"notice_id": NOTICE, "objection_id": "o-1", "finding": "属实", "on": date(2017, 1, 18)}
    for hand in (LIAISON, REVIEWER, CASE_OFFICER):
        office.is_refused(SettledByOwnHand, SettleObjection, by=hand, upheld=False, **facts)


@pytest.mark.parametrize("upheld", [True, False])
def test_an_objection_before_the_grant_decides_whether_there_is_one(upheld: bool) -> None:
    office = people_on_notice(2)
    objected(office, office.people[0])
    settled(office, upheld=upheld)
    office.asks(ConcludeNotice, by=LIAISON, notice_id=NOTICE, on=GRANTED)
    grant = {"programme": MEDICINE, "notice_id": NOTICE, "on": GRANTED}
    if not upheld:
        assert office.asks(GrantCases, by=DECIDER, beneficiaries=office.people, **grant).said["cases"] == 2
        return
    office.is_refused(ObjectionOpen, GrantCases, by=DECIDER, beneficiaries=office.people, **grant)
    office.asks(GrantCases, by=DECIDER, beneficiaries=office.people[1:], **grant)
    facts = {"programme": MEDICINE, "beneficiary": office.people[0], "notice_id": NOTICE, "on": GRANTED}
    assert office.asks(RefuseCase, by=DECIDER, **facts).said["reasons"] == ["objection:o-1"]


def test_an_upheld_objection_binds_a_second_application_on_the_same_notice() -> None:
    office = people_on_notice(1)
    objected(office, office.people[0])
    settled(office, upheld=True)
    office.asks(ConcludeNotice, by=LIAISON, notice_id=NOTICE, on=GRANTED)
    facts = {"programme": MEDICINE, "beneficiary": office.people[0], "notice_id": NOTICE, "on": GRANTED}
    office.asks(RefuseCase, by=DECIDER, **facts)
    apply(office, office.people)
    review(office, office.people)
    grant = {"programme": MEDICINE, "notice_id": NOTICE, "beneficiaries": office.people, "on": GRANTED}
    office.is_refused(ObjectionWasUpheld, GrantCases, by=DECIDER, **grant)


def test_an_objection_after_the_grant_stops_the_batch_under_way() -> None:
    office = an_approved_batch()
    objected_after_the_grant(office, office.people[0])
    facts = {"batch_id": office.batch, "value_date": RELEASED}
    said = office.is_refused(NotInStanding, ReleaseBatch, by=CASHIER, **facts)
    assert said.facts["reason"] == "objection_open"
    assert office.refusals() == ["not_in_standing"]


def test_an_objection_that_is_dismissed_lets_the_batch_go_on() -> None:
    office = an_approved_batch()
    objected_after_the_grant(office, office.people[0])
    settled(office, upheld=False, notice=SECOND_NOTICE, on=date(2017, 4, 24))
    release(office)
    assert len(office.stages()) == 5
    office.holds()


def test_an_objection_that_is_upheld_ends_the_case_and_the_batch_is_built_anew_without_it() -> None:
    office = an_approved_batch()
    objected_after_the_grant(office, office.people[0])
    settled(office, upheld=True, notice=SECOND_NOTICE, on=date(2017, 4, 24))
    office.is_refused(NotInStanding, ReleaseBatch, by=CASHIER, batch_id=office.batch, value_date=RELEASED)
    facts = {"step": ApprovalStep.UNIT_HEAD, "reason": "异议成立", "on": RELEASED}
    office.asks(SendBatchBack, by=DECIDER, batch_id=office.batch, **facts)
    assert submit(office, on=RELEASED).said["people"] == 4
    approve(office, on=RELEASED)
    release(office)
    assert office.people[0] not in office.stages()
    office.holds()


def test_an_objection_to_a_case_that_ended_meanwhile_is_still_settled_and_holds_nobody_up() -> None:
    office = people_on_notice(2)
    objected(office, office.people[0])
    end = {"programme": MEDICINE, "beneficiary": office.people[0], "from_month": Month.parse("2017-01")}
    office.asks(RevokeCase, by=CASE_OFFICER, reason=StopReason.WITHDRAWN, on=date(2017, 1, 13), **end)
    settled(office, upheld=False)
    conclude_and_grant(office, office.people[1:])
    office.holds()


@pytest.mark.parametrize("upheld", [True, False])
def test_ending_a_case_does_not_settle_an_objection_to_it(upheld: bool) -> None:
    """Or who wants somebody paid would end the case in December and have the months before paid at once."""
    office = a_funded_programme(1)
    objected_after_the_grant(office, office.people[0])
    end = {"programme": MEDICINE, "beneficiary": office.people[0], "from_month": Month.parse("2017-12")}
    office.asks(RevokeCase, by=CASE_OFFICER, reason=StopReason.WITHDRAWN, on=date(2017, 4, 22), **end)
    asked = {"programme": MEDICINE, "region": AREA, "period": YEAR, "number": "1", "on": RELEASED}
    office.is_refused(NobodyToPay, SubmitBatch, by=BUILDER, **asked)
    settled(office, upheld=upheld, notice=SECOND_NOTICE, on=date(2017, 4, 24))
    if upheld:
        office.is_refused(NobodyToPay, SubmitBatch, by=BUILDER, **asked)
    else:
        assert submit(office, on=RELEASED).said["people"] == 1
