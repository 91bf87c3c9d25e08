"""Emergency aid: claims within what a person and a place may have, each paid by one settled payout or dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import AmountNotPositive, Money
from domain.payouts.state import Payout, Stage
from domain.tailored import aid
from domain.tailored.place_rejections import (
    AboveAidOfAPerson,
    AboveAidOfAYear,
    AidIsOver,
    PayoutIsNotThisAid,
    PayoutTiedAlready,
)
from domain.tailored.rejections import DayOutsideTheYear, NotSurveyedYet
from tests.domain.test_service_files import EMPTY, SURVEYED, WU
from tests.domain.test_service_places import HASH, ON, TERMS

YEAR = aid.AidYear(2017, "990101")


def claim(year: aid.AidYear, fen: int, file: Any = SURVEYED, on: date = ON) -> aid.AidYear:
    asked: dict[str, Any] = {"amount": Money(fen), "text": "火灾", "page_sha256": HASH, "by": WU, "on": on}
    return aid.evolve(year, aid.claim(year, file, TERMS, **asked))


def payout(**other: Any) -> Payout:
    known = Payout(
        "emergency-aid/2017-06/b-1", Stage.SETTLED, "emergency-aid/2017-06/1", "b-1", "all", Money(60_000), ()
    )
    return replace(known, settled_on=ON, **other)


def test_aid_stays_within_what_a_person_and_the_place_may_have_and_dropping_frees_it() -> None:
    year = claim(YEAR, 60_000)
    with pytest.raises(AboveAidOfAPerson):
        claim(year, 40_001)
    year = claim(year, 40_000)
    other = replace(SURVEYED, beneficiary="b-2")
    with pytest.raises(AboveAidOfAYear):
        claim(year, 50_001, other)
    year = aid.evolve(year, aid.drop(year, 2, text="已解决", by="sun", on=ON))
    assert claim(year, 90_000, other).counted() == TERMS.aid_a_year
    for file, fen, on, rule in (
        (EMPTY, 1, ON, NotSurveyedYet),
        (SURVEYED, 0, ON, AmountNotPositive),
        (SURVEYED, 1, date(2018, 1, 1), DayOutsideTheYear),
    ):
        with pytest.raises(rule):
            claim(YEAR, fen, file, on)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 80_000)), max_size=12))
def test_whatever_is_claimed_neither_limit_is_passed(asked: list[tuple[int, int]]) -> None:
    year = YEAR
    for person, fen in asked:
        try:
            year = claim(year, fen, replace(SURVEYED, beneficiary=f"b-{person}"))
        except (AboveAidOfAPerson, AboveAidOfAYear):
            continue
    assert year.counted() <= TERMS.aid_a_year
    assert all(year.counted(f"b-{person}") <= TERMS.aid_a_person for person in range(1, 4))


def test_a_claim_is_paid_by_one_settled_payout_that_fits_it_and_pays_no_other() -> None:
    year = claim(YEAR, 60_000)
    for other in (
        {"beneficiary": "b-2"},
        {"batch_id": "psy-medicine/2017-06/1"},
        {"amount": Money(60_001)},
        {"stage": Stage.RETURNED},
    ):
        with pytest.raises(PayoutIsNotThisAid):
            aid.tie(year, 1, payout(**other), tied_to="", by="fin", on=ON)
    with pytest.raises(PayoutTiedAlready):
        aid.tie(year, 1, payout(), tied_to="2016/990101/1", by="fin", on=ON)
    paid, mark = aid.tie(year, 1, payout(), tied_to="", by="fin", on=ON)
    assert aid.replay_tie([mark]) == "2017/990101/1"
    with pytest.raises(AidIsOver):
        aid.drop(aid.evolve(year, paid), 1, text="有误", by="sun", on=ON)


def test_a_claim_whose_payment_came_back_is_open_and_its_payout_free() -> None:
    year = claim(YEAR, 60_000)
    paid, mark = aid.tie(year, 1, payout(), tied_to="", by="fin", on=ON)
    returned, unmarked = aid.payment_returned(aid.evolve(year, paid), 1, by="fin", on=ON)
    assert aid.evolve(aid.evolve(year, paid), returned) == year
    assert (returned.payout_id, aid.replay_tie([mark, unmarked]), aid.replay_tie([mark, unmarked, mark])) == (
        payout().id,
        "",
        "2017/990101/1",
    )
