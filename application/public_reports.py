"""What is published of a year: totals of a programme, never a person and never a group that is nearly one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from application.answers import Completion
from application.queries import Views
from domain.levels import GovernmentLevel
from domain.money import Money, total
from domain.open_data.cells import SMALLEST_GROUP, is_told
from domain.rates import Measure, Rate, completion

__all__ = ["SMALLEST_GROUP", "PublishedReports", "PublishedYear", "published", "published_years"]


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """One programme and year: people paid, the sum, and the completion of each level's target.

    Number and sum are None where fewer than `SMALLEST_GROUP` people were paid.
    """

    programme: str
    fiscal_year: int
    people: int | None
    paid: Money | None
    rates: tuple[tuple[GovernmentLevel, Rate], ...]


class PublishedReports:
    """The published totals of one ledger, worked out once for each position that anybody asks at."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._known: tuple[int, tuple[PublishedYear, ...]] = (-1, ())

    def years(self) -> tuple[int, tuple[PublishedYear, ...]]:
        """Return the position and every programme and year that paid somebody then, the newest year first."""
        position = self._views.position()
        if self._known[0] != position:
            self._known = position, published_years(self._views, as_of=position)
        return self._known


def published_years(views: Views, *, as_of: int) -> tuple[PublishedYear, ...]:
    """Return every programme and year that paid somebody, the newest year first."""
    lines = views.fund_position(as_of=as_of).lines
    years = sorted({(-line.fiscal_year, line.programme) for line in lines})
    return tuple(_years(views, years, as_of))


def _years(views: Views, years: list[tuple[int, str]], as_of: int) -> Iterator[PublishedYear]:
    for year, programme in years:
        found = views.completion(programme, -year, as_of=as_of)
        if found.settled:
            yield published(found)


def published(found: Completion) -> PublishedYear:
    """Return what is published of one programme and year."""
    if not is_told(found.settled):
        return PublishedYear(found.programme, found.fiscal_year, None, None, ())
    targets: dict[GovernmentLevel, int] = {}
    for target in found.targets:
        targets[target.level] = targets.get(target.level, 0) + target.people
    rates = tuple(
        (level, completion(found.settled, of=people, against=Measure.TARGET)) for level, people in targets.items()
    )
    paid = total(tier.settled_amount for tier in found.tiers)
    return PublishedYear(found.programme, found.fiscal_year, found.settled, paid, rates)
