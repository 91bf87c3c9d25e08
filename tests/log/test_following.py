"""Whoever reads along the log misses nothing and sees nothing twice, whatever is being written beside."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from application.ports import Conflict
from application.recorded import Change
from infrastructure.log.bell import Bell
from infrastructure.log.pool import Pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.log.recorder import PostgresRecorder
from tests.log.support import append, new_id, released

BATCHES, LINES = 6, 2_000
SINGLES = 60


def big_batches(log: PostgresLog) -> None:
    """Append batches of thousands; every other one fails at its last line."""
    append(log, ("fund/taken", 0, released()))
    for number in range(2 * BATCHES):
        lines = [Change(f"payout/{number}/{line}", 0, (released(),)) for line in range(LINES)]
        fails = [Change("fund/taken", 0, (released(),))] if number % 2 else []
        try:
            log.append([*lines, *fails], actor="w", command_id=new_id(), request_hash="", answer=None)
        except Conflict:
            continue


def singles(log: PostgresLog, writer: int) -> None:
    for number in range(SINGLES):
        append(log, (f"case/{writer}/{number}", 0, released()))


def follow(log: PostgresLog, last: Callable[[], int | None]) -> list[int]:
    """Read the feed page by page until the writers have ended and their last entry was seen."""
    seen: list[int] = []
    while (end := last()) is None or len(seen) < end:
        position = seen[-1] if seen else 0
        if log.wait_beyond(position, seconds=0.2) > position:
            seen += [row[0] for row in log.entries(position, limit=777)]
    return seen


def test_a_reader_beside_a_writer_of_batches_and_writers_of_single_entries_misses_nothing(
    pool: Pool, ledger: str
) -> None:
    log, elsewhere = PostgresLog(pool, ledger), PostgresLog(pool, ledger)
    ended = threading.Event()

    def last() -> int | None:
        return log.head() if ended.is_set() else None

    def subscribed() -> list[int]:
        ids = []
        with PostgresRecorder(pool, ledger, bell=Bell()).subscribe() as subscription:
            for notification in subscription:
                ids.append(notification.id)
                if len(ids) == expected:
                    break
        return ids

    expected = 1 + BATCHES * LINES + 3 * SINGLES
    with ThreadPoolExecutor(8) as threads:
        followers = [threads.submit(follow, log, last), threads.submit(follow, elsewhere, last)]
        subscriber = threads.submit(subscribed)
        writers = [threads.submit(big_batches, log), *(threads.submit(singles, log, writer) for writer in range(3))]
        for writer in writers:
            writer.result(timeout=60)
        ended.set()
        seen = [follower.result(timeout=30) for follower in followers]
        assert subscriber.result(timeout=30) == list(range(1, expected + 1))
    assert log.head() == expected
    assert seen == [list(range(1, expected + 1))] * 2
