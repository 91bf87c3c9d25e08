"""A file opened: its sheets as rows of plain values, whatever kind of file it was."""

from __future__ import annotations

import csv
import io
import pickle
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.uploads import (
    FileDamaged,
    FileEmpty,
    FileEncodingUnknown,
    FileKindUnknown,
    FileTooBig,
    TooManyRows,
)
from infrastructure.spreadsheet import values
from infrastructure.spreadsheet.limits import Contents, Limits, check_archive

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What stands in a cell. Blank is the empty text or None; a date without a time is a date."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIMITERS = ",\t;，|"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Row 1 of the sheet is `rows[0]`, whatever is blank above and to the left included."""

    name: str
    visible: bool
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Workbook:
    """`kind` is `xlsx`, `xls` or `csv`. `contents` is known of an .xlsx only."""

    kind: str
    sheets: tuple[Sheet, ...]
    contents: Contents | None = None


def open_workbook(content: bytes, limits: Limits) -> Workbook:
    """Open a list by what its bytes are, never by what its name says.

    Raises FileEmpty, FileTooBig, FileKindUnknown, FileDamaged, FileSwollen, TooManyRows, FileEncodingUnknown.
    """
    if not content.strip():
        raise FileEmpty("file")
    if len(content) > limits.file_bytes:
        raise FileTooBig("file", size=len(content), limit=limits.file_bytes)
    if content.startswith(_ZIP):
        if b"xl/" not in content:
            raise FileKindUnknown("file")
        contents = check_archive(content, limits)
        return Workbook("xlsx", _sheets(content, limits), contents)
    if content.startswith(_OLE):
        return Workbook("xls", _sheets(content, limits))
    return Workbook("csv", (Sheet("CSV", True, _csv_rows(_decoded(content), limits)),))


def is_blank(cell: Cell) -> bool:
    """Say whether a cell holds nothing, or nothing but blanks of any width."""
    return cell is None or (isinstance(cell, str) and not cell.strip("\u200b\ufeff \t\r\n\u3000\xa0"))


def column_letter(index: int) -> str:
    """Return the letters of the column with this index from 0: A, B, …, Z, AA, …"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheets(content: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """Parse in a process of its own; see `values`. Raises TooManyRows, FileDamaged."""
    arguments = [limits.rows, limits.parser_bytes, limits.parser_seconds]
    try:
        parsed = subprocess.run(
            [sys.executable, "-I", values.__file__, *map(str, arguments)],
            input=content,
            capture_output=True,
            timeout=2 * limits.parser_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileDamaged("file") from None
    if parsed.returncode == values.TOO_MANY_ROWS:
        raise TooManyRows("file", limit=limits.rows)
    if parsed.returncode:
        raise FileDamaged("file")
    return tuple(Sheet(name, visible, rows) for name, visible, rows in pickle.loads(parsed.stdout))


def _decoded(content: bytes) -> str:
    """Decode a CSV: by its byte order mark, else strictly as UTF-8, else as GB18030 (what Chinese Excel writes)."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise FileKindUnknown("file")
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileEncodingUnknown("file")


def _csv_rows(text: str, limits: Limits) -> list[list[Cell]]:
    first = text.split("\n", 1)[0] or text[:2000]
    head = text[:2000] if not any(mark in first for mark in _DELIMITERS) else first
    delimiter = max(_DELIMITERS, key=head.count)
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(list(row[: limits.columns]))
            if len(rows) > limits.rows:
                raise TooManyRows("file", limit=limits.rows)
    except csv.Error:
        raise FileDamaged("file") from None
    return rows
