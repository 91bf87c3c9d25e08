"""Listed rows as tables of paper: the same columns, in the same order and words, as the pages have them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from api.pages.documents import Head, Part, in_yuan, left, right, short
from api.pages.page import Page
from api.pages.table import Cell, Column, of_rows
from api.pages.templating import CHINA
from domain.money import Money

_WIDE = frozenset({"programme", "batch", "reason", "ground", "document", "beneficiary"})
"""Fields whose texts may be broken over several lines."""


def listed(
    page: Page, name: str, row_type: Any, rows: Iterable[Any], fields: str, *, foot: Sequence[str] | None = None
) -> Part:
    """Return rows of a list as a table under its name; `fields` names the columns, in their order."""
    table = of_rows(row_type, rows, only=fields.split())
    return {
        "name": name,
        "columns": [_head(page, one) for one in table.columns],
        "rows": [[_written(page, cell) for cell in row] for row in table.rows],
        "foot": foot,
    }


def _head(page: Page, column: Column) -> Head:
    words = column.said[0] if page.language == "zh" else column.said[1]
    if column.kind == "amount":
        return in_yuan(page, words)
    if column.kind in ("number", "position"):
        return right(words)
    return left(words) if column.field in _WIDE else short(words)


def _written(page: Page, cell: Cell) -> str:
    value = cell.value
    if value is None or value == "":
        return "—"
    if isinstance(value, Money):
        return value.grouped()
    if isinstance(value, datetime):
        return value.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if cell.kind == "programme":
        return page.programme(str(value))
    if isinstance(value, StrEnum):
        return page.word(value)
    if isinstance(value, str) and cell.kind in ("word", "state"):
        return page.word(value)
    return "、".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
