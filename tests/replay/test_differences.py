"""What lies between two moments, held against the plainest way to find out: both whole lists, side by side."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise

import pytest

from application.lists import Where
from application.replay.difference import (
    COMPARED,
    At,
    Difference,
    Differs,
    RegisterNotNarrowed,
    difference,
    difference_of_position,
    differences,
)
from domain.money import Money
from infrastructure.views.memory import MemoryViews
from tests.support.office import Office, an_office
from tests.support.stories import MEDICINE, MUNICIPAL, PROVINCIAL
from tests.use_cases.test_on_postgres import the_year_of_five
from tests.views.stories import small_log


@pytest.fixture(scope="module")
def office() -> Office:
    return the_year_of_five(an_office())


@pytest.fixture(scope="module")
def views() -> MemoryViews:
    return MemoryViews(small_log)


def test_what_a_release_changed_is_told_line_by_line_and_account_by_account(office: Office) -> None:
    released = next(entry.position for entry in office.entries() if entry.name == "batch.released.1")
    settled = next(entry.position for entry in office.entries() if entry.name == "batch.bank_result_posted.1") + 2
    found = difference_of_position(At(released - 1), At(settled), office.views)
    assert [line.line for line in found.lines] == sorted([PROVINCIAL, MUNICIPAL])
    moved = {line.line: {one.account.value: str(one.change) for one in line.accounts} for line in found.lines}
    assert moved[PROVINCIAL] == {"reserved": "-1600.00", "settled": "800.00", "returned": "800.00"}
    for line in found.lines:
        assert sum(one.change.fen for one in line.accounts) == 0, "money moved inside the line, none came or went"
        assert all(one.after - one.before == one.change for one in line.accounts)
    for of in found.totals:
        own = [line for line in found.lines if (line.level, line.kind) == (of.level, of.kind)]
        for account in of.accounts:
            changes = [one.change for line in own for one in line.accounts if one.account is account.account]
            assert account.change == Money(sum(one.fen for one in changes))


def test_a_line_that_was_not_there_is_new_and_one_that_stands_as_it_stood_is_counted(office: Office) -> None:
    head = office.views.position()
    whole = difference_of_position(At(0), At(head), office.views)
    assert {line.differs for line in whole.lines} == {Differs.NEW}
    nothing = difference_of_position(At(head), At(head), office.views)
    assert (nothing.lines, nothing.totals, nothing.unchanged) == ((), (), len(whole.lines))
    backwards = difference_of_position(At(head), At(0), office.views)
    assert {line.differs for line in backwards.lines} == {Differs.GONE}


def test_two_days_are_compared_as_two_positions_are(office: Office) -> None:
    head = office.views.position()
    found = difference_of_position(At(head, date(2017, 4, 24)), At(head, date(2017, 4, 25)), office.views)
    changes = {one.account.value: str(one.change) for line in found.lines for one in line.accounts}
    assert set(changes) == {"reserved", "disbursed"}
    page = difference(COMPARED["batches"], At(head, date(2017, 4, 24)), At(head, date(2017, 4, 25)), office.views)
    [batch] = page.rows
    assert (batch.differs, batch.thing) == (Differs.CHANGED, f"{MEDICINE}/2017/1")
    assert {"stage", "released_on"} <= {field.name for field in batch.fields}
    stage = next(field for field in batch.fields if field.name == "stage")
    assert (stage.before, stage.after) == ("approved", "released")


@pytest.mark.parametrize("name", sorted(COMPARED))
def test_every_register_differs_between_any_two_moments_by_what_both_whole_lists_say(
    views: MemoryViews, name: str
) -> None:
    compared, chance, head = COMPARED[name], random.Random(7), views.position()
    days = [None, date(2017, 2, 3), date(2017, 6, 1)]
    moments = [At(0), At(head)] + [At(chance.randint(1, head), chance.choice(days)) for _ in range(8)]
    seen = set[Differs]()
    for before, after in pairwise(moments):
        was, now = (
            {compared.key(row): row for row in views.rows(compared.of, **moment.both)} for moment in (before, after)
        )
        assert list(was) == sorted(was), "the key is the list's own order"
        expected = [
            (was.get(key), now.get(key)) for key in sorted(was.keys() | now.keys()) if was.get(key) != now.get(key)
        ]
        found = list(differences(compared, before, after, views))
        assert [(row.before, row.after) for row in found] == expected
        seen |= {row.differs for row in found}
        for row in found:
            assert (row.differs is Differs.CHANGED) == bool(row.fields)
    assert Differs.NEW in seen


@pytest.mark.parametrize("limit", [1, 7])
def test_pages_of_a_difference_make_the_whole(views: MemoryViews, limit: int) -> None:
    before, after = At(700), At(views.position())
    compared = COMPARED["payouts"]
    whole = list(differences(compared, before, after, views))[:40]
    rows: list[Difference] = []
    page = difference(compared, before, after, views, limit=limit)
    rows += page.rows
    while page.next is not None and len(rows) < 40:
        assert len(page.rows) == limit
        page = difference(compared, before, after, views, behind=page.next, limit=limit)
        rows += page.rows
    assert rows[:40] == whole


def test_money_cases_batches_payouts_programmes_notices_and_recoveries_can_be_compared() -> None:
    wanted = {"fund_lines", "cases", "batches", "payouts", "programmes", "policies", "notices", "recoveries"}
    assert wanted <= set(COMPARED)


def test_a_register_without_programmes_is_not_narrowed_to_one(views: MemoryViews) -> None:
    head = At(views.position())
    with pytest.raises(RegisterNotNarrowed):
        difference(COMPARED["beneficiaries"], At(0), head, views, where=Where(programmes=("programme-0",)))
