"""Balances as of any instant and day, at the same cost however long the log is: a few sheets and one open page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from psycopg import Connection

from application.views.posting import WAYS, Movement, Posting
from application.views.sheet import BEGINNING, NOTHING, Balances, Key, Span, effect, last_struck, plus
from infrastructure.views.packing import line_key
from infrastructure.views.projecting import newest_sheets
from infrastructure.views.tables import statements

_SQL = statements("queries.sql")


def balances(
    connection: Connection[tuple[Any, ...]],
    ledger: str,
    lines: Collection[str],
    *,
    position: int,
    effective: date | None,
) -> Mapping[str, Balances]:
    """Return the lines' balances of all postings at `position` and before, effective by `effective` (None: all).

    Lines without any are absent.
    """
    by_key = {line_key(line): line for line in lines}
    struck = last_struck(position)
    sheets = newest_sheets(connection, ledger, list(_keys(connection, ledger, list(lines), effective)), struck)
    found: dict[str, Balances] = {}
    for key, amounts in sheets.items():
        found[key.line] = plus(found.get(key.line, NOTHING), amounts)
    cursor = connection.cursor(binary=True)
    cursor.execute(
        _SQL["open_page"],
        {
            "ledger": ledger,
            "struck": struck,
            "position": position,
            "effective": effective or date.max,
            "lines": list(by_key),
        },
    )
    for number, movement, fen in cursor:
        line, way = by_key[number], Movement(movement)
        moved = effect(Posting(position, 0, line, way, *WAYS[way], fen, BEGINNING, None, None))
        found[line] = plus(found.get(line, NOTHING), moved)
    return found


def _keys(
    connection: Connection[tuple[Any, ...]], ledger: str, lines: Sequence[str], effective: date | None
) -> Iterator[Key]:
    """Yield which sheets make up the lines' balances: all of a line, or the years, months and days up to a date."""
    if effective is None:
        yield from (Key(line, Span.EVER, BEGINNING) for line in lines)
        return
    cursor = connection.cursor(binary=True)
    cursor.execute(_SQL["earliest_year"], {"ledger": ledger, "lines": [line_key(line) for line in lines]})
    this_month = list(_this_month(effective))
    for number, earliest in cursor:
        line = lines[number - 1]
        for year in range(earliest.year, effective.year):
            yield Key(line, Span.YEAR, date(year, 1, 1))
        if earliest.year <= effective.year:
            yield from (Key(line, span, first_day) for span, first_day in this_month)


def _this_month(effective: date) -> Iterator[tuple[Span, date]]:
    """Yield the months of the date's year before its month, and the days of its month up to it."""
    for month in range(1, effective.month):
        yield Span.MONTH, date(effective.year, month, 1)
    day = effective.replace(day=1)
    while day <= effective:
        yield Span.DAY, day
        day += timedelta(days=1)
