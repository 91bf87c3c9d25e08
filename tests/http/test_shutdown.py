"""The service ends when told to: what is under way is answered, followers are let go, and nothing stays behind."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx2
import psycopg
import pytest

from domain.accounts.roles import Role
from tests.support.database import empty_database
from tests.support.served import Served, served, stop
from tests.support.service import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

PROGRAMME = {
    "programme": "psy-medicine",
    "name_zh": "贫困精神残疾人药费补助",
    "name_en": "medicine subsidy",
    "payee_kind": "person",
    "deciding_body": "federation",
    "period_kind": "year",
    "bank_memo": "残补",
}
PATIENCE = 25
"""Seconds in which it has to be over: less than the half minute after which the server would cut everybody off."""


@pytest.fixture(params=[1, 2], ids=["one process", "two processes"])
def there(request: pytest.FixtureRequest, server_dsn: str, tmp_path: Path) -> Iterator[Served]:
    with (
        empty_database(server_dsn) as database,
        served(database, tmp_path, processes=request.param) as there,
        there.client() as service,
    ):
        for role in (Role.PROJECT_LEAD, Role.AUDITOR):
            service.token(service.of(role))
        yield there


@contextmanager
def writers_held_up(there: Served) -> Iterator[None]:
    """Keep the row that every append has to have."""
    with psycopg.connect(there.office.conninfo) as connection:
        connection.execute("SELECT FROM subsidy.ledger_head FOR UPDATE")
        yield


def ask_apart(service: Service) -> tuple[threading.Thread, list[httpx2.Response]]:
    """Give a command in a thread of its own; the answer is put down when it comes."""
    answers: list[httpx2.Response] = []

    def ask() -> None:
        answers.append(service.post(Role.PROJECT_LEAD, "/v1/programmes", PROGRAMME, key="under-way"))

    asking = threading.Thread(target=ask)
    asking.start()
    return asking, answers


def waits_for_the_row(there: Served) -> bool:
    """Say whether somebody stands before the row."""
    with psycopg.connect(there.office.conninfo) as connection:
        found = connection.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'").fetchone()
        return found is not None and found[0] > 0


def tell_to_stop(there: Served) -> list[int]:
    """Send SIGTERM as whoever runs it does; return the processes that have to be gone."""
    everyone = [there.process.pid, *there.workers]
    there.process.send_signal(signal.SIGTERM)
    return everyone


def all_gone(processes: list[int]) -> bool:
    return not any(Path(f"/proc/{one}").exists() for one in processes)


def test_a_request_under_way_is_answered_and_then_nothing_is_left(there: Served) -> None:
    with there.client() as service:
        with writers_held_up(there):
            asking, answers = ask_apart(service)
            while not waits_for_the_row(there):
                time.sleep(0.05)
            everyone = tell_to_stop(there)
            time.sleep(1)
            assert there.process.poll() is None
            assert answers == []
        asking.join(PATIENCE)
    assert [answer.status_code for answer in answers] == [200], answers[0].text
    assert there.process.wait(PATIENCE) in (0, -signal.SIGTERM)
    assert there.office.desk.log.receipt("under-way") is not None
    assert all_gone(everyone)
    with pytest.raises(httpx2.TransportError):
        httpx2.get(f"{there.address}/healthz")


def test_whoever_follows_the_log_is_let_go_with_a_whole_stream(there: Served) -> None:
    began, ended = threading.Event(), threading.Event()

    def follow() -> None:
        with there.client() as mine:
            headers = {"Authorization": f"Bearer {mine.token(mine.of(Role.AUDITOR))}"}
            with mine.client.stream("GET", "/v1/entries/live", headers=headers, timeout=PATIENCE) as stream:
                for _ in stream.iter_lines():  # Cut off, it would raise.
                    began.set()
        ended.set()

    follower = threading.Thread(target=follow)
    follower.start()
    assert began.wait(30)
    everyone = tell_to_stop(there)
    follower.join(PATIENCE)
    assert ended.is_set()
    there.process.wait(PATIENCE)
    assert all_gone(everyone)


def test_workers_end_with_the_process_that_started_them(server_dsn: str, tmp_path: Path) -> None:
    with empty_database(server_dsn) as database, served(database, tmp_path, processes=2) as there:
        workers = there.workers
        assert len(workers) == 2
        os.kill(there.process.pid, signal.SIGKILL)
        there.process.wait()
        until = time.monotonic() + 60
        try:
            while not all_gone(workers):
                assert time.monotonic() < until, "they still hold the address"
                time.sleep(0.1)
        finally:
            for worker in workers:
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
        stop(there.process)
