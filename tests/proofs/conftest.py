"""Logs to seal, in memory and on PostgreSQL, and a signer in a folder of its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infrastructure.log.memory_log import MemoryLog
from infrastructure.log.pool import Pool, open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.schema.migrate import migrate, open_ledger
from tests.log.support import AnyLog
from tests.proofs.office import Office, open_office


@pytest.fixture(scope="module")
def log_database(fresh_database: str) -> str:
    """A database that is ours, with the tables in it."""
    migrate(fresh_database)
    return fresh_database


@pytest.fixture(scope="module")
def pool(log_database: str) -> Iterator[Pool]:
    with open_pool(log_database, timeout=30) as opened:
        yield opened


@pytest.fixture(params=["memory", "postgres"])
def log(request: pytest.FixtureRequest) -> AnyLog:
    """A log of a ledger of its own; sealing must not know the difference."""
    ledger = secrets.token_hex(3)
    if request.param == "memory":
        return MemoryLog(ledger)
    pool: Pool = request.getfixturevalue("pool")
    open_ledger(request.getfixturevalue("log_database"), ledger)
    return PostgresLog(pool, ledger)


@pytest.fixture(scope="module")
def signer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One signer may serve many logs; it takes half a second to start."""
    return tmp_path_factory.mktemp("signer")


@pytest.fixture(scope="module")
def signer(signer_folder: Path) -> Iterator[AskedSigner]:
    with AskedSigner(signer_folder) as asked:
        yield asked


@pytest.fixture
def office(log: AnyLog, tmp_path: Path, signer: AskedSigner, signer_folder: Path) -> Office:
    """The log with its published files and its signer, nothing sealed yet."""
    return open_office(log, tmp_path, signer, signer_folder)


@pytest.fixture
def new_ledger(log_database: str) -> Callable[[], str]:
    """Opens one more ledger and returns its id."""

    def open_one() -> str:
        ledger = secrets.token_hex(3)
        open_ledger(log_database, ledger)
        return ledger

    return open_one
