"""Which tables keep which view, and what each statement about them is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from application.views.posting import Posting
from application.views.registry import VIEWS
from application.views.sheet import Sheet
from application.views.view import Row
from infrastructure.views.packing import Table, table_of

_NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)

TABLES: Mapping[type[Row], Table] = {row: table_of(row) for view in VIEWS for row in view.tables} | {
    Sheet: table_of(Sheet)
}
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES.values()}

VIEW_OF: Mapping[str, str] = {TABLES[row].name: view.name for view in VIEWS for row in view.tables} | {
    "sheet": "posting"
}

SHEET = TABLES[Sheet]
POSTING = TABLES[Posting]


def statements(file: str) -> Mapping[str, bytes]:
    """Return the statements of a `.sql` file beside this one, by name, without their semicolons."""
    text = Path(__file__).with_name(file).read_text("utf-8")
    parts = _NAME.split(text)[1:]
    return {name: body.strip().removesuffix(";").encode() for name, body in zip(parts[::2], parts[1::2], strict=True)}
