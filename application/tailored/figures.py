"""Coverage, ranking, quotas and deadlines of a region's townships in a year, at both times of a query."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from application.desk import Desk
from application.listed.tailored import ServiceFileState
from application.lists import SERVICE_FILES, Where
from application.tailored.places import Asked, PlacesSeen
from domain.inspections.frames import unit_of
from domain.rates import Rate
from domain.regions import RegionCode
from domain.tailored.coverage import Counts
from domain.tailored.deadlines import ReportDue, ReportState, reports
from domain.tailored.place_events import Factor
from domain.tailored.ranking import Ranking, rank
from domain.tailored.supervision import Fulfilment, fulfilments

_PLANNED = frozenset(
    {ServiceFileState.APPROVED, ServiceFileState.SERVED, ServiceFileState.VISITED, ServiceFileState.NOT_MET}
)
SATISFIED = 4
"""The lowest answer (of 1 to 5) that counts as satisfied."""


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """A township's counts, and their rates by factor; None where there is nothing to divide by."""

    region: str
    counts: Counts
    rates: Mapping[Factor, Rate | None]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The townships in their order, and all of them together."""

    places: Sequence[PlaceFigures]
    total: PlaceFigures


def coverage(asked: Asked, *, desk: Desk) -> Coverage:
    """Count every township's people, files, calls and reports. Calls and reports need terms; without they are 0."""
    counts = _counts(PlacesSeen(asked, desk))
    total = sum(counts.values(), Counts())
    places = [PlaceFigures(region, own, own.rates()) for region, own in counts.items()]
    return Coverage(places, PlaceFigures(asked.region, total, total.rates()))


def ranking(asked: Asked, *, desk: Desk) -> Ranking:
    """Rank the townships by the region's terms. Raises NoServiceTerms."""
    seen = PlacesSeen(asked, desk)
    weights = seen.terms(asked.region).weights
    falsified = [region for region, place in seen.places.items() if place.falsified]
    apart = frozenset(unit for unit in seen.townships if any(_touches(unit, place) for place in falsified))
    return rank(_counts(seen), weights, falsified=apart)


def deadlines(asked: Asked, *, desk: Desk) -> Sequence[ReportDue]:
    """Return every report the townships owe by the day, place by place. Raises NoServiceTerms."""
    seen = PlacesSeen(asked, desk)
    return [
        report for unit in seen.townships for report in reports(seen.place(unit), seen.terms(unit), until=asked.until)
    ]


def quotas(asked: Asked, *, desk: Desk) -> Sequence[tuple[str, Fulfilment]]:
    """Return what each supervisor of each place owes and has done by the day. Raises NoServiceTerms."""
    seen = PlacesSeen(asked, desk)
    return [
        (region, one)
        for region, place in seen.places.items()
        if place.supervisors
        for one in fulfilments(place, seen.terms(region), until=asked.until)
    ]


def _counts(seen: PlacesSeen) -> Mapping[str, Counts]:
    """Return each township's counts, by region."""
    asked = seen.asked
    where = Where(regions=(RegionCode.parse(asked.region),), year=asked.year)
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for file in seen.desk.views.rows(SERVICE_FILES, where=where, as_of=asked.position, effective=asked.until):
        answer = file.satisfaction
        told[unit_of(file.region)].update(
            {
                "surveyed": 1,
                "planned": file.stage in _PLANNED,
                "explained": file.stage is ServiceFileState.UNPLANNED,
                "served": file.services > 0,
                "visited": file.stage is ServiceFileState.VISITED,
                "answered": answer is not None,
                "satisfied": answer is not None and answer >= SATISFIED,
            }
        )
    units = sorted({*seen.townships, *told})
    return {unit: Counts(registered=seen.alive[unit], **told[unit]) + _calls_and_reports(seen, unit) for unit in units}


def _calls_and_reports(seen: PlacesSeen, unit: str) -> Counts:
    """Return what is owed by the township's terms; nothing without any."""
    terms = seen.terms_or_none(unit)
    if terms is None:
        return Counts()
    until = seen.asked.until
    inside = RegionCode.parse(unit)
    of_unit = [place for region, place in seen.places.items() if RegionCode.parse(region).within(inside)]
    owed = [one for place in of_unit for one in fulfilments(place, terms, until=until)]
    due = [one for one in reports(seen.place(unit), terms, until=until) if one.stage is not ReportState.DUE]
    return Counts(
        quota=sum(one.quota for one in owed),
        fulfilled=sum(one.counted for one in owed),
        reports_due=len(due),
        reports_in_time=sum(one.stage is ReportState.IN_TIME for one in due),
    )


def _touches(unit: str, place: str) -> bool:
    one, other = RegionCode.parse(unit), RegionCode.parse(place)
    return one.within(other) or other.within(one)
