"""A county on PostgreSQL with a funded programme, its jobs, and a runner that is started where a test wants one."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infrastructure.bootstrap import office as running_office
from infrastructure.bootstrap import prepare, settings
from tests.jobs.support import County
from tests.support.office import Office, StandingClock
from tests.support.stories import a_funded_programme

NewCounty = Callable[[], County]


@pytest.fixture(scope="module")
def new_county(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewCounty]:
    """Opens a ledger of its own, with nothing in it."""
    home: Path = tmp_path_factory.mktemp("home")
    opened = []

    def open_one() -> County:
        chosen = settings({"home": home, "ledger": secrets.token_hex(3), "database_url": fresh_database})
        prepare(chosen, say=lambda _: None)
        clock = StandingClock()
        context = running_office(chosen, say=lambda _: None, clock=clock)
        there = context.__enter__()
        opened.append(context)
        return County(there, Office(there.desk, clock))

    yield open_one
    for context in reversed(opened):
        context.__exit__(None, None, None)


@pytest.fixture
def county(new_county: NewCounty) -> County:
    """An empty ledger."""
    return new_county()


@pytest.fixture
def paying(new_county: NewCounty) -> County:
    """Five people entitled to 1000.00 yuan for 2017, and money for them."""
    there = new_county()
    a_funded_programme(office=there.story)
    return there
