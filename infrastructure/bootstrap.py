"""The only place that knows every part: settings in, a desk out. Nothing happens at import time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from os import environ
from pathlib import Path

from application.desk import Desk
from application.ports import Clock
from infrastructure import embedded_postgres
from infrastructure.calendar import ChineseCalendar
from infrastructure.clock import SystemClock
from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.schema.migrate import migrate, open_ledger
from infrastructure.settings import Settings
from infrastructure.vault import master_key
from infrastructure.vault.postgres_vault import PostgresVault
from infrastructure.views.projector import Projector
from infrastructure.views.queries import PostgresViews, open_views_pool

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Office:
    """A running office: its desk, and what its administrators need beneath it."""

    desk: Desk
    conninfo: str
    home: Path
    log: PostgresLog
    views: PostgresViews


@contextmanager
def database(settings: Settings, *, say: Say) -> Iterator[str]:
    """Yield the conninfo of the database: the one named in DATABASE_URL, or the embedded server, started if need be.

    Raises EmbeddedServerFailed.
    """
    if settings.database_url is not None:
        yield settings.database_url.get_secret_value()
        return
    with embedded_postgres.running(settings.home, say=say) as conninfo:
        yield conninfo


def prepare(settings: Settings, *, say: Say) -> bool:
    """Make the data folder, the master key, the tables and the ledger, each where it is missing; may be repeated.

    Returns True when the master key was made by this call: its holder has to copy it to a safe place.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    made_key = not master_key.key_path(settings.home, environ).exists()
    if made_key:
        master_key.create(settings.home)
    with database(settings, say=say) as conninfo:
        migrate(conninfo)
        open_ledger(conninfo, settings.ledger)
    return made_key


@contextmanager
def office(settings: Settings, *, say: Say, clock: Clock | None = None) -> Iterator[Office]:
    """Open one ledger for work and close it behind us.

    Raises MasterKeyMissing and its kin, EmbeddedServerFailed, LogUnavailable (the ledger has not been opened).
    """
    keys = master_key.load(settings.home, environ)
    with ExitStack() as stack:
        conninfo = stack.enter_context(database(settings, say=say))
        pool = stack.enter_context(open_pool(conninfo))
        log = PostgresLog(pool, settings.ledger)
        projector = Projector(conninfo, settings.ledger)
        stack.callback(projector.close)
        views_pool = stack.enter_context(open_views_pool(conninfo))
        views = PostgresViews(views_pool, settings.ledger, projector=projector)
        desk = Desk(
            log=log,
            views=views,
            vault=PostgresVault(pool, settings.ledger, keys),
            clock=clock or SystemClock(),
            calendar=ChineseCalendar(),
        )
        yield Office(desk, conninfo, settings.home, log, views)
