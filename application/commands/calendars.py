"""Setting a year's days off and make-up days, as its notice lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from application import calendars
from application.brought_reading import Looked, looked_at
from application.commands.brought_lists import BadRow
from application.desk import Desk
from application.imports import Reading
from application.own_list_rows import CalendarRow
from application.road import Answer, Officer
from application.work import Work
from domain.calendars import decisions
from domain.calendars.events import CalendarDay, DayKind
from domain.rejected import Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCalendar:
    """A year's days are so from now on; `document` is the notice that lists them, of the day `announced_on`."""

    command_id: str
    year: int
    document: str
    announced_on: date
    days: tuple[CalendarDay, ...]


def set_calendar(ask: SetCalendar, *, by: Officer, desk: Desk) -> Answer:
    """Set a year's days, or set them anew. Raises what `decisions.set_calendar` does."""

    def decide(work: Work) -> dict[str, object]:
        held = calendars.load(work)
        decided = decisions.set_calendar(
            held.state,
            year=ask.year,
            document=ask.document,
            announced_on=ask.announced_on,
            days=ask.days,
            on=desk.clock.today(),
        )
        work.record(held, decided)
        off = sum(one.day_kind is DayKind.OFF for one in decided.days)
        return {"year": ask.year, "version": decided.version, "days_off": off, "make_up_days": len(decided.days) - off}

    return desk.take(ask, decide, by=by)


def days_in(rows: Sequence[CalendarRow]) -> tuple[CalendarDay, ...]:
    """Return what the rows of a list say."""
    return tuple(CalendarDay(row.day, row.day_kind, row.holiday) for row in rows)


def check_days(year: int, rows: Sequence[CalendarRow]) -> tuple[BadRow, ...]:
    """Return every row of a list that `set_calendar` would refuse by itself, in the order of the file."""
    bad = []
    for row, one in zip(rows, days_in(rows), strict=True):
        try:
            decisions.check_day(year, one, field="row")
        except Rejected as refusal:
            refusal.field = refusal.field.rpartition(".")[2]
            bad.append(BadRow(row.row, "", refusal))
    return tuple(bad)


def look_at_list(year: int, reading: Reading[CalendarRow]) -> Looked[CalendarRow]:
    """Return what is wrong with a list of a year's days, cell by cell and row by row."""
    return looked_at(reading, lambda rows: check_days(year, rows), _shown)


def _shown(row: CalendarRow, column: str) -> str:
    return row.day_kind.zh if column == "day_kind" else str(getattr(row, column))
