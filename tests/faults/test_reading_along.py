"""Readers in processes of their own, beside batches of 10,000, single writers and cut connections, miss nothing."""

from __future__ import annotations

import random
import time
from concurrent.futures import Future

import psycopg
import pytest

from infrastructure.schema.migrate import migrate, open_ledger
from tests.faults.appenders import LINES, big_batches, processes, read_along, singles
from tests.faults.kills import SEED

pytestmark = pytest.mark.fault

LEDGER, BATCHES, WRITERS, SINGLES = "read-along", 3, 3, 80
EXPECTED = 1 + BATCHES * LINES + WRITERS * SINGLES

CUT = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and state = 'active' and query like 'COPY entry%' and pid <> pg_backend_pid()
"""


def test_readers_beside_writers_of_much_and_little_miss_nothing(fresh_database: str) -> None:
    print(f"seed {SEED}")
    migrate(fresh_database)
    open_ledger(fresh_database, LEDGER)
    with processes(3 + WRITERS) as others:
        readers = [others.submit(read_along, fresh_database, LEDGER, EXPECTED, limit) for limit in (777, 5_000)]
        writers = [others.submit(big_batches, fresh_database, LEDGER, BATCHES)]
        writers += [others.submit(singles, fresh_database, LEDGER, writer, SINGLES) for writer in range(WRITERS)]
        cuts = cut_now_and_then(fresh_database, writers, random.Random(SEED))
        assert sum(writer.result() for writer in writers) == EXPECTED
        seen = [reader.result(timeout=120) for reader in readers]
    afterwards = read_along(fresh_database, LEDGER, EXPECTED, 10_000)
    print(f"{cuts} connections cut, pages read: {[pages for pages, *_ in seen]}")
    assert cuts > 0
    assert all(one[1:] == afterwards[1:] for one in seen), "every reader saw what is there now, in the same order"
    with psycopg.connect(fresh_database) as connection:
        row = connection.execute(
            "select last_position from subsidy.ledger_head where ledger = %s", (LEDGER,)
        ).fetchone()
    assert row == (EXPECTED,)


def cut_now_and_then(conninfo: str, writers: list[Future[int]], chance: random.Random) -> int:
    """Cut up to four writers off in the midst of their rows, while they work; return how many."""
    cuts = 0
    with psycopg.connect(conninfo, autocommit=True) as connection:
        while not all(writer.done() for writer in writers):
            time.sleep(chance.uniform(0.0, 0.05))
            if cuts < 4 and chance.random() < 0.5:
                cuts += len(connection.execute(CUT).fetchall())
    return cuts
