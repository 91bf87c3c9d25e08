"""XLSX: dates and amounts that a spreadsheet can count with, texts that it cannot take for anything else.

An amount is a number of yuan with two decimals, exact as it stands; a spreadsheet keeps 15 digits, so an amount or a
whole number with more is written as text rather than a little wrong. Dates before March 1900, which spreadsheets
count differently, are text too. An instant is China's time to the millisecond (CSV and Parquet have the microsecond).
A text longer than a cell takes ends in …. What does not fit one sheet goes on on the next.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import xlsxwriter

from application.exports import ColumnKind, Listing
from domain.money import Money
from domain.rejected import Language
from infrastructure.exports.values import Row, checked

MOST_ROWS = 1_048_575
"""Rows of a sheet beside its heading."""

_CREATED = datetime(2025, 1, 1)  # noqa: DTZ001 - a fixed mark, so that the same rows give the same bytes
_CHINA = timezone(timedelta(hours=8))
_FIRST_DAY = date(1900, 3, 1)
_EXACT = 10**15
_LONGEST_TEXT = 32_767
_LONGEST_NAME = 28
_PIECE = 64 * 1024
_FORMATS = {
    ColumnKind.TEXT: "@",
    ColumnKind.AMOUNT: "#,##0.00",
    ColumnKind.DATE: "yyyy-mm-dd",
    ColumnKind.INSTANT: "yyyy-mm-dd hh:mm:ss.000",
    ColumnKind.INTEGER: "0",
    ColumnKind.BOOLEAN: "General",
}
_WIDTHS = {ColumnKind.TEXT: 20, ColumnKind.AMOUNT: 16, ColumnKind.DATE: 12, ColumnKind.INSTANT: 24}

Write = Callable[[Any, int, int, Any, Any], None]


def workbook(
    listing: Listing, rows: Iterable[Row], *, language: Language, most_rows: int = MOST_ROWS
) -> Iterator[bytes]:
    """Yield the file in pieces of 64 KiB, once all rows are in it; until then it grows in a folder for the purpose."""
    with tempfile.TemporaryDirectory(prefix="export-") as folder:
        path = Path(folder) / "list.xlsx"
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False})
        try:
            book.use_zip64()
            book.set_properties({"title": listing.title(language), "created": _CREATED})
            _fill(book, listing, checked(listing.columns, rows), language, most_rows)
            book.close()
        finally:
            _let_go(book)
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _fill(book: Any, listing: Listing, rows: Iterable[Row], language: Language, most_rows: int) -> None:
    formats = {kind: book.add_format({"num_format": shape}) for kind, shape in _FORMATS.items()}
    bold = book.add_format({"bold": True})
    writers = [(_WRITERS[column.kind], formats[column.kind]) for column in listing.columns]

    def begin(number: int) -> Any:
        sheet = book.add_worksheet(_name(listing.title(language), number))
        for index, column in enumerate(listing.columns):
            sheet.set_column(index, index, _WIDTHS.get(column.kind, 12), formats[column.kind])
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(listing.columns):
            _write_text(sheet, 0, index, column.heading(language), bold)
        return sheet

    sheet, sheets, line = begin(1), 1, 0
    for row in rows:
        if line == most_rows:
            sheets, line = sheets + 1, 0
            sheet = begin(sheets)
        line += 1
        for index, ((write, shape), value) in enumerate(zip(writers, row, strict=True)):
            if value is not None:
                write(sheet, line, index, value, shape)


def _write_text(sheet: Any, row: int, column: int, text: str, shape: Any) -> None:
    if len(text) > _LONGEST_TEXT:
        text = text[: _LONGEST_TEXT - 1] + "…"
    sheet.write_string(row, column, text, shape)


def _write_amount(sheet: Any, row: int, column: int, amount: Money, shape: Any) -> None:
    if abs(amount.fen) < _EXACT:
        sheet.write_number(row, column, amount.fen / 100, shape)
    else:
        sheet.write_string(row, column, str(amount), shape)


def _write_integer(sheet: Any, row: int, column: int, number: int, shape: Any) -> None:
    if abs(number) < _EXACT:
        sheet.write_number(row, column, number, shape)
    else:
        sheet.write_string(row, column, str(number), shape)


def _write_date(sheet: Any, row: int, column: int, day: date, shape: Any) -> None:
    if day >= _FIRST_DAY:
        sheet.write_datetime(row, column, day, shape)
    else:
        sheet.write_string(row, column, day.isoformat(), shape)


def _write_instant(sheet: Any, row: int, column: int, instant: datetime, shape: Any) -> None:
    local = instant.astimezone(_CHINA).replace(tzinfo=None)
    if local.date() >= _FIRST_DAY:
        sheet.write_datetime(row, column, local.replace(microsecond=local.microsecond // 1000 * 1000), shape)
    else:
        sheet.write_string(row, column, local.isoformat(sep=" "), shape)


def _write_boolean(sheet: Any, row: int, column: int, value: bool, shape: Any) -> None:
    sheet.write_boolean(row, column, value, shape)


_WRITERS: dict[ColumnKind, Write] = {
    ColumnKind.TEXT: _write_text,
    ColumnKind.AMOUNT: _write_amount,
    ColumnKind.DATE: _write_date,
    ColumnKind.INSTANT: _write_instant,
    ColumnKind.INTEGER: _write_integer,
    ColumnKind.BOOLEAN: _write_boolean,
}


def _name(title: str, number: int) -> str:
    """Return a sheet's name: what a spreadsheet forbids in one is left out, the second one is numbered 2."""
    plain = "".join(sign for sign in title if sign not in "[]:*?/\\").strip("' ")[:_LONGEST_NAME] or "list"
    return plain if number == 1 else f"{plain} {number}"


def _let_go(book: Any) -> None:
    """Close the sheets' own files, which are still open when the rows broke off."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None and not sheet.row_data_fh.closed:
            sheet.row_data_fh.close()
