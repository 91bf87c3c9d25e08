"""A year's days are a list: what it has to say, what it may not, and how days are counted by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import rejections as rules
from domain.calendars.decisions import MOST_DAYS_OFF, set_calendar
from domain.calendars.events import CalendarDay, CalendarSet, DayKind
from domain.calendars.state import Calendars, replay
from domain.dates import InTheFuture
from domain.documents import NotADocumentNumber
from domain.free_text import PersonalNumberInText, TextMissing, TextTooLong
from domain.rejected import Rejected
from domain.working_days import CalendarUnknown, after_working_days

OFF, WORKING = DayKind.OFF, DayKind.WORKING
NONE = Calendars()
EVERY_YEAR = tuple(
    CalendarDay(date(2027, month, day), OFF, name)
    for month, day, name in ((1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节"))
)
SPRING = tuple(CalendarDay(date(2027, 2, day), OFF, "春节") for day in range(5, 12))
MAKE_UP = CalendarDay(date(2027, 2, 20), WORKING, "春节")
FACTS: dict[str, Any] = {
    "year": 2027,
    "document": "国办发明电[2026]9号",
    "announced_on": date(2026, 11, 12),
    "days": (MAKE_UP, *EVERY_YEAR, *SPRING),
    "on": date(2026, 11, 23),
}


def unknown(day: date) -> bool:
    raise CalendarUnknown("day", year=day.year)


def counted(calendars: Calendars) -> Any:
    return lambda day: calendars.is_working_day(day, otherwise=unknown)


def test_a_list_is_kept_in_the_order_of_its_days_with_the_number_in_its_one_form() -> None:
    said = set_calendar(NONE, **FACTS)
    assert (said.year, said.version, said.document) == (2027, 1, "国办发明电〔2026〕9号")
    assert [one.day for one in said.days] == sorted(one.day for one in FACTS["days"])


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2027, 2, 5), False),  # a Friday inside the holiday
        (date(2027, 2, 20), True),  # the Saturday that is worked instead
        (date(2027, 2, 21), False),  # a Sunday that the notice does not name
        (date(2027, 2, 22), True),  # a Monday that it does not name
    ],
)
def test_a_day_is_worked_as_the_list_says_and_else_from_monday_to_friday(day: date, works: bool) -> None:
    assert counted(replay([set_calendar(NONE, **FACTS)]))(day) is works


def test_a_year_without_a_list_is_counted_otherwise_and_one_that_nobody_knows_is_refused_by_name() -> None:
    held = replay([set_calendar(NONE, **FACTS)])
    assert held.is_working_day(date(2026, 11, 21), otherwise=lambda _: True)
    with pytest.raises(CalendarUnknown, match="2028"):
        after_working_days(date(2027, 12, 30), 7, counted(held))


def test_a_later_list_takes_the_place_of_the_whole_earlier_one() -> None:
    first = set_calendar(NONE, **FACTS)
    longer = FACTS | {
        "document": "国办发明电〔2027〕1号",
        "announced_on": date(2027, 2, 8),
        "on": date(2027, 2, 9),
        "days": (*EVERY_YEAR, *SPRING, CalendarDay(date(2027, 2, 12), OFF, "春节")),
    }
    second = set_calendar(replay([first]), **longer)
    after = replay([first, second])
    assert second.version == 2
    assert not counted(after)(date(2027, 2, 12))
    assert not counted(after)(MAKE_UP.day), "the make-up day of the first list is forgotten with it"


@pytest.mark.parametrize(
    ("facts", "rule", "field"),
    [
        ({"year": 1999}, rules.CalendarYearOutOfRange, "year"),
        ({"year": 2101}, rules.CalendarYearOutOfRange, "year"),
        ({"document": "电话通知"}, NotADocumentNumber, "document"),
        ({"announced_on": date(2026, 11, 24)}, InTheFuture, "announced_on"),
        ({"announced_on": date(2028, 1, 1), "on": date(2028, 1, 2)}, rules.AnnouncedAfterItsYear, "announced_on"),
        ({"days": (*EVERY_YEAR, CalendarDay(date(2026, 12, 31), OFF, "元旦"))}, rules.DayOfAnotherYear, "days[5].day"),
        ({"days": (*EVERY_YEAR, EVERY_YEAR[0])}, rules.CalendarDayTwice, "days[5].day"),
        ({"days": (*EVERY_YEAR, replace(EVERY_YEAR[0], day_kind=WORKING))}, rules.MakeUpDayOnAWeekday, "days[5].day"),
        ({"days": EVERY_YEAR[:4]}, rules.StatutoryHolidayMissing, "days"),
        ({"days": ()}, rules.StatutoryHolidayMissing, "days"),
        ({"days": (*EVERY_YEAR, replace(SPRING[0], holiday=" "))}, TextMissing, "days[5].holiday"),
        ({"days": (*EVERY_YEAR, replace(SPRING[0], holiday="春" * 21))}, TextTooLong, "days[5].holiday"),
        (
            {"days": (*EVERY_YEAR, replace(SPRING[0], holiday="110101199003078515"))},
            PersonalNumberInText,
            "days[5].holiday",
        ),
    ],
)
def test_a_list_that_cannot_be_right_is_refused(facts: dict[str, Any], rule: type[Rejected], field: str) -> None:
    with pytest.raises(rule) as refused:
        set_calendar(NONE, **(FACTS | facts))
    assert refused.value.field == field


def test_more_days_off_than_any_year_has_are_a_mistake() -> None:
    summer = tuple(CalendarDay(date(2027, 7, 1) + timedelta(days=day), OFF, "暑假") for day in range(MOST_DAYS_OFF))
    with pytest.raises(rules.TooManyDaysOff):
        set_calendar(NONE, **(FACTS | {"days": (*EVERY_YEAR, *summer)}))


def test_the_same_list_is_not_recorded_twice() -> None:
    with pytest.raises(rules.CalendarUnchanged):
        set_calendar(replay([set_calendar(NONE, **FACTS)]), **FACTS)


@given(
    off=st.sets(st.dates(date(2027, 1, 1), date(2027, 12, 31)), max_size=50),
    start=st.dates(date(2027, 1, 1), date(2027, 6, 30)),
    days=st.integers(0, 40),
)
def test_a_deadline_by_a_list_is_a_worked_day_and_leaves_out_no_other(off: set[date], start: date, days: int) -> None:
    listed = {one.day: one for one in EVERY_YEAR} | {day: CalendarDay(day, OFF, "假") for day in off}
    held = replay([CalendarSet(2027, 1, "国办发明电〔2026〕9号", date(2026, 11, 12), tuple(listed.values()))])
    end = after_working_days(start, days, counted(held))
    between = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    worked = [day for day in between if day.weekday() < 5 and day not in listed]
    assert len(worked) == days
    assert not days or worked[-1] == end
