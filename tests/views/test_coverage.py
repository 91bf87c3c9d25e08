"""No view overlooks an event: each handles it or ignores it on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from application.views.registry import TABLES, VIEWS
from application.views.sheet import ACCOUNTS, Sheet
from application.views.view import View
from domain.catalogue import EVENTS
from domain.proofs.events import KeysAnnounced
from tests.views.stories import facts_of, small_log

TABLE = Path(__file__).with_name("coverage.txt")


def test_who_reads_which_event_is_written_down() -> None:
    """A new event fails here until its line is added: then every view's author has thought about it once."""
    lines = [
        f"{name}: {', '.join(view.name for view in VIEWS if event in view.handles) or '-'}"
        for name, event in EVENTS.items()
    ]
    assert TABLE.read_text("utf-8").splitlines() == lines


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_event_is_handled_or_ignored_and_never_both(view: View) -> None:
    assert not view.handles & view.ignores
    assert view.handles | view.ignores == set(EVENTS.values())


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_yields_rows_of_its_own_tables_and_for_the_events_it_handles(view: View) -> None:
    log = small_log()
    tables: set[type] = set()
    for entry in log:
        rows = list(view.rows(entry))
        assert all(type(row) in view.tables and row[0] == entry.position for row in rows)
        assert bool(rows) <= (type(entry.fact) in view.handles)
        tables.update(type(row) for row in rows)
    assert tables == set(view.tables)


def test_the_small_log_tells_of_every_event() -> None:
    """But for new signing keys: those are announced under the name of one log, and tests/proofs tell of them."""
    assert facts_of(small_log()) == set(EVENTS.values()) - {KeysAnnounced}


def test_each_table_has_one_view() -> None:
    assert len(TABLES) == sum(len(view.tables) for view in VIEWS)


def test_a_sheet_has_a_column_an_account() -> None:
    assert [name.removesuffix("_fen") for name in Sheet._fields[4:]] == list(ACCOUNTS)
