"""Who is entitled, and who stops being: applications, notices, exclusions, objections, deaths, suspensions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from application.commands.bank import ReissuePayouts
from application.commands.batches import ReleaseBatch, SendBatchBack, SubmitBatch
from application.commands.beneficiaries import RecordCircumstances, RecordDeath
from application.commands.eligibility import ApplyForCases, GrantCases, RefuseCase, ReviewCases
from application.commands.notices import ConcludeNotice, PublishNotice, RaiseObjection, SettleObjection
from application.commands.programmes import PublishPolicy
from application.commands.standing import RecheckCase, ResumeCase, RevokeCase, SuspendCase
from domain.batches.rejections import AmountNotByTheRules, ListedTwice, NobodyToPay, NotInStanding
from domain.beneficiaries.rejections import PersonDied
from domain.eligibility.events import StopReason
from domain.eligibility.rejections import (
    CriteriaNotMet,
    DeciderTookPart,
    ExcludedBy,
    LiveCaseExists,
    NoticeNotConcluded,
    ObjectionOpen,
    ObjectionWasUpheld,
    OutsideArea,
    RecorderReviews,
    ReviewMissing,
)
from domain.facts import Fact
from domain.levels import GovernmentLevel
from domain.notices.events import ObjectionGround
from domain.notices.rejections import NoticeStillOpen, NoticeTooShort, ObjectionStillOpen, SettledByOwnHand
from domain.periods import Month
from domain.programmes.policy import ApprovalStep
from tests.support.office import (
    AREA,
    BUILDER,
    CASE_OFFICER,
    CASHIER,
    DECIDER,
    LIAISON,
    REVIEWER,
    SUPERVISOR,
    Office,
    living_in,
)
from tests.support.stories import (
    AGAIN,
    APPLIED,
    BY_THE_MONTH,
    GRANTED,
    MEDICINE,
    NOTICE,
    NURSING,
    POLICY,
    POSTED,
    RELEASED,
    SUBMITTED,
    YEAR,
    a_funded_programme,
    a_programme,
    a_released_batch,
    an_approved_batch,
    apply,
    approve,
    conclude_and_grant,
    granted_in,
    people_applied,
    people_granted,
    people_on_notice,
    people_registered,
    people_reviewed,
    post_notice,
    post_result,
    release,
    review,
    some_people,
    submit,
)

SECOND_NOTICE = "notice-2017-2"


def dies(office: Office, person: str, on: date) -> None:
    office.asks(RecordDeath, by=CASE_OFFICER, beneficiary=person, died_on=on, source="公安户籍注销")


def objected(
    office: Office, person: str, *, notice: str = NOTICE, on: date = date(2017, 1, 12), name: str = "o-1"
) -> None:
    facts = {"objection_id": name, "beneficiary": person, "ground": ObjectionGround.NOT_ELIGIBLE, "on": on}
    office.asks(RaiseObjection, by=LIAISON, notice_id=notice, **facts)


def settled(
    office: Office, *, upheld: bool, notice: str = NOTICE, on: date = date(2017, 1, 18), name: str = "o-1"
) -> None:
    facts = {"objection_id": name, "upheld": upheld, "finding": "已入户复核", "on": on}
    office.asks(SettleObjection, by=SUPERVISOR, notice_id=notice, **facts)


def objected_after_the_grant(office: Office, person: str) -> None:
    """A list of those who are paid is posted again in spring, and somebody objects."""
    post_notice(office, office.people, notice=SECOND_NOTICE, on=date(2017, 4, 18))
    objected(office, person, notice=SECOND_NOTICE, on=date(2017, 4, 21))


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


def test_two_programmes_that_do_not_exclude_each_other_are_held_and_paid_side_by_side() -> None:
    office = a_funded_programme(2)
    a_programme(office, NURSING)
    granted_in(office, NURSING, office.people, notice=SECOND_NOTICE)
    assert [case.programme for case in office.views.live_cases_of(office.people[0])] == [NURSING, MEDICINE]
    office.holds()
