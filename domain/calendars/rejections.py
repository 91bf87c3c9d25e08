"""Why a year's list of days is refused."""

from __future__ import annotations

from domain.rejected import Rejected


class NotADayKind(Rejected):
    """The cell must say 放假 (off) or 上班 (worked)."""

    code = "not_a_day_kind"
    zh = "应填“放假”或“上班”。"


class CalendarYearOutOfRange(Rejected):
    """A calendar is for a year from 2000 to 2100, not {year}."""

    code = "calendar_year_out_of_range"
    zh = "放假安排的年份应在 2000 至 2100 之间，不是 {year}。"


class CalendarUnchanged(Rejected):
    """The calendar of {year} says exactly so already."""

    code = "calendar_unchanged"
    zh = "{year} 年的放假安排已如此登记，没有变化。"


class DayOfAnotherYear(Rejected):
    """{day} is not in {year}; it belongs on the list of its own year."""

    code = "day_of_another_year"
    zh = "{day} 不在 {year} 年，应列入其所在年份的放假安排。"


class CalendarDayTwice(Rejected):
    """{day} stands on the list twice."""

    code = "calendar_day_twice"
    zh = "{day} 在名单中列了两次。"


class MakeUpDayOnAWeekday(Rejected):
    """{day} is a {weekday_en}, which is worked anyway; a make-up day is a Saturday or a Sunday."""

    code = "make_up_day_on_a_weekday"
    zh = "{day} 是{weekday_zh}，本就上班；调休上班日应为星期六或星期日。"


class StatutoryHolidayMissing(Rejected):
    """{day} is a holiday every year ({name_zh}) and is not a day off on the list: the list is not whole."""

    code = "statutory_holiday_missing"
    zh = "名单不完整：{day}（{name_zh}）每年放假，名单中未列为放假。"


class TooManyDaysOff(Rejected):
    """{days} days off on one list are too many to be right; {most} at most, weekends that the notice names included."""

    code = "too_many_days_off"
    zh = "一年的名单列了 {days} 个放假日，不可能正确；连同通知所列周末最多 {most} 天。"


class AnnouncedAfterItsYear(Rejected):
    """A notice of {day} cannot set the days of {year}, which was over."""

    code = "announced_after_its_year"
    zh = "{day} 印发的通知不能安排已经过去的 {year} 年。"
