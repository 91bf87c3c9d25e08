"""Works the tables of open data out of the views: totals of programmes and years, never of people or small groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from application.answers import Completion, FundLineView
from application.lists import PROGRAMMES as EVERY_PROGRAMME
from application.lists import REGIONS as EVERY_REGION
from application.lists import TARGETS as EVERY_TARGET
from application.open_data.tables import (
    ALLOCATIONS,
    COMPLETION,
    PAYMENTS,
    PROGRAMMES,
    REGIONS,
    SOURCES,
    TARGETS,
    TIERS,
)
from application.public_reports import published
from application.queries import Views
from domain.money import Money, total
from domain.open_data.cells import is_told, told

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class OpenYear:
    """One year as of a position: the rows of every table, by its name."""

    year: int
    as_of: int
    rows: Mapping[str, Rows]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was allocated for, ordered or paid in that year."""
        return not any(self.rows[table.name] for table in (ALLOCATIONS, TARGETS, PAYMENTS))


def open_year(views: Views, year: int, *, as_of: int) -> OpenYear:
    """Return what is open of one year."""
    lines = views.fund_position(fiscal_year=year, as_of=as_of).lines
    targets = [one for one in views.rows(EVERY_TARGET, as_of=as_of) if one.fiscal_year == year]
    programmes = sorted({one.programme for one in lines} | {one.programme for one in targets})
    found = [views.completion(programme, year, as_of=as_of) for programme in programmes]
    paid = [one for one in found if one.settled]
    rows: dict[str, Rows] = {
        PROGRAMMES.name: _programmes(views, programmes, as_of),
        REGIONS.name: _regions(views, year, as_of),
        ALLOCATIONS.name: _allocations(lines),
        TARGETS.name: [(one.programme, year, one.level, one.name, one.people, one.document) for one in targets],
        PAYMENTS.name: [_payment(one) for one in paid],
        TIERS.name: [row for one in paid for row in _tiers(one)],
        SOURCES.name: [row for one in paid for row in _sources(one, lines)],
        COMPLETION.name: [row for one in paid for row in _rates(one)],
    }
    return OpenYear(year, as_of, rows)


def _programmes(views: Views, programmes: Sequence[str], as_of: int) -> Rows:
    return [
        (
            one.programme,
            one.name_zh,
            one.name_en,
            one.payee_kind,
            one.period_kind,
            one.policy_document,
            one.policy_from,
        )
        for one in views.rows(EVERY_PROGRAMME, as_of=as_of)
        if one.programme in programmes
    ]


def _regions(views: Views, year: int, as_of: int) -> Rows:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [
        (one.region, one.name, one.valid_from, one.valid_to)
        for one in views.rows(EVERY_REGION, as_of=as_of)
        if one.valid_from <= last and (one.valid_to is None or one.valid_to >= first)
    ]


def _allocations(lines: Sequence[FundLineView]) -> Rows:
    sums: dict[tuple[str, int, Any, Any, str], int] = {}
    for line in lines:
        key = (line.programme, line.fiscal_year, line.level, line.kind, line.document)
        sums[key] = sums.get(key, 0) + line.balance.allocated.fen
    return [(*key, Money(fen)) for key, fen in sorted(sums.items())]


def _payment(found: Completion) -> Sequence[Any]:
    one = published(found)
    return (one.programme, one.fiscal_year, one.people, one.paid, one.people is not None)


def _tiers(found: Completion) -> Rows:
    return [
        (found.programme, found.fiscal_year, tier.tier, tier.settled, tier.settled_amount, True)
        if is_shown
        else (found.programme, found.fiscal_year, tier.tier, None, None, False)
        for tier, is_shown in zip(found.tiers, _told(found), strict=True)
    ]


def _sources(found: Completion, lines: Sequence[FundLineView]) -> Rows:
    """Return what each level and kind paid. A tier is paid by its levels alike, so where every tier is told of, no
    sum here is that of fewer people; elsewhere none of them is told."""
    is_shown = all(_told(found))
    sums: dict[tuple[Any, Any], list[Money]] = {}
    for line in lines:
        if line.programme == found.programme and line.balance.settled:
            sums.setdefault((line.level, line.kind), []).append(line.balance.settled)
    return [
        (found.programme, found.fiscal_year, level, kind, total(amounts) if is_shown else None, is_shown)
        for (level, kind), amounts in sorted(sums.items())
    ]


def _rates(found: Completion) -> Rows:
    one = published(found)
    return [
        (one.programme, one.fiscal_year, level, rate.numerator.count, rate.denominator.count, str(rate))
        for level, rate in one.rates
    ]


def _told(found: Completion) -> Sequence[bool]:
    if not is_told(found.settled):
        return (False,) * len(found.tiers)
    return told([tier.settled for tier in found.tiers])
