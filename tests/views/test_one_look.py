"""What one exchange answers is what the general way answers, and it says no less when there is no answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import psycopg
import pytest

from application.answers import PayoutTrail
from application.queries import AsOf, UnknownId, ViewBehind, ViewStopped
from infrastructure.views.answering import Answering
from infrastructure.views.connections import Pool, open_views_pool
from infrastructure.views.one_balance import OneBalance
from infrastructure.views.one_trail import OneTrail
from infrastructure.views.queries import PostgresViews
from tests.views.stories import MUNICIPAL, PROVINCIAL, small_log
from tests.views.support import a_ledger, projected

LOG = small_log("one look")
LAST = len(LOG)
AT = [0, 1, 1023, 1024, 1025, 1900, LAST, None, *(LOG[at].recorded_at for at in (0, 700, LAST - 1))]
"""Positions and instants of recording."""
RECOVERED, SETTLED = (f"programme-0/2017-02/b-00-000000000{number}" for number in (4, 7))


@pytest.fixture(scope="module")
def pool(fresh_database: str) -> Iterator[Pool]:
    projected(fresh_database, a_ledger(fresh_database, LOG)).close()
    with open_views_pool(fresh_database, max_size=1) as opened:
        yield opened


@pytest.fixture(scope="module")
def apart(fresh_database: str, pool: Pool) -> Iterator[Pool]:
    """Connections on which nothing is rolled back, so that every question finds its plan."""
    with open_views_pool(fresh_database, max_size=1) as opened:
        yield opened


@pytest.fixture
def views(pool: Pool) -> PostgresViews:
    return PostgresViews(pool, LOG[0].ledger)


@pytest.mark.parametrize("position", [0, 1, 40, 1023, 1024, 1025, LAST - 1, LAST, None])
def test_it_is_the_general_answer_at_any_position(views: PostgresViews, position: int | None) -> None:
    assert views.fund_position(as_of=position) == Answering.fund_position(views, as_of=position)


@pytest.mark.parametrize("effective", [None, date(2016, 1, 1), date(2017, 1, 31), date(2017, 3, 1), date(2018, 12, 31)])
@pytest.mark.parametrize("as_of", AT)
def test_a_balance_is_the_general_answer_at_both_times(
    views: PostgresViews, apart: Pool, as_of: AsOf, effective: date | None
) -> None:
    for line in (PROVINCIAL, MUNICIPAL, "revenue/2017/fees", "nothing"):
        with apart.connection() as connection:
            short = OneBalance(LOG[0].ledger).balance(connection, line, as_of=as_of, effective=effective)
        assert short == Answering.balance(views, line, as_of=as_of, effective=effective)


@pytest.mark.parametrize("effective", [None, date(2017, 1, 31), date(2017, 3, 1)])
@pytest.mark.parametrize("as_of", AT)
def test_a_trail_is_the_general_answer_at_both_times(
    views: PostgresViews, apart: Pool, as_of: AsOf, effective: date | None
) -> None:
    def short(payout: str) -> PayoutTrail | None:
        with apart.connection() as connection:
            return OneTrail(LOG[0].ledger).trail(connection, payout, as_of=as_of, effective=effective)

    def general(payout: str) -> PayoutTrail | None:
        return Answering.trail_of_payout(views, payout, as_of=as_of, effective=effective)

    for payout in (RECOVERED, SETTLED, "nobody's"):
        assert _told(short, payout) == _told(general, payout)


def test_a_trail_tells_the_money_s_way_from_its_document_and_back(views: PostgresViews) -> None:
    trail = views.trail_of_payout(RECOVERED)
    assert [str(step.movement) for step in trail.sources].count("allocate") == len({step.line for step in trail.steps})
    assert {"release", "settle", "recover"} <= {str(step.movement) for step in trail.steps}
    assert trail.recoveries == ("r-1",)


def _told(ask: Callable[[str], PayoutTrail | None], payout: str) -> PayoutTrail | str | None:
    try:
        return ask(payout)
    except UnknownId:
        return "unknown"


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
