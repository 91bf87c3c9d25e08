"""A database with the log in it, a ledger a test, and both logs behind one port."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infrastructure.log.memory_log import MemoryLog
from infrastructure.log.pool import Pool, open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.schema import migrate as schema
from tests.log.support import AnyLog, SteppingClock


@pytest.fixture(scope="module")
def log_database(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that holds the log and nothing else."""
    only_the_log = tmp_path_factory.mktemp("schema")
    for number, name in enumerate(("0001_log.sql", "0006_append.sql", "0011_lighter_append.sql"), 1):
        shutil.copy(Path(schema.HERE) / name, only_the_log / f"{number:04}{name[4:]}")
    schema.migrate(fresh_database, only_the_log)
    return fresh_database


@pytest.fixture(scope="module")
def pool(log_database: str) -> Iterator[Pool]:
    with open_pool(log_database, max_size=12, timeout=30) as opened:
        yield opened


@pytest.fixture
def new_ledger(log_database: str) -> Callable[[], str]:
    """Opens one more ledger and returns its id."""

    def open_one() -> str:
        ledger = secrets.token_hex(3)
        schema.open_ledger(log_database, ledger)
        return ledger

    return open_one


@pytest.fixture
def ledger(new_ledger: Callable[[], str]) -> str:
    return new_ledger()


@pytest.fixture(params=["memory", "postgres"])
def new_log(request: pytest.FixtureRequest) -> Callable[[], AnyLog]:
    """Opens a log of a ledger of its own; what is said of it must hold in memory and on PostgreSQL."""
    clock = SteppingClock()
    if request.param == "memory":
        return lambda: MemoryLog(secrets.token_hex(3), clock=clock)
    pool: Pool = request.getfixturevalue("pool")
    new_ledger: Callable[[], str] = request.getfixturevalue("new_ledger")
    return lambda: PostgresLog(pool, new_ledger(), clock=clock)


@pytest.fixture
def log(new_log: Callable[[], AnyLog]) -> AnyLog:
    return new_log()
