"""Revenue of one year and kind as its decisions see it: held for the treasury, and never anything to spend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import assert_never

from domain.money import ZERO, Money
from domain.revenue.events import RevenueCollected, RevenueEvent, RevenueKind, RevenueRefunded, RevenueRemitted


@dataclass(frozen=True, slots=True)
class Revenue:
    """What was collected, remitted, and of that refunded; `id` is <year>/<kind>."""

    id: str
    collected: Money = ZERO
    remitted: Money = ZERO
    refunded: Money = ZERO
    vouchers: frozenset[str] = frozenset()

    @property
    def year(self) -> int:
        """The fiscal year it was collected in."""
        return int(self.id[:4])

    @property
    def in_treasury(self) -> Money:
        """What is with the treasury: remitted, and not refunded."""
        return self.remitted - self.refunded

    @property
    def held(self) -> Money:
        """What waits to be remitted."""
        return self.collected - self.remitted


def revenue_id(year: int, kind: RevenueKind) -> str:
    """Name the revenue of one year and kind: its stream is `revenue/` + this."""
    return f"{year}/{kind.value}"


def replay(revenue: str, facts: Iterable[object]) -> Revenue:
    """Build the state from its history; an unknown event stops the replay."""
    state = Revenue(revenue)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(revenue: Revenue, event: RevenueEvent) -> Revenue:
    """Return the revenue after one event. Never refuses: history has already happened."""
    match event:
        case RevenueCollected(amount=amount, voucher=voucher):
            return replace(revenue, collected=revenue.collected + amount, vouchers=revenue.vouchers | {voucher})
        case RevenueRemitted(amount=amount, voucher=voucher):
            return replace(revenue, remitted=revenue.remitted + amount, vouchers=revenue.vouchers | {voucher})
        case RevenueRefunded(amount=amount, voucher=voucher):
            return replace(revenue, refunded=revenue.refunded + amount, vouchers=revenue.vouchers | {voucher})
        case _:
            assert_never(event)
