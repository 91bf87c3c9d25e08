"""A home whose server these tests may kill, with a county in it that is ready to pay."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from infrastructure.bootstrap import prepare
from infrastructure.embedded_postgres import running
from tests.faults.enrolment import settings_of
from tests.support.database import wait_until_stopped
from tests.support.embedded_clients import nothing_is_left


@dataclass(frozen=True, slots=True)
class Home:
    """An embedded server of one's own, kept running from here; ledgers are opened in it."""

    path: Path
    conninfo: str
    notes: Path

    def open(self, ledger: str) -> str:
        """Open a ledger and return its id."""
        prepare(settings_of(self.path, ledger), say=lambda _: None)
        return ledger


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home nobody else uses; afterwards nothing of it is left running."""
    path = Path(tempfile.mkdtemp(prefix="subsidy-ledger-home-"))
    with running(path) as conninfo:
        yield Home(path, conninfo, tmp_path_factory.mktemp("notes"))
    wait_until_stopped(path)
    nothing_is_left(path)
    shutil.rmtree(path)
