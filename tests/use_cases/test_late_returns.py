"""Payments that come back after they were paid, from the desk's side: money, trail, checks and the closed year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from application.checks.registry import CHECKS
from application.commands.bank import CancelPayouts, CloseBatch, ReissuePayouts
from application.commands.late_returns import LateReturn, PostLateReturns
from application.commands.recoveries import OrderRecovery
from application.commands.year_end import CloseYear
from application.lists import BATCHES
from application.returns import returns_of
from domain.batches.rejections import LineNotInBatch, ListedTwice, WrongStage
from domain.money import Money
from domain.payouts.events import ReturnReason
from domain.payouts.rejections import OrderedBackAlready, PayoutNotOut, ResultDisagrees
from domain.recoveries.events import Instalment, RecoveryGround
from domain.rejected import Rejected
from tests.checks.planting import found
from tests.support.office import AREA, CASHIER, Office
from tests.support.stories import MEDICINE, RESULT, a_settled_batch, an_approved_batch, post_result, yuan

BACK, NEW_YEAR = date(2017, 5, 8), date(2018, 2, 1)
PEOPLE = 5


@pytest.fixture
def office() -> Office:
    """Five payments of 1000.00, paid, in a batch that is closed."""
    office = a_settled_batch()
    office.asks(CloseBatch, by=CASHIER, batch_id=office.batch, on=RESULT)
    return office


def comes_back(office: Office, *places: int, on: date = BACK, amount: int = 1000) -> Any:
    lines = tuple(
        LateReturn(office.people[place], yuan(amount), ReturnReason.ACCOUNT_CLOSED, "已销户") for place in places
    )
    facts = {"statement": "退回通知", "statement_sha256": "ab" * 32, "lines": lines, "on": on}
    return office.asks(PostLateReturns, by=CASHIER, batch_id=office.batch, **facts)


def sums(office: Office, account: str) -> list[int]:
    """Fen of an account, line by line."""
    return [getattr(line.balance, account).fen for line in office.position().lines]


def the_batch(office: Office) -> Any:
    return next(iter(office.views.rows(BATCHES)))


def test_it_waits_on_its_own_lines_and_reopens_the_batch_until_it_is_dealt_with(office: Office) -> None:
    before = sums(office, "settled")
    trail = office.views.trail_of_payout(f"{MEDICINE}/2017/{office.people[0]}")
    said = comes_back(office, 0, 4).said
    assert (said["returned_late"], said["to_treasury"]) == (2, False)
    assert sum(sums(office, "returned")) == 200_000
    assert [a + b for a, b in zip(sums(office, "settled"), sums(office, "returned"), strict=True)] == before
    after = office.views.trail_of_payout(f"{MEDICINE}/2017/{office.people[0]}")
    steps = after.steps[len(trail.steps) :]
    assert {(one.line, one.amount.fen) for one in steps} == {
        (one.line, one.amount.fen) for one in trail.steps if one.movement == "release"
    }
    assert {one.movement.value for one in steps} == {"return_late"}
    assert (the_batch(office).stage.value, the_batch(office).closed_on) == ("released", None)
    one, other = office.people[0], office.people[4]
    office.asks(ReissuePayouts, by=CASHIER, batch_id=office.batch, beneficiaries=(one,), value_date=BACK)
    office.asks(CancelPayouts, by=CASHIER, batch_id=office.batch, beneficiaries=(other,), reason="放弃", on=BACK)
    post_result(office, on=BACK)
    office.asks(CloseBatch, by=CASHIER, batch_id=office.batch, on=BACK)
    assert (sum(sums(office, "settled")), sum(sums(office, "available"))) == (400_000, 100_000)
    assert the_batch(office).stage.value == "closed"
    register = list(returns_of([the_batch(office)], desk=office.desk, as_of=office.desk.log.head(), effective=None))
    assert sorted((back.outcome, back.late) for back in register) == [("cancelled", True), ("reissued", True)]
    office.holds()


def test_after_the_year_it_goes_to_the_treasury_and_the_batch_stays_closed(office: Office) -> None:
    office.clock.day = NEW_YEAR
    office.asks(CloseYear, by=CASHIER, programme=MEDICINE, fiscal_year=2017, region=AREA, on=NEW_YEAR)
    said = comes_back(office, 0, 4, on=NEW_YEAR).said
    assert (said["returned_late"], said["to_treasury"]) == (2, True)
    assert (sum(sums(office, "treasury")), sum(sums(office, "returned"))) == (200_000, 0)
    assert the_batch(office).stage.value == "closed"
    assert sorted(office.stages().values()) == ["cancelled", "cancelled", "settled", "settled", "settled"]
    register = list(returns_of([the_batch(office)], desk=office.desk, as_of=office.desk.log.head(), effective=None))
    assert {(back.outcome, back.outcome_on, back.late) for back in register} == {("treasury", NEW_YEAR, True)}
    office.holds()


@pytest.mark.parametrize("closed", [False, True])
def test_no_check_minds_what_came_back_was_sent_again_and_paid(office: Office, closed: bool) -> None:
    if closed:
        office.clock.day = NEW_YEAR
        office.asks(CloseYear, by=CASHIER, programme=MEDICINE, fiscal_year=2017, region=AREA, on=NEW_YEAR)
    day = NEW_YEAR if closed else BACK
    comes_back(office, 0, on=day)
    if not closed:
        whom: dict[str, Any] = {"batch_id": office.batch, "beneficiaries": (office.people[0],)}
        office.asks(ReissuePayouts, by=CASHIER, value_date=BACK, **whom)
        post_result(office, on=BACK)
        comes_back(office, 1)
        whom = {"batch_id": office.batch, "beneficiaries": (office.people[1],)}
        office.asks(CancelPayouts, by=CASHIER, reason="放弃", on=BACK, **whom)
    assert {check.id: found(office, check.id) for check in CHECKS if not check.needs and found(office, check.id)} == {}


def test_what_did_not_come_back_so_is_refused_and_nothing_is_recorded(office: Office) -> None:
    payout = f"{MEDICINE}/2017/{office.people[3]}"
    terms: dict[str, Any] = {"amount": Money(10), "instalments": (Instalment(BACK, Money(10)),)}
    office.asks(
        OrderRecovery, by=CASHIER, recovery_id="r-1", payout_id=payout, ground=RecoveryGround.FALSE_FACTS, on=BACK,
        **terms,
    )  # fmt: skip
    comes_back(office, 0)
    attempts: list[tuple[type[Rejected], Any]] = [
        (PayoutNotOut, lambda: comes_back(office, 1, 0)),
        (OrderedBackAlready, lambda: comes_back(office, 1, 3)),
        (ResultDisagrees, lambda: comes_back(office, 1, amount=999)),
        (ListedTwice, lambda: comes_back(office, 1, 1)),
    ]
    before = office.position().lines
    for refusal, attempt in attempts:
        with pytest.raises(refusal):
            attempt()
    assert office.position().lines == before
    assert office.refusals() == ["ordered_back_already"]


def test_nothing_comes_back_to_a_batch_that_was_not_sent_nor_to_whom_it_does_not_pay(office: Office) -> None:
    stranger = an_approved_batch()
    with pytest.raises((WrongStage, LineNotInBatch, Rejected)):
        comes_back(stranger, 0)
    office.people = (*office.people[:PEOPLE], "b-nobody")
    with pytest.raises(LineNotInBatch):
        comes_back(office, PEOPLE)
