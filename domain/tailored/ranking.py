"""Ranking places on published factors: exact scores, ties share a rank, falsified places stand apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.rates import Rate
from domain.tailored.coverage import Counts
from domain.tailored.place_events import Factor, Weight


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place's rank (1 is best), its exact score of 0 to 1, and the rates it comes from."""

    rank: int
    region: str
    score: Fraction
    rates: Mapping[Factor, Rate | None]

    @property
    def points(self) -> str:
        """The score out of 100 with two decimals, rounded half up; ranks go by the exact one."""
        hundredths = int((2 * self.score * 10_000 + 1) // 2)
        return f"{hundredths // 100}.{hundredths % 100:02d}"


@dataclass(frozen=True, slots=True)
class Ranking:
    """Places in order; `excluded` are those with a falsification that stands, `unranked` those without any rate."""

    ranked: tuple[Ranked, ...]
    excluded: tuple[str, ...]
    unranked: tuple[str, ...]


def rank(counts: Mapping[str, Counts], weights: Sequence[Weight], *, falsified: frozenset[str]) -> Ranking:
    """Rank places: equal scores share a rank and the next one counts on (1, 2, 2, 4); within a rank by region."""
    taken = {region: own for region, own in counts.items() if region not in falsified}
    scores = {region: score(own, weights) for region, own in taken.items()}
    known = {region: points for region, points in scores.items() if points is not None}
    order = sorted(known, key=lambda region: (-known[region], region))
    ranked = tuple(
        Ranked(
            1 + sum(other > known[region] for other in known.values()),
            region,
            known[region],
            {one.factor: taken[region].rate(one.factor) for one in weights},
        )
        for region in order
    )
    return Ranking(ranked, tuple(sorted(falsified & counts.keys())), tuple(sorted(scores.keys() - known.keys())))


def score(counts: Counts, weights: Sequence[Weight]) -> Fraction | None:
    """Return the weighted sum of a place's rates, each counted up to 100 %; None when no factor has a rate.

    A factor without a denominator (nobody was served, so nobody could be visited) leaves its weight to the others in
    proportion: it neither helps nor harms.
    """
    known = [(one.weight, rate) for one in weights if (rate := counts.rate(one.factor)) is not None]
    if not known:
        return None
    points = sum((weight * min(Fraction(1), _exact(rate)) for weight, rate in known), Fraction(0))
    return points / sum((weight for weight, _ in known), Fraction(0))


def _exact(rate: Rate) -> Fraction:
    return Fraction(rate.numerator.count, rate.denominator.count)
