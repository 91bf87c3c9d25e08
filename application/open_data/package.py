"""A year's open data in one zip: each table as CSV and Parquet, and the dictionary as JSON and CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from application.exports import ColumnKind, ExportFormat, Exports, Listing
from application.open_data.figures import OpenYear, open_year
from application.open_data.tables import DICTIONARY, TABLES, OpenTable
from application.packages import packed
from application.queries import Views
from domain.open_data.cells import SMALLEST_GROUP
from domain.open_data.rejections import NoSuchOpenYear

_KEPT = 8
"""Packages kept for those who ask again."""


class OpenData:
    """The open data of one ledger. What was packed as of a position is packed once. Safe to share between threads."""

    def __init__(self, views: Views, exports: Exports, ledger: str) -> None:
        self._views, self._exports, self._ledger = views, exports, ledger
        self._known: dict[tuple[int, int], bytes] = {}

    def package(self, year: int, *, as_of: int | None = None) -> tuple[int, bytes]:
        """Return the position, by default the newest, and the zip as of it: the same year and position, the same
        bytes. Raises NoSuchOpenYear, ViewBehind, ViewStopped."""
        position = self._views.position() if as_of is None else as_of
        found = self._known.get((year, position))
        if found is None:
            found = b"".join(self._packed(year, position))
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[year, position] = found
        return position, found

    def file_name(self, year: int, position: int) -> str:
        """Return what the package is called."""
        return f"open-data-{self._ledger}-{year}-{position}.zip"

    def _packed(self, year: int, position: int) -> Iterator[bytes]:
        found = open_year(self._views, year, as_of=position)
        if found.is_empty:
            raise NoSuchOpenYear("year", year=year)
        return packed(self._members(found))

    def _members(self, found: OpenYear) -> Iterator[tuple[str, Iterable[bytes]]]:
        for table in TABLES:
            for form in (ExportFormat.CSV, ExportFormat.PARQUET):
                yield f"data/{table.name}.{form.value}", self._written(form, table, found, found.rows[table.name])
        yield "dictionary.csv", self._written(ExportFormat.CSV, DICTIONARY, found, dictionary_rows())
        about = {"ledger": self._ledger, "fiscal_year": found.year, "as_of": found.as_of, **dictionary()}
        yield "dictionary.json", [(json.dumps(about, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()]

    def _written(
        self, form: ExportFormat, table: OpenTable, found: OpenYear, rows: Sequence[Sequence[Any]]
    ) -> Iterator[bytes]:
        listing = Listing(table.zh, table.en, self._ledger, found.as_of, None, table.plain)
        return self._exports.stream(form, listing, rows, language="zh")


def dictionary() -> dict[str, Any]:
    """Return every table and field with what it is, and the rule of small groups."""
    tables = [
        {
            "table": table.name,
            "zh": table.zh,
            "en": table.en,
            "files": [f"data/{table.name}.csv", f"data/{table.name}.parquet"],
            "fields": [dict(zip(_NAMES, row[1:], strict=True)) for row in _rows_of(table)],
        }
        for table in TABLES
    ]
    rule = {
        "smallest_group": SMALLEST_GROUP,
        "zh": f"少于 {SMALLEST_GROUP} 人的分组不公开人数和金额；可由合计推算出来的，另隐去一组。",
        "en": f"Of fewer than {SMALLEST_GROUP} people neither number nor sum is told, nor what would give them away.",
    }
    return {"tables": tables, "small_groups": rule}


def dictionary_rows() -> list[tuple[str, ...]]:
    """Return the dictionary as rows of its own table."""
    return [row for table in TABLES for row in _rows_of(table)]


def _rows_of(table: OpenTable) -> Iterator[tuple[str, ...]]:
    for one in table.columns:
        column = one.column
        unit = "yuan" if column.kind is ColumnKind.AMOUNT else column.unit
        yield (
            table.name,
            column.name,
            column.heading("zh"),
            column.en,
            column.kind.value,
            unit,
            one.meaning_zh,
            one.meaning_en,
            one.source,
        )


_NAMES = tuple(one.column.name for one in DICTIONARY.columns[1:])
