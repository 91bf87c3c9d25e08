"""Rows to PostgreSQL's binary COPY format, by code that is written once for each row type.

A row type's annotations say all there is to know: int is bigint, `LineId` the line's number, date a date, bool a
boolean, everything else text; `| None` may be null. `Word` and enums come again and again, so their bytes are
remembered. Writing a function for each type costs half of what a general loop over the fields does.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from struct import Struct
from types import UnionType
from typing import Any, NamedTuple, Union, cast, get_args, get_origin, get_type_hints

from application.views.view import LineId, Row, Word

SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"

Pack = Callable[[Iterable[Row]], bytes]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, its PostgreSQL type, whether it may be null, and its Python type."""

    name: str
    type: str
    nullable: bool
    python: Any


@dataclass(frozen=True, slots=True)
class Table:
    """The table that keeps one row type. Its columns are `ledger` and these."""

    name: str
    row: type[Row]
    columns: tuple[Column, ...]

    @property
    def column_list(self) -> str:
        """Return `ledger` and the other columns' names, as in a COPY."""
        return ", ".join(["ledger", *(column.name for column in self.columns)])

    def packer(self, ledger: str) -> Pack:
        """Return what turns rows into COPY's tuples of that ledger, without signature and trailer."""
        return _write_packer(self, ledger)


def line_key(line: str) -> int:
    """Return the number that stands for a line id: the first 63 bits of its SHA-256.

    It needs no register to be looked up in and is the same in every rebuild. Among 100,000 lines two would share a
    number once in a thousand million such ledgers; `verify` looks for that.
    """
    return int.from_bytes(hashlib.sha256(line.encode()).digest()[:8], "big") >> 1


def table_of(row: type[Row]) -> Table:
    """Return the table of a row type."""
    hints = get_type_hints(row, include_extras=True)
    names = cast("type[NamedTuple]", row)._fields
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", row.__name__).lower()
    return Table(name, row, tuple(_column(field, hints[field]) for field in names))


def _column(field: str, hint: Any) -> Column:
    nullable = isinstance(hint, UnionType) or get_origin(hint) is Union
    kind = next(each for each in get_args(hint) if each is not type(None)) if nullable else hint
    if kind == LineId:
        return Column(field + "_key", "bigint", nullable, kind)
    return Column(field, _TYPES.get(kind, "text"), nullable, kind)


_TYPES: dict[Any, str] = {int: "bigint", bool: "boolean", date: "date"}
_LENGTHS = {"bigint": ("iq", 8), "boolean": ("i?", 1), "date": ("ii", 4)}
_DAY_0 = date(2000, 1, 1).toordinal()
_NULL = b"\xff\xff\xff\xff"
_REMEMBERED = 50_000


class _Words(dict[str, bytes]):
    """Length and UTF-8 bytes of texts that come again and again."""

    def __missing__(self, text: str) -> bytes:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[str(text)] = packed = _text(text)
        return packed


class _Lines(dict[str, int]):
    """The numbers of line ids."""

    def __missing__(self, line: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[line] = number = line_key(line)
        return number


_LENGTH = Struct("!i")


def _text(text: str) -> bytes:
    encoded = text.encode()
    return _LENGTH.pack(len(encoded)) + encoded


def _write_packer(table: Table, ledger: str) -> Pack:
    """Write the source of one function: fixed columns that stand together share one struct, text is joined between."""
    words, lines = _Words(), _Lines()
    scope: dict[str, Any] = {"words": words, "lines": lines, "length": _LENGTH.pack, "null": _NULL}
    scope["head"] = Struct("!h").pack(len(table.columns) + 1) + _text(ledger)
    before: list[str] = []
    pieces: list[str] = ["head"]
    run: list[tuple[str, str]] = []

    def close_run() -> None:
        if run:
            name = f"fixed_{len(pieces)}"
            scope[name] = Struct("!" + "".join(code for code, _ in run)).pack
            pieces.append(f"{name}({', '.join(value for _, value in run)})")
            run.clear()

    for place, column in enumerate(table.columns):
        variable = f"v{place}"
        if column.type == "text":
            close_run()
            packed = _text_piece(variable, column, before)
            pieces.extend([f"null if {variable} is None else {packed}"] if column.nullable else packed.split(" $ "))
            continue
        code, size = _LENGTHS[column.type]
        value = {"date": f"{variable}.toordinal() - {_DAY_0}"}.get(column.type, variable)
        if column.python == LineId:
            value = f"lines[{variable}]"
        if column.nullable:
            close_run()
            scope[f"fixed_v{place}"] = Struct("!" + code).pack
            pieces.append(f"null if {variable} is None else fixed_v{place}({size}, {value})")
        else:
            run.append((code, f"{size}, {value}"))
    close_run()
    variables = ", ".join(f"v{place}" for place in range(len(table.columns)))
    source = [
        "def pack(rows):",
        "    out = []",
        "    add = out.extend",
        f"    for {variables}, in rows:",
        *(f"        {line}" for line in before),
        f"        add(({', '.join(pieces)},))",
        "    return b''.join(out)",
    ]
    exec("\n".join(source), scope)
    return cast("Pack", scope["pack"])


def _text_piece(variable: str, column: Column, before: list[str]) -> str:
    """Return the expression of a text's bytes; ` $ ` parts two pieces."""
    enum = isinstance(column.python, type) and issubclass(column.python, StrEnum)
    if enum or column.python == Word:
        return f"words[{variable}]"
    encoded = f"e{variable[1:]}"
    if column.nullable:
        before.append(f"{encoded} = None if {variable} is None else {variable}.encode()")
        return f"length(len({encoded})) + {encoded}"
    before.append(f"{encoded} = {variable}.encode()")
    return f"length(len({encoded})) $ {encoded}"
