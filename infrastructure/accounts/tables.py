"""The way to the tables of one ledger: the service's own rights, one clock for all processes, troubles as the log's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.pq.abc import PGresult
from psycopg_pool import PoolTimeout

from application.ports import Clock, LogUnavailable
from infrastructure.log.exchange import Statement, answer, instant
from infrastructure.log.failures import run
from infrastructure.log.pool import Pool, Row

NOW = "coalesce(%(now)s::timestamptz, clock_timestamp())"
"""The server's clock, which all processes share; in tests another one stands in for it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long things last."""

    idle: timedelta = timedelta(minutes=30)
    """A session of which nothing was asked for so long is over."""
    longest: timedelta = timedelta(hours=12)
    """So is one that was begun so long ago."""
    invitation: timedelta = timedelta(hours=72)
    """A one-time secret counts so long."""
    key: timedelta = timedelta(days=366)
    """A key is issued for at most so long."""


class Tables:
    """One ledger's tables. Statements name their arguments; `ledger` and `now` are always among them."""

    def __init__(self, pool: Pool, ledger: str, *, clock: Clock | None = None) -> None:
        self.ledger = ledger
        self._pool, self._clock = pool, clock

    def rows(self, statement: str, **arguments: object) -> list[Row]:
        """Run a statement that may be run twice, and is when the server was started anew. Raises LogUnavailable."""

        def ask(connection: Connection[Row]) -> list[Row]:
            return self.on(connection, statement, **arguments)

        return run(self._pool, ask)

    def looked_up(self, name: str, words: bytes, *arguments: bytes | None) -> PGresult:
        """Ask what every request asks: planned once a connection under that name. Its `$1` is the ledger, `$2` now.

        It may be run twice (see `rows`). Raises LogUnavailable.
        """
        now = instant(self._clock.now() if self._clock else None)
        asked = Statement(name, (self.ledger.encode(), now, *arguments), words)
        return run(self._pool, lambda connection: answer(connection, asked))

    def on(self, connection: Connection[Row], statement: str, **arguments: object) -> list[Row]:
        """Run a statement inside a transaction; return its rows, none for one that has none to return."""
        now = self._clock.now() if self._clock else None
        cursor = connection.execute(statement.encode(), {"ledger": self.ledger, "now": now, **arguments})
        return cursor.fetchall() if cursor.description else []

    def now(self, connection: Connection[Row]) -> datetime:
        """Return the instant in UTC."""
        [[now]] = self.on(connection, f"select {NOW}")
        found: datetime = now
        return found

    @contextmanager
    def transaction(self) -> Iterator[Connection[Any]]:
        """Open a transaction that is committed at the block's end. Raises LogUnavailable."""
        try:
            with self._pool.connection() as connection, connection.transaction():
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            raise LogUnavailable(str(error)) from error
