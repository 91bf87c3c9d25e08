"""What stands in a cell: checked to be of its column's kind, whatever the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from enum import Enum

from application.exports import Column, ColumnKind
from domain.money import Money

BETWEEN = "; "
Row = Sequence[object]


def checked(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows with each text as text and each instant in UTC. Raises TypeError, ValueError (see the port)."""
    readers = [(_READERS[column.kind], column) for column in columns]
    for row in rows:
        yield [
            None if value is None else read(value, column) for (read, column), value in zip(readers, row, strict=True)
        ]


def _text(value: object, column: Column) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return value
    if isinstance(value, float | bytes | date | Money | bool):
        raise _not_of(column, value)
    if isinstance(value, tuple | list):
        return BETWEEN.join(_text(one, column) for one in value)
    if isinstance(value, set | frozenset):
        return BETWEEN.join(sorted(_text(one, column) for one in value))
    return str(value)


def _amount(value: object, column: Column) -> Money:
    if isinstance(value, Money):
        return value
    raise _not_of(column, value)


def _date(value: object, column: Column) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise _not_of(column, value)


def _instant(value: object, column: Column) -> datetime:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    raise _not_of(column, value)


def _integer(value: object, column: Column) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _not_of(column, value)


def _boolean(value: object, column: Column) -> bool:
    if isinstance(value, bool):
        return value
    raise _not_of(column, value)


def _not_of(column: Column, value: object) -> TypeError:
    # Not the value itself: it may be anybody's.
    return TypeError(f"the column {column.name} holds {column.kind.value}, not {type(value).__name__}")


_READERS: dict[ColumnKind, Callable[[object, Column], object]] = {
    ColumnKind.TEXT: _text,
    ColumnKind.AMOUNT: _amount,
    ColumnKind.DATE: _date,
    ColumnKind.INSTANT: _instant,
    ColumnKind.INTEGER: _integer,
    ColumnKind.BOOLEAN: _boolean,
}
