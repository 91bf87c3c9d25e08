"""Rows as a page shows them: a cell knows how it is written, to which side it stands, and where it leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import quote

from api.http.columns import laid_out
from api.http.values import tilded
from application.exports import ColumnKind
from application.lists import Total
from domain.money import Money

Kind = Literal["amount", "number", "day", "period", "instant", "word", "state", "id", "programme", "region", "position"]

LEADS: Mapping[str, str] = {
    "programme": "/programmes/{}",
    "beneficiary": "/people/{}",
    "case": "/cases/{}",
    "batch": "/batches/{}",
    "payout": "/payouts/{}",
    "line": "/fund-lines/{}",
    "notice": "/notices/{}",
    "recovery": "/recoveries/{}",
    "agreement": "/agreements/{}",
    "tender": "/tenders/{}",
    "institution": "/institutions/{}",
    "inspection": "/inspections/{}",
    "screening": "/screenings/{}",
    "scheme": "/matching-schemes/{}",
    "claim": "/claims/{}",
    "budget": "/budgets/{}",
    "evaluation": "/evaluations/{}",
    "award": "/awards/{}",
    "award_scheme": "/award-schemes/{}",
    "levy": "/levies/{}",
    "assessment": "/levy-assessments/{}",
    "charge": "/charges/{}",
    "visit_finding": "/visit-findings/{}",
    "file": "/service-files/{}",
    "aid": "/emergency-aids/{}",
    "finding": "/findings/{}",
    "run": "/check-runs/{}",
}
"""Where an id leads, by the field it stands in."""

IDS = frozenset({*LEADS, "fund", "document", "number", "account", "objection", "institution", "payee"})
PERIODS = frozenset({"period", "first_month", "stops_from"})
"""Periods and months: never broken at their hyphen."""
LEFT_OUT = frozenset({"facts", "digest", "evidence"})
"""Fields that are too long for a table; the thing's own page has them."""


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column, in both languages."""

    field: str
    kind: Kind
    said: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value, how it is written, and the path it leads to (empty: none)."""

    value: Any
    kind: Kind
    path: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of cells, ready to print."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Totals:
    """How many rows the whole selection has, and what they come to; None where there is no one sum."""

    rows: int
    amount: Money | None


def of_rows(
    row_type: Any,
    rows: Iterable[Any],
    *,
    only: Sequence[str] = (),
    told: Mapping[str, Callable[[Any], str]] = MappingProxyType({}),
) -> Table:
    """Return listed rows as a table: the columns of `only` in that order, or all that there are.

    `told` says a row's cell in words, for fields that hold codes.
    """
    columns = list(enumerate(columns_of(row_type)))
    if only:
        columns.sort(key=lambda one: only.index(one[1].field) if one[1].field in only else len(only))
        columns = columns[: len(only)]
    shown = [(index, one) for index, one in columns if one.field not in LEFT_OUT]
    cells = laid_out(row_type).cells
    made = []
    for row in rows:
        values = cells(row)
        made.append(
            [
                Cell(told[one.field](row), "word")
                if one.field in told
                else Cell(values[index], one.kind, _path(one.field, values[index]))
                for index, one in shown
            ]
        )
    return Table([one for _index, one in shown], made)


def of_totals(total: Total) -> Totals:
    """Return what a list says of its whole selection."""
    return Totals(total.rows, total.amount)


@cache
def columns_of(row_type: Any) -> tuple[Column, ...]:
    """Return the columns of a type of rows, in the order of `laid_out`."""
    return tuple(Column(one.name, _kind(one.name, one.kind), (one.zh, one.en)) for one in laid_out(row_type).columns)


def _kind(name: str, kind: ColumnKind) -> Kind:
    if name == "position" or name.endswith("_at"):
        return "instant" if kind is ColumnKind.INSTANT else "position"
    if name == "stage":
        return "state"
    if name == "region":
        return "region"
    if name in PERIODS:
        return "period"
    if name in IDS:
        return "programme" if name == "programme" else "id"
    kinds: Mapping[ColumnKind, Kind] = {
        ColumnKind.AMOUNT: "amount",
        ColumnKind.INTEGER: "number",
        ColumnKind.DATE: "day",
        ColumnKind.INSTANT: "instant",
    }
    return kinds.get(kind, "word")


def _path(name: str, value: object) -> str:
    if value in (None, ""):
        return ""
    if name == "position" or (name.endswith("_at") and isinstance(value, int)):
        return f"/entries/{value}"
    return LEADS[name].format(quote(tilded(str(value)), safe="~")) if name in LEADS else ""
