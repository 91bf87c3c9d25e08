"""Chinese working days: the State Council's holidays and make-up days, from a package and from the office's own file.

The package `chinese-calendar` knows the years announced when it was made. A year it does not know yet is entered in a
small text file, one day a line: `2027-02-06 休` (off) or `2027-02-20 班` (make-up day), `#` begins a remark. A year's
announcement comes in one piece, so the first day of a year in the file makes that year known; in years the package
knows, the file's days win (an extra holiday, ordered late).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from chinese_calendar.constants import holidays, workdays

from domain.rejected import Rejected
from domain.working_days import CalendarUnknown

_MARKS = {"休": False, "off": False, "班": True, "work": True}
_PACKAGE_YEARS = frozenset(day.year for day in holidays)
_SATURDAY = 5


class NotACalendarLine(Rejected):
    """Line {line} of the calendar file is not a day with 休 or 班, such as 2027-02-06 休."""

    code = "not_a_calendar_line"
    zh = "放假安排文件第 {line} 行应为“日期 休”或“日期 班”，如 2027-02-06 休。"


class DayAnnouncedTwice(Rejected):
    """Line {line} of the calendar file says something else about {day} than a line before."""

    code = "day_announced_twice"
    zh = "放假安排文件第 {line} 行与前面关于 {day} 的内容矛盾。"


class ChineseCalendar:
    """Implements `application.ports.WorkCalendar`. `announced` says of single days whether offices work."""

    def __init__(self, announced: Mapping[date, bool] | None = None) -> None:
        self._announced = dict(announced or {})
        self._years = _PACKAGE_YEARS | {day.year for day in self._announced}

    @classmethod
    def with_file(cls, path: Path) -> ChineseCalendar:
        """Add the days of a UTF-8 file. Raises NotACalendarLine, DayAnnouncedTwice, OSError."""
        return cls(announced_days(path.read_text(encoding="utf-8-sig")))

    def is_working_day(self, day: date) -> bool:
        """Say whether offices work that day. Raises CalendarUnknown for a year not yet announced."""
        if day.year not in self._years:
            raise CalendarUnknown("day", year=day.year)
        announced = self._announced.get(day)
        if announced is not None:
            return announced
        return day in workdays or (day.weekday() < _SATURDAY and day not in holidays)


def announced_days(text: str) -> dict[date, bool]:
    """Read the days of an announcement, True for a working day. Raises NotACalendarLine, DayAnnouncedTwice."""
    days: dict[date, bool] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split("#", 1)[0].split()
        if not words:
            continue
        try:
            day, works = date.fromisoformat(words[0]), _MARKS[words[1]]
        except (ValueError, KeyError, IndexError):
            raise NotACalendarLine("calendar", line=number) from None
        if days.setdefault(day, works) is not works:
            raise DayAnnouncedTwice("calendar", line=number, day=day)
    return days
