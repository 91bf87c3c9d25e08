"""Ledgers in a test database, and the views on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg

from application.recorded import Recorded
from bench.synthetic_log import write_entries
from infrastructure.schema.migrate import migrate, open_ledger
from infrastructure.views.projector import Projector
from infrastructure.views.tables import TABLES


def a_ledger(conninfo: str, log: Sequence[Recorded[object]]) -> str:
    """Open the log's ledger in the database, write the log, and return the ledger's id."""
    migrate(conninfo)
    ledger = log[0].ledger
    open_ledger(conninfo, ledger)
    write_entries(conninfo, log)
    return ledger


def kept(conninfo: str, ledger: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every view table of a ledger, in order, as text: byte by byte what is kept."""
    with psycopg.connect(conninfo) as connection:
        return {
            table.name: connection.execute(
                f"select t::text from subsidy.{table.name} t where ledger = %s order by t::text".encode(), (ledger,)
            ).fetchall()
            for table in TABLES.values()
        }


def projected(conninfo: str, ledger: str, **options: Any) -> Projector:
    """Return a projector that has caught up."""
    projector = Projector(conninfo, ledger, **options)
    projector.catch_up()
    return projector
