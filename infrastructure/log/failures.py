"""The database's errors become ours here, by the name of the constraint that refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import psycopg
from psycopg import errors

from application.ports import CommandAlreadyAnswered, Conflict, LogUnavailable, OutcomeUnknown
from infrastructure.log.pool import Pool, Row

Result = TypeVar("Result")

_BY_CONSTRAINT: dict[str | None, type[Exception]] = {
    "entry_stream_version_key": Conflict,
    "receipt_pkey": CommandAlreadyAnswered,
}
_CUT_OFF = (psycopg.OperationalError, psycopg.InterfaceError, errors.IdleInTransactionSessionTimeout)
"""The last is no OperationalError: what a writer hears that slept on the head row, its process held up for a minute."""


def run(pool: Pool, work: Callable[[psycopg.Connection[Row]], Result]) -> Result:
    """Do the work on one of the pool's connections; a transaction it leaves open is rolled back or committed.

    A connection that turns out dead (the server was started anew) is replaced and the work begun once more,
    which is safe: `work` commits through `commit`, whose failure is never tried again.
    Raises Conflict, CommandAlreadyAnswered, LogUnavailable, OutcomeUnknown.
    """
    try:
        return _once(pool, work)
    except _Dead:
        pool.check()
    try:
        return _once(pool, work)
    except _Dead as error:
        raise LogUnavailable(str(error)) from error


def commit(connection: psycopg.Connection[Row]) -> None:
    """Commit. Raises OutcomeUnknown when the answer does not arrive: it may have happened or not."""
    with committing():
        connection.commit()


@contextmanager
def committing() -> Iterator[None]:
    """Send what ends in a commit. Raises OutcomeUnknown when the line breaks meanwhile."""
    try:
        yield
    except _CUT_OFF as error:
        raise OutcomeUnknown(str(error)) from error


class _Dead(Exception):
    """The connection was dead before anything could be committed."""


def _once(pool: Pool, work: Callable[[psycopg.Connection[Row]], Result]) -> Result:
    connection: psycopg.Connection[Row] | None = None
    try:
        with pool.connection() as connection:
            return work(connection)
    except errors.UniqueViolation as error:
        ours = _BY_CONSTRAINT.get(error.diag.constraint_name)
        if ours is None:
            raise
        raise ours(error.diag.message_detail or "") from error
    except _CUT_OFF as error:
        if connection is not None and connection.broken:
            raise _Dead(str(error)) from error
        raise LogUnavailable(str(error)) from error
