"""What is recorded of calendars. Stream: calendar/ledger, every year of a ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """What a notice says of a day: offices are closed, or they work though it is a Saturday or Sunday."""

    OFF = "off"
    WORKING = "working"

    @property
    def zh(self) -> str:
        """The Chinese word."""
        return {"off": "放假", "working": "上班"}[self.value]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day that the notice names, and the holiday it belongs to, such as 春节."""

    day: date
    day_kind: DayKind
    holiday: str


@dataclass(frozen=True, slots=True)
class CalendarSet:
    """A year's days are so from now on, whole: what an earlier list of that year said counts no more.

    Days that are not named are worked from Monday to Friday. `version` counts the lists of a year, `document` is the
    notice and `announced_on` its date; `days` are in their order.
    """

    year: int
    version: int
    document: str
    announced_on: date
    days: tuple[CalendarDay, ...]


CalendarEvent = CalendarSet
"""What happens to a calendar: one thing, so far."""
