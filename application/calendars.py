"""Which days are worked: by the ledger's own lists for the years they cover, else as the country's calendar has it.

A decision counts by the lists as they are when it is taken, and its event keeps the day it came to. Whoever looks back
counts by the lists as they were at a position.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache, partial

from application.desk import Desk
from application.work import Loaded, Work
from domain.calendars.events import CalendarSet
from domain.calendars.state import Calendars, replay
from domain.working_days import IsWorkingDay

STREAM = "calendar/ledger"


def load(work: Work) -> Loaded[Calendars]:
    """Load calendar/ledger: each year's list as it was set last."""
    return work.load(STREAM, replay)


def calendars_at(desk: Desk, *, as_of: int | None = None) -> Calendars:
    """Return the lists as they are, or as they were at a position."""
    entries = desk.log.stream(STREAM)
    return replay(entry.fact for entry in entries if as_of is None or entry.position <= as_of)


def counted_in(work: Work, desk: Desk) -> IsWorkingDay:
    """Return what a command counts working days by; it raises CalendarUnknown for a year that nobody announced."""
    return _by(load(work).state, desk)


def counted_at(desk: Desk, *, as_of: int | None = None) -> IsWorkingDay:
    """Return what working days were counted by at a position; it raises as `counted_in`."""
    return _by(calendars_at(desk, as_of=as_of), desk)


def counting(desk: Desk) -> Callable[[int], IsWorkingDay]:
    """Return what tells, of a position, what working days were counted by there; the log is read once."""
    entries = desk.log.stream(STREAM)
    positions = [entry.position for entry in entries]

    @cache
    def of_the_first(lists: int) -> IsWorkingDay:
        return _by(replay(entry.fact for entry in entries[:lists]), desk)

    return lambda position: of_the_first(bisect_right(positions, position))


def calendars_now(desk: Desk, *, as_of: int | None = None) -> Sequence[CalendarSet]:
    """Return each year's list, the newest year first."""
    held = calendars_at(desk, as_of=as_of).by_year
    return [held[year] for year in sorted(held, reverse=True)]


def _by(calendars: Calendars, desk: Desk) -> IsWorkingDay:
    return partial(calendars.is_working_day, otherwise=desk.calendar.is_working_day)
