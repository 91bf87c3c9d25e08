"""A form described: its columns by name, and how a row of typed values becomes what a use case takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from domain.cells import CellMissing
from domain.masking import without_long_numbers
from domain.rejected import Rejected
from infrastructure.identity import plain
from infrastructure.spreadsheet.table import Cell, is_blank

Row = TypeVar("Row")

_LONGEST_SHOWN = 40
_MARKS = re.compile(r"[\s*＊:：、/\\_\-.]+")
_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")
# What people write into an optional column to say that there is nothing.
_NOTHING = frozenset({"/", "\\", "-", "--", "—", "——", "无", "n/a"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a form.

    `parse(cell, field)` returns the typed value or raises the rule the cell breaks; `blank` is the value of a blank
    cell in a column that is not required. `mask` is set for personal data: how a bad cell's value is shown.
    `doubt(value)` names what only an officer can decide. `identifies` marks the columns that say who is meant;
    `adds_up` amounts are compared with the total row. `example` and `hint_*` are for the empty form.
    """

    name: str
    zh: str
    en: str
    parse: Callable[[Cell, str], Any]
    aliases: tuple[str, ...] = ()
    required: bool = True
    blank: Any = None
    mask: Callable[[str], str] | None = None
    doubt: Callable[[Any], Rejected | None] | None = None
    identifies: bool = False
    adds_up: bool = False
    choices: tuple[str, ...] = ()
    example: str = ""
    hint_zh: str = ""
    hint_en: str = ""

    def value_of(self, cell: Cell) -> Any:
        """Return the cell's typed value. Raises CellMissing and what the parser raises."""
        if is_blank(cell):
            if self.required:
                raise CellMissing(self.name)
            return self.blank
        if not self.required and isinstance(cell, str) and plain(cell).lower() in _NOTHING:
            return self.blank
        return self.parse(cell, self.name)

    def shown(self, cell: Cell) -> str:
        """Return the cell's value for a person to read, masked if it is personal data."""
        words = "" if cell is None else str(cell)
        words = self.mask(words) if self.mask else without_long_numbers(words)
        return words if len(words) <= _LONGEST_SHOWN else words[:_LONGEST_SHOWN] + "…"


@dataclass(frozen=True, slots=True)
class Form(Generic[Row]):
    """`build(values, row)` makes a typed row of one row's values by column name, and may refuse how they go together.

    Of each tuple in `one_of`, at least one column must be there and filled in. Two rows of which `same(values)` gives
    the same text, not empty, are the same person twice.
    """

    name: str
    title_zh: str
    title_en: str
    columns: tuple[Column, ...]
    build: Callable[[Mapping[str, Any], int], Row]
    same: Callable[[Mapping[str, Any]], str]
    one_of: tuple[tuple[str, ...], ...] = ()

    def by_heading(self) -> dict[str, Column]:
        """Return the columns by every heading they go under, made comparable."""
        return {
            comparable(heading): column
            for column in self.columns
            for heading in (column.name, column.zh, column.en, *column.aliases)
        }

    def column(self, name: str) -> Column:
        """Return a column by name."""
        return next(column for column in self.columns if column.name == name)


def comparable(heading: Cell) -> str:
    """Return a heading as it is compared: ordinary small letters without blanks, marks and what is in brackets."""
    if not isinstance(heading, str):
        return ""
    words = plain(heading).lower()
    return _MARKS.sub("", _BRACKETS.sub("", words)) or _MARKS.sub("", words)
