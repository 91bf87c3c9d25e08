"""What may be set of a year's days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.calendars.events import CalendarDay, CalendarSet, DayKind
from domain.calendars.rejections import (
    AnnouncedAfterItsYear,
    CalendarDayTwice,
    CalendarUnchanged,
    CalendarYearOutOfRange,
    DayOfAnotherYear,
    MakeUpDayOnAWeekday,
    StatutoryHolidayMissing,
    TooManyDaysOff,
)
from domain.calendars.state import Calendars
from domain.dates import not_in_the_future
from domain.documents import DocumentNumber
from domain.free_text import clean_text

MOST_DAYS_OFF = 60
"""Days off that one list may name. The longest so far, with every weekend inside a holiday, has 33."""
LONGEST_NAME = 20
_SATURDAY = 5
_EVERY_YEAR = ((1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节"))
"""《全国年节及纪念日放假办法》 art. 2: the holidays that the Gregorian calendar fixes, in each of its wordings."""
_WEEKDAYS = (
    *(("星期一", "Monday"), ("星期二", "Tuesday"), ("星期三", "Wednesday"), ("星期四", "Thursday")),
    ("星期五", "Friday"),
)


def set_calendar(
    calendars: Calendars, *, year: int, document: str, announced_on: date, days: Sequence[CalendarDay], on: date
) -> CalendarSet:
    """Set a year's days, whole; a later notice's list takes the place of an earlier one's.

    Decisions that counted days by an earlier list keep the day they came to.

    Raises CalendarYearOutOfRange, NotADocumentNumber, InTheFuture, DateTooOld, AnnouncedAfterItsYear, TextMissing,
    TextTooLong, PersonalNumberInText, DayOfAnotherYear, CalendarDayTwice, MakeUpDayOnAWeekday, TooManyDaysOff,
    StatutoryHolidayMissing, CalendarUnchanged.
    """
    if not 2000 <= year <= 2100:
        raise CalendarYearOutOfRange("year", year=year)
    number = str(DocumentNumber.parse(document))
    if not_in_the_future(announced_on, on, field="announced_on").year > year:
        raise AnnouncedAfterItsYear("announced_on", day=announced_on, year=year)
    listed = _checked(year, days)
    before = calendars.by_year.get(year)
    decided = CalendarSet(year, 1 if before is None else before.version + 1, number, announced_on, listed)
    if before is not None and (before.document, before.announced_on, before.days) == (number, announced_on, listed):
        raise CalendarUnchanged("days", year=year)
    return decided


def check_day(year: int, one: CalendarDay, *, field: str) -> CalendarDay:
    """Return one day with its name in its written form. Raises what it breaks by itself, at its own field."""
    if one.day.year != year:
        raise DayOfAnotherYear(f"{field}.day", day=one.day, year=year)
    if one.day_kind is DayKind.WORKING and one.day.weekday() < _SATURDAY:
        zh, en = _WEEKDAYS[one.day.weekday()]
        raise MakeUpDayOnAWeekday(f"{field}.day", day=one.day, weekday_zh=zh, weekday_en=en)
    return CalendarDay(one.day, one.day_kind, clean_text(one.holiday, field=f"{field}.holiday", limit=LONGEST_NAME))


def _checked(year: int, days: Sequence[CalendarDay]) -> tuple[CalendarDay, ...]:
    seen: dict[date, CalendarDay] = {}
    for place, one in enumerate(days):
        checked = check_day(year, one, field=f"days[{place}]")
        if checked.day in seen:
            raise CalendarDayTwice(f"days[{place}].day", day=checked.day)
        seen[checked.day] = checked
    off = {day for day, one in seen.items() if one.day_kind is DayKind.OFF}
    if len(off) > MOST_DAYS_OFF:
        raise TooManyDaysOff("days", days=len(off), most=MOST_DAYS_OFF)
    for month, of_month, name in _EVERY_YEAR:
        if date(year, month, of_month) not in off:
            raise StatutoryHolidayMissing("days", day=date(year, month, of_month), name_zh=name)
    return tuple(seen[day] for day in sorted(seen))
