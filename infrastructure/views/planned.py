"""Statements that name their ledger, so that a connection plans each of them once and not for every question.

A plan for any ledger would have to open every ledger's part of each table; planned for the values at hand, a question
of keys spends most of its time on being planned.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from psycopg import Connection, errors
from psycopg.pq.abc import PGresult
from psycopg.sql import SQL, Composable, Literal

from application.queries import AsOf
from application.views.sheet import PAGE
from infrastructure.log import exchange
from infrastructure.log.exchange import Statement
from infrastructure.views.tables import statements


def planned(file: str, name: str, ledger: str, *views: str, **words: Composable) -> Statement:
    """Return a statement of a `.sql` file beside this one with the ledger and other words in it, without arguments.

    `{at}` settles the times of a question that these views answer.
    """
    known = {"ledger": Literal(ledger), "page": Literal(PAGE)}
    at = _sql("at.sql", "at").format(**known, views=Literal(list(views)))
    own = hashlib.md5(ledger.encode(), usedforsecurity=False).hexdigest()
    return Statement(f"{name} {own}", (), _sql(file, name).format(**known, at=at, **words).as_bytes(None))


def _sql(file: str, name: str) -> SQL:
    return SQL(statements(file)[name].decode())


def times(as_of: AsOf) -> tuple[bytes | None, bytes | None]:
    """Return the two arguments that `{at}` settles the time of recording by."""
    if isinstance(as_of, datetime):
        return None, exchange.instant(as_of)
    return None if as_of is None else exchange.int8(as_of), None


def asked(connection: Connection[tuple[Any, ...]], settings: Statement, statement: Statement) -> PGresult | None:
    """Ask in one exchange; None where the server has forgotten its plans and the general way has to be gone.

    `connection` is in autocommit, outside any transaction.
    """
    try:
        _, rows = exchange.together(connection, settings, statement)
    except errors.InvalidSqlStatementName:  # A rollback on this connection made the driver forget its plans.
        exchange.forget(connection)
        return None
    return rows


def once(*switched_off: str) -> Statement:
    """Return what has the rest of an exchange planned once, without these ways of reading.

    A plan made while the ledger is young is kept while it grows, so it must look up keys where it would not yet.
    """
    off = "".join(f", set_config('enable_{way}', 'off', true)" for way in switched_off)
    return Statement(
        f"planned once without {' '.join(switched_off)}",
        (),
        f"SELECT set_config('plan_cache_mode', 'force_generic_plan', true){off}".encode(),
    )
