"""What a list is, what narrows it, and what a page of it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

from domain.money import Money
from domain.periods import Period
from domain.regions import RegionCode

ListedT = TypeVar("ListedT", covariant=True)

Key = tuple[str | int, ...]
"""What a row is sorted by. Callers keep it (in a cursor) and give it back; its parts are the list's own business."""


class KeyOfAnotherList(ValueError):
    """`after` is no key of this list."""


class FilterOfAnotherList(ValueError):
    """The list has nothing to narrow by that, or wants a filter that is not there."""

    def __init__(self, of: str, name: str, *, missing: bool = False) -> None:
        super().__init__(f"the list {of} {'needs' if missing else 'knows no'} {name}")
        self.list, self.filter, self.missing = of, name, missing


@dataclass(frozen=True, slots=True)
class Grant:
    """Rows somebody may see: of places inside `region` (None: any), of `programmes` (None: any)."""

    region: RegionCode | None = None
    programmes: frozenset[str] | None = None

    def takes_in(self, region: str | None, programme: str | None) -> bool:
        """Say whether a row of that region and programme is among them; None: the row has no such thing."""
        inside = self.region is None or region is None or RegionCode.parse(region).within(self.region)
        return inside and (self.programmes is None or programme is None or programme in self.programmes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which rows of a list; what is left out narrows nothing. Which filters a list has stands in `ListOf.filters`.

    `within` is what the asker may see (None: everything; empty: nothing), `regions` and `programmes` what is asked for
    inside that. Regions take in the places inside them. `stages` are values of the row's stage. `year` is the fiscal
    year. A list of things without a region (policies, agreements …) is narrowed by programme only, one of people by
    region only; one of things with neither (refusals, revenue) needs a grant of everything.
    """

    within: Sequence[Grant] | None = None
    regions: Sequence[RegionCode] = ()
    programmes: Sequence[str] = ()
    stages: Sequence[str] = ()
    period: Period | None = None
    year: int | None = None
    batch: str = ""
    notice: str = ""
    agreement: str = ""
    inspection: str = ""
    budget: str = ""
    scheme: str = ""
    award: str = ""
    assessment: str = ""
    screening: str = ""
    beneficiary: str = ""

    def given(self) -> frozenset[str]:
        """Return the names of the filters that narrow, without `within`."""
        return frozenset(each.name for each in fields(self) if each.name != "within" and getattr(self, each.name))


EVERYTHING = Where()


@dataclass(frozen=True, slots=True)
class ListOf(Generic[ListedT]):
    """A list: its name, the type of its rows, its filters (`needs`: those it cannot do without), and what adds up.

    `amount` names the row's field that a sum of the list is of; empty where there is no money or sums would mix.
    """

    name: str
    row: type[ListedT]
    filters: frozenset[str]
    needs: frozenset[str] = frozenset()
    amount: str = ""

    def check(self, where: Where) -> None:
        """Raise FilterOfAnotherList for a filter the list does not have or that is missing."""
        for name in sorted(where.given() - self.filters):
            raise FilterOfAnotherList(self.name, name)
        for name in sorted(self.needs - where.given()):
            raise FilterOfAnotherList(self.name, name, missing=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[ListedT]):
    """Some rows, in the list's order, as of `position`.

    `next` is what to ask on with, None at the end. A page looks at some 20,000 candidates at most (5,000 by stage), so
    one narrowed to few of many may hold fewer rows than asked for, even none, and still have a `next`.
    """

    rows: Sequence[ListedT]
    next: Key | None
    position: int


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows a selection has, and the sum of their amounts; None where the list has no one sum."""

    rows: int
    amount: Money | None
    position: int
