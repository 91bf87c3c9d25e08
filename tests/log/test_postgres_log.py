"""What only a log on PostgreSQL can meet: damage behind its back, a restore beneath it, the server's own clock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from application.ports import LogUnavailable
from infrastructure.log import exchange
from infrastructure.log.mapper import Unreadable
from infrastructure.log.pool import Pool
from infrastructure.log.postgres_log import PostgresLog
from tests.log.support import append, released, settled


@contextmanager
def behind_its_back(conninfo: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Act as someone who owns the server and takes the triggers away."""
    tables = (b"entry", b"receipt", b"ledger_head")
    with psycopg.connect(conninfo) as connection:
        connection.execute("SET search_path = subsidy")
        for table in tables:
            connection.execute(b"ALTER TABLE " + table + b" DISABLE TRIGGER USER")
        yield connection
        for table in tables:
            connection.execute(b"ALTER TABLE " + table + b" ENABLE ALWAYS TRIGGER append_only")
        connection.execute("ALTER TABLE ledger_head ENABLE ALWAYS TRIGGER only_forward")


def read_all(log: PostgresLog, *, limit: int) -> None:
    position = 0
    while page := log.after(position, limit=limit):
        position = page[-1].position


@pytest.fixture
def log(pool: Pool, ledger: str) -> PostgresLog:
    log = PostgresLog(pool, ledger)
    append(log, *((f"payout/{number}", 0, released()) for number in range(1, 10)))
    return log


@pytest.mark.parametrize("gone", [[1], [5], [4, 5, 6], list(range(1, 10))])
def test_a_hole_in_the_log_is_named_and_never_passed_over(log_database: str, log: PostgresLog, gone: list[int]) -> None:
    with behind_its_back(log_database) as connection:
        connection.execute("DELETE FROM entry WHERE ledger = %s AND position = ANY (%s)", (log.ledger, gone))
    for limit in (1, 3, 100):
        with pytest.raises(Unreadable):
            read_all(log, limit=limit)


@pytest.mark.parametrize(
    "change",
    [
        "version = 2",
        "stream = 'payout/x'",
        "name = 'payout.settled.1'",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "body = convert_to(replace(convert_from(body, 'UTF8'), 'low-income', 'low_income'), 'UTF8') || ' '",
        "body = convert_to(replace(convert_from(body, 'UTF8'), '\"amount\":\"100000\"', '\"amount\":100000'), 'UTF8')",
    ],
)
def test_an_entry_that_was_changed_is_unreadable(log_database: str, log: PostgresLog, change: str) -> None:
    with behind_its_back(log_database) as connection:
        connection.execute(f"UPDATE entry SET {change} WHERE ledger = %s AND position = 3".encode(), (log.ledger,))
    assert len(log.after(3, limit=10)) == 6
    with pytest.raises(Unreadable):
        log.after(0, limit=10)


def test_a_log_that_was_restored_beneath_a_running_process_takes_nothing_from_it(
    log_database: str, log: PostgresLog
) -> None:
    append(log, ("payout/1", 1, settled()))
    with behind_its_back(log_database) as connection:
        connection.execute("DELETE FROM entry WHERE ledger = %s AND position > 9", (log.ledger,))
        connection.execute("UPDATE ledger_head SET last_position = 9 WHERE ledger = %s", (log.ledger,))
    with pytest.raises(LogUnavailable, match="was restored"):
        append(log, ("payout/1", 2, settled()))


def test_without_a_clock_of_its_own_the_log_takes_the_servers(log: PostgresLog) -> None:
    recorded_at = log.stream("payout/1")[0].recorded_at
    assert recorded_at.tzinfo is UTC
    assert abs(datetime.now(UTC) - recorded_at) < timedelta(minutes=5)


def test_one_who_waits_for_the_head_row_sees_the_time_of_their_turn_not_of_their_coming(
    log_database: str, log: PostgresLog
) -> None:
    with psycopg.connect(log_database) as first:
        first.execute("UPDATE subsidy.ledger_head SET last_position = 9 WHERE ledger = %s", (log.ledger,))
        waiting = threading.Thread(target=append, args=(log, ("payout/1", 1, settled())))
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
        row = first.execute("SELECT clock_timestamp()").fetchone()
    waiting.join(10)
    assert row is not None
    assert log.stream("payout/1")[-1].recorded_at >= row[0]


def test_writers_of_two_ledgers_do_not_wait_for_each_other(
    log_database: str, pool: Pool, log: PostgresLog, new_ledger: Callable[[], str]
) -> None:
    other = PostgresLog(pool, new_ledger())
    with psycopg.connect(log_database) as first:
        first.execute("SELECT FROM subsidy.ledger_head WHERE ledger = %s FOR UPDATE", (log.ledger,))
        assert append(other, ("payout/1", 0, released())).last_position == 1


def test_reading_never_waits_for_a_writer(log_database: str, log: PostgresLog) -> None:
    with psycopg.connect(log_database) as first:
        first.execute("SELECT FROM subsidy.ledger_head WHERE ledger = %s FOR UPDATE", (log.ledger,))
        assert log.head() == 9
        assert len(log.after(0, limit=100)) == 9
        assert log.stream("payout/1")[0].fact == released()


def test_a_connection_that_forgot_its_planned_statements_is_not_noticed(pool: Pool, log: PostgresLog) -> None:
    for number in (1, 2):
        with pool.connection() as connection:  # As the driver does after a rollback of its own.
            connection.execute("DEALLOCATE ALL")
        if number == 1:
            assert append(log, ("payout/1", 1, settled())).last_position == 10
    assert [entry.version for entry in log.stream("payout/1")] == [1, 2]


def test_it_is_not_noticed_either_when_every_connection_forgot_at_once(pool: Pool, log: PostgresLog) -> None:
    for forgetting in (False, True):
        with ExitStack() as stack:
            for connection in [stack.enter_context(pool.connection()) for _ in range(4)]:
                if forgetting:
                    connection.execute("DEALLOCATE ALL")
                else:
                    exchange.ask(connection, "stream", log.ledger.encode(), b"payout/1", exchange.int4(0))
    assert [entry.version for entry in log.stream("payout/1")] == [1]
    with ExitStack() as stack:
        for connection in [stack.enter_context(pool.connection()) for _ in range(4)]:
            connection.execute("DEALLOCATE ALL")
    assert append(log, ("payout/1", 1, settled())).last_position == 10
