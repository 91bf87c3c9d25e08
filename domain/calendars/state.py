"""The calendars of a ledger, each year as it was set last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from domain.calendars.events import CalendarEvent, CalendarSet, DayKind
from domain.working_days import IsWorkingDay

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendars:
    """The list of each year that the ledger has one of."""

    by_year: Mapping[int, CalendarSet] = field(default_factory=dict)
    _kinds: Mapping[date, DayKind] = field(default_factory=dict)

    def is_working_day(self, day: date, *, otherwise: IsWorkingDay) -> bool:
        """Say whether offices work that day: by the list of its year, else as `otherwise` does, and raising so."""
        if day.year not in self.by_year:
            return otherwise(day)
        kind = self._kinds.get(day)
        return day.weekday() < _SATURDAY if kind is None else kind is DayKind.WORKING


def replay(facts: Iterable[object]) -> Calendars:
    """Build the calendars from their history."""
    years: dict[int, CalendarSet] = {}
    for fact in facts:
        assert isinstance(fact, CalendarSet), f"{type(fact).__name__} sets no calendar"
        years[_year_of(fact)] = fact
    return Calendars(years, {one.day: one.day_kind for each in years.values() for one in each.days})


def _year_of(event: CalendarEvent) -> int:
    match event:
        case CalendarSet(year=year):
            return year
        case _:
            assert_never(event)
