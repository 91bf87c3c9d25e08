"""Where the list begins: the sheet and row whose cells are the form's headings, below whatever title stands above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.uploads import HeadingInWan, HeadingsMissing, HeadingTwice, NoHeadings, NoSuchSheet, SeveralSheets
from infrastructure.identity import plain
from infrastructure.spreadsheet.form import Column, Form, comparable
from infrastructure.spreadsheet.table import Cell, Sheet, Workbook, column_letter, is_blank

_LOOK_AT_ROWS = 30
_FEWEST = 2
_INSTRUCTIONS = re.compile(r"填写说明|填表说明|说明|instructions?", re.IGNORECASE)
# Columns every office adds and nobody needs to be asked about.
_OF_NO_MATTER = frozenset(
    {"序号", "编号", "no", "number", "#", "备注", "说明", "remark", "remarks", "note", "notes", ""}
)


@dataclass(frozen=True, slots=True)
class Headings:
    """`row` counts from 1, the keys of `columns` and the `unknown` ones from 0; `words` are the headings as written."""

    sheet: Sheet
    row: int
    columns: dict[int, Column]
    words: dict[int, str]
    unknown: tuple[int, ...]
    other_sheets: tuple[str, ...]

    def index_of(self, name: str) -> int | None:
        """Return where a column stands, or None when the file does not have it."""
        return next((index for index, column in self.columns.items() if column.name == name), None)


def find_headings(book: Workbook, form: Form[Any], *, sheet: str = "") -> Headings:
    """Find the form's headings. Raises NoSuchSheet, NoHeadings, SeveralSheets and what is wrong with the headings."""
    visible = [one for one in book.sheets if one.visible and (not sheet or one.name == sheet)]
    if sheet and not visible:
        raise NoSuchSheet("sheet", sheet=sheet)
    known = form.by_heading()
    found = [(one, place) for one in visible if (place := _best_row(one.rows, known)) is not None]
    if len(found) > 1:
        found = [pair for pair in found if not _INSTRUCTIONS.fullmatch(pair[0].name)] or found
    if not found:
        wanted = "、".join(column.zh for column in form.columns if column.required)
        raise NoHeadings("file", headings=wanted)
    if len(found) > 1:
        raise SeveralSheets("sheet", sheets="、".join(one.name for one, _ in found))
    one, place = found[0]
    headings = _read(one, place, known, _other_sheets(book, one))
    _check(headings, form)
    return headings


def _best_row(rows: Sequence[Sequence[Cell]], known: dict[str, Column]) -> int | None:
    best, most = None, _FEWEST - 1
    for index, row in enumerate(rows[:_LOOK_AT_ROWS]):
        matched = len({known[word].name for cell in row if (word := comparable(cell)) in known})
        if matched > most:
            best, most = index, matched
    return best


def _read(sheet: Sheet, place: int, known: dict[str, Column], other_sheets: tuple[str, ...]) -> Headings:
    columns: dict[int, Column] = {}
    words: dict[int, str] = {}
    unknown: list[int] = []
    for index, cell in enumerate(sheet.rows[place]):
        if is_blank(cell):
            continue
        word = comparable(cell)
        words[index] = " ".join(str(cell).split())
        if word in known:
            columns[index] = known[word]
        elif word not in _OF_NO_MATTER:
            unknown.append(index)
    return Headings(sheet, place + 1, columns, words, tuple(unknown), other_sheets)


def _check(headings: Headings, form: Form[Any]) -> None:
    sheet, row = headings.sheet.name, headings.row
    for column in form.columns:
        places = [index for index, one in headings.columns.items() if one is column]
        if len(places) > 1:
            letters = "、".join(column_letter(index) for index in places)
            raise HeadingTwice("file", sheet=sheet, row=row, columns=letters, heading=column.zh)
        if column.adds_up and places and "万" in plain(headings.words[places[0]]):
            raise HeadingInWan("file", sheet=sheet, column=column_letter(places[0]))
    there = {column.name for column in headings.columns.values()}
    missing = [column.zh for column in form.columns if column.required and column.name not in there]
    missing += ["/".join(form.column(name).zh for name in names) for names in form.one_of if there.isdisjoint(names)]
    if missing:
        raise HeadingsMissing("file", sheet=sheet, row=row, headings="、".join(missing))


def _other_sheets(book: Workbook, chosen: Sheet) -> tuple[str, ...]:
    return tuple(
        one.name
        for one in book.sheets
        if one is not chosen
        and not _INSTRUCTIONS.fullmatch(one.name)
        and any(not is_blank(cell) for row in one.rows for cell in row)
    )
