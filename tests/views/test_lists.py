"""Lists: memory and PostgreSQL page alike; pages are the whole list; nothing outside a grant; stable for ever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.lists import (
    AGREEMENT_STEPS,
    AWARD_INSTALMENTS,
    AWARDS,
    BATCH_LINES,
    BATCHES,
    BENEFICIARIES,
    BUDGET_AMOUNTS,
    CASES,
    EMERGENCY_AIDS,
    ENTITLEMENTS,
    EVERYTHING,
    INSPECTIONS,
    LEVY_ASSESSMENTS,
    LEVY_WORKINGS,
    LISTS,
    MATCHING_PARTS,
    NOTICE_PEOPLE,
    NOTICES,
    OBJECTIONS,
    PAYOUTS,
    RECOVERIES,
    REFUSALS,
    REVENUE_ACCOUNTS,
    SAMPLES,
    SERVICE_FILES,
    TRANSMISSIONS,
    VISIT_FINDINGS,
    VISITS,
    FilterOfAnotherList,
    Grant,
    Key,
    KeyOfAnotherList,
    ListOf,
    Page,
    Where,
)
from application.queries import ViewBehind, Views
from bench.synthetic_log import write_entries
from domain.money import Money
from domain.periods import Period
from domain.regions import RegionCode
from infrastructure.views.connections import open_views_pool
from infrastructure.views.lists import paging
from infrastructure.views.memory import MemoryViews
from infrastructure.views.queries import PostgresViews
from infrastructure.views.rebuild import rebuild
from tests.views.places import OTHER, PLACES, log_of_places, place_of
from tests.views.stories import SOMEONE
from tests.views.support import a_ledger, projected

LOG = log_of_places("lists")
LAST = len(LOG)
BATCH = "programme-0/2017-02/1"
NEEDS: dict[ListOf[Any], Where] = {
    ENTITLEMENTS: Where(programmes=["programme-0", OTHER], period=Period("2017-08")),
    NOTICE_PEOPLE: Where(notice="programme-0-1"),
    BATCH_LINES: Where(batch="programme-0/2017-06/1"),
    AGREEMENT_STEPS: Where(agreement="a-1"),
    BUDGET_AMOUNTS: Where(budget="2017-990101"),
    LEVY_WORKINGS: Where(assessment="2017/91990101MA00000048"),
}


@pytest.fixture(scope="module")
def memory() -> Views:
    return MemoryViews(lambda: LOG)


@pytest.fixture(scope="module")
def postgres(fresh_database: str) -> Iterator[Views]:
    ledger = a_ledger(fresh_database, LOG)
    projector = projected(fresh_database, ledger)
    with open_views_pool(fresh_database) as pool:
        yield PostgresViews(pool, ledger, projector=projector)
    projector.close()


@pytest.fixture(params=["memory", "postgres"])
def views(request: pytest.FixtureRequest) -> Views:
    found: Views = request.getfixturevalue(request.param)
    return found


def pages(views: Views, of: ListOf[Any], *, limit: int, **asked: Any) -> list[Page[Any]]:
    """Return all pages of a list, each asked for as of the position of the first."""
    found = [views.page(of, limit=limit, **asked)]
    asked["as_of"] = found[0].position
    while (after := found[-1].next) is not None:
        found.append(views.page(of, after=after, limit=limit, **asked))
    return found


def whole(views: Views, of: ListOf[Any], **asked: Any) -> list[Any]:
    return [row for page in pages(views, of, limit=97, **asked) for row in page.rows]


STAGES = {
    CASES: "applied granted suspended refused revoked",
    NOTICES: "published concluded",
    OBJECTIONS: "raised upheld dismissed",
    BATCHES: "open submitted approved released closed",
    PAYOUTS: "open settled returned cancelled",
    RECOVERIES: "open done",
    INSPECTIONS: "opened drawn closed",
    SAMPLES: "drawn planned met not_met",
    VISITS: "planned met not_met",
    VISIT_FINDINGS: "raised answered closed",
    SERVICE_FILES: "surveyed planned approved unplanned served visited not_met",
    TRANSMISSIONS: "sent taken_back received",
    EMERGENCY_AIDS: "claimed paid dropped",
    MATCHING_PARTS: "waiting freed at_the_bank returned paid",
    AWARDS: "applied accepted not_accepted granted suspended",
    AWARD_INSTALMENTS: "upcoming called at_the_bank returned paid",
    LEVY_ASSESSMENTS: "nothing_owed owed deferred paid overpaid",
    AGREEMENT_STEPS: "invoice_received payment_freed",
}


def asked_of(of: ListOf[Any]) -> list[Where]:
    """Return selections of a list: the plain one, and each of its filters."""
    plain = NEEDS.get(of, EVERYTHING)
    given: dict[str, list[Any]] = {
        "programmes": [["programme-0"], [OTHER, "nothing"], ["programme-0", OTHER]],
        "regions": [[RegionCode("990101001000")], [RegionCode("990102"), RegionCode("990101002001")]],
        "stages": [[stage] for stage in STAGES.get(of, "").split()],
        "period": [Period("2017-02"), Period("2017-01")],
        "year": [2017, 2018],
        "batch": [BATCH, "programme-0/2017-01/2"],
        "notice": ["n-9"],
        "inspection": ["i-1", "i-2"],
        "scheme": ["stations-1", "stations-2"],
        "assessment": ["2017/91990101MA0000001Y", "2017/91990101MA00000048"],
        "award": ["homes-1.sunshine", "homes-1.moonlight"],
        "beneficiary": [SOMEONE, "b-00-new", "b-00-0000000008"],
    }
    return [
        plain,
        *(replace(plain, **{name: value}) for name in sorted(of.filters & given.keys()) for value in given[name]),
    ]


GRANTS: list[list[Grant]] = [
    [],
    [Grant()],
    [Grant(RegionCode("990101001000"))],
    [Grant(None, frozenset({OTHER}))],
    [Grant(RegionCode("990101002000"), frozenset({"programme-0"})), Grant(RegionCode("990102"), frozenset({OTHER}))],
    [
        Grant(RegionCode("990101")),
        Grant(RegionCode("990101001001"), frozenset({OTHER})),
        Grant(RegionCode("990102001001")),
    ],
]
WHEN = [
    (1, None),
    (500, None),
    (1500, date(2017, 2, 5)),
    (LAST - 60, date(2016, 12, 31)),
    (LAST - 20, None),
    (LAST - 20, date(2017, 5, 30)),
    (None, date(2017, 2, 5)),
    (None, date(2017, 6, 1)),
]


@pytest.mark.parametrize("of", LISTS, ids=lambda of: of.name)
def test_both_page_alike_whatever_is_asked(of: ListOf[Any], memory: Views, postgres: Views) -> None:
    for where in asked_of(of):
        assert pages(postgres, of, limit=60, where=where) == pages(memory, of, limit=60, where=where), where
    plain = NEEDS.get(of, EVERYTHING)
    for position, day in WHEN:
        asked: dict[str, Any] = {"as_of": position, "effective": day, "where": plain}
        assert pages(postgres, of, limit=50, **asked) == pages(memory, of, limit=50, **asked), (position, day)


@pytest.mark.parametrize("of", LISTS, ids=lambda of: of.name)
def test_both_show_the_same_to_whoever_may_see_a_part(of: ListOf[Any], memory: Views, postgres: Views) -> None:
    for grants in GRANTS:
        for where in asked_of(of)[::3]:
            seen = replace(where, within=grants)
            assert whole(postgres, of, where=seen) == whole(memory, of, where=seen), seen


@pytest.mark.parametrize("of", LISTS, ids=lambda of: of.name)
def test_every_list_has_something_to_show(of: ListOf[Any], memory: Views) -> None:
    assert whole(memory, of, where=NEEDS.get(of, EVERYTHING))


@pytest.mark.parametrize("of", LISTS, ids=lambda of: of.name)
def test_the_pages_are_the_whole_list_and_turned_round_the_same(of: ListOf[Any], views: Views) -> None:
    where = NEEDS.get(of, EVERYTHING)
    ((everything, *others),) = [pages(views, of, limit=1000, where=where)]
    assert others == []
    assert everything.position == LAST
    assert whole(views, of, where=where) == list(everything.rows) == list(views.rows(of, where=where))
    assert whole(views, of, where=where, newest_first=True) == list(everything.rows)[::-1]
    total = views.count_and_sum(of, where=where)
    amounts = [getattr(row, of.amount) or Money(0) for row in everything.rows] if of.amount else None
    assert total.rows == len(everything.rows)
    assert total.amount == (None if amounts is None else Money(sum(amount.fen for amount in amounts)))


@pytest.mark.parametrize("of", [CASES, PAYOUTS, BENEFICIARIES], ids=lambda of: of.name)
def test_what_is_counted_and_added_up_is_what_is_listed(of: ListOf[Any], postgres: Views) -> None:
    for where in asked_of(of):
        for grants in (None, *GRANTS[2:]):
            asked: dict[str, Any] = {"where": replace(where, within=grants), "effective": date(2017, 6, 1)}
            rows, total = whole(postgres, of, **asked), postgres.count_and_sum(of, **asked)
            assert total.rows == len(rows), asked
            if of.amount:
                amounts = [getattr(row, of.amount) or Money(0) for row in rows]
                assert total.amount == Money(sum(amount.fen for amount in amounts))


@settings(deadline=None, max_examples=60)
@given(
    of=st.sampled_from([BENEFICIARIES, CASES, PAYOUTS, NOTICE_PEOPLE, OBJECTIONS, BATCH_LINES, RECOVERIES]),
    grants=st.lists(
        st.builds(
            Grant,
            st.none() | st.sampled_from(["990000", "990101", "990101001000", *PLACES]).map(RegionCode),
            st.none() | st.frozensets(st.sampled_from(["programme-0", OTHER])),
        ),
        max_size=4,
    ),
    position=st.integers(1, LAST),
    stage=st.sampled_from(["", "granted", "settled", "open"]),
)
def test_nothing_outside_the_grants_is_shown_and_nothing_inside_is_missing(
    postgres: Views, of: ListOf[Any], grants: list[Grant], position: int, stage: str
) -> None:
    plain = NEEDS.get(of, EVERYTHING)
    where = replace(plain, stages=[stage]) if stage in STAGES.get(of, "").split() else plain
    seen = whole(postgres, of, where=replace(where, within=grants), as_of=position)
    inside = [row for row in whole(postgres, of, where=where, as_of=position) if may_see(grants, of, row)]
    assert seen == inside


def may_see(grants: list[Grant], of: ListOf[Any], row: Any) -> bool:
    """Say, the plainest way, whether a row of one of these lists is inside the grants."""
    programme = {NOTICE_PEOPLE: "programme-0", BATCH_LINES: "programme-0"}.get(of) or getattr(row, "programme", None)
    person = getattr(row, "beneficiary", "")
    region = place_of(person) if of is NOTICE_PEOPLE else row.region or "990101"
    return any(
        (grant.region is None or RegionCode(region).within(grant.region))
        and (grant.programmes is None or programme is None or programme in grant.programmes)
        for grant in grants
    )


def test_who_may_see_nothing_sees_nothing_in_any_list(views: Views) -> None:
    for of in LISTS:
        assert whole(views, of, where=replace(NEEDS.get(of, EVERYTHING), within=[])) == []


def test_what_belongs_to_the_whole_office_is_for_those_who_may_see_all_of_it(views: Views) -> None:
    county = Where(within=[Grant(RegionCode("990101"))])
    assert [whole(views, of, where=county) for of in (REFUSALS, REVENUE_ACCOUNTS)] == [[], []]
    assert whole(views, REFUSALS, where=Where(within=[Grant()]))


@pytest.mark.parametrize("of", LISTS, ids=lambda of: of.name)
def test_what_was_not_effective_yet_is_not_listed(of: ListOf[Any], views: Views) -> None:
    assert whole(views, of, where=NEEDS.get(of, EVERYTHING), effective=date(2015, 1, 1)) == []


def test_pages_are_the_same_for_ever_while_the_log_grows_and_after_a_rebuild(fresh_database: str) -> None:
    log = [replace(entry, ledger="growing") for entry in LOG]
    half = LAST - 300
    ledger = a_ledger(fresh_database, log[:half])
    with open_views_pool(fresh_database) as pool:
        views = PostgresViews(pool, ledger)
        seen: dict[ListOf[Any], list[Page[Any]]] = {}
        projected(fresh_database, ledger).close()
        for of in LISTS:
            where = NEEDS.get(of, EVERYTHING)
            seen[of] = pages(views, of, limit=60, where=where)
        write_entries(fresh_database, log[half:])
        projected(fresh_database, ledger).close()
        for turn in range(2):
            for of, before in seen.items():
                asked: dict[str, Any] = {"where": NEEDS.get(of, EVERYTHING), "as_of": half}
                assert pages(views, of, limit=60, **asked) == before, (of.name, turn)
            rebuild(fresh_database, ledger)
    assert whole(MemoryViews(lambda: log), PAYOUTS) != [row for page in seen[PAYOUTS] for row in page.rows]


HARD_TO_FIND = {
    "a payout at the bank": (PAYOUTS, Where(stages=["open"])),
    "a payout given up": (PAYOUTS, Where(stages=["cancelled", "returned"])),
    "a township's payouts": (PAYOUTS, Where(within=[Grant(RegionCode("990101002000"))])),
    "a case revoked": (CASES, Where(stages=["revoked"], within=[Grant(RegionCode(place)) for place in PLACES])),
    "a case revoked anywhere": (CASES, Where(stages=["revoked"])),
    "a batch at its beginning": (BATCHES, Where(stages=["open"])),
    "who stands in the period": (ENTITLEMENTS, NEEDS[ENTITLEMENTS]),
}


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("name", HARD_TO_FIND)
def test_a_page_that_looked_long_enough_is_short_and_says_where_to_go_on(
    views: Views, name: str, newest_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, where = HARD_TO_FIND[name]
    full = whole(views, of, where=where, newest_first=newest_first)
    plenty = len(pages(views, of, limit=10, where=where, newest_first=newest_first))
    for bound, little in (("LOOKED_UP", 2), ("EFFORT", 7), ("FOLDED", 3), ("UNFILLED", 1)):
        monkeypatch.setattr(paging, bound, little)
    found = pages(views, of, limit=10, where=where, newest_first=newest_first)
    assert full
    assert [row for page in found for row in page.rows] == full
    assert len(found) > plenty


def test_a_position_is_found_by_its_instant(views: Views) -> None:
    for entry in (LOG[0], LOG[900], LOG[-1]):
        assert views.position_at(entry.recorded_at) == max(
            e.position for e in LOG if e.recorded_at <= entry.recorded_at
        )
    assert views.position_at(LOG[0].recorded_at - timedelta(days=1)) == 0


@pytest.mark.parametrize("key", [(), (1, 2), ("x", "y"), ("x",), ("a", 1, 2)])
def test_a_key_of_another_list_is_refused(views: Views, key: Key) -> None:
    with pytest.raises(KeyOfAnotherList):
        views.page(PAYOUTS, after=key)


def test_a_filter_of_another_list_is_refused(views: Views) -> None:
    with pytest.raises(FilterOfAnotherList):
        views.page(REFUSALS, where=Where(batch=BATCH))
    with pytest.raises(FilterOfAnotherList):
        views.page(BATCH_LINES)
    with pytest.raises(ViewBehind):
        views.page(PAYOUTS, as_of=LAST + 1)
