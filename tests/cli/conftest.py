"""An office with a database of its own, and one in which six payments are at the bank."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.cli import story
from tests.cli.terminal import Terminal


@pytest.fixture(autouse=True, scope="module")
def nothing_of_the_callers() -> Iterator[None]:
    """Settings of whoever runs the tests must not reach them."""
    kept = {
        name: os.environ.pop(name)
        for name in list(os.environ)
        if name.startswith("SUBSIDY_LEDGER_") and "TEST" not in name
    }
    yield
    os.environ.update(kept)


@pytest.fixture(scope="module")
def office(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    return Terminal(tmp_path_factory.mktemp("home"), {"DATABASE_URL": fresh_database})


@pytest.fixture(scope="module")
def paying(office: Terminal, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """Six payments of 1,000.00 are at the bank."""
    story.released(office, tmp_path_factory.mktemp("files"))
    return office
