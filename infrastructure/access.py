"""The way to the database: the one in DATABASE_URL, or the embedded one in the home; and whether it is ours yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from domain.rejected import Rejected
from infrastructure import embedded_postgres
from infrastructure.settings import Settings

Say = Callable[[str], None]

_OPENED = "select exists (select from subsidy.ledger_head where ledger = %s)"
_SEALED = "select exists (select from subsidy.vault where ledger = %s)"
_MIGRATED = "select to_regclass('subsidy.ledger_head') is not null"


class NotInitialised(Rejected):
    """There is nothing in {place} yet; run `subsidy-ledger init` first."""

    code = "not_initialised"
    zh = "{place} 尚未初始化，请先运行 subsidy-ledger init。"


class LedgerNotOpened(Rejected):
    """Ledger {ledger} has not been opened here; run `subsidy-ledger --ledger {ledger} init`."""

    code = "ledger_not_opened"
    zh = "这里还没有账本 {ledger}，请运行 subsidy-ledger --ledger {ledger} init。"


@contextmanager
def database(settings: Settings, *, say: Say, make: bool = False) -> Iterator[str]:
    """Yield the conninfo of the database; the embedded server is started if need be, and made only where asked.

    Raises EmbeddedServerFailed, NotInitialised.
    """
    if settings.database_url is not None:
        yield settings.database_url.get_secret_value()
        return
    if not make and not embedded_postgres.is_there(settings.home):
        raise NotInitialised("home", place=settings.home)
    with embedded_postgres.running(settings.home, say=say) as conninfo:
        yield conninfo


@contextmanager
def ledger_database(settings: Settings, *, say: Say) -> Iterator[str]:
    """Yield the conninfo of a database in which the ledger has been opened. Raises LedgerNotOpened besides."""
    with database(settings, say=say) as conninfo:
        with psycopg.connect(conninfo) as connection:
            if not _said(connection.execute(_MIGRATED)):
                raise NotInitialised("home", place=settings.home if settings.database_url is None else "DATABASE_URL")
            if not _said(connection.execute(_OPENED, (settings.ledger,))):
                raise LedgerNotOpened("ledger", ledger=settings.ledger)
        yield conninfo


def holds_people(conninfo: str, ledger: str) -> bool:
    """Say whether people's data have been sealed in the ledger, so that only its own master key will do."""
    with psycopg.connect(conninfo) as connection:
        return _said(connection.execute(_SEALED, (ledger,)))


def _said(cursor: psycopg.Cursor[tuple[object, ...]]) -> bool:
    row = cursor.fetchone()
    return row is not None and row[0] is True
