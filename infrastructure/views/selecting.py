"""The statement that reads a table's rows by some of their fields, and how the server takes the fields' values."""

from __future__ import annotations

from functools import cache

from application.views.view import LineId
from infrastructure.views.packing import Column, Table, line_key


@cache
def select(table: Table, fields: tuple[tuple[str, bool], ...]) -> bytes:
    """Return the statement that reads a table's rows by the fields given, each one of several values or just one.

    With just one value an index gives the rows in their order, so that a page of them is all that is read.
    """
    names, single = [column.name for column in table.columns], dict(fields)
    conditions = "".join(
        f" AND {column.name} = %(where_{field})s::{column.type}"
        if single[field]
        else f" AND {column.name} = ANY (%(where_{field})s::{column.type}[])"
        for column in table.columns
        if (field := field_of(column)) in single
    )
    return f"""
        SELECT {", ".join(names)} FROM {table.name}
        WHERE ledger = %(ledger)s AND position > %(after)s AND position <= %(position)s
            AND effective <= %(effective)s{conditions}
        ORDER BY {"position, seq" if "seq" in names else "position"} LIMIT %(limit)s
    """.encode()  # Names come from the row types, never from outside.


def field_of(column: Column) -> str:
    """Return what the row type calls the column: a line is kept as its number."""
    return column.name.removesuffix("_key") if column.python == LineId else column.name


def plain(value: object, column: Column) -> object:
    """Return a field's value as its column keeps it."""
    if column.python == LineId:
        return line_key(str(value))
    return str(value) if column.type == "text" else value
