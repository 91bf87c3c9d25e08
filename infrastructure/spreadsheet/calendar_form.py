"""The list of a year's days off and make-up days: a line a day, as the State Council's notice names them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from application.own_list_rows import CalendarRow
from domain.calendars.decisions import LONGEST_NAME
from domain.calendars.events import CalendarDay, DayKind
from domain.calendars.rejections import NotADayKind
from infrastructure.identity import plain
from infrastructure.spreadsheet import cells
from infrastructure.spreadsheet.form import Column, Form
from infrastructure.spreadsheet.table import Cell

_WORDS = {
    **dict.fromkeys(("放假", "休", "休息", "off"), DayKind.OFF),
    **dict.fromkeys(("上班", "班", "补班", "调休上班", "working", "work"), DayKind.WORKING),
}


def _kind(cell: Cell, field: str) -> DayKind:
    found = _WORDS.get(plain(cell).lower()) if isinstance(cell, str) else None
    if found is None:
        raise NotADayKind(field)
    return found


_COLUMNS = (
    Column(
        name="day",
        zh="日期",
        en="Day",
        parse=cells.day,
        aliases=("date",),
        identifies=True,
        example="2027-02-06",
        hint_zh="一日一行，通知写明的每一日都要列出，含假期内的周末。",
        hint_en="A line a day: every day that the notice names, weekends inside a holiday included.",
    ),
    Column(
        name="day_kind",
        zh="安排",
        en="Off or working",
        parse=_kind,
        aliases=("放假或上班", "类别", "kind"),
        choices=tuple(one.zh for one in DayKind),
        hint_zh="填“放假”；因调休上班的周末填“上班”。",
        hint_en="放假 for a day off; 上班 for a Saturday or Sunday that is worked instead.",
    ),
    Column(
        name="holiday",
        zh="节日",
        en="Holiday",
        parse=partial(cells.text, longest=LONGEST_NAME),
        aliases=("节日名称", "名称", "假期", "name"),
        example="春节",
    ),
)


def calendar_form() -> Form[CalendarRow]:
    """Return the form. A day stands on it once."""
    return Form(
        name="calendar",
        title_zh="放假调休安排表",
        title_en="Days off and make-up days",
        columns=_COLUMNS,
        build=lambda values, row: CalendarRow(row=row, **values),
        same=_same,
    )


def calendar_cells(one: CalendarDay) -> tuple[str, ...]:
    """Return a day as a row of the form."""
    return one.day.isoformat(), one.day_kind.zh, one.holiday


def _same(values: Mapping[str, Any]) -> str:
    return str(values["day"] or "")
