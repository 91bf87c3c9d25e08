"""The fund position in one exchange is the one that the general way gives, and says no less when there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import psycopg
import pytest

from application.queries import ViewBehind, ViewStopped
from infrastructure.views.answering import Answering
from infrastructure.views.connections import Pool, open_views_pool
from infrastructure.views.queries import PostgresViews
from tests.views.stories import small_log
from tests.views.support import a_ledger, projected

LOG = small_log("one look")
LAST = len(LOG)


@pytest.fixture(scope="module")
def pool(fresh_database: str) -> Iterator[Pool]:
    projected(fresh_database, a_ledger(fresh_database, LOG)).close()
    with open_views_pool(fresh_database, max_size=1) as opened:
        yield opened


@pytest.fixture
def views(pool: Pool) -> PostgresViews:
    return PostgresViews(pool, LOG[0].ledger)


@pytest.mark.parametrize("position", [0, 1, 40, 1023, 1024, 1025, LAST - 1, LAST, None])
def test_it_is_the_general_answer_at_any_position(views: PostgresViews, position: int | None) -> None:
    assert views.fund_position(as_of=position) == Answering.fund_position(views, as_of=position)


def test_it_is_planned_anew_after_a_rollback_made_the_connection_forget_it(views: PostgresViews, pool: Pool) -> None:
    known = views.fund_position()
    with pool.connection() as connection:
        connection.execute("DEALLOCATE ALL")
    assert views.fund_position() == known
    assert views.fund_position() == known


def test_what_it_asks_for_itself_lasts_no_longer_than_the_question(views: PostgresViews, pool: Pool) -> None:
    views.fund_position()
    with pool.connection() as connection:
        assert connection.execute("SHOW plan_cache_mode").fetchone() == ("force_custom_plan",)
        assert connection.execute("SHOW enable_seqscan").fetchone() == ("on",)
        assert connection.execute("SHOW enable_nestloop").fetchone() == ("on",)


def test_a_position_the_views_have_not_reached_is_told(views: PostgresViews) -> None:
    with pytest.raises(ViewBehind):
        views.fund_position(as_of=LAST + 1)


def test_a_ledger_named_like_words_of_sql_is_only_a_name(pool: Pool) -> None:
    assert PostgresViews(pool, "it's {ledger} -- $1").fund_position().lines == ()


def test_a_view_that_has_stopped_is_told(views: PostgresViews, fresh_database: str) -> None:
    known, before = views.fund_position(as_of=1500), date(2017, 2, 1)
    with psycopg.connect(fresh_database) as connection:
        connection.execute(
            "UPDATE subsidy.view_progress SET error = 'x', failed_at = 1600, position = 1599 "
            "WHERE ledger = %s AND view = 'posting'",
            (LOG[0].ledger,),
        )
    with pytest.raises(ViewStopped):
        views.fund_position()
    assert views.fund_position(as_of=1500) == known
    assert views.fund_position(as_of=1500, effective=before).effective == before
