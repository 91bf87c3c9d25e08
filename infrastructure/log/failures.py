"""The database's errors become ours here, by the name of the constraint that refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus

from application.ports import CommandAlreadyAnswered, Conflict, LogUnavailable, OutcomeUnknown
from infrastructure.log import exchange
from infrastructure.log.pool import Pool, Row

Result = TypeVar("Result")

_BY_CONSTRAINT: dict[str | None, type[Exception]] = {
    "entry_stream_version_key": Conflict,
    "receipt_pkey": CommandAlreadyAnswered,
}
_CUT_OFF = (psycopg.OperationalError, psycopg.InterfaceError, errors.IdleInTransactionSessionTimeout)
"""The last is no OperationalError: what a writer hears that slept on the head row, its process held up for a minute."""


def run(pool: Pool, work: Callable[[psycopg.Connection[Row]], Result]) -> Result:
    """Do the work on one of the pool's connections; a transaction it leaves open is rolled back.

    A connection that turns out dead (the server was started anew) is replaced and the work begun once more, and so is
    work whose planned statements were forgotten. That is safe: `work` commits within `committing`, whose failure is
    never tried again. Raises Conflict, CommandAlreadyAnswered, LogUnavailable, OutcomeUnknown.
    """
    try:
        return _once(pool, work)
    except _Dead:
        pool.check()
    try:
        return _once(pool, work)
    except _Dead as error:
        raise LogUnavailable(str(error)) from error


@contextmanager
def committing() -> Iterator[None]:
    """Send what ends in a commit. Raises OutcomeUnknown when no answer arrives: it may have happened or not."""
    try:
        yield
    except _CUT_OFF as error:
        raise OutcomeUnknown(str(error)) from error


class _Dead(Exception):
    """The connection was dead before anything could be committed."""


def _once(pool: Pool, work: Callable[[psycopg.Connection[Row]], Result]) -> Result:
    try:
        connection = pool.getconn()
    except _CUT_OFF as error:
        raise LogUnavailable(str(error)) from error
    try:
        return _with_plans(connection, work)
    except errors.UniqueViolation as error:
        ours = _BY_CONSTRAINT.get(error.diag.constraint_name)
        if ours is None:
            raise
        raise ours(error.diag.message_detail or "") from error
    except _CUT_OFF as error:
        if connection.broken:
            raise _Dead(str(error)) from error
        raise LogUnavailable(str(error)) from error
    finally:
        _given_back(pool, connection)


def _with_plans(connection: psycopg.Connection[Row], work: Callable[[psycopg.Connection[Row]], Result]) -> Result:
    """Do the work; once more where somebody else's rollback made the driver forget what was planned.

    On the same connection, since that may have happened to every other one in the pool as well.
    """
    try:
        return work(connection)
    except errors.InvalidSqlStatementName:
        _roll_back(connection)
        exchange.forget(connection)
        return work(connection)


def _given_back(pool: Pool, connection: psycopg.Connection[Row]) -> None:
    """Give a connection back, without a transaction."""
    with suppress(psycopg.Error):
        _roll_back(connection)
    pool.putconn(connection)


def _roll_back(connection: psycopg.Connection[Row]) -> None:
    """Leave a transaction that is open. Done here, since after its own rollback the driver plans everything anew."""
    if connection.pgconn.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
        exchange.order(connection, exchange.ROLLBACK)
