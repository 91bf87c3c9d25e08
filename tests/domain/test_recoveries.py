"""Money ordered back goes to the very sources it came from, to the fen, whatever the instalments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.batches.events import MeetingMinutes
from domain.dates import BeforeItsCause, InTheFuture
from domain.funds.parts import Part, sum_by_line
from domain.instalments import apportioned, piece_of
from domain.money import AmountNotPositive, Money, total
from domain.payouts.rejections import MoreThanWasPaid
from domain.recoveries import decisions as recoveries
from domain.recoveries.events import (
    Instalment,
    InstalmentReceived,
    RecoveryGround,
    RecoveryOrdered,
    RecoveryWrittenOff,
)
from domain.recoveries.rejections import (
    BankReferenceUsed,
    InstalmentsDoNotFoot,
    InstalmentsOutOfOrder,
    MoreThanIsOwed,
    NoInstalments,
    NoSuchRecovery,
    NothingWasPaid,
    OrderedAndWrittenOff,
    RecoveryExists,
    WriteOffWithoutMinutes,
)
from domain.recoveries.state import outstanding, overdue, replay
from domain.rejected import Rejected
from tests.support.given import histories_of

given = histories_of(replay, "r-1")

PROVINCIAL = Part("provincial", Money(80_000))
MUNICIPAL = Part("municipal", Money(20_000))
PAYOUT = (PROVINCIAL, MUNICIPAL)
ORDERED_ON = date(2017, 8, 1)
TWO_RATES = (Instalment(date(2017, 9, 30), Money(60_000)), Instalment(date(2017, 12, 31), Money(40_000)))
ORDERED = RecoveryOrdered(
    "p-1", "b-001", Money(100_000), PAYOUT, RecoveryGround.NOT_ELIGIBLE, TWO_RATES, "qian", ORDERED_ON
)
ORDERING: dict[str, Any] = {
    "payout_id": "p-1",
    "beneficiary": "b-001",
    "settled": PAYOUT,
    "settled_on": date(2017, 4, 25),
    "under_recovery": Money(0),
    "amount": Money(100_000),
    "ground": RecoveryGround.NOT_ELIGIBLE,
    "instalments": TWO_RATES,
    "by": "qian",
    "on": ORDERED_ON,
}
RECEIVING: dict[str, Any] = {
    "amount": Money(60_000),
    "bank_reference": "B20170928-01",
    "closed_lines": frozenset(),
    "received_on": date(2017, 9, 28),
    "on": date(2017, 9, 29),
}
FIRST_RATE = InstalmentReceived(
    "p-1",
    Money(60_000),
    (Part("provincial", Money(48_000)), Part("municipal", Money(12_000))),
    (),
    date(2017, 9, 28),
    "B20170928-01",
)
MINUTES = MeetingMinutes(date(2018, 3, 1), ("zhao", "wu", "zheng"), "纪要〔2018〕第5号", "ab" * 32)
WRITING_OFF: dict[str, Any] = {
    "amount": Money(40_000),
    "reason": "本人已故且无遗产",
    "minutes": MINUTES,
    "by": "sun",
    "on": date(2018, 3, 2),
}
WRITTEN_OFF = RecoveryWrittenOff(Money(40_000), "本人已故且无遗产", MINUTES, "sun", date(2018, 3, 2))


def test_all_of_a_payout_is_ordered_back_in_exactly_its_own_parts() -> None:
    given().when(recoveries.order, **ORDERING).then(ORDERED)


def test_some_of_a_payout_is_ordered_back_in_its_proportion() -> None:
    some = ORDERING | {"amount": Money(333), "instalments": (Instalment(date(2017, 9, 30), Money(333)),)}
    (event,) = given().when(recoveries.order, **some).events()
    assert isinstance(event, RecoveryOrdered)
    assert event.parts == (Part("provincial", Money(266)), Part("municipal", Money(67)))


def test_a_line_too_small_for_a_fen_gives_none() -> None:
    one_fen = ORDERING | {"amount": Money(1), "instalments": (Instalment(date(2017, 9, 30), Money(1)),)}
    (event,) = given().when(recoveries.order, **one_fen).events()
    assert isinstance(event, RecoveryOrdered)
    assert event.parts == (Part("provincial", Money(1)),)


LATE, LATER = Instalment(date(2017, 9, 30), Money(50_000)), Instalment(date(2017, 10, 31), Money(50_000))


@pytest.mark.parametrize(
    ("changed", "rule", "field"),
    [
        ({"settled": ()}, NothingWasPaid, "payout_id"),
        ({"amount": Money(0)}, AmountNotPositive, "amount"),
        ({"amount": Money(100_001)}, MoreThanWasPaid, "amount"),
        ({"under_recovery": Money(1)}, MoreThanWasPaid, "amount"),
        ({"on": date(2017, 4, 24)}, BeforeItsCause, "ordered_on"),
        ({"instalments": ()}, NoInstalments, "instalments"),
        ({"instalments": (LATER, LATE)}, InstalmentsOutOfOrder, "instalments[1].due_on"),
        ({"instalments": (LATE, LATE)}, InstalmentsOutOfOrder, "instalments[1].due_on"),
        ({"instalments": (LATE,)}, InstalmentsDoNotFoot, "instalments"),
        ({"instalments": (replace(LATE, amount=Money(0)), LATER)}, AmountNotPositive, "instalments[0].amount"),
        ({"instalments": (replace(LATE, due_on=date(2017, 7, 31)), LATER)}, BeforeItsCause, "instalments[0].due_on"),
    ],
)
def test_what_cannot_be_ordered_back(changed: dict[str, Any], rule: type[Rejected], field: str) -> None:
    given().when(recoveries.order, **(ORDERING | changed)).then_rejected(rule, field=field)


def test_a_recovery_is_ordered_once() -> None:
    given(ORDERED).when(recoveries.order, **ORDERING).then_rejected(RecoveryExists)


def test_an_instalment_goes_back_to_its_lines() -> None:
    given(ORDERED).when(recoveries.receive_instalment, **RECEIVING).then(FIRST_RATE)


def test_what_belongs_to_a_closed_line_goes_to_the_treasury() -> None:
    last = RECEIVING | {"amount": Money(40_000), "bank_reference": "B2", "closed_lines": {"municipal"}}
    (event,) = given(ORDERED, FIRST_RATE).when(recoveries.receive_instalment, **last).events()
    assert isinstance(event, InstalmentReceived)
    assert event.to_lines == (Part("provincial", Money(32_000)),)
    assert event.to_treasury == (Part("municipal", Money(8_000)),)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"bank_reference": "B20170928-01"}, BankReferenceUsed),
        ({"amount": Money(0)}, AmountNotPositive),
        ({"amount": Money(40_001)}, MoreThanIsOwed),
        ({"received_on": date(2017, 9, 30)}, InTheFuture),
        ({"received_on": date(2017, 7, 31)}, BeforeItsCause),
    ],
)
def test_what_cannot_be_received(changed: dict[str, Any], rule: type[Rejected]) -> None:
    asked = RECEIVING | {"amount": Money(40_000), "bank_reference": "B2"} | changed
    given(ORDERED, FIRST_RATE).when(recoveries.receive_instalment, **asked).then_rejected(rule)


def test_nothing_is_received_without_an_order() -> None:
    given().when(recoveries.receive_instalment, **RECEIVING).then_rejected(NoSuchRecovery)


def test_a_claim_is_given_up_by_a_meeting_with_minutes() -> None:
    given(ORDERED, FIRST_RATE).when(recoveries.write_off, **WRITING_OFF).then(WRITTEN_OFF)
    assert outstanding(replay("r-1", [ORDERED, FIRST_RATE, WRITTEN_OFF])) == Money(0)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"by": "qian"}, OrderedAndWrittenOff),
        ({"minutes": None}, WriteOffWithoutMinutes),
        ({"minutes": replace(MINUTES, attendees=("zhao", "wu"))}, WriteOffWithoutMinutes),
        ({"minutes": replace(MINUTES, attendees=("zhao", "wu", "wu"))}, WriteOffWithoutMinutes),
        ({"minutes": replace(MINUTES, minutes_number=" ")}, WriteOffWithoutMinutes),
        ({"minutes": replace(MINUTES, minutes_sha256="ab" * 31)}, WriteOffWithoutMinutes),
        ({"minutes": replace(MINUTES, held_on=date(2018, 3, 3))}, InTheFuture),
        ({"minutes": replace(MINUTES, held_on=date(2017, 7, 1))}, BeforeItsCause),
        ({"amount": Money(40_001)}, MoreThanIsOwed),
    ],
)
def test_a_claim_is_not_given_up_when(changed: dict[str, Any], rule: type[Rejected]) -> None:
    given(ORDERED, FIRST_RATE).when(recoveries.write_off, **(WRITING_OFF | changed)).then_rejected(rule)


def test_what_is_overdue_is_what_was_due_and_has_not_come() -> None:
    days = (date(2017, 9, 30), date(2017, 10, 1), date(2018, 1, 1))
    ordered, paid = replay("r-1", [ORDERED]), replay("r-1", [ORDERED, FIRST_RATE])
    assert [overdue(ordered, day) for day in days] == [Money(0), Money(60_000), Money(100_000)]
    assert [overdue(paid, day) for day in days] == [Money(0), Money(0), Money(40_000)]
    assert overdue(replay("r-1", []), days[0]) == outstanding(replay("r-1", [])) == Money(0)


WEIGHTS = st.lists(st.integers(1, 10**9).map(Money), min_size=1, max_size=5)


@st.composite
def instalment_plans(draw: st.DrawFn) -> tuple[list[Money], list[Money]]:
    weights = draw(WEIGHTS)
    whole = total(weights).fen
    cuts = sorted(draw(st.lists(st.integers(0, whole), max_size=12)))
    return weights, [Money(b - a) for a, b in zip([0, *cuts], [*cuts, whole], strict=True)]


@for_all(instalment_plans())
def test_whatever_the_instalments_each_line_ends_with_exactly_its_part(plan: tuple[list[Money], list[Money]]) -> None:
    weights, pieces = plan
    held = [Money(0)] * len(weights)
    before = Money(0)
    for piece in pieces:
        parts = piece_of(weights, before=before, piece=piece)
        assert total(parts) == piece
        assert min(parts) >= Money(0)
        held = [a + b for a, b in zip(held, parts, strict=True)]
        before = before + piece
    assert held == weights


@for_all(WEIGHTS, st.data())
def test_nothing_is_taken_back_when_one_fen_more_comes_in(weights: list[Money], data: st.DataObject) -> None:
    amount = Money(data.draw(st.integers(0, total(weights).fen - 1)))
    fewer, more = apportioned(weights, amount), apportioned(weights, amount + Money(1))
    assert sorted(b.fen - a.fen for a, b in zip(fewer, more, strict=True)) == [0] * (len(weights) - 1) + [1]


@for_all(st.lists(st.integers(1, 40), min_size=1, max_size=5))
def test_each_fen_goes_to_the_line_with_the_greatest_claim_left(weights: list[int]) -> None:
    """The same thing told slowly: fen by fen, to the line whose weight over twice its fen and one is greatest."""
    held = [0] * len(weights)
    for amount in range(sum(weights) + 1):
        assert apportioned([Money(weight) for weight in weights], Money(amount)) == tuple(Money(fen) for fen in held)
        claims = [Fraction(weight, 2 * fen + 1) for weight, fen in zip(weights, held, strict=True)]
        held[claims.index(max(claims))] += 1


@for_all(st.lists(st.integers(1, 10**7), min_size=2, max_size=2), st.data())
def test_between_two_lines_nobody_is_off_by_more_than_half_a_fen(fen: list[int], data: st.DataObject) -> None:
    amount = data.draw(st.integers(0, sum(fen)))
    first, _ = apportioned([Money(part) for part in fen], Money(amount))
    assert abs(2 * first.fen * sum(fen) - 2 * amount * fen[0]) <= sum(fen)


@for_all(instalment_plans(), st.integers(0, 4))
def test_orders_and_instalments_together_give_every_source_its_own(
    plan: tuple[list[Money], list[Money]], closed: int
) -> None:
    """Several orders of one payout, each paid in two instalments, one line closed: the parts are the payout's."""
    weights, pieces = plan
    payout = [Part(f"line-{index}", weight) for index, weight in enumerate(weights)]
    under, back = Money(0), []
    for number, piece in enumerate(piece for piece in pieces if piece):
        order = recoveries.order(
            replay(f"r-{number}", []),
            **(
                ORDERING
                | {
                    "settled": payout,
                    "under_recovery": under,
                    "amount": piece,
                    "instalments": (Instalment(date(2017, 9, 30), piece),),
                }
            ),
        )
        assert total(part.amount for part in order.parts) == piece
        under = under + piece
        history: list[object] = [order]
        for turn, amount in enumerate((Money(piece.fen // 3), Money(piece.fen - piece.fen // 3))):
            if amount:
                asked = RECEIVING | {
                    "amount": amount,
                    "bank_reference": f"B{turn}",
                    "closed_lines": {f"line-{closed}"},
                }
                received = recoveries.receive_instalment(replay(f"r-{number}", history), **asked)
                assert all(part.line != f"line-{closed}" for part in received.to_lines)
                back.extend([*received.to_lines, *received.to_treasury])
                history.append(received)
        assert outstanding(replay(f"r-{number}", history)) == Money(0)
    assert sorted(sum_by_line(back), key=lambda part: part.line) == payout
