"""The journal as a table a treasurer could check."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.recorded import Recorded
from application.views.posting import WAYS, Account, Movement, Posting, postings
from application.views.sheet import (
    BEGINNING,
    NOTHING,
    PAGE,
    Balances,
    Key,
    Sheet,
    Span,
    add_up,
    balanced,
    effect,
    plus,
    strike,
)
from domain.catalogue import NAMES
from domain.funds import events as funds
from domain.funds.parts import Part
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.payouts import events as payouts
from domain.periods import Period
from domain.recoveries import events as recoveries
from domain.revenue import events as revenue
from tests.views.long_log import long_log
from tests.views.stories import DOCUMENT, FUND, MUNICIPAL, PROVINCIAL, small_log

DAY = date(2017, 4, 25)
PARTS = (Part(PROVINCIAL, Money(80_000)), Part(MUNICIPAL, Money(20_000)))
BATCH, PAYOUT = "programme-0/2017-04/1", "programme-0/2017-04/b-1"
BOTH = [(PROVINCIAL, 80_000), (MUNICIPAL, 20_000)]


def entry(stream: str, fact: object) -> Recorded[object]:
    return Recorded(
        "990101", 7, stream, 1, NAMES[type(fact)], datetime(2017, 4, 26, tzinfo=UTC), "li", "c", "0" * 64, "", fact
    )


def share(level: GovernmentLevel, fen: int) -> funds.LevelShare:
    return funds.LevelShare(level, FundKind.GENERAL_BUDGET, Money(fen))


TABLE = [
    (
        f"fund/{FUND}",
        funds.FundsAllocated(
            DOCUMENT, (share(GovernmentLevel.PROVINCIAL, 80_000), share(GovernmentLevel.MUNICIPAL, 20_000)), DAY
        ),
        "allocated > available",
        BOTH,
    ),
    (f"fund/{FUND}", funds.FundsAdded(MUNICIPAL, Money(5), DOCUMENT, DAY), "allocated > available", [(MUNICIPAL, 5)]),
    (
        f"fund/{FUND}",
        funds.FundsMovedOut(MUNICIPAL, Money(5), PROVINCIAL, DOCUMENT, DAY),
        "available > allocated",
        [(MUNICIPAL, 5)],
    ),
    (
        f"fund/{FUND}",
        funds.FundsMovedIn(PROVINCIAL, Money(5), MUNICIPAL, DOCUMENT, DAY),
        "allocated > available",
        [(PROVINCIAL, 5)],
    ),
    (f"fund/{FUND}", funds.FundsReserved(BATCH, Period("2017-04"), PARTS, (), DAY), "available > reserved", BOTH),
    (f"fund/{FUND}", funds.FundsFreed(BATCH, Period("2017-04"), PARTS, (), DAY), "reserved > available", BOTH),
    (f"fund/{FUND}", funds.FundsDisbursed(BATCH, PARTS, DAY), "", []),
    (f"fund/{FUND}", funds.FundsRecovered("r-1", PARTS, False, DAY), "", []),
    (
        f"payout/{PAYOUT}",
        payouts.PayoutReleased(BATCH, "b-1", "b-1", "990101", "in_quota", Money(100_000), PARTS, DAY),
        "reserved > disbursed",
        BOTH,
    ),
    (f"payout/{PAYOUT}", payouts.PayoutSettled(BATCH, Money(100_000), PARTS, DAY), "disbursed > settled", BOTH),
    (
        f"payout/{PAYOUT}",
        payouts.PayoutReturned(BATCH, Money(100_000), PARTS, payouts.ReturnReason.OTHER, "退回", DAY),
        "disbursed > returned",
        BOTH,
    ),
    (
        f"payout/{PAYOUT}",
        payouts.PayoutReturnedLate(BATCH, Money(100_000), PARTS, False, payouts.ReturnReason.OTHER, "退回", DAY),
        "settled > returned",
        BOTH,
    ),
    (
        f"payout/{PAYOUT}",
        payouts.PayoutReturnedLate(BATCH, Money(100_000), PARTS, True, payouts.ReturnReason.OTHER, "退回", DAY),
        "settled > treasury",
        BOTH,
    ),
    (f"payout/{PAYOUT}", payouts.PayoutReissued(BATCH, Money(100_000), PARTS, DAY), "returned > disbursed", BOTH),
    (
        f"payout/{PAYOUT}",
        payouts.PayoutCancelled(BATCH, Money(100_000), PARTS, "放弃", DAY),
        "returned > available",
        BOTH,
    ),
    (
        "recovery/r-1",
        recoveries.InstalmentReceived(PAYOUT, Money(100_000), PARTS, (), DAY, "回单1"),
        "recovered > available",
        BOTH,
    ),
    (
        "recovery/r-1",
        recoveries.InstalmentReceived(PAYOUT, Money(100_000), (), PARTS, DAY, "回单1"),
        "recovered > treasury",
        BOTH,
    ),
    (
        f"fund/{FUND}",
        funds.FundsCarriedOver(MUNICIPAL, Money(5), "2018", DAY),
        "available > carried_over",
        [(MUNICIPAL, 5)],
    ),
    (f"fund/{FUND}", funds.FundsSurrendered(MUNICIPAL, Money(5), DAY), "available > treasury", [(MUNICIPAL, 5)]),
    (
        "revenue/2017/fees",
        revenue.RevenueCollected(Money(5), "记-1", DAY),
        "collected > revenue",
        [("revenue/2017/fees", 5)],
    ),
    (
        "revenue/2017/fees",
        revenue.RevenueRemitted(Money(5), "记-2", DAY),
        "revenue > treasury",
        [("revenue/2017/fees", 5)],
    ),
    (
        "revenue/2017/fees",
        revenue.RevenueRefunded(Money(5), "退-1", DAY),
        "treasury > collected",
        [("revenue/2017/fees", 5)],
    ),
]


@pytest.mark.parametrize(("stream", "fact", "way", "moves"), TABLE, ids=lambda value: type(value).__name__)
def test_an_event_moves_money_this_way(stream: str, fact: object, way: str, moves: list[tuple[str, int]]) -> None:
    rows = list(postings(entry(stream, fact)))
    assert [(row.line, row.amount_fen) for row in rows] == moves
    assert {f"{row.from_account} > {row.to_account}" for row in rows} == ({way} if moves else set())
    assert [(row.position, row.seq, row.effective) for row in rows] == [(7, seq, DAY) for seq in range(len(moves))]


def test_revenue_leads_to_the_treasury_and_nowhere_else() -> None:
    assert {target for source, target in WAYS.values() if source is Account.REVENUE} == {Account.TREASURY}
    assert {source for source, target in WAYS.values() if target is Account.REVENUE} == {Account.COLLECTED}


@pytest.mark.parametrize("movement", Movement)
def test_no_movement_unbalances_a_line(movement: Movement) -> None:
    assert balanced(effect(Posting(1, 0, MUNICIPAL, movement, *WAYS[movement], 100, DAY, None, None)))


def test_whole_histories_balance_at_every_position() -> None:
    for log in (small_log(), long_log(2000, seed=1)):
        lines: dict[str, Balances] = {}
        for each in log:
            for row in postings(each):
                lines[row.line] = plus(lines.get(row.line, NOTHING), effect(row))
                assert balanced(lines[row.line])
                assert min(lines[row.line]) >= 0


@settings(deadline=None, max_examples=20)
@given(st.sampled_from([1, 2, 3]), st.lists(st.dates(date(2016, 1, 1), date(2018, 12, 31)), min_size=1, max_size=4))
def test_a_sheet_is_the_sum_of_what_lies_before_it(seed: int, days: list[date]) -> None:
    log = long_log(2 * PAGE, seed=seed)
    rows = [row for each in log for row in postings(each)]
    newest: dict[Key, Balances] = {}
    for end in (PAGE, 2 * PAGE):
        page = [row for row in rows if end - PAGE < row.position <= end]
        struck: tuple[Sheet, ...] = strike(end, add_up(page), newest)
        newest.update((sheet.key, sheet.balances) for sheet in struck)
    for day in days:
        for span, first, kept in (
            (Span.DAY, day, [row for row in rows if row.effective == day]),
            (Span.MONTH, day.replace(day=1),
             [row for row in rows if row.effective.replace(day=1) == day.replace(day=1)]),
            (Span.YEAR, day.replace(month=1, day=1), [row for row in rows if row.effective.year == day.year]),
            (Span.EVER, BEGINNING, rows),
        ):  # fmt: skip
            naive = NOTHING
            for row in kept:
                naive = plus(naive, effect(row)) if row.line == MUNICIPAL else naive
            assert newest.get(Key(MUNICIPAL, span, first), NOTHING) == naive
