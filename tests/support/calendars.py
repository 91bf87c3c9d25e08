"""Years as their notices had them: 国办发明电〔2016〕17号 for 2017, 国办发明电〔2023〕7号 for 2024."""

from __future__ import annotations

from datetime import date, timedelta

from domain.calendars.events import CalendarDay, DayKind


def span(first: date, last: date, holiday: str) -> tuple[CalendarDay, ...]:
    """Return the days off from the first to the last."""
    days = (last - first).days + 1
    return tuple(CalendarDay(first + timedelta(days=step), DayKind.OFF, holiday) for step in range(days))


def worked(holiday: str, *days: date) -> tuple[CalendarDay, ...]:
    """Return make-up days."""
    return tuple(CalendarDay(day, DayKind.WORKING, holiday) for day in days)


IN_2017 = (
    *span(date(2017, 1, 1), date(2017, 1, 2), "元旦"),
    *span(date(2017, 1, 27), date(2017, 2, 2), "春节"),
    *worked("春节", date(2017, 1, 22), date(2017, 2, 4)),
    *span(date(2017, 4, 2), date(2017, 4, 4), "清明节"),
    *worked("清明节", date(2017, 4, 1)),
    *span(date(2017, 4, 29), date(2017, 5, 1), "劳动节"),
    *span(date(2017, 5, 28), date(2017, 5, 30), "端午节"),
    *worked("端午节", date(2017, 5, 27)),
    *span(date(2017, 10, 1), date(2017, 10, 8), "国庆节、中秋节"),
    *worked("国庆节", date(2017, 9, 30)),
)
IN_2024 = (
    *span(date(2024, 1, 1), date(2024, 1, 1), "元旦"),
    *span(date(2024, 2, 10), date(2024, 2, 17), "春节"),
    *worked("春节", date(2024, 2, 4), date(2024, 2, 18)),
    *span(date(2024, 4, 4), date(2024, 4, 6), "清明节"),
    *worked("清明节", date(2024, 4, 7)),
    *span(date(2024, 5, 1), date(2024, 5, 5), "劳动节"),
    *worked("劳动节", date(2024, 4, 28), date(2024, 5, 11)),
    *span(date(2024, 6, 10), date(2024, 6, 10), "端午节"),
    *span(date(2024, 9, 15), date(2024, 9, 17), "中秋节"),
    *worked("中秋节", date(2024, 9, 14)),
    *span(date(2024, 10, 1), date(2024, 10, 7), "国庆节"),
    *worked("国庆节", date(2024, 9, 29), date(2024, 10, 12)),
)
