"""The change feed: the log's own bytes, every one of them, in order; those who follow miss nothing."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator

import pytest

from domain.accounts.roles import Role
from tests.support.served import Served, served
from tests.support.service import Service


@pytest.fixture(scope="module")
def two(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(fresh_database, tmp_path_factory.mktemp("home"), processes=2) as two:
        yield two


@pytest.fixture
def service(two: Served) -> Iterator[Service]:
    with two.client() as service:
        yield service


def allocate(service: Service, number: int) -> int:
    body = {
        "programme": "psy-medicine",
        "fiscal_year": 2017,
        "region": "990101",
        "document": f"财社〔2017〕{number}号",
        "shares": [{"level": "county", "kind": "general_budget", "amount": "1000.00"}],
        "on": "2017-02-01",
    }
    return int(service.done(Role.FINANCE_OFFICER, "/v1/allocations", body)["position"])


@pytest.fixture(scope="module", autouse=True)
def programme(two: Served) -> None:
    with two.client() as service:
        body = {
            "programme": "psy-medicine",
            "name_zh": "贫困精神残疾人药费补助",
            "name_en": "medicine subsidy",
            "payee_kind": "person",
            "deciding_body": "federation",
            "period_kind": "year",
            "bank_memo": "残补",
        }
        service.done(Role.PROJECT_LEAD, "/v1/programmes", body)


def test_the_feed_is_the_log_byte_for_byte(two: Served, service: Service) -> None:
    for number in range(1, 6):
        allocate(service, number)
    lines = service.get(Role.AUDITOR, "/v1/entries").content.splitlines()
    stored = two.office.log.entries(0, limit=10_000)
    assert len(lines) == len(stored)
    for line, row in zip(lines, stored, strict=True):
        told = json.loads(line)
        assert told["position"] == row[0]
        assert told["sha256"] == hashlib.sha256(row[5]).hexdigest()
        assert line.endswith(b'"entry":' + row[5] + b"}")


def test_whoever_comes_back_goes_on_where_they_stopped(service: Service) -> None:
    whole = service.get(Role.AUDITOR, "/v1/entries").content
    parts, after = b"", 0
    while page := service.get(Role.AUDITOR, "/v1/entries", after=after, limit=3).content:
        parts += page
        after = json.loads(page.splitlines()[-1])["position"]
    assert parts == whole


def test_only_inspectors_and_auditors_read_the_log(service: Service) -> None:
    for role in Role:
        expected = 200 if role in (Role.AUDITOR, Role.INSPECTOR) else 403
        assert service.get(role, "/v1/entries", limit=1).status_code == expected, role


def test_a_follower_is_told_every_entry_of_every_process_as_it_comes(two: Served, service: Service) -> None:
    start = two.office.log.head()
    received: list[int] = []
    listening = threading.Event()

    def follow() -> None:
        with two.client() as mine:
            headers = {"Authorization": f"Bearer {mine.token(mine.of(Role.AUDITOR))}", "Last-Event-ID": str(start)}
            with mine.client.stream("GET", "/v1/entries/live", headers=headers, timeout=30) as stream:
                for line in stream.iter_lines():
                    listening.set()
                    if line.startswith("id: "):
                        received.append(int(line[4:]))
                        if len(received) == 12:
                            return

    service.token(service.of(Role.AUDITOR))
    follower = threading.Thread(target=follow)
    follower.start()
    assert listening.wait(30)
    for number in range(100, 112):
        allocate(service, number)
    follower.join(30)
    assert received == list(range(start + 1, start + 13))
