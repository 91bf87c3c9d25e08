"""People known by an id and a commitment; notices posted for all to see, with their objections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.beneficiaries import decisions as people
from domain.beneficiaries import state as person_state
from domain.beneficiaries.events import CircumstancesRecorded, DeathRecorded, MovedAway, PersonalRecordChanged
from domain.beneficiaries.rejections import (
    DeathDateDisputed,
    NoFactsGiven,
    NotRegistered,
    OlderThanKnown,
    PersonDied,
    PersonMovedAway,
    RecordUnchanged,
    RegisteredAlready,
)
from domain.dates import BeforeItsCause
from domain.facts import Fact
from domain.notices import decisions as notices
from domain.notices import state as notice_state
from domain.notices.events import (
    NoticeConcluded,
    NoticeListed,
    NoticePublished,
    ObjectionGround,
    ObjectionRaised,
    ObjectionSettled,
)
from domain.notices.rejections import (
    NoSuchNotice,
    NoSuchObjection,
    NoticeExists,
    NoticeIsOver,
    NoticeStillOpen,
    NoticeTooShort,
    NotOnThisNotice,
    ObjectionExists,
    ObjectionStillOpen,
    OnNoticeTwice,
    SettledByOwnHand,
)
from tests.domain.people_stories import (
    A_CONCLUDED_NOTICE,
    A_POSTED_NOTICE,
    CLOSES_ON,
    CONCLUDED_ON,
    LISTED,
    POLICY,
    POSTED,
    POSTED_ON,
    REGISTERED,
    REGISTERED_ON,
    SOMEBODY,
    facts,
    on_weekdays,
)
from tests.support.given import histories_of

person = histories_of(person_state.replay, SOMEBODY)
notice = histories_of(notice_state.replay, "n-1")

REGISTERING: dict[str, Any] = {
    "region": REGISTERED.region,
    "commitment": REGISTERED.commitment,
    "facts": facts(),
    "on": REGISTERED_ON,
}
DIED = DeathRecorded(date(2017, 4, 3), "civil affairs")
DYING: dict[str, Any] = {"died_on": date(2017, 4, 3), "source": "civil affairs", "on": date(2017, 5, 2)}
PUBLISHING: dict[str, Any] = {
    "programme": POSTED.programme,
    "policy": POLICY,
    "region": POSTED.region,
    "place": POSTED.place,
    "hotline": POSTED.hotline,
    "beneficiaries": LISTED.beneficiaries,
    "working_days": 7,
    "is_working_day": on_weekdays,
    "on": POSTED_ON,
}
OBJECTING: dict[str, Any] = {
    "objection_id": "o-1",
    "beneficiary": SOMEBODY,
    "ground": ObjectionGround.NOT_ELIGIBLE,
    "on": date(2017, 3, 10),
}
RAISED = ObjectionRaised("o-1", SOMEBODY, ObjectionGround.NOT_ELIGIBLE, date(2017, 3, 10))
SETTLING: dict[str, Any] = {
    "objection_id": "o-1",
    "upheld": False,
    "finding": "经核查不属实",
    "took_part": frozenset({"liaison", "zhao", "qian"}),
    "by": "zhou",
    "on": date(2017, 3, 14),
}
SETTLED = ObjectionSettled("o-1", SOMEBODY, False, "经核查不属实", "zhou", date(2017, 3, 14))


def test_somebody_is_registered_once() -> None:
    person().when(people.register, **REGISTERING).then(REGISTERED)
    person(REGISTERED).when(people.register, **REGISTERING).then_rejected(RegisteredAlready)


def test_nothing_is_recorded_about_a_stranger() -> None:
    person().when(people.record_death, **DYING).then_rejected(NotRegistered)
    person().when(people.record_circumstances, facts=facts(), on=REGISTERED_ON).then_rejected(NotRegistered)


def test_only_facts_that_changed_are_recorded() -> None:
    on = date(2017, 6, 1)
    no_longer_poor = Fact("low_income", "no", "civil affairs", on)
    person(REGISTERED).when(people.record_circumstances, facts=(*facts()[:2], no_longer_poor), on=on).then(
        CircumstancesRecorded((no_longer_poor,))
    )
    person(REGISTERED).when(people.record_circumstances, facts=facts(), on=on).then()
    person(REGISTERED).when(people.record_circumstances, facts=(), on=on).then_rejected(NoFactsGiven)


def test_old_news_do_not_displace_newer() -> None:
    yesterday = facts(date(2017, 2, 19), low_income="no")[3:4]
    person(REGISTERED).when(people.record_circumstances, facts=yesterday, on=REGISTERED_ON).then_rejected(
        OlderThanKnown, field="facts[0].as_of"
    )


def test_a_fact_recorded_anew_takes_the_place_of_the_old_one() -> None:
    changed = CircumstancesRecorded((Fact("low_income", "no", "civil affairs", date(2017, 6, 1)),))
    state = person_state.replay(SOMEBODY, [REGISTERED, changed])
    known = state.fact("low_income")
    assert known is not None
    assert known.value == "no"
    assert len(state.facts) == len(REGISTERED.facts)


def test_a_changed_record_names_its_fields_and_never_their_content() -> None:
    person(REGISTERED).when(people.change_record, commitment="cd" * 32, fields=("account", "phone")).then(
        PersonalRecordChanged("cd" * 32, ("account", "phone"))
    )
    person(REGISTERED).when(people.change_record, commitment="ab" * 32, fields=("account",)).then_rejected(
        RecordUnchanged
    )


def test_a_death_is_recorded_once_however_many_registers_report_it() -> None:
    person(REGISTERED).when(people.record_death, **DYING).then(DIED)
    person(REGISTERED, DIED).when(people.record_death, **(DYING | {"source": "police"})).then()


def test_registers_that_disagree_about_a_death_are_heard_and_not_believed() -> None:
    other = DYING | {"died_on": date(2017, 4, 4)}
    person(REGISTERED, DIED).when(people.record_death, **other).then_rejected(DeathDateDisputed)


def test_somebody_moves_away_once_and_not_after_death() -> None:
    asked: dict[str, Any] = {"moved_on": date(2017, 4, 1), "to_region": "990201", "on": date(2017, 5, 2)}
    moved = MovedAway(date(2017, 4, 1), "990201")
    person(REGISTERED).when(people.record_move, **asked).then(moved)
    person(REGISTERED, moved).when(people.record_move, **asked).then()
    again = asked | {"moved_on": date(2017, 4, 2)}
    person(REGISTERED, moved).when(people.record_move, **again).then_rejected(PersonMovedAway)
    person(REGISTERED, DIED).when(people.record_move, **asked).then(moved)
    after = asked | {"moved_on": date(2017, 4, 4)}
    person(REGISTERED, DIED).when(people.record_move, **after).then_rejected(PersonDied)


def test_a_notice_closes_seven_working_days_after_the_day_it_was_posted() -> None:
    notice().when(notices.publish, **PUBLISHING).then(POSTED, LISTED)
    assert date(2017, 3, 17) == CLOSES_ON


def test_a_long_list_is_posted_in_pages() -> None:
    crowd = tuple(f"b-{number}" for number in range(1190))
    published, *pages = notice().when(notices.publish, **(PUBLISHING | {"beneficiaries": crowd})).events()
    assert isinstance(published, NoticePublished)
    assert published.people == 1190
    assert [(page.page, len(page.beneficiaries)) for page in pages if isinstance(page, NoticeListed)] == [
        (1, 500),
        (2, 500),
        (3, 190),
    ]
    assert notice_state.replay("n-1", [published, *pages]).people == frozenset(crowd)


def test_a_notice_stands_as_long_as_the_policy_says_or_longer() -> None:
    notice().when(notices.publish, **(PUBLISHING | {"working_days": 6})).then_rejected(NoticeTooShort)
    longer = notice().when(notices.publish, **(PUBLISHING | {"working_days": 8})).events()[0]
    assert longer == replace(POSTED, working_days=8, closes_on=date(2017, 3, 20))


def test_a_notice_is_posted_once_with_each_person_once() -> None:
    notice(*A_POSTED_NOTICE).when(notices.publish, **PUBLISHING).then_rejected(NoticeExists)
    twice = PUBLISHING | {"beneficiaries": (SOMEBODY, "b-002", SOMEBODY)}
    notice().when(notices.publish, **twice).then_rejected(OnNoticeTwice, field="beneficiaries[2]")


@pytest.mark.parametrize("on", [POSTED_ON, CLOSES_ON])
def test_anybody_may_object_from_the_first_day_to_the_last(on: date) -> None:
    notice(*A_POSTED_NOTICE).when(notices.raise_objection, **(OBJECTING | {"on": on})).then(
        replace(RAISED, raised_on=on)
    )


def test_an_objection_is_about_somebody_on_the_notice_while_it_stands() -> None:
    posted = notice(*A_POSTED_NOTICE)
    posted.when(notices.raise_objection, **(OBJECTING | {"on": CONCLUDED_ON})).then_rejected(NoticeIsOver)
    posted.when(notices.raise_objection, **(OBJECTING | {"on": date(2017, 3, 7)})).then_rejected(BeforeItsCause)
    posted.when(notices.raise_objection, **(OBJECTING | {"beneficiary": "b-003"})).then_rejected(NotOnThisNotice)
    notice().when(notices.raise_objection, **OBJECTING).then_rejected(NoSuchNotice)


def test_one_objection_to_a_person_is_open_at_a_time() -> None:
    second = OBJECTING | {"objection_id": "o-2"}
    notice(*A_POSTED_NOTICE, RAISED).when(notices.raise_objection, **second).then_rejected(ObjectionStillOpen)
    notice(*A_POSTED_NOTICE, RAISED).when(notices.raise_objection, **OBJECTING).then_rejected(ObjectionExists)
    settled = notice(*A_POSTED_NOTICE, RAISED, SETTLED)
    settled.when(notices.raise_objection, **second).then(replace(RAISED, objection_id="o-2"))
    settled.when(notices.raise_objection, **OBJECTING).then_rejected(ObjectionExists)


def test_an_objection_is_settled_once_by_somebody_who_had_no_part_in_the_case() -> None:
    raised = notice(*A_POSTED_NOTICE, RAISED)
    raised.when(notices.settle_objection, **SETTLING).then(SETTLED)
    raised.when(notices.settle_objection, **(SETTLING | {"by": "qian"})).then_rejected(SettledByOwnHand)
    raised.when(notices.settle_objection, **(SETTLING | {"on": date(2017, 3, 9)})).then_rejected(BeforeItsCause)
    notice(*A_POSTED_NOTICE, RAISED, SETTLED).when(notices.settle_objection, **SETTLING).then_rejected(NoSuchObjection)


def test_a_notice_is_concluded_after_its_last_day_when_every_objection_is_settled() -> None:
    over, last_day = {"on": CONCLUDED_ON}, {"on": CLOSES_ON}
    notice(*A_POSTED_NOTICE).when(notices.conclude, **over).then(NoticeConcluded(CONCLUDED_ON))
    notice(*A_POSTED_NOTICE).when(notices.conclude, **last_day).then_rejected(NoticeStillOpen)
    notice(*A_POSTED_NOTICE, RAISED).when(notices.conclude, **over).then_rejected(ObjectionStillOpen)
    notice(*A_POSTED_NOTICE, RAISED, SETTLED).when(notices.conclude, **over).then(NoticeConcluded(CONCLUDED_ON))
    notice(*A_CONCLUDED_NOTICE).when(notices.conclude, **over).then_rejected(NoticeIsOver)


def test_a_notice_knows_who_is_objected_to_and_what_was_upheld() -> None:
    upheld = notice_state.replay("n-1", [*A_POSTED_NOTICE, RAISED, replace(SETTLED, upheld=True)])
    assert notice_state.replay("n-1", [*A_POSTED_NOTICE, RAISED]).open_against(SOMEBODY)
    assert not upheld.open_against(SOMEBODY)
    assert upheld.upheld_against(SOMEBODY) == ("o-1",)
    assert upheld.upheld_against("b-002") == ()
