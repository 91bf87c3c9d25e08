"""Working days as the State Council orders them, with an office's own file for years not yet known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from application.ports import WorkCalendar
from domain.working_days import CalendarUnknown, after_working_days
from infrastructure.calendar import ChineseCalendar, DayAnnouncedTwice, NotACalendarLine, announced_days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2017, 4, 1), True),  # a Saturday, made up for 清明
        (date(2017, 4, 2), False),
        (date(2017, 4, 3), False),  # a Monday off
        (date(2017, 4, 4), False),
        (date(2017, 4, 5), True),
        (date(2017, 4, 8), False),  # an ordinary Saturday
        (date(2017, 4, 25), True),
        (date(2020, 1, 31), False),  # the holiday prolonged
        (date(2024, 2, 9), True),  # 除夕 was no holiday that year
        (date(2024, 2, 12), False),
        (date(2024, 2, 18), True),  # a Sunday, made up for 春节
    ],
)
def test_holidays_and_make_up_days_are_those_announced(day: date, works: bool) -> None:
    calendar: WorkCalendar = ChineseCalendar()
    assert calendar.is_working_day(day) is works


def test_a_notice_of_seven_working_days_counts_the_made_up_saturday() -> None:
    assert after_working_days(date(2017, 3, 30), 7, ChineseCalendar().is_working_day) == date(2017, 4, 11)


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2099, 1, 4)])
def test_a_year_nobody_announced_is_not_guessed(day: date) -> None:
    with pytest.raises(CalendarUnknown) as caught:
        ChineseCalendar().is_working_day(day)
    assert str(day.year) in caught.value.sentence("zh")


def test_an_office_adds_a_years_announcement_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "放假 安排.txt"
    file.write_text("\ufeff# 国办发明电\n2099-01-01 休 # 元旦\n2099-01-02 off\n2099-01-03 班\n\n", encoding="utf-8")
    calendar = ChineseCalendar.with_file(file)
    days = {day: calendar.is_working_day(date(2099, 1, day)) for day in range(1, 12)}
    assert days == {
        1: False,
        2: False,
        3: True,
        4: False,
        5: True,
        6: True,
        7: True,
        8: True,
        9: True,
        10: False,
        11: False,
    }


def test_a_holiday_ordered_late_wins_over_the_package() -> None:
    calendar = ChineseCalendar({date(2017, 4, 25): False})
    assert not calendar.is_working_day(date(2017, 4, 25))
    assert calendar.is_working_day(date(2017, 4, 26))


@pytest.mark.parametrize("text", ["2099-01-01", "2099-01-01 maybe", "2099-13-01 休", "休 2099-01-01", "明天 休"])
def test_a_line_that_is_no_day_is_named(text: str) -> None:
    with pytest.raises(NotACalendarLine) as caught:
        announced_days(f"2099-01-01 休\n{text}")
    assert caught.value.facts == {"line": "2"}


def test_a_day_cannot_be_both() -> None:
    assert announced_days("2099-01-01 休\n2099-01-01 off") == {date(2099, 1, 1): False}
    with pytest.raises(DayAnnouncedTwice):
        announced_days("2099-01-01 休\n2099-01-01 班")
