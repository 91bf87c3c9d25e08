"""Work for other processes: appending much or little to a log, cut off now and then, and reading along."""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

from application.ports import Conflict, LogUnavailable, OutcomeUnknown
from application.recorded import Change
from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from tests.log.support import released

LINES = 10_000


def processes(count: int) -> ProcessPoolExecutor:
    """Return so many processes of their own, which inherit nothing of this one."""
    return ProcessPoolExecutor(count, multiprocessing.get_context("forkserver"))


def big_batches(conninfo: str, ledger: str, batches: int) -> int:
    """Append batches of 10,000 entries; every other one fails at its last. Return how many entries were added.

    Whoever cuts the connection in the midst of it meets somebody who asks again.
    """
    added = 0
    with open_pool(conninfo) as pool:
        log = PostgresLog(pool, ledger)
        added += _append(log, "taken-by-us", [Change("fund/taken", 0, (released(),))])
        for number in range(2 * batches):
            lines = [Change(f"payout/{number}/{line}", 0, (released(),)) for line in range(LINES)]
            fails = [Change("fund/taken", 0, (released(),))] if number % 2 else []
            added += _append(log, f"big-batch-{number}", [*lines, *fails])
    return added


def singles(conninfo: str, ledger: str, writer: int, count: int) -> int:
    """Append one entry after the other, and return how many."""
    with open_pool(conninfo) as pool:
        log = PostgresLog(pool, ledger)
        return sum(
            _append(log, f"single-{writer}-{number}", [Change(f"case/{writer}/{number}", 0, (released(),))])
            for number in range(count)
        )


def read_along(conninfo: str, ledger: str, upto: int, limit: int) -> tuple[int, int, str]:
    """Read the feed page by page until `upto`; return the pages, the entries, and a hash of all that was seen."""
    seen = pages = 0
    digest = hashlib.sha256()
    deadline = time.monotonic() + 150
    with open_pool(conninfo) as pool:
        log = PostgresLog(pool, ledger)
        while seen < upto:
            assert time.monotonic() < deadline, f"{seen} of {upto} after {pages} pages"
            try:
                page = log.after(seen, limit=limit)
            except LogUnavailable:
                continue
            if not page:
                log.wait_beyond(seen, seconds=0.2)
                continue
            pages += 1
            for entry in page:
                assert entry.position == seen + 1, "in order, without a gap, nothing twice"
                seen = entry.position
                digest.update(f"{entry.position} {entry.stream} {entry.version} {entry.command_id}\n".encode())
    return pages, seen, digest.hexdigest()


def _append(log: PostgresLog, command_id: str, changes: list[Change]) -> int:
    """Append, asking again when it is not known what happened. Return how many entries are there now because of us."""
    while True:
        try:
            if log.receipt(command_id) is None:
                log.append(changes, actor="w", command_id=command_id, request_hash="", answer=lambda *_: {})
        except Conflict:
            return 0
        except (LogUnavailable, OutcomeUnknown):
            time.sleep(0.05)
        else:
            return len(changes)
