"""Deadlines counted in working days: the day something happens does not count (《民法典》第二百零一条)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

IsWorkingDay = Callable[[date], bool]


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
