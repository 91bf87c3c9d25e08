"""Deadlines counted in working days: the day something happens does not count (《民法典》第二百零一条)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from domain.rejected import Rejected

IsWorkingDay = Callable[[date], bool]


class CalendarUnknown(Rejected):
    """The holidays and make-up days of {year} are not known; enter the announcement of that year first."""

    code = "calendar_unknown"
    zh = "{year} 年的放假调休安排尚未录入，请先登记当年通知。"


def after_working_days(start: date, days: int, is_working_day: IsWorkingDay) -> date:
    """Return the `days`-th working day after `start`; with 0 the day itself."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if is_working_day(day):
            days -= 1
    return day


def working_days_between(start: date, end: date, is_working_day: IsWorkingDay) -> int:
    """Count the working days after `start` up to and including `end`; 0 when `end` is not later."""
    return sum(is_working_day(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))
