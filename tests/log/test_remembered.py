"""A stream is read on from where it was read before, and anew when that is no longer there."""

from __future__ import annotations

import psycopg

from infrastructure.log.pool import Pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.log.remembered import Read, Remembered
from tests.log.support import append, released, settled


def test_a_stream_read_before_shows_what_others_added_since(pool: Pool, ledger: str) -> None:
    log, other = PostgresLog(pool, ledger), PostgresLog(pool, ledger)
    append(log, ("payout/b-1", 0, released()))
    assert len(log.stream("payout/b-1")) == 1
    append(other, ("payout/b-1", 1, settled()))
    assert log.stream("payout/b-1") == other.stream("payout/b-1")
    assert [entry.version for entry in log.stream("payout/b-1")] == [1, 2]


def test_only_what_is_new_is_decoded(pool: Pool, ledger: str) -> None:
    log = PostgresLog(pool, ledger)
    append(log, ("payout/b-1", 0, released()))
    append(log, ("payout/b-1", 1, settled()))
    first = log.stream("payout/b-1")
    assert all(again is before for again, before in zip(log.stream("payout/b-1"), first, strict=True))


def test_a_stream_whose_remembered_end_is_gone_is_read_anew(pool: Pool, ledger: str, log_database: str) -> None:
    log = PostgresLog(pool, ledger)
    append(log, ("payout/b-1", 0, released()))
    append(log, ("payout/b-1", 1, settled()))
    assert len(log.stream("payout/b-1")) == 2
    with psycopg.connect(log_database) as owner:  # As a restored database looks: the end is not there any more.
        owner.execute("ALTER TABLE subsidy.entry DISABLE TRIGGER append_only")
        owner.execute("DELETE FROM subsidy.entry WHERE ledger = %s AND version = 2", (ledger,))
        owner.execute("ALTER TABLE subsidy.entry ENABLE ALWAYS TRIGGER append_only")
    assert [entry.version for entry in log.stream("payout/b-1")] == [1]


def test_what_was_not_used_for_longest_is_forgotten_first(pool: Pool, ledger: str) -> None:
    log = PostgresLog(pool, ledger)
    for number in range(3):
        append(log, (f"payout/b-{number}", 0, released()))
    entries = [tuple(log.stream(f"payout/b-{number}")) for number in range(3)]
    remembered = Remembered(most_bytes=250)
    for number, read in enumerate(entries):
        remembered.keep(str(number), Read(read, size=100))
        remembered.of("0")
    assert [remembered.of(str(number)).version for number in range(3)] == [1, 0, 1]
    remembered.keep("0", Read(entries[0], size=300))
    assert remembered.of("0").version == 0
