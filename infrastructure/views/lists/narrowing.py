"""What somebody may see and what they ask for, cut to where both hold: spans of region and programme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from application.lists import Grant, Where
from domain.regions import RegionCode

WHOLE_LEDGER = Grant()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Rows of one programme (empty: of any) in regions whose code begins with `region` (empty: in any)."""

    programme: str
    region: str

    def holds(self, other: Span) -> bool:
        """Say whether everything in the other one is in this one."""
        return self.programme in ("", other.programme) and other.region.startswith(self.region)


def spans(where: Where, *, programmes: bool, regions: bool) -> tuple[Span, ...]:
    """Return spans in the order of programme and region, for rows that have those; none when nothing is left.

    Rows that have no region are not narrowed by regions, nor rows without a programme by programmes; rows with neither
    are for those who may see the whole ledger.
    """
    grants = (WHOLE_LEDGER,) if where.within is None else tuple(where.within)
    if not programmes and not regions:
        return (Span("", ""),) if WHOLE_LEDGER in grants else ()
    found = {span for grant in grants for span in _of_grant(grant, programmes=programmes, regions=regions)}
    for asked in ({Span(each, "") for each in where.programmes}, {Span("", _digits(each)) for each in where.regions}):
        if asked:
            found = {both for span in found for each in asked for both in _both(span, each)}
    return _largest(found)


def one_by_one(found: Iterable[Span], programmes: Iterable[str]) -> tuple[Span, ...]:
    """Return the same rows as spans of one programme each; they are disjoint. `programmes` are all there are."""
    known = tuple(programmes)
    return _largest(
        Span(programme, span.region) for span in found for programme in ((span.programme,) if span.programme else known)
    )


def _largest(found: Iterable[Span]) -> tuple[Span, ...]:
    """Leave out spans that lie in others."""
    told = set(found)
    return tuple(sorted(one for one in told if not any(other != one and other.holds(one) for other in told)))


def _of_grant(grant: Grant, *, programmes: bool, regions: bool) -> Iterable[Span]:
    region = _digits(grant.region) if regions and grant.region is not None else ""
    named = grant.programmes if programmes and grant.programmes is not None else frozenset({""})
    return (Span(programme, region) for programme in named)


def _digits(region: RegionCode) -> str:
    """Return the segments of a code that are set: what the codes of all places inside it begin with."""
    return "".join(region.segments())


def _both(one: Span, other: Span) -> Iterable[Span]:
    """Yield what lies in both, if anything does."""
    if one.programme and other.programme and one.programme != other.programme:
        return
    short, long = sorted((one.region, other.region), key=len)
    if long.startswith(short):
        yield Span(one.programme or other.programme, long)
