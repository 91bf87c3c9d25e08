"""One exchange with the server: statements planned once a connection, their arguments and answers in binary.

What every command asks goes this way. The driver's cursor finds out anew each time how to write each argument and how
to read each column, which takes it longer than the server needs for an answer (60 µs against 25).
"""

from __future__ import annotations

import select
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from struct import Struct
from typing import NamedTuple, cast
from weakref import WeakKeyDictionary

import psycopg
from psycopg import Connection
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGconn, PGresult

from infrastructure.log.pool import Row
from infrastructure.log.statements import SQL

_INT4, _INT8, _ARRAY, _LENGTH = Struct("!i"), Struct("!q"), Struct("!iiIii"), Struct("!i")
_INTERVAL = Struct("!qii")
_DAY_0 = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_BYTEA, _INT4_TYPE, _TEXT = 17, 23, 25
_EMPTY = {kind: _ARRAY.pack(0, 0, kind, 0, 0)[:12] for kind in (_BYTEA, _INT4_TYPE, _TEXT)}

int4, int8 = _INT4.pack, _INT8.pack

_planned: WeakKeyDictionary[Connection[Row], set[str]] = WeakKeyDictionary()


class Statement(NamedTuple):
    """A statement with `$1`, `$2` … by its name, and its arguments in the server's own form.

    It is one of `log.sql`'s unless it brings its own `words`; a connection plans them once under that name.
    """

    name: str
    arguments: tuple[bytes | None, ...]
    words: bytes = b""


class Command(NamedTuple):
    """A command without arguments, such as BEGIN."""

    words: bytes


BEGIN, COMMIT, ROLLBACK = Command(b"BEGIN"), Command(b"COMMIT"), Command(b"ROLLBACK")


def ask(connection: Connection[Row], name: str, *arguments: bytes | None) -> PGresult:
    """Ask one of `log.sql`'s statements (see `answer`)."""
    return answer(connection, Statement(name, arguments))


def answer(connection: Connection[Row], asked: Statement) -> PGresult:
    """Ask one statement and return the answer; other threads go on meanwhile. Raises what the driver raises."""
    _plan(connection, asked.name, asked.words)
    # The driver takes None for null here, though its types do not say so.
    given, binary = cast("Sequence[bytes]", asked.arguments), (1,) * len(asked.arguments)
    return _checked(connection, connection.pgconn.exec_prepared(asked.name.encode(), given, binary, 1))


def order(connection: Connection[Row], command: Command) -> None:
    """Send a command. Raises what the driver raises."""
    _checked(connection, connection.pgconn.exec_(command.words))


def together(connection: Connection[Row], *steps: Statement | Command) -> Sequence[PGresult]:
    """Send several steps at once and return their answers; what follows one that fails is not done.

    Raises what the driver raises, for the first that failed.
    """
    for step in steps:
        if isinstance(step, Statement):
            _plan(connection, step.name, step.words)
    server = connection.pgconn
    server.enter_pipeline_mode()
    try:
        for step in steps:
            if isinstance(step, Statement):
                given, binary = cast("Sequence[bytes]", step.arguments), (1,) * len(step.arguments)
                server.send_query_prepared(step.name.encode(), given, binary, 1)
            else:
                server.send_query_params(step.words, None)
        server.pipeline_sync()
        answers = _answers(server)
    except BaseException:
        connection.close()  # What was asked for and not fetched would answer somebody else's question.
        raise
    server.exit_pipeline_mode()
    return [_checked(connection, answer) for answer in answers]


def _answers(server: PGconn) -> list[PGresult]:
    """Return what comes before the pipeline's end. Raises OperationalError for a broken line."""
    line, answers = select.poll(), list[PGresult]()
    line.register(server.socket, select.POLLIN | select.POLLOUT)
    while server.flush():
        line.poll()
        server.consume_input()
    line.modify(server.socket, select.POLLIN)
    while True:
        while server.is_busy():
            line.poll()
            server.consume_input()
        answer = server.get_result()
        if answer is None:
            if server.status == ConnStatus.BAD:
                raise psycopg.OperationalError(server.get_error_message())
        elif answer.status == ExecStatus.PIPELINE_SYNC:
            return answers
        else:
            answers.append(answer)


def forget(connection: Connection[Row]) -> None:
    """Plan every statement anew on a connection that is outside a transaction, each at its next use.

    Some may have been planned after the others were forgotten: those the server still has, under their names.
    """
    for name in _planned.pop(connection, ()):
        connection.pgconn.exec_(f'DEALLOCATE "{name}"'.encode())


def _plan(connection: Connection[Row], name: str, words: bytes = b"") -> None:
    planned = _planned.get(connection)
    if planned is None:
        planned = _planned[connection] = set()
    if name not in planned:
        _checked(connection, connection.pgconn.prepare(name.encode(), words or SQL[name]))
        planned.add(name)


def _checked(connection: Connection[Row], answer: PGresult) -> PGresult:
    """Return an answer that is one. Raises OperationalError for a broken line, else the error the server named."""
    if answer.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        return answer
    if connection.pgconn.status == ConnStatus.BAD:
        raise psycopg.OperationalError(connection.pgconn.get_error_message())
    raise psycopg.errors.error_from_result(answer)


def instant(when: datetime | None) -> bytes | None:
    """Return an instant as the server takes it."""
    return None if when is None else int8((when - _DAY_0) // _MICROSECOND)


def day(when: date) -> bytes:
    """Return a day as the server takes it."""
    return int4((when - _DAY_0.date()).days)


def span(length: timedelta) -> bytes:
    """Return a length of time as the server takes it."""
    return _INTERVAL.pack(length // _MICROSECOND, 0, 0)


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


def as_bool(value: bytes | None) -> bool:
    """Return what the server says is so or not."""
    return value == b"\x01"


def as_instant(value: bytes | None) -> datetime:
    """Return the instant the server gave, in UTC."""
    return _DAY_0 + timedelta(microseconds=as_int(value))


def as_bytes(value: bytes | None) -> bytes:
    """Return the bytes the server gave."""
    assert value is not None
    return value


def _array(kind: int, items: Sequence[bytes]) -> bytes:
    if not items:
        return _EMPTY[kind]
    pieces = [_ARRAY.pack(1, 0, kind, len(items), 1)]
    for item in items:
        pieces += (_LENGTH.pack(len(item)), item)
    return b"".join(pieces)
