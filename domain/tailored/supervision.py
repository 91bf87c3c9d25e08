"""Supervision quotas: so many different households per supervisor and period, and who fulfilled theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from domain.periods import Month, Period, PeriodKind
from domain.tailored.place_events import HouseholdSupervised, Terms
from domain.tailored.places import ServicePlace


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """What a supervisor owes in a period and has done; `counted` is up to the quota, for sums over supervisors."""

    supervisor: str
    period: Period
    quota: int
    households: int

    @property
    def counted(self) -> int:
        """Households that count: nobody makes up for somebody else."""
        return min(self.households, self.quota)

    @property
    def fulfilled(self) -> bool:
        """Whether the quota is reached."""
        return self.households >= self.quota


def households(calls: Iterable[HouseholdSupervised]) -> int:
    """Count different households: two calls that share a person were on the same one."""
    groups: list[set[str]] = []
    for call in calls:
        own = set(call.beneficiaries)
        apart = [group for group in groups if not group & own]
        own.update(*(group for group in groups if group & own))
        groups = [*apart, own]
    return len(groups)


def fulfilments(place: ServicePlace, terms: Terms, *, until: date) -> Iterator[Fulfilment]:
    """Yield what each supervisor of the place has done in each quota period of the year that has begun by a day."""
    for period in quota_periods(place.year, terms.quota_period):
        if period.first.first_day() > until:
            return
        for supervisor in place.supervisors:
            own = (
                call
                for call in place.calls
                if call.supervisor == supervisor
                and call.supervised_on <= until
                and period.first <= Month.of(call.supervised_on) <= period.last
            )
            yield Fulfilment(supervisor, period, terms.households, households(own))


def quota_periods(year: int, kind: PeriodKind) -> tuple[Period, ...]:
    """Return the periods of a kind that a year has."""
    match kind:
        case PeriodKind.YEAR:
            return (Period(f"{year}"),)
        case PeriodKind.HALF_YEAR:
            return tuple(Period(f"{year}-H{half}") for half in (1, 2))
        case PeriodKind.QUARTER:
            return tuple(Period(f"{year}-Q{quarter}") for quarter in range(1, 5))
        case PeriodKind.MONTH:
            return tuple(Period(f"{year}-{month:02d}") for month in range(1, 13))
