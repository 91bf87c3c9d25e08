"""One vault contract, two vaults: each test of `test_contract.py` runs in memory and on PostgreSQL."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool

from infrastructure.schema.migrate import migrate
from infrastructure.vault.master_key import MasterKey
from infrastructure.vault.memory_vault import MemoryVault
from infrastructure.vault.postgres_vault import PostgresVault

AnyVault = MemoryVault | PostgresVault
Pool = ConnectionPool[Any]


@pytest.fixture(scope="module")
def migrated(fresh_database: str) -> str:
    migrate(fresh_database)
    return fresh_database


@pytest.fixture(scope="module")
def pool(migrated: str) -> Iterator[Pool]:
    """Connections with the rights of the service, and no more."""
    conninfo = make_conninfo(migrated, options="-c role=subsidy_app")
    with ConnectionPool(conninfo, min_size=1, max_size=8) as pool:
        yield pool


@pytest.fixture
def ledger() -> str:
    return f"ledger-{secrets.token_hex(4)}"


@pytest.fixture(params=["memory", "postgres"])
def new_vault(request: pytest.FixtureRequest) -> Callable[[str, MasterKey], AnyVault]:
    """Make a vault of a ledger; one made in memory starts empty, one on PostgreSQL finds what is there."""
    if request.param == "memory":
        return MemoryVault
    pool: Pool = request.getfixturevalue("pool")
    return lambda ledger, keys: PostgresVault(pool, ledger, keys)


@pytest.fixture
def vault(new_vault: Callable[[str, MasterKey], AnyVault], ledger: str) -> AnyVault:
    return new_vault(ledger, MasterKey.generate())
