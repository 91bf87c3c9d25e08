"""One running service a module, and a seat before it for whoever holds a role."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from domain.accounts.roles import Role
from tests.support.seat import Seat
from tests.support.service import Service, running_service


@pytest.fixture(scope="module")
def service(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running_service(fresh_database, tmp_path_factory.mktemp("home")) as service:
        yield service


@pytest.fixture(scope="module")
def seat(service: Service) -> Callable[[Role | str], Seat]:
    return lambda who: Seat(service, who)
