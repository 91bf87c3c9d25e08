"""Connections of the service: one role, one schema, durable commits."""

from __future__ import annotations

import select
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import Connection, sql
from psycopg_pool import ConnectionPool

Row = tuple[Any, ...]
Pool = ConnectionPool[Connection[Row]]

_SETTINGS = """
SET search_path = subsidy, pg_temp;
SET timezone = 'UTC';
SET synchronous_commit = on;
SET default_transaction_isolation = 'read committed';
SET idle_in_transaction_session_timeout = '60s';
SET lock_timeout = '60s';
SET jit = off;
SET plan_cache_mode = force_generic_plan;
SET enable_seqscan = off;
"""
# A writer that hangs while it holds the head row is cut off after a minute; who waits for it gives up then.
# Every statement looks up keys: planned once, without regard to the values (planning took longer than looking), and
# never as a reading of the whole table, since a plan made while the ledger is young is kept while it grows.


def open_pool(
    conninfo: str, *, role: str = "subsidy_app", min_size: int = 1, max_size: int = 8, timeout: float = 10.0
) -> Pool:
    """Open a pool whose connections are in autocommit, act as `role` and look into the schema `subsidy`.

    The login behind `conninfo` must be a member of the role. Close the pool, or use it as a context manager.
    `timeout` is how many seconds a caller waits for a connection.
    """
    return LivingPool(
        conninfo,
        min_size=min_size,
        max_size=max_size,
        timeout=timeout,
        kwargs={"autocommit": True},
        configure=configured(role),
        open=True,
    )


class LivingPool(ConnectionPool[Connection[Row]]):
    """A pool that notices when the server was started anew, and then replaces all its connections at once.

    (The library's own check of a connection given out waits a second for the first dead one, two for the next, …)
    """

    def getconn(self, timeout: float | None = None) -> Connection[Row]:
        """Return a connection that was open a moment ago. Raises PoolTimeout."""
        connection = super().getconn(timeout)
        if still_open(connection):
            return connection
        self.putconn(connection)
        self.check()
        return super().getconn(timeout)


def still_open(connection: Connection[Row]) -> bool:
    """Say whether the server has not hung up on an idle connection: that would lie in the socket, unread."""
    unread = select.poll()
    try:
        unread.register(connection.fileno(), select.POLLIN)
        while unread.poll(0):
            connection.pgconn.consume_input()
    except psycopg.OperationalError:
        return False
    return True


def configured(role: str) -> Callable[[Connection[Row]], None]:
    """Return what makes a new connection ready, for a pool or for a single one (in autocommit)."""

    def configure(connection: Connection[Row]) -> None:
        connection.execute(_SETTINGS)
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))

    return configure
