"""Ranges packed in processes of their own are those packed here, in order; a process that ends is noticed."""

from __future__ import annotations

import os
import signal
import threading
from itertools import islice
from pathlib import Path

import psycopg
import pytest

from application.views.sheet import PAGE
from infrastructure.views.worker import Chunk, RebuildFailed, connected
from infrastructure.views.workers import Range, packed
from tests.views.long_log import long_log
from tests.views.support import a_ledger

ENTRIES = 12 * PAGE


@pytest.fixture(scope="module")
def ledger(fresh_database: str) -> str:
    return a_ledger(fresh_database, long_log(ENTRIES, seed=5))


def ranges() -> list[Range]:
    return [(first, first + PAGE - 1) for first in range(1, ENTRIES, PAGE)]


def ours(conninfo: str, ledger: str) -> list[Chunk]:
    with connected(conninfo, ledger) as worker:
        return [worker.pack(first, last) for first, last in ranges()]


def children() -> set[int]:
    """The processes this thread has started; other tests' may be among them."""
    own = Path(f"/proc/{os.getpid()}/task/{threading.get_native_id()}/children")
    return {int(one) for one in own.read_text().split()}


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 3])
def test_ranges_come_in_order_whoever_packs_them(fresh_database: str, ledger: str, processes: int) -> None:
    assert list(packed(fresh_database, ledger, ranges(), processes=processes)) == ours(fresh_database, ledger)


@pytest.mark.slow
def test_an_entry_that_cannot_be_read_ends_the_packing_by_name(fresh_database: str, ledger: str) -> None:
    beyond = (ENTRIES + PAGE + 1, ENTRIES + 2 * PAGE)
    with psycopg.connect(fresh_database) as owner:
        owner.execute("ALTER TABLE subsidy.entry DISABLE TRIGGER append_only")
        owner.execute(
            "INSERT INTO subsidy.entry SELECT ledger, %s, stream || '-elsewhere', version, name, recorded_at, body"
            " FROM subsidy.entry WHERE ledger = %s AND position = 1",
            (beyond[0], ledger),
        )
        owner.execute("ALTER TABLE subsidy.entry ENABLE ALWAYS TRIGGER append_only")
    with pytest.raises(Exception, match=f"position {beyond[0]}|the entry says it is at position 1"):
        list(packed(fresh_database, ledger, [*ranges(), beyond], processes=2))


@pytest.mark.slow
def test_a_process_that_is_killed_ends_the_packing(fresh_database: str, ledger: str) -> None:
    others = children()
    chunks = packed(fresh_database, ledger, ranges() * 20, processes=1)
    list(islice(chunks, 3))
    [worker] = children() - others
    os.kill(worker, signal.SIGKILL)
    with pytest.raises(RebuildFailed, match="has ended"):
        list(chunks)
