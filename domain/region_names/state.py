"""What a region has been called, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest

from domain.region_names.events import RegionEvent, RegionNamed

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Naming:
    """A name and its days; `valid_to` None: until the next one begins, if ever."""

    name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Region:
    """A region's names as they were told, in the order of their days; none for a code that nobody named."""

    code: str
    told: tuple[Naming, ...] = ()

    @property
    def names(self) -> tuple[Naming, ...]:
        """The names with their ends: one without an end of its own lasts until the day before the next."""
        return tuple(
            replace(one, valid_to=later.valid_from - _A_DAY) if one.valid_to is None and later else one
            for one, later in zip_longest(self.told, self.told[1:])
        )


def evolve(region: Region, event: RegionEvent) -> Region:
    """Take a name in, in the stead of one that begins on the same day."""
    others = [one for one in region.told if one.valid_from != event.valid_from]
    told = [*others, Naming(event.name, event.valid_from, event.valid_to)]
    return replace(region, told=tuple(sorted(told, key=lambda one: one.valid_from)))


def replay(code: str, facts: Iterable[object]) -> Region:
    """Build a region's names from their history."""
    region = Region(code)
    for fact in facts:
        assert isinstance(fact, RegionNamed), f"{type(fact).__name__} names no region"
        region = evolve(region, fact)
    return region
