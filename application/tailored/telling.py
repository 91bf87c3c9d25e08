"""What is told of coverage, ranking, quotas and accords: every rate with both of its numbers and their unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from application.tailored.figures import Coverage, PlaceFigures
from domain.periods import Period
from domain.rates import Rate
from domain.tailored.place_events import Factor
from domain.tailored.ranking import Ranking
from domain.tailored.supervision import Fulfilment


@dataclass(frozen=True, slots=True)
class RateTold:
    """A rate: how many of how many of what, and the percentage; `percent` is None when there is nothing to divide by.

    Without a rate both numbers are 0 and the names are empty.
    """

    factor: Factor
    part: str
    count: int
    whole: str
    of: int
    unit: str
    percent: str | None


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """A place's people in the ledger and its rates."""

    region: str
    registered: int
    rates: tuple[RateTold, ...]


@dataclass(frozen=True, slots=True)
class CoverageTold:
    """Township by township, and the region as a whole."""

    places: tuple[PlaceTold, ...]
    total: PlaceTold


@dataclass(frozen=True, slots=True)
class RankTold:
    """A place's rank, its points out of 100, and the rates they come from."""

    rank: int
    region: str
    points: str
    rates: tuple[RateTold, ...]


@dataclass(frozen=True, slots=True)
class RankingTold:
    """Places in order; `excluded` for a confirmed falsification, `unranked` for want of any rate."""

    ranked: tuple[RankTold, ...]
    excluded: tuple[str, ...]
    unranked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuotaTold:
    """What a supervisor owes in a period and has done, in households."""

    region: str
    supervisor: str
    period: Period
    quota: int
    households: int
    fulfilled: bool


class _HasRates(Protocol):
    @property
    def rates(self) -> Mapping[Factor, Rate | None]: ...


def coverage_told(found: Coverage) -> CoverageTold:
    """Tell of coverage."""
    return CoverageTold(tuple(_place(one) for one in found.places), _place(found.total))


def ranking_told(found: Ranking) -> RankingTold:
    """Tell of a ranking."""
    ranked = tuple(RankTold(one.rank, one.region, one.points, _rates(one)) for one in found.ranked)
    return RankingTold(ranked, found.excluded, found.unranked)


def quota_told(region: str, one: Fulfilment) -> QuotaTold:
    """Tell of a quota."""
    return QuotaTold(region, one.supervisor, one.period, one.quota, one.households, one.fulfilled)


def _place(one: PlaceFigures) -> PlaceTold:
    return PlaceTold(one.region, one.counts.registered, _rates(one))


def _rates(of: _HasRates) -> tuple[RateTold, ...]:
    return tuple(_told(factor, rate) for factor, rate in of.rates.items())


def _told(factor: Factor, rate: Rate | None) -> RateTold:
    if rate is None:
        return RateTold(factor, "", 0, "", 0, "", None)
    part, whole = rate.numerator, rate.denominator
    return RateTold(factor, part.name, part.count, whole.name, whole.count, rate.unit.value, str(rate))
