"""A stream is read on from where it was read before, and anew when that is no longer there."""

from __future__ import annotations

import psycopg
import pytest

from application.ports import LogUnavailable
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
    rows = log.entries(0, limit=3)
    remembered = Remembered(most_bytes=250)
    for number, row in enumerate(rows):
        remembered.keep(str(number), Read(undecoded=(row,), last=row, size=100))
        remembered.of("0")
    assert [remembered.of(str(number)).version for number in range(3)] == [1, 0, 1]
    remembered.keep("0", Read(undecoded=(rows[0],), last=rows[0], size=300))
    assert remembered.of("0").version == 0


def test_a_stream_is_recalled_as_it_was_last_read_or_added_to_here(pool: Pool, ledger: str) -> None:
    log, other = PostgresLog(pool, ledger), PostgresLog(pool, ledger)
    assert log.recalled("payout/b-1") is None
    append(log, ("payout/b-1", 0, released()))
    assert log.recalled("payout/b-1") is None, "nobody has read it yet"
    log.stream("payout/b-1")
    append(log, ("payout/b-1", 1, settled()))
    assert list(log.recalled("payout/b-1") or ()) == other.stream("payout/b-1")
    append(other, ("payout/b-1", 2, settled()))
    assert [entry.version for entry in log.recalled("payout/b-1") or ()] == [1, 2], "others were not asked"
    assert [entry.version for entry in log.stream("payout/b-1")] == [1, 2, 3]
    assert [entry.version for entry in log.recalled("payout/b-1") or ()] == [1, 2, 3]


def test_what_a_batch_added_to_a_stream_is_not_recalled_before_it_was_read(pool: Pool, ledger: str) -> None:
    log = PostgresLog(pool, ledger)
    append(log, ("batch/b", 0, released()))
    log.stream("batch/b")
    append(log, ("batch/b", 1, settled()), *((f"payout/{number}", 0, released()) for number in range(20)))
    assert log.recalled("batch/b") is None
    assert [entry.version for entry in log.stream("batch/b")] == [1, 2]


def test_what_is_recalled_of_a_ledger_that_was_restored_and_went_on_otherwise_is_not_built_upon(
    pool: Pool, ledger: str, log_database: str
) -> None:
    log = PostgresLog(pool, ledger)
    append(log, ("fund/1", 0, released()))
    append(log, ("fund/1", 1, settled()))
    log.stream("fund/1")
    with psycopg.connect(log_database) as owner:
        for table in ("entry", "receipt", "ledger_head"):
            owner.execute(f"ALTER TABLE subsidy.{table} DISABLE TRIGGER USER".encode())
        owner.execute("DELETE FROM subsidy.entry WHERE ledger = %s AND version = 2", (ledger,))
        owner.execute("UPDATE subsidy.ledger_head SET last_position = 1 WHERE ledger = %s", (ledger,))
        for table in ("entry", "receipt"):
            owner.execute(f"ALTER TABLE subsidy.{table} ENABLE ALWAYS TRIGGER append_only".encode())
        owner.execute("ALTER TABLE subsidy.ledger_head ENABLE ALWAYS TRIGGER append_only")
        owner.execute("ALTER TABLE subsidy.ledger_head ENABLE ALWAYS TRIGGER only_forward")
    other = PostgresLog(pool, ledger)
    append(other, ("fund/1", 1, released("b-2")))  # The same place in the log and in the stream, another fact.
    assert log.recalled("fund/1") is not None
    with pytest.raises(LogUnavailable, match="was restored"):
        append(log, ("fund/1", 2, settled()))
    assert [entry.fact for entry in log.stream("fund/1")] == [released(), released("b-2")]
