"""Reports and their days: due, handed in, late, missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.periods import Period, PeriodKind
from domain.tailored.place_events import Terms
from domain.tailored.places import ServicePlace, due_on, last_day
from domain.tailored.supervision import quota_periods


class ReportState(StrEnum):
    """Where a report is: 待报, 按期, 迟报, 逾期未报."""

    DUE = "due"
    IN_TIME = "in_time"
    LATE = "late"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A report that a place owes; `days_late` counts calendar days, up to today for a missing one."""

    region: str
    period: Period
    due_on: date
    handed_in_on: date | None
    stage: ReportState
    days_late: int


def reports(place: ServicePlace, terms: Terms, *, until: date) -> Iterator[ReportDue]:
    """Yield every monthly and quarterly report of the year whose period is over by a day, in order."""
    periods = [*quota_periods(place.year, PeriodKind.MONTH), *quota_periods(place.year, PeriodKind.QUARTER)]
    for period in sorted(periods, key=lambda one: (one.last, one.kind is PeriodKind.QUARTER)):
        if last_day(period) >= until:
            continue
        handed_in = place.reports.get(period)
        on = handed_in.handed_in_on if handed_in and handed_in.handed_in_on <= until else None
        due = handed_in.due_on if handed_in else due_on(period, terms)
        late = max(0, ((on or until) - due).days)
        if on is not None:
            stage = ReportState.LATE if late else ReportState.IN_TIME
        else:
            stage = ReportState.MISSING if late else ReportState.DUE
        yield ReportDue(place.region, period, due, on, stage, late)
