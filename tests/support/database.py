"""A PostgreSQL for the tests: the one in DATABASE_URL, or an embedded one shared by all the workers."""

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from infrastructure.embedded_postgres import running
from infrastructure.embedded_postgres.folder import server_folder
from infrastructure.embedded_postgres.locks import is_held

HOME_VARIABLE = "SUBSIDY_LEDGER_TEST_HOME"


def pytest_configure(config: pytest.Config) -> None:
    """The first process of a run names the home; its workers inherit the name."""
    if not hasattr(config, "workerinput"):
        os.environ[HOME_VARIABLE] = tempfile.mkdtemp(prefix="subsidy-ledger-test-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """By now all workers have gone, and with the last one the server."""
    if not hasattr(config, "workerinput"):
        home = Path(os.environ.pop(HOME_VARIABLE))
        wait_until_stopped(home)
        shutil.rmtree(home)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark whoever asks a database server: most tests do not, and those are what `make check` runs."""
    callspec = getattr(item, "callspec", None)
    if "server_dsn" in getattr(item, "fixturenames", ()) or (callspec and "postgres" in callspec.params.values()):
        item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def server_dsn() -> Iterator[str]:
    """The conninfo of a server on which databases may be created."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    with running(Path(os.environ[HOME_VARIABLE])) as conninfo:
        yield conninfo


@pytest.fixture(scope="module")
def fresh_database(server_dsn: str) -> Iterator[str]:
    """The conninfo of an empty database for one module."""
    with empty_database(server_dsn) as conninfo:
        yield conninfo


@contextmanager
def empty_database(server_dsn: str) -> Iterator[str]:
    """Create a database and give its conninfo; it is dropped when the block ends."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(server_dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    yield make_conninfo(server_dsn, dbname=name)
    with psycopg.connect(server_dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def wait_until_stopped(home: Path, seconds: float = 30.0) -> None:
    """Until the keeper is gone; the last client has to be out already."""
    folder = server_folder(home)
    deadline = time.monotonic() + seconds
    while is_held(folder.keeper_lock):
        assert time.monotonic() < deadline, f"the keeper of {home} still runs"
        time.sleep(0.05)
