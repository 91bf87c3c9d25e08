"""A line that breaks never leaves half an append, nor a caller who believes something that is not so."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from application.ports import LogUnavailable, OutcomeUnknown
from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from tests.log.proxy import Proxy
from tests.log.support import append, released


@pytest.fixture
def proxy(log_database: str) -> Iterator[Proxy]:
    with tempfile.TemporaryDirectory(prefix="line-") as folder:  # short, since socket paths are
        opened = Proxy(log_database, Path(folder))
        yield opened
        opened.close()


@pytest.fixture
def remote(proxy: Proxy, ledger: str) -> Iterator[PostgresLog]:
    """A log behind a line that may break."""
    with open_pool(proxy.conninfo, max_size=2, timeout=5) as pool:
        yield PostgresLog(pool, ledger)


def test_a_commit_that_never_arrived_is_an_unknown_outcome_without_a_receipt(proxy: Proxy, remote: PostgresLog) -> None:
    append(remote, ("payout/b-1", 0, released()))
    proxy.breaks = "before"
    with pytest.raises(OutcomeUnknown):
        append(remote, ("payout/b-2", 0, released()), command_id="lost")
    assert remote.receipt("lost") is None
    assert remote.head() == 1
    assert append(remote, ("payout/b-2", 0, released()), command_id="lost").last_position == 2


def test_a_commit_whose_answer_was_lost_is_an_unknown_outcome_with_its_receipt(
    proxy: Proxy, remote: PostgresLog
) -> None:
    append(remote, ("payout/b-1", 0, released()))
    proxy.breaks = "after"
    with pytest.raises(OutcomeUnknown):
        append(remote, ("payout/b-2", 0, released()), command_id="lost")
    remote.wait_beyond(1, seconds=5)
    receipt = remote.receipt("lost")
    assert receipt is not None
    assert receipt.last_position == remote.head() == 2


def test_connections_that_died_while_idle_are_replaced_unnoticed(log_database: str, remote: PostgresLog) -> None:
    append(remote, ("payout/b-1", 0, released()))
    with psycopg.connect(log_database, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert append(remote, ("payout/b-2", 0, released())).last_position == 2
    assert remote.head() == 2


def test_a_server_that_is_not_there_is_a_log_unavailable(tmp_path: Path) -> None:
    with open_pool(f"host={tmp_path}", timeout=0.1) as pool:
        log = PostgresLog(pool, "340700")
        with pytest.raises(LogUnavailable):
            log.head()
        with pytest.raises(LogUnavailable):
            append(log, ("payout/b-1", 0, released()))


def test_an_unopened_ledger_takes_nothing(log_database: str) -> None:
    with open_pool(log_database) as pool:
        log = PostgresLog(pool, "nowhere")
        assert log.head() == 0
        with pytest.raises(LogUnavailable, match="has not been opened"):
            append(log, ("payout/b-1", 0, released()))
