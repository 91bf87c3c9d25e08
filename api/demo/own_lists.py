"""The lists that the made-up district keeps for itself: a year's days off, its offices' documents, a template."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import application.commands.calendars as calendars
import application.commands.document_formats as document_formats
import application.commands.programme_templates as templates
from api.demo.scene import DECIDER, Scene
from api.http.routers.programme_templates import shown
from api.programme_templates import templates as brought_along
from domain.calendars.events import CalendarDay, DayKind
from domain.document_formats.events import DocumentFormat
from domain.levels import GovernmentLevel as Level
from domain.working_days import CalendarUnknown


def off(first: date, last: date, holiday: str) -> tuple[CalendarDay, ...]:
    """Return the days off from the first to the last."""
    days = (last - first).days + 1
    return tuple(CalendarDay(first + timedelta(days=step), DayKind.OFF, holiday) for step in range(days))


def worked(holiday: str, *days: date) -> tuple[CalendarDay, ...]:
    """Return make-up days."""
    return tuple(CalendarDay(day, DayKind.WORKING, holiday) for day in days)


IN_2024 = (
    *off(date(2024, 1, 1), date(2024, 1, 1), "元旦"),
    *off(date(2024, 2, 10), date(2024, 2, 17), "春节"),
    *worked("春节", date(2024, 2, 4), date(2024, 2, 18)),
    *off(date(2024, 4, 4), date(2024, 4, 6), "清明节"),
    *worked("清明节", date(2024, 4, 7)),
    *off(date(2024, 5, 1), date(2024, 5, 5), "劳动节"),
    *worked("劳动节", date(2024, 4, 28), date(2024, 5, 11)),
    *off(date(2024, 6, 10), date(2024, 6, 10), "端午节"),
    *off(date(2024, 9, 15), date(2024, 9, 17), "中秋节"),
    *worked("中秋节", date(2024, 9, 14)),
    *off(date(2024, 10, 1), date(2024, 10, 7), "国庆节"),
    *worked("国庆节", date(2024, 9, 29), date(2024, 10, 12)),
)
"""国办发明电〔2023〕7号, as it was published."""
LOOKED_AHEAD = timedelta(days=60)
"""How far the demonstration's deadlines reach beyond the day it is begun."""

FORMATS = (
    DocumentFormat("国财社", "财政部", (Level.NATIONAL,), 2009, None),
    DocumentFormat("省财社字", "省财政厅", (Level.NATIONAL, Level.PROVINCIAL), 1995, 2008),
    DocumentFormat("省财社", "省财政厅", (Level.NATIONAL, Level.PROVINCIAL), 2009, None),
    DocumentFormat("市财社", "市财政局", (Level.NATIONAL, Level.PROVINCIAL, Level.MUNICIPAL, Level.COUNTY), 2009, None),
    DocumentFormat("市财调", "市财政局", (Level.NATIONAL, Level.PROVINCIAL, Level.MUNICIPAL), 2009, None),
    DocumentFormat("区财社", "区财政局", (Level.COUNTY,), 2009, None),
)
"""Whose documents bring the district its money; the city's pass on what comes from above, and order its own part."""


def keep_lists(scene: Scene, begun_on: date) -> None:
    """Bring calendars and the offices' documents, and keep a template. Asked again with the same day, it changes
    nothing."""
    for year in sorted({begun_on.year, (begun_on + LOOKED_AHEAD).year}):
        if not _is_known(scene, year):
            _bring_made_up(scene, year, begun_on)
    calendars.set_calendar(
        calendars.SetCalendar(
            command_id=scene.id("calendar-2024"),
            year=2024,
            document="国办发明电〔2023〕7号",
            announced_on=date(2023, 10, 25),
            days=IN_2024,
        ),
        by=DECIDER,
        desk=scene.desk,
    )
    document_formats.set_document_formats(
        document_formats.SetDocumentFormats(command_id=scene.id("document-formats"), formats=FORMATS, strict=False),
        by=DECIDER,
        desk=scene.desk,
    )
    like = shown(brought_along()["living-subsidy"])
    templates.keep_template(
        templates.KeepTemplate(
            command_id=scene.id("template"),
            template="home-care",
            about_zh="区级居家照护补贴：低收入家庭中的残疾人，按月发放，资金由区级承担。",
            about_en="Care at home in this district: for disabled people in low-income families, paid by the month.",
            opens=replace(like.opens, name_zh="残疾人居家照护补贴", name_en="Care at home", bank_memo="残照护"),
            policy=replace(like.policy, document="", excludes=()),
        ),
        by=DECIDER,
        desk=scene.desk,
    )


def _is_known(scene: Scene, year: int) -> bool:
    try:
        scene.desk.calendar.is_working_day(date(year, 1, 1))
    except CalendarUnknown:
        return False
    return True


def _bring_made_up(scene: Scene, year: int, begun_on: date) -> None:
    """Bring days for a year whose notice the system does not have, as made up as the district: fixed holidays alone."""
    calendars.set_calendar(
        calendars.SetCalendar(
            command_id=scene.id(f"calendar-{year}"),
            year=year,
            document=f"虚政办发〔{year - 1}〕1号",
            announced_on=min(begun_on, date(year - 1, 11, 1)),
            days=(
                *off(date(year, 1, 1), date(year, 1, 1), "元旦"),
                *off(date(year, 5, 1), date(year, 5, 3), "劳动节"),
                *off(date(year, 10, 1), date(year, 10, 7), "国庆节"),
            ),
        ),
        by=DECIDER,
        desk=scene.desk,
    )
