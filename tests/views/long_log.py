"""Long histories of lawful movements on three lines, on any day of three years."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice

from application.recorded import Recorded
from bench.synthetic_log import Told, recorded
from domain.funds import events as funds
from domain.funds.parts import Part
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money, total
from domain.payouts import events as payouts
from domain.periods import Period
from domain.revenue import events as revenue
from tests.views.stories import DOCUMENT, FUND, MUNICIPAL, PROVINCIAL


@cache
def long_log(entries: int, seed: int, ledger: str = "990101") -> list[Recorded[object]]:
    """Return a log of lawful movements on three lines, effective on any day of three years in any order."""
    return list(recorded(islice(_movements(random.Random(seed)), entries), ledger))


def _movements(chance: random.Random) -> Iterator[Told]:
    shares = tuple(
        funds.LevelShare(level, FundKind.GENERAL_BUDGET, Money(10**9))
        for level in (GovernmentLevel.PROVINCIAL, GovernmentLevel.MUNICIPAL)
    )
    yield f"fund/{FUND}", funds.FundsAllocated(DOCUMENT, shares, date(2017, 1, 2)), date(2017, 1, 2)
    yield "revenue/2017/fees", revenue.RevenueCollected(Money(10**8), "记-1", date(2017, 1, 3)), date(2017, 1, 3)
    number = 0
    waiting: list[tuple[str, str, tuple[Part, ...]]] = []
    while True:
        number += 1
        day = date(2016, 1, 1) + timedelta(days=chance.randrange(1096))
        recorded_on = date(2017, 1, 5)
        amount = Money(chance.randrange(1, 5000))
        parts = _split(chance, amount)
        batch_id = f"programme-0/2017-01/{number}"
        match chance.randrange(8):
            case 0:
                yield "revenue/2017/fees", revenue.RevenueRemitted(Money(1), f"记-{number}", day), recorded_on
            case 1:
                yield f"fund/{FUND}", funds.FundsAdded(PROVINCIAL, amount, DOCUMENT, day), recorded_on
            case 2 | 3 if waiting:
                stream, paid_by, taken = waiting.pop()
                paid = total(part.amount for part in taken)
                yield stream, payouts.PayoutSettled(paid_by, paid, taken, day), recorded_on
            case _:
                stream = f"payout/programme-0/2017-01/b-{number}"
                period = Period("2017-01")
                yield f"fund/{FUND}", funds.FundsReserved(batch_id, period, parts, (), day), recorded_on
                yield (
                    stream,
                    payouts.PayoutReleased(batch_id, f"b-{number}", f"b-{number}", "990101", "t", amount, parts, day),
                    recorded_on,
                )
                waiting.append((stream, batch_id, parts))


def _split(chance: random.Random, amount: Money) -> tuple[Part, ...]:
    first = chance.randrange(amount.fen + 1)
    parts = (Part(PROVINCIAL, Money(first)), Part(MUNICIPAL, amount - Money(first)))
    return tuple(part for part in parts if part.amount)
