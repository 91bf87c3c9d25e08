"""One running service a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.service import Service, running_service


@pytest.fixture(scope="module")
def service(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running_service(fresh_database, tmp_path_factory.mktemp("home")) as service:
        yield service
