"""The real service paces who asks for its public pages, by its settings, and nobody who works here."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.accounts.roles import Role
from tests.support.service import running_service

pytestmark = pytest.mark.slow


def test_the_settings_say_how_often_an_address_may_ask_and_signing_in_and_work_go_on(
    fresh_database: str, tmp_path: Path
) -> None:
    paced = {"public_requests_per_minute": 1, "public_requests_at_once": 3}
    with running_service(fresh_database, tmp_path, **paced) as service:
        found = [service.client.get("/public") for _ in range(4)]
        assert [one.status_code for one in found] == [200, 200, 200, 429]
        told = found[-1]
        assert told.headers["content-type"] == "application/problem+json"
        assert told.json()["type"] == "/problems/too_many_from_one_address"
        assert 1 <= int(told.headers["retry-after"]) <= 60
        assert told.headers["x-content-type-options"] == "nosniff"
        assert service.client.get("/v1/proofs/keys").status_code == 429
        assert service.client.get("/sign-in").status_code == 200
        assert service.get(Role.AUDITOR, "/v1/position").status_code == 200
