"""Connections of the views: one role each, the schema `subsidy`, plans made for the values at hand."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import Connection, sql

Row = tuple[Any, ...]

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


def configure(connection: Connection[Row], role: str) -> None:
    """Make a connection ready, one's own or a pool's."""
    connection.execute(_SETTINGS)
    connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
