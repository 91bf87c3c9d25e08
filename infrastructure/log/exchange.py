"""One exchange with the server: a statement planned once a connection, its arguments and answer in binary.

What every command asks goes this way. The driver's cursor finds out anew each time how to write each argument and how
to read each column, which takes it longer than the server needs for an answer (60 µs against 25).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from struct import Struct
from typing import cast
from weakref import WeakKeyDictionary

import psycopg
from psycopg import Connection
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGresult

from infrastructure.log.pool import Row
from infrastructure.log.statements import SQL

_INT4, _INT8, _ARRAY, _LENGTH = Struct("!i"), Struct("!q"), Struct("!iiIii"), Struct("!i")
_DAY_0 = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_BYTEA, _INT4_TYPE, _TEXT = 17, 23, 25

int4, int8 = _INT4.pack, _INT8.pack

_planned: WeakKeyDictionary[Connection[Row], set[str]] = WeakKeyDictionary()


def ask(connection: Connection[Row], name: str, *arguments: bytes | None) -> PGresult:
    """Ask one of `log.sql`'s statements with `$1`, `$2` … and return the answer; other threads go on meanwhile.

    Raises what the driver raises.
    """
    server, planned = connection.pgconn, _planned.get(connection)
    if planned is None:
        planned = _planned[connection] = set()
    if name not in planned:
        checked(connection, server.prepare(name.encode(), SQL[name]))
        planned.add(name)
    # The driver takes None for null here, though its types do not say so.
    given, binary = cast("Sequence[bytes]", arguments), (1,) * len(arguments)
    return checked(connection, server.exec_prepared(name.encode(), given, binary, 1))


def forget(connection: Connection[Row]) -> None:
    """Plan every statement anew on a connection, at its next use."""
    _planned.pop(connection, None)


def command(connection: Connection[Row], words: bytes) -> None:
    """Send a command without arguments, such as BEGIN. Raises what the driver raises."""
    checked(connection, connection.pgconn.exec_(words))


def checked(connection: Connection[Row], result: PGresult) -> PGresult:
    """Return an answer that is one. Raises OperationalError for a broken line, else the error the server named."""
    if result.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        return result
    if connection.pgconn.status == ConnStatus.BAD:
        raise psycopg.OperationalError(connection.pgconn.get_error_message())
    raise psycopg.errors.error_from_result(result)


def instant(when: datetime | None) -> bytes | None:
    """Return an instant as the server takes it."""
    return None if when is None else int8((when - _DAY_0) // _MICROSECOND)


def texts(values: Sequence[str]) -> bytes:
    """Return an array of texts as the server takes it."""
    return _array(_TEXT, [value.encode() for value in values])


def numbers(values: Sequence[int]) -> bytes:
    """Return an array of whole numbers (four bytes each) as the server takes it."""
    return _array(_INT4_TYPE, [int4(value) for value in values])


def bodies(values: Sequence[bytes]) -> bytes:
    """Return an array of bytes as the server takes it."""
    return _array(_BYTEA, values)


def as_int(value: bytes | None) -> int:
    """Return the whole number the server gave; its width says its size."""
    assert value is not None
    return int.from_bytes(value, "big", signed=True)


def as_text(value: bytes | None) -> str:
    """Return the text the server gave."""
    assert value is not None
    return value.decode()


def as_instant(value: bytes | None) -> datetime:
    """Return the instant the server gave, in UTC."""
    return _DAY_0 + timedelta(microseconds=as_int(value))


def as_bytes(value: bytes | None) -> bytes:
    """Return the bytes the server gave."""
    assert value is not None
    return value


def _array(kind: int, items: Sequence[bytes]) -> bytes:
    if not items:
        return _ARRAY.pack(0, 0, kind, 0, 0)[:12]
    pieces = [_ARRAY.pack(1, 0, kind, len(items), 1)]
    for item in items:
        pieces += (_LENGTH.pack(len(item)), item)
    return b"".join(pieces)
