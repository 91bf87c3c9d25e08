"""A ledger's own calendar: deadlines count by it from then on, and what was decided before keeps its days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from application.calendars import calendars_at, counted_at, counting
from application.checks.running import Asked, look
from application.commands.calendars import SetCalendar
from application.commands.notices import ConcludeNotice, PublishNotice
from domain.calendars.events import CalendarDay, DayKind
from domain.calendars.rejections import CalendarUnchanged
from domain.notices.rejections import NoticeStillOpen
from domain.working_days import CalendarUnknown
from infrastructure.calendar import ChineseCalendar
from tests.support.calendars import IN_2017, IN_2024
from tests.support.office import DECIDER, LIAISON, Office, an_office
from tests.support.stories import (
    GRANTED,
    NOTICE,
    POSTED,
    a_settled_batch,
    people_on_notice,
    people_reviewed,
    post_notice,
)

SNOW = CalendarDay(date(2017, 1, 12), DayKind.OFF, "暴雪停工")
FIRST: dict[str, Any] = {"year": 2017, "document": "国办发明电〔2016〕17号", "announced_on": date(2016, 12, 1)}
SECOND: dict[str, Any] = {"year": 2017, "document": "国办发明电〔2017〕1号", "announced_on": date(2017, 1, 11)}


def set_days(office: Office, days: tuple[CalendarDay, ...], **facts: Any) -> Any:
    return office.asks(SetCalendar, by=DECIDER, days=days, **(FIRST | facts)).said


def closes(office: Office) -> str:
    return str(post_notice(office, office.people).said["closes_on"])


@pytest.mark.parametrize(("year", "days"), [(2017, IN_2017), (2024, IN_2024)])
def test_a_list_as_the_notice_has_it_gives_the_days_that_the_country_counts(
    year: int, days: tuple[CalendarDay, ...]
) -> None:
    office = an_office(date(2025, 1, 1))
    set_days(office, days, year=year, document="国办发明电〔2016〕17号", announced_on=date(2016, 12, 1))
    counted, packaged = counted_at(office.desk), ChineseCalendar().is_working_day
    every = [date(year, 1, 1) + timedelta(days=step) for step in range(365)]
    assert [day for day in every if counted(day) is not packaged(day)] == []


def test_a_notice_closes_by_the_ledger_s_own_list() -> None:
    assert closes(people_reviewed()) == "2017-01-19"
    office = people_reviewed()
    said = set_days(office, (*IN_2017, SNOW))
    assert {name: said[name] for name in ("version", "days_off", "make_up_days")} == {
        "version": 1,
        "days_off": 27,
        "make_up_days": 5,
    }
    assert closes(office) == "2017-01-20"


def test_a_notice_that_was_posted_keeps_its_day_when_the_calendar_changes() -> None:
    office = people_on_notice()
    set_days(office, (*IN_2017, SNOW), **SECOND)
    office.is_refused(NoticeStillOpen, ConcludeNotice, by=LIAISON, notice_id=NOTICE, on=date(2017, 1, 19))
    office.asks(ConcludeNotice, by=LIAISON, notice_id=NOTICE, on=GRANTED)


def test_nobody_is_found_late_or_short_by_a_calendar_that_came_afterwards() -> None:
    office = a_settled_batch()
    before = look(Asked(("C15", "C22"), None, office.clock.day), (), by=LIAISON, desk=office.desk).found
    all_of_january = tuple(
        CalendarDay(date(2017, 1, day), DayKind.OFF, "停工")
        for day in range(3, 27)
        if day not in (7, 8, 14, 15, 21, 22)
    )
    set_days(office, (*IN_2017, *all_of_january), **SECOND)
    after = look(Asked(("C15", "C22"), None, office.clock.day), (), by=LIAISON, desk=office.desk).found
    assert before == after == {"C15": [], "C22": []}


def test_looking_back_counts_as_it_was_known_then() -> None:
    office = people_on_notice()
    before = office.desk.log.head()
    set_days(office, (*IN_2017, SNOW))
    assert counted_at(office.desk, as_of=before)(SNOW.day)
    assert not counted_at(office.desk)(SNOW.day)
    told = counting(office.desk)
    assert (told(before)(SNOW.day), told(before + 1)(SNOW.day)) == (True, False)
    assert calendars_at(office.desk, as_of=before).by_year == {}


def test_a_year_that_neither_the_list_nor_the_system_knows_is_refused_by_name() -> None:
    office = people_reviewed()
    where: dict[str, Any] = {"region": "990101", "place": "公开栏", "hotline": "12385", "on": POSTED}
    asked = where | {"notice_id": NOTICE, "programme": "psy-medicine", "beneficiaries": office.people}
    refused = office.is_refused(CalendarUnknown, PublishNotice, by=LIAISON, working_days=9999, **asked)
    assert "年的放假调休安排尚未录入" in refused.sentence("zh")


def test_the_same_list_once_more_is_refused_and_changes_nothing() -> None:
    office = an_office()
    set_days(office, IN_2017)
    office.is_refused(CalendarUnchanged, SetCalendar, by=DECIDER, days=IN_2017, **FIRST)
