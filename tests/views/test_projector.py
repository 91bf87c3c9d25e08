"""The projector: whatever the cut, whoever works, the rows are the same; what fails, fails loudly and alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest

from application.queries import ViewBehind, ViewStopped
from application.recorded import Recorded
from application.views.posting import POSTING, Posting, postings
from application.views.refusals import REFUSALS
from application.views.registry import VIEWS
from application.views.sheet import PAGE
from application.views.view import Row, View
from bench.synthetic_log import body_of
from infrastructure.log.mapper import EntryMapper
from infrastructure.views.connections import open_views_pool
from infrastructure.views.follower import Follower
from infrastructure.views.projector import Projector
from infrastructure.views.queries import PostgresViews
from infrastructure.views.rebuild import compare, rebuild
from tests.views.long_log import long_log
from tests.views.stories import small_log
from tests.views.support import a_ledger, kept, projected

PAYOUT = "payout/programme-0/2017-01/b-00-0000000001"


def renamed(log: list[Recorded[object]], ledger: str) -> list[Recorded[object]]:
    return [replace(entry, ledger=ledger) for entry in log]


def without_ledger(rows: dict[str, list[tuple[str]]], ledger: str) -> dict[str, list[tuple[str]]]:
    return {table: [(text.replace(f"({ledger},", "("),) for (text,) in found] for table, found in rows.items()}


@pytest.fixture(scope="module")
def whole(fresh_database: str) -> dict[str, list[tuple[str]]]:
    """What is kept of the small log when it is read in one go."""
    ledger = a_ledger(fresh_database, renamed(small_log(), "whole"))
    projected(fresh_database, ledger).close()
    return without_ledger(kept(fresh_database, ledger), ledger)


def test_every_table_has_rows(whole: dict[str, list[tuple[str]]]) -> None:
    assert [table for table, rows in whole.items() if not rows] == []


@pytest.mark.parametrize("entries", [1, 7, 1000, PAGE, PAGE + 1], ids=lambda entries: f"{entries} at a time")
@pytest.mark.slow
def test_how_the_reading_is_cut_changes_no_row(
    fresh_database: str, whole: dict[str, list[tuple[str]]], entries: int
) -> None:
    ledger = a_ledger(fresh_database, renamed(small_log(), f"cut-{entries}"))
    projected(fresh_database, ledger, entries=entries).close()
    assert without_ledger(kept(fresh_database, ledger), ledger) == whole


def test_a_projector_that_starts_in_the_middle_of_a_page_strikes_the_same_sheets(
    fresh_database: str, whole: dict[str, list[tuple[str]]]
) -> None:
    ledger, position = a_ledger(fresh_database, renamed(small_log(), "restarted")), 0
    while position < len(small_log()):
        projector = Projector(fresh_database, ledger, entries=700)
        projector._step()
        position = projector.states()[0].position
        projector.close()
    assert without_ledger(kept(fresh_database, ledger), ledger) == whole


def test_several_projectors_at_once_write_each_row_once(
    fresh_database: str, whole: dict[str, list[tuple[str]]]
) -> None:
    ledger = a_ledger(fresh_database, renamed(small_log(), "crowded"))
    crowd = [Projector(fresh_database, ledger, entries=50) for _ in range(4)]
    threads = [threading.Thread(target=projector.catch_up) for projector in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for projector in crowd:
        projector.close()
    assert without_ledger(kept(fresh_database, ledger), ledger) == whole


def test_two_ledgers_in_one_database_do_not_touch_each_other(
    fresh_database: str, whole: dict[str, list[tuple[str]]]
) -> None:
    one = a_ledger(fresh_database, renamed(small_log(), "one"))
    other = a_ledger(fresh_database, renamed(long_log(500, seed=1), "other"))
    projected(fresh_database, other).close()
    before = kept(fresh_database, other)
    projected(fresh_database, one).close()
    rebuild(fresh_database, one)
    assert without_ledger(kept(fresh_database, one), one) == whole
    assert kept(fresh_database, other) == before


def refusing(view: View, position: int) -> View:
    """Return the view with a step that fails."""

    def rows(entry: Recorded[object]) -> Iterator[Row]:
        if entry.position == position:
            raise RuntimeError("a defect")
        yield from view.rows(entry)

    return replace(view, rows=rows, handles=view.handles | view.ignores, ignores=frozenset())


def impossible(position: int) -> View:
    """Return the journal with a posting that the database refuses."""

    def rows(entry: Recorded[object]) -> Iterator[Posting]:
        for row in postings(entry):
            yield row._replace(to_account=row.from_account) if entry.position >= position else row

    return replace(POSTING, rows=rows)


@pytest.mark.parametrize("how", ["in the view", "in the database"])
def test_a_view_that_fails_stops_before_the_entry_and_the_others_go_on(fresh_database: str, how: str) -> None:
    ledger = a_ledger(fresh_database, renamed(long_log(600, seed=2), f"stopped {how}"))
    bad = next(e.position for e in long_log(600, seed=2) if e.position >= 300 and list(postings(e)))
    broken = refusing(POSTING, bad) if how == "in the view" else impossible(bad)
    views = [broken if view is POSTING else view for view in VIEWS]
    projector = projected(fresh_database, ledger, views=views)
    states = {state.view: state for state in projector.states()}
    assert {name for name, state in states.items() if not state.running} == {"posting"}
    assert (states["posting"].position, states["posting"].failed_at) == (bad - 1, bad)
    assert ("a defect" if how == "in the view" else "posting_goes_a_legal_way") in states["posting"].error
    assert {state.position for name, state in states.items() if name != "posting"} == {600}
    with pytest.raises(ViewStopped):
        projector.wait_for(600)
    with open_views_pool(fresh_database) as pool:
        answers = PostgresViews(pool, ledger)
        with pytest.raises(ViewStopped):
            answers.balance("revenue/2017/fees")
        answers.balance("revenue/2017/fees", as_of=bad - 1)
        assert answers.programmes() == []
    projector.close()
    healed = Projector(fresh_database, ledger, entries=70)
    healed.resume("posting")
    assert healed.catch_up() == 600
    healed.close()
    assert compare(fresh_database, ledger) == []


def test_a_rebuild_starts_a_stopped_view_again(fresh_database: str) -> None:
    ledger = a_ledger(fresh_database, renamed(small_log(), "mended"))
    last = len(small_log())
    views = [refusing(REFUSALS, 5) if view is REFUSALS else view for view in VIEWS]
    projected(fresh_database, ledger, views=views).close()
    assert rebuild(fresh_database, ledger) == last
    projector = projected(fresh_database, ledger)
    assert all(state.running and state.position == last for state in projector.states())
    projector.close()


def test_no_view_goes_past_an_entry_that_cannot_be_read(fresh_database: str) -> None:
    log = renamed(long_log(50, seed=3), "unreadable")
    ledger = a_ledger(fresh_database, log)
    body = body_of(EntryMapper(), replace(log[0], position=51, stream="x")).replace(
        b"funds.allocated.1", b"funds.unheard_of.1"
    )
    with psycopg.connect(fresh_database) as connection:
        connection.execute(
            "insert into subsidy.entry values (%s, 51, 'x', 1, 'funds.unheard_of.1', %s, %s)",
            (ledger, datetime(2020, 1, 1, tzinfo=UTC), body),
        )
        connection.execute("update subsidy.ledger_head set last_position = 51 where ledger = %s", (ledger,))
    projector = projected(fresh_database, ledger)
    assert all(not state.running and state.position == 50 for state in projector.states())
    projector.close()


def test_waiting_for_a_position_that_never_comes_says_so(fresh_database: str) -> None:
    ledger = a_ledger(fresh_database, renamed(long_log(20, seed=4), "waiting"))
    projector = projected(fresh_database, ledger)
    with pytest.raises(ViewBehind):
        projector.wait_for(21, timeout=0.05)
    with open_views_pool(fresh_database) as pool, pytest.raises(ViewBehind):
        PostgresViews(pool, ledger).balance("x", as_of=21)
    projector.close()


def test_a_follower_brings_the_views_up_by_itself(fresh_database: str) -> None:
    ledger = a_ledger(fresh_database, renamed(long_log(20, seed=5), "followed"))
    with open_views_pool(fresh_database) as pool, Follower(Projector(fresh_database, ledger)) as follower:
        PostgresViews(pool, ledger).wait_for(20)
        assert follower.trouble == ""


def test_the_database_itself_refuses_to_spend_revenue(fresh_database: str) -> None:
    ledger = a_ledger(fresh_database, renamed(long_log(5, seed=6), "revenue"))
    projected(fresh_database, ledger).close()
    with psycopg.connect(fresh_database) as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute(
            "insert into subsidy.posting values (%s, 9, 0, 1, 'remit', 'revenue', 'available', 5, now())", (ledger,)
        )


def test_a_projector_may_add_rows_and_neither_change_nor_remove_any(fresh_database: str) -> None:
    a_ledger(fresh_database, renamed(long_log(5, seed=7), "kept"))
    for statement in (b"update subsidy.posting set amount_fen = 1", b"delete from subsidy.posting"):
        with psycopg.connect(fresh_database) as connection:
            connection.execute("set role subsidy_projector")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
