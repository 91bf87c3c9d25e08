"""The ledgers of one database: rows of one set of tables, told apart by their first column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock

import psycopg

from application.neighbours import Crossing
from application.ports import Log, LogUnavailable
from application.views.transmissions import TransmissionStep
from infrastructure.log import failures
from infrastructure.log.pool import Pool, Row
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.neighbours.rows import crossing

_COLUMNS = ", ".join(TransmissionStep._fields)
_IS_KEPT = "SELECT FROM ledger_head WHERE ledger = %(ledger)s"
_CROSSINGS = f"""
SELECT ledger, {_COLUMNS} FROM transmission_step WHERE ledger = %(ledger)s
UNION ALL
SELECT ledger, {_COLUMNS} FROM transmission_step WHERE counterpart = %(ledger)s
ORDER BY ledger, position, seq
"""
_HOLD = "SELECT pg_advisory_lock(hashtextextended(%s, 0))"
_LET_GO = "SELECT pg_advisory_unlock(hashtextextended(%s, 0))"


class PostgresNeighbours:
    """Implements `application.neighbours.Neighbours`; safe to share between threads."""

    def __init__(self, pool: Pool) -> None:
        self._pool, self._here = pool, Lock()

    def log(self, ledger: str, /) -> Log | None:
        """Return a ledger's log, None for one that this database does not keep. Raises LogUnavailable."""
        return PostgresLog(self._pool, ledger) if self._rows(_IS_KEPT, ledger) else None

    @contextmanager
    def one_at_a_time(self, transmission: str, /) -> Iterator[None]:
        """Hold a transmission against all processes of the database. Raises LogUnavailable.

        A process takes one connection for that at a time, so that what is done meanwhile finds another in the pool. The
        server lets go by itself when the connection ends.
        """
        with self._here:
            connection = self._holding(transmission)
            try:
                yield
            finally:
                with suppress(psycopg.Error):
                    connection.execute(_LET_GO, [transmission])
                self._pool.putconn(connection)

    def crossings(self, ledger: str, /) -> Sequence[Crossing]:
        """Return what a ledger and the others say of what goes between them. Raises LogUnavailable."""
        return [crossing(row[0], TransmissionStep(*row[1:])) for row in self._rows(_CROSSINGS, ledger)]

    def _holding(self, transmission: str) -> psycopg.Connection[Row]:
        try:
            connection = self._pool.getconn()
            try:
                connection.execute(_HOLD, [transmission])
            except psycopg.Error:
                self._pool.putconn(connection)
                raise
        except psycopg.OperationalError as error:
            raise LogUnavailable(str(error)) from error
        return connection

    def _rows(self, statement: str, ledger: str) -> list[Row]:
        def select(connection: psycopg.Connection[Row]) -> list[Row]:
            return connection.execute(statement, {"ledger": ledger}).fetchall()

        return failures.run(self._pool, select)
