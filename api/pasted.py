"""Tables as people copy them out of a spreadsheet, or keep them as CSV: a heading row, then a row a thing.

Headings are read in both languages, and so are the words of enumerations; amounts may be grouped, days written with
slashes. What comes out are texts under the names of the API's fields.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from api.http.enum_words import zh_of
from domain.rejected import Rejected

MOST_ROWS = 200
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_GROUPED = re.compile(r"-?[¥￥]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)


class NothingPasted(Rejected):
    """There is nothing here but, at most, a heading row."""

    code = "nothing_pasted"
    zh = "此处没有内容，或只有标题行。"


class HeadingUnknown(Rejected):
    """No column here is called “{heading}”; these are: {known}."""

    code = "heading_unknown"
    zh = "没有名为“{heading}”的列；可用的列有：{known}。"


class HeadingMissing(Rejected):
    """The column “{heading}” is missing."""

    code = "heading_missing"
    zh = "缺少“{heading}”列。"


class RowDoesNotFit(Rejected):
    """Row {row} has more cells than there are headings."""

    code = "row_does_not_fit"
    zh = "第 {row} 行的单元格多于标题。"


class WordUnknown(Rejected):
    """Row {row}: “{word}” is none of {known}."""

    code = "word_unknown"
    zh = "第 {row} 行：“{word}”不是 {known} 之一。"


class TooManyPasted(Rejected):
    """At most {limit} rows at once; there are {rows}."""

    code = "too_many_pasted"
    zh = "一次最多 {limit} 行，此处有 {rows} 行。"


@dataclass(frozen=True, slots=True)
class PastedColumn:
    """A column: the API's field, what it is called in Chinese, whether it must be there, and its words if it has."""

    name: str
    zh: str
    needed: bool = True
    words: type[StrEnum] | None = None


def headings(columns: Sequence[PastedColumn]) -> str:
    """Return the heading row that people copy from, in Chinese."""
    return "\t".join(column.zh for column in columns)


def table_in(text: str, columns: Sequence[PastedColumn], *, field: str) -> list[dict[str, str]]:
    """Return the rows of a pasted table or a CSV, each by field; empty cells are left out.

    Raises NothingPasted, TooManyPasted, HeadingUnknown, HeadingMissing, RowDoesNotFit, WordUnknown.
    """
    lines = [line for line in unicodedata.normalize("NFKC", text.lstrip("\ufeff")).splitlines() if line.strip(" \t,")]
    if len(lines) < 2:
        raise NothingPasted(field)
    if len(lines) - 1 > MOST_ROWS:
        raise TooManyPasted(field, limit=MOST_ROWS, rows=len(lines) - 1)
    delimiter = "\t" if "\t" in lines[0] else ","
    first, *rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter))
    known = {name: column for column in columns for name in (column.name, unicodedata.normalize("NFKC", column.zh))}
    found: list[PastedColumn] = []
    for heading in (cell.strip() for cell in first):
        if heading not in known:
            raise HeadingUnknown(field, heading=heading[:40], known="、".join(column.zh for column in columns))
        found.append(known[heading])
    for column in columns:
        if column.needed and column not in found:
            raise HeadingMissing(field, heading=column.zh)
    return [_row(cells, found, number, field) for number, cells in enumerate(rows, 2)]


def _row(cells: Sequence[str], columns: Sequence[PastedColumn], number: int, field: str) -> dict[str, str]:
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        raise RowDoesNotFit(field, row=number)
    read: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if said := cell.strip():
            read[column.name] = _word(column.words, said, number, field) if column.words else _plain(said)
    return read


def _word(words: type[StrEnum], said: str, number: int, field: str) -> str:
    known: Mapping[str, str] = {name: one.value for one in words for name in (one.value, zh_of(one))}
    if said not in known:
        raise WordUnknown(field, row=number, word=said[:40], known="、".join(zh_of(one) for one in words))
    return known[said]


def _plain(said: str) -> str:
    if day := _DAY.fullmatch(said):
        return f"{int(day[1]):04d}-{int(day[2]):02d}-{int(day[3]):02d}"
    return re.sub(r"[,¥￥]", "", said) if _GROUPED.fullmatch(said) else said
