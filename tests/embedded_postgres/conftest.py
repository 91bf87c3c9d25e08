"""Homes for embedded servers."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.embedded_postgres import running
from infrastructure.embedded_postgres.folder import ServerFolder
from tests.support.database import wait_until_stopped
from tests.support.embedded_clients import nothing_is_left


@pytest.fixture
def empty_home() -> Iterator[Path]:
    """A home nobody has used yet; afterwards nothing may be left running."""
    home = Path(tempfile.mkdtemp(prefix="subsidy-ledger-home-"))
    yield home
    if (home / "postgres").exists():
        nothing_is_left(home)
        time.sleep(0.2)  # nor may anything come up by itself
        nothing_is_left(home)
    shutil.rmtree(home)


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose cluster is made, to be copied."""
    home = Path(tempfile.mkdtemp(prefix="subsidy-ledger-home-"))
    with running(home):
        pass
    wait_until_stopped(home)
    yield home
    shutil.rmtree(home)


@pytest.fixture
def home(made_home: Path, empty_home: Path) -> Path:
    """A home of its own with a stopped cluster in it; copying one is quicker than making one."""
    shutil.copytree(made_home / "postgres", empty_home / "postgres")
    return empty_home


@pytest.fixture
def folder(home: Path) -> ServerFolder:
    return ServerFolder(home / "postgres")
