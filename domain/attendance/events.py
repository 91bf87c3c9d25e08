"""When somebody was served. Stream: attendance/<beneficiary>/<month>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.institutions.pricing import ServiceUnit


@dataclass(frozen=True, slots=True)
class ServedAt:
    """One service record: `start` and `end` in minutes of the day (hours only), `count` in minutes or units.

    `signed_on` is the day the person, or who stands up for them, signed for it.
    """

    day: date
    start: int | None
    end: int | None
    count: int
    signed_on: date


@dataclass(frozen=True, slots=True)
class ServiceRecorded:
    """Service to one person in one month that was accepted under an agreement."""

    agreement: str
    programme: str
    unit: ServiceUnit
    records: tuple[ServedAt, ...]


AttendanceEvent = ServiceRecorded
