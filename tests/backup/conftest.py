"""A database with entries and people in it, empty databases to restore into, and one backup for all to read."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from application.people import PersonalRecord
from infrastructure.backup import back_up
from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.schema.migrate import migrate, open_ledger
from infrastructure.vault.master_key import MasterKey
from infrastructure.vault.postgres_vault import PostgresVault
from tests.log.support import append, released, settled

KEY = MasterKey.generate()
LI = PersonalRecord(name="李秋实", id_number="990101198001010014")


def fill(conninfo: str, ledger: str = "990101", payouts: int = 20) -> None:
    """Open a ledger with some entries and one person."""
    open_ledger(conninfo, ledger)
    with open_pool(conninfo) as pool:
        log = PostgresLog(pool, ledger)
        for number in range(payouts):
            append(log, (f"payout/p/{number}", 0, released(f"b-{number}")))
        append(log, ("payout/p/0", 1, settled()))
        PostgresVault(pool, ledger, KEY).admit([LI], actor="wang", why="a test")


@pytest.fixture(scope="module")
def filled(fresh_database: str) -> str:
    migrate(fresh_database)
    fill(fresh_database)
    open_ledger(fresh_database, "empty")
    return fresh_database


@pytest.fixture(scope="module")
def backup_file(filled: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backups") / "备份 2017.tar"
    back_up(filled, path)
    return path


@pytest.fixture
def new_database(server_dsn: str) -> Iterator[Callable[[], str]]:
    """Makes empty databases, which are dropped afterwards."""
    made: list[str] = []

    def make() -> str:
        made.append(f"test_{secrets.token_hex(6)}")
        with psycopg.connect(server_dsn, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(made[-1])))
        return make_conninfo(server_dsn, dbname=made[-1])

    yield make
    with psycopg.connect(server_dsn, autocommit=True) as connection:
        for name in made:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
