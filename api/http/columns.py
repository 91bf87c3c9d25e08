"""The columns of a list as a file: its row's fields in their order; a balance becomes a column an account."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from api.http.own_headings import heading_of
from api.http.rendering import to_json
from application.answers import LineBalance
from application.exports import Column, ColumnKind
from domain.facts import Fact
from domain.money import Money

_KINDS: Mapping[type, ColumnKind] = {
    Money: ColumnKind.AMOUNT,
    datetime: ColumnKind.INSTANT,
    date: ColumnKind.DATE,
    bool: ColumnKind.BOOLEAN,
    int: ColumnKind.INTEGER,
}
_UNITS = {"people": "people", "unfunded": "people", "notice_days": "days", "working_days": "days"}


@dataclass(frozen=True, slots=True)
class Laid:
    """How rows of one type lie in columns."""

    columns: tuple[Column, ...]
    cells: Callable[[Any], Sequence[object]]


@cache
def laid_out(row: Any) -> Laid:
    """Return the columns of a type of rows, and what makes a row's cells."""
    columns: list[Column] = []
    readers: list[Callable[[Any], object]] = []
    hints = get_type_hints(row)
    for name in (field.name for field in fields(row)):
        if hints[name] is LineBalance:
            for account in fields(LineBalance):
                columns.append(_column(row, account.name, Money))
                readers.append(_of_balance(name, account.name))
        else:
            columns.append(_column(row, name, hints[name]))
            readers.append(_reader(name))
    return Laid(tuple(columns), lambda one: [read(one) for read in readers])


def _column(row: Any, name: str, hint: Any) -> Column:
    zh, en = heading_of(row, name)
    kind = _KINDS.get(_without_none(hint), ColumnKind.TEXT)
    return Column(name, zh, en, kind, _UNITS.get(name, "yuan" if kind is ColumnKind.AMOUNT else ""))


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        rest = [one for one in get_args(hint) if one is not types.NoneType]
        return rest[0] if len(rest) == 1 else str
    return hint


def _reader(name: str) -> Callable[[Any], object]:
    return lambda row: _cell(getattr(row, name))


def _of_balance(name: str, account: str) -> Callable[[Any], object]:
    return lambda row: getattr(getattr(row, name), account)


def _cell(value: object) -> object:
    """Return a value that fits into one cell."""
    if isinstance(value, Mapping):
        return tuple(f"{name}={one.value if isinstance(one, Fact) else one}" for name, one in sorted(value.items()))
    if isinstance(value, tuple) and value and hasattr(value[0], "__dataclass_fields__"):
        return value if isinstance(value[0], Money) or hasattr(value[0], "parse") else to_json(value).decode()
    return value
