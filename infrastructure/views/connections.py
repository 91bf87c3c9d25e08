"""Connections of the views: one role each, the schema `subsidy`, plans made for the values at hand."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import Connection, IsolationLevel, sql
from psycopg_pool import ConnectionPool

from infrastructure.log.pool import LivingPool

Row = tuple[Any, ...]
Connected = Connection[Row]
Pool = ConnectionPool[Connected]

_SETTINGS = """
SET search_path = subsidy, pg_temp;
SET timezone = 'UTC';
SET jit = off;
SET plan_cache_mode = force_custom_plan;
"""
# A ledger's part of each table is known only with the ledger's name, so a plan for any ledger would open every part.


def connect(conninfo: str, role: str) -> Connection[Row]:
    """Open a connection in autocommit that acts as `role`. The login must be a member of it."""
    connection = psycopg.connect(conninfo, autocommit=True)
    configure(connection, role)
    return connection


def connect_projector(conninfo: str) -> Connection[Row]:
    """Open a connection that adds rows to views. It does not wait until they are on the disk.

    Rows and the position they bring a view to are committed together and behind the entries they follow from, so what a
    crash takes of them is projected once more.
    """
    connection = connect(conninfo, "subsidy_projector")
    connection.execute("SET synchronous_commit = off")
    return connection


def configure(connection: Connection[Row], role: str) -> None:
    """Make a connection ready, one's own or a pool's."""
    connection.execute(_SETTINGS)
    connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


def open_views_pool(conninfo: str, *, min_size: int = 1, max_size: int = 4, timeout: float = 10.0) -> Pool:
    """Open a pool of connections that may only read, each query in one snapshot. Close it, or use it as a block."""

    def ready(connection: Connected) -> None:
        configure(connection, "subsidy_reader")
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True

    return LivingPool(
        conninfo,
        min_size=min_size,
        max_size=max_size,
        timeout=timeout,
        kwargs={"autocommit": True},
        configure=ready,
        open=True,
    )
