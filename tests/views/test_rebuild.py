"""A rebuild is what was kept, row by row; where it is not, the difference is named."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest

from application.recorded import Recorded
from bench.synthetic_log import write_entries
from infrastructure.views import building
from infrastructure.views.rebuild import compare, rebuild
from infrastructure.views.verify import verify
from tests.views.long_log import long_log
from tests.views.stories import small_log
from tests.views.support import a_ledger, kept, projected


def renamed(log: list[Recorded[object]], ledger: str) -> list[Recorded[object]]:
    return [replace(entry, ledger=ledger) for entry in log]


@pytest.fixture(params=["in this process", "by workers"])
def made(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "by workers":
        monkeypatch.setattr(building, "SMALL", 0)
        monkeypatch.setattr(building, "RANGE", 1024)
    return str(request.param)


def test_a_rebuild_keeps_every_row_as_it_was(fresh_database: str, made: str) -> None:
    ledger = a_ledger(fresh_database, renamed(small_log(), f"same {made}"))
    projected(fresh_database, ledger).close()
    before = kept(fresh_database, ledger)
    assert compare(fresh_database, ledger) == []
    for _ in range(2):
        rebuild(fresh_database, ledger)
        assert kept(fresh_database, ledger) == before


def test_a_row_that_the_log_has_nothing_for_is_gone_after_a_rebuild(fresh_database: str) -> None:
    ledger = a_ledger(fresh_database, renamed(small_log()[:1], "nothing else"))
    projected(fresh_database, ledger).close()
    before = kept(fresh_database, ledger)
    with psycopg.connect(fresh_database, autocommit=True) as connection:
        connection.execute(
            "insert into subsidy.refusal values (%s, 1, 'c', 'c', 'r', 'f', '拒', 'no', 'zhao', '2024-01-01')",
            (ledger,),
        )
    assert [difference.table for difference in compare(fresh_database, ledger)] == ["refusal"]
    rebuild(fresh_database, ledger)
    assert kept(fresh_database, ledger) == before


def test_the_projector_goes_on_behind_a_rebuild(fresh_database: str) -> None:
    log = renamed(long_log(3000, seed=1), "going on")
    ledger = a_ledger(fresh_database, log[:1500])
    assert rebuild(fresh_database, ledger) == 1500
    write_entries(fresh_database, log[1500:])
    projected(fresh_database, ledger).close()
    assert compare(fresh_database, ledger) == []


def test_a_row_changed_behind_our_back_is_named_with_its_column(fresh_database: str) -> None:
    ledger = a_ledger(fresh_database, renamed(small_log(), "forged"))
    projected(fresh_database, ledger).close()
    with psycopg.connect(fresh_database) as connection:
        row = connection.execute(
            "update subsidy.posting set amount_fen = amount_fen + 1 where ledger = %s and position = "
            "(select min(position) from subsidy.posting where ledger = %s and movement = 'settle') "
            "returning position, amount_fen",
            (ledger, ledger),
        ).fetchone()
        connection.execute("delete from subsidy.refusal where ledger = %s", (ledger,))
    assert row is not None
    found = compare(fresh_database, ledger)
    assert [(each.table, each.position, each.column) for each in found][:1] == [("posting", row[0], "amount_fen")]
    assert found[0].kept == row[1]
    assert [(each.view, each.kept) for each in found][-1] == ("refusals", None)


def test_verify_finds_nothing_in_a_sound_ledger(fresh_database: str) -> None:
    ledger = a_ledger(fresh_database, renamed(small_log(), "sound"))
    projected(fresh_database, ledger).close()
    assert list(verify(fresh_database, ledger)) == []


def test_verify_names_what_is_wrong_and_where(fresh_database: str) -> None:
    log = renamed(small_log(), "unsound")
    ledger = a_ledger(fresh_database, log)
    projected(fresh_database, ledger).close()
    with psycopg.connect(fresh_database) as connection:
        connection.execute("alter table subsidy.entry disable trigger append_only")
        connection.execute("update subsidy.entry set version = 9 where ledger = %s and position = 7", (ledger,))
        connection.execute("alter table subsidy.entry enable always trigger append_only")
        connection.execute("insert into subsidy.receipt values (%s, 'c', 'h', 99999, 'x')", (ledger,))
        connection.execute("delete from subsidy.sheet where ledger = %s and position = 2048", (ledger,))
    found = {(each.check, each.position) for each in verify(fresh_database, ledger, limit=3)}
    assert {("bytes", 7), ("receipts", 99999), ("replay", 2048)} <= found
