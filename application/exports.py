"""Lists that leave the house as files: CSV, XLSX or Parquet, as long as they like to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from domain.rejected import Language


class ColumnKind(StrEnum):
    """What stands in a column, and so as which Python values it comes (None is an empty cell in every kind).

    text: `str`, an enumeration's value, or anything that prints itself (Month, Period, region); several of them
    (tuple, list, set) stand in one cell with “; ” between them. amount: `Money`. date: `date`. instant: `datetime`
    with its zone. integer: `int`. boolean: `bool`.
    """

    TEXT = "text"
    AMOUNT = "amount"
    DATE = "date"
    INSTANT = "instant"
    INTEGER = "integer"
    BOOLEAN = "boolean"


class ExportFormat(StrEnum):
    """The files there are; the value is the name's ending."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


MEDIA_TYPES: Mapping[ExportFormat, str] = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.PARQUET: "application/vnd.apache.parquet",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `name` is the field's name in the API; `unit` is `yuan` for every amount, else what is counted."""

    name: str
    zh: str
    en: str
    kind: ColumnKind = ColumnKind.TEXT
    unit: str = ""

    def heading(self, language: Language) -> str:
        """Return the column's heading for people, with its unit: 金额（元）, Amount (yuan)."""
        unit = self.unit or ("yuan" if self.kind is ColumnKind.AMOUNT else "")
        if language == "en":
            return f"{self.en} ({unit})" if unit else self.en
        return f"{self.zh}（{_UNITS_ZH.get(unit, unit)}）" if unit else self.zh


_UNITS_ZH = {
    "yuan": "元",
    "people": "人",
    "cases": "例",
    "days": "天",
    "months": "月",
    "items": "件",
    "positions": "号",
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a file says of itself: what it lists, of which ledger, as of which position, effective up to which day."""

    title_zh: str
    title_en: str
    ledger: str
    as_of: int
    effective: date | None
    columns: tuple[Column, ...]

    def title(self, language: Language) -> str:
        """Return the title in one language."""
        return self.title_zh if language == "zh" else self.title_en


class Exports(Protocol):
    """Writes lists as files."""

    def stream(
        self, export: ExportFormat, listing: Listing, rows: Iterable[Sequence[object]], *, language: Language = "zh"
    ) -> Iterator[bytes]:
        """Yield the file's bytes, piece by piece; the same rows give the same bytes.

        A row has one value for each column. `rows` is read once, as the bytes are asked for, and closed at the end or
        when the consumer stops early (closes the iterator or lets go of it); nothing is left behind then. Memory does
        not grow with the number of rows. Raises TypeError for a value that is not of its column's kind and ValueError
        for a row of another length: defects of the caller.
        """
