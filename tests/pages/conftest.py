"""The service in this process, empty or with case 000 in it, and a seat before it for whoever holds a role."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from domain.accounts.roles import Role
from tests.support.database import empty_database
from tests.support.demonstration import demonstrate
from tests.support.seat import Seat
from tests.support.service import Service, running_service


@pytest.fixture(scope="session")
def shown(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """To be looked at and not to be changed: all tests of a worker share it."""
    with (
        empty_database(server_dsn) as database,
        running_service(database, tmp_path_factory.mktemp("shown"), seal=True) as service,
    ):
        demonstrate(service.office.desk)
        yield service


@pytest.fixture(scope="module")
def service(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """An empty ledger for one module, to work in."""
    with running_service(fresh_database, tmp_path_factory.mktemp("home")) as service:
        yield service


@pytest.fixture(scope="module")
def seat(service: Service) -> Callable[[Role | str], Seat]:
    return lambda who: Seat(service, who)
