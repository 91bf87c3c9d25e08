"""Credentials of a ledger on PostgreSQL, with the service's own rights, a clock one can move, and cheap hashes."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest

from infrastructure.accounts.postgres_credentials import PostgresCredentials
from infrastructure.log.pool import Pool, open_pool
from infrastructure.schema.migrate import migrate, open_ledger
from infrastructure.vault.master_key import MasterKey
from tests.accounts.support import MovableClock, on_tables


@pytest.fixture(scope="module")
def migrated(fresh_database: str) -> str:
    migrate(fresh_database)
    return fresh_database


@pytest.fixture(scope="module")
def pool(migrated: str) -> Iterator[Pool]:
    with open_pool(migrated) as pool:
        yield pool


@pytest.fixture
def ledger(migrated: str) -> str:
    name = f"ledger-{secrets.token_hex(4)}"
    open_ledger(migrated, name)
    return name


@pytest.fixture
def keys() -> MasterKey:
    return MasterKey.generate()


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def credentials(pool: Pool, ledger: str, keys: MasterKey, clock: MovableClock) -> PostgresCredentials:
    return on_tables(pool, ledger, keys, clock)
