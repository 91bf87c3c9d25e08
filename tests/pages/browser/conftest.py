"""Debian's Chromium, and the service it looks at: as it is run, with the demonstration's district in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

from domain.accounts.roles import Role
from tests.support.browsing import Visit, executable, visiting
from tests.support.database import empty_database
from tests.support.demonstration import demonstrate, leave_work
from tests.support.packages import wanted
from tests.support.served import Served, served


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module, for it keeps an event loop running; each visit has a profile of its own."""
    wanted("chromium-headless-shell", "fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demonstration(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service with case 000 and work for every desk, to be looked at only: all tests of a worker share it."""
    with _demonstrated(server_dsn, tmp_path_factory) as running:
        leave_work(running.office.desk)
        with running.client() as client:  # Now, since the administrator's desk shows for which roles there is nobody.
            for role in Role:
                client.of(role)
        yield running


@pytest.fixture
def own_demonstration(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same, for one test alone, to work in."""
    with _demonstrated(server_dsn, tmp_path_factory) as running:
        yield running


@contextmanager
def _demonstrated(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with empty_database(server_dsn) as database, served(database, tmp_path_factory.mktemp("home")) as running:
        demonstrate(running.office.desk)
        yield running


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Open visits of people; when the test ends, no page may have complained of anything."""
    with visiting(chromium) as visit:
        yield visit
