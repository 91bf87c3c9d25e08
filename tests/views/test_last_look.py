"""A position that goes on from the last look is the one that looking at everything gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from bench.synthetic_log import write_entries
from domain.levels import FundKind, GovernmentLevel
from infrastructure.views import one_look
from infrastructure.views.answering import Answering
from infrastructure.views.connections import Pool, open_views_pool
from infrastructure.views.queries import PostgresViews
from infrastructure.views.rebuild import rebuild
from tests.views.long_log import long_log
from tests.views.stories import small_log
from tests.views.support import a_ledger, projected

LOG = small_log("last look")
LAST = len(LOG)
FILTERS: list[dict[str, Any]] = [
    {"programme": "programme-0"},
    {"programme": "nowhere"},
    {"fiscal_year": 2017},
    {"level": GovernmentLevel.MUNICIPAL},
    {"kind": FundKind.GENERAL_BUDGET, "region": "990101"},
    {"region": "990102"},
]


@pytest.fixture(scope="module")
def pool(fresh_database: str) -> Iterator[Pool]:
    projected(fresh_database, a_ledger(fresh_database, LOG)).close()
    with open_views_pool(fresh_database, max_size=1) as opened:
        yield opened


@pytest.mark.parametrize(
    "positions",
    [
        (0, 1, 2, 40, 41, 600, 1023, 1024, 1025, 1026, LAST),  # on and on, over the foot of a page
        (LAST - 40, LAST - 1, LAST, None, 1025, None, LAST - 20),  # back again, from the last look's rows or without
        (1, LAST, LAST),  # too far to be gone on to
    ],
)
def test_from_wherever_it_goes_on_it_is_the_general_answer(pool: Pool, positions: tuple[int | None, ...]) -> None:
    views = PostgresViews(pool, LOG[0].ledger)
    for position in positions:
        assert views.fund_position(as_of=position) == Answering.fund_position(views, as_of=position), position


@pytest.mark.parametrize("asked", FILTERS, ids=str)
@pytest.mark.parametrize("first", [None, 0, LAST - 30])
def test_what_is_asked_for_is_narrowed_alike(pool: Pool, asked: dict[str, Any], first: int | None) -> None:
    views = PostgresViews(pool, LOG[0].ledger)
    views.fund_position(as_of=first)
    for position in (None, LAST - 10, 700):
        general = Answering.fund_position(views, as_of=position, **asked)
        assert views.fund_position(as_of=position, **asked) == general


def test_more_lines_than_are_kept_are_looked_at_each_time(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_look, "_MOST_LINES", 1)
    views = PostgresViews(pool, LOG[0].ledger)
    for asked in (FILTERS[0], FILTERS[3], {}):
        assert views.fund_position(**asked) == Answering.fund_position(views, **asked)


def test_it_follows_the_ledger_while_it_grows(pool: Pool, fresh_database: str) -> None:
    log = [replace(entry, ledger="growing") for entry in long_log(400, seed=3)]
    ledger = a_ledger(fresh_database, log[:300])
    projected(fresh_database, ledger).close()
    views, seen = PostgresViews(pool, ledger), set[int]()
    for upto in (300, 301, 310, 399, 400):
        write_entries(fresh_database, log[max(300, *seen, 0) : upto] if seen else [])
        projected(fresh_database, ledger).close()
        found = views.fund_position()
        assert found == Answering.fund_position(views)
        seen.add(found.position)
    assert seen == {300, 301, 310, 399, 400}


def test_a_rebuild_that_mends_a_row_is_not_answered_from_what_was_seen_before(pool: Pool, fresh_database: str) -> None:
    log = [replace(entry, ledger="mended") for entry in long_log(500, seed=2)]
    ledger = a_ledger(fresh_database, log)
    projected(fresh_database, ledger).close()
    right = PostgresViews(pool, ledger).fund_position()
    with psycopg.connect(fresh_database) as connection:
        changed = connection.execute(
            "update subsidy.posting set amount_fen = amount_fen + 1 where ledger = %s and position = "
            "(select min(position) from subsidy.posting where ledger = %s) returning position",
            (ledger, ledger),
        )
        assert changed.rowcount > 0
    views = PostgresViews(pool, ledger)
    assert views.fund_position() != right
    rebuild(fresh_database, ledger)
    assert views.fund_position() == right
