"""Looking at service records person by person: signed for, possible, and at no time twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from domain.attendance.events import ServedAt, ServiceRecorded
from domain.attendance.rejections import (
    CountNotPossible,
    MonthServedTwice,
    ServiceAfterDeath,
    ServiceOverlaps,
    SignOffMissing,
    TimesMissing,
    TimesNotAsked,
)
from domain.attendance.state import Attendance
from domain.dates import not_before, not_in_the_future
from domain.institutions.pricing import MINUTES, ServiceUnit

DAY = 24 * MINUTES
MOST_PIECES = 100_000


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One line of an institution's records: `start` and `end` in minutes of the day where hours are paid.

    `count` is of pieces, and 1 (or nothing) of months and people; hours count themselves. `signed_on` is the day it
    was signed for; None: it was not.
    """

    beneficiary: str
    day: date
    start: int | None = None
    end: int | None = None
    count: int | None = None
    signed_on: date | None = None


def checked(line: ServiceLine, *, unit: ServiceUnit, field: str, on: date) -> ServedAt:
    """Return one line as a record. `on` is the day it is accepted.

    Raises SignOffMissing, BeforeItsCause, InTheFuture, TimesMissing, TimesNotAsked, CountNotPossible.
    """
    not_in_the_future(line.day, on, field=f"{field}.day")
    if line.signed_on is None:
        raise SignOffMissing(f"{field}.signed_on", beneficiary=line.beneficiary, day=line.day)
    not_before(line.signed_on, line.day, field=f"{field}.signed_on")
    not_in_the_future(line.signed_on, on, field=f"{field}.signed_on")
    if unit is ServiceUnit.HOUR:
        if line.start is None or line.end is None or not 0 <= line.start < line.end <= DAY:
            raise TimesMissing(f"{field}.start", given=f"{clock(line.start)}-{clock(line.end)}")
        minutes = line.end - line.start
        if line.count not in (None, minutes):
            raise CountNotPossible(f"{field}.count", least=minutes, most=minutes, given=line.count)
        return ServedAt(line.day, line.start, line.end, minutes, line.signed_on)
    if line.start is not None or line.end is not None:
        raise TimesNotAsked(f"{field}.start", unit=unit.zh)
    count, most = 1 if line.count is None else line.count, MOST_PIECES if unit is ServiceUnit.PIECE else 1
    if not 1 <= count <= most:
        raise CountNotPossible(f"{field}.count", least=1, most=most, given=count)
    return ServedAt(line.day, None, None, count, line.signed_on)


def record(
    attendance: Attendance,
    *,
    agreement: str,
    programme: str,
    unit: ServiceUnit,
    records: Sequence[ServedAt],
    fields: Sequence[str],
    died_on: date | None,
) -> ServiceRecorded:
    """Take a person's records of one month, all of one agreement; `fields` says where each stood in the list.

    Raises ServiceAfterDeath, ServiceOverlaps (also among the records themselves), MonthServedTwice.
    """
    person = attendance.beneficiary
    held = [(earlier.agreement, served) for earlier in attendance.accepted for served in earlier.records]
    for field, one in zip(fields, records, strict=True):
        if died_on is not None and one.day > died_on:
            raise ServiceAfterDeath(f"{field}.day", beneficiary=person, died=died_on, day=one.day)
        for other, served in held:
            if _at_one_time(one, served):
                raise ServiceOverlaps(
                    f"{field}.start",
                    beneficiary=person,
                    agreement=other,
                    day=served.day,
                    since=clock(served.start),
                    until=clock(served.end),
                )
        held.append((agreement, one))
    if unit is ServiceUnit.MONTH:
        for other in (*_whole_months(attendance, programme), *([agreement] if len(records) > 1 else ())):
            raise MonthServedTwice(f"{fields[-1]}.day", beneficiary=person, month=attendance.month, agreement=other)
    return ServiceRecorded(agreement, programme, unit, tuple(records))


def clock(minutes: int | None) -> str:
    """Write minutes of the day as 08:30; nothing as …"""
    return "…" if minutes is None else f"{minutes // MINUTES:02d}:{minutes % MINUTES:02d}"


def _at_one_time(one: ServedAt, other: ServedAt) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None or one.day != other.day:
        return False
    return one.start < other.end and other.start < one.end


def _whole_months(attendance: Attendance, programme: str) -> Iterator[str]:
    for earlier in attendance.accepted:
        if earlier.unit is ServiceUnit.MONTH and earlier.programme == programme:
            yield earlier.agreement
