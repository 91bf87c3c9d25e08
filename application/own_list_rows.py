"""Rows of the lists that a ledger keeps for itself, as they are read from a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.calendars.events import DayKind
from domain.levels import GovernmentLevel


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One line of a year's list of days: a day, whether offices are closed or work, and the holiday."""

    row: int
    day: date
    day_kind: DayKind
    holiday: str


@dataclass(frozen=True, slots=True)
class DocumentFormatRow:
    """One line of a list of document-number formats; `last_year` None: the word is still in use."""

    row: int
    word: str
    issuer: str
    brings: tuple[GovernmentLevel, ...]
    first_year: int
    last_year: int | None
