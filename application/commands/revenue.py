"""Revenue: collected for the treasury and handed over to it. There is no third command (收支两条线)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.money import Money
from domain.programmes.decisions import checked_fiscal_year
from domain.revenue import decisions as revenue
from domain.revenue.events import RevenueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectRevenue:
    """Money came in that belongs to the treasury."""

    command_id: str
    fiscal_year: int
    kind: RevenueKind
    amount: Money
    voucher: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RemitRevenue:
    """It went to the treasury."""

    command_id: str
    fiscal_year: int
    kind: RevenueKind
    amount: Money
    voucher: str
    on: date


def collect_revenue(ask: CollectRevenue, *, by: Officer, desk: Desk) -> Answer:
    """Record what came in."""

    def decide(work: Work) -> None:
        account = streams.revenue(work, checked_fiscal_year(ask.fiscal_year), ask.kind)
        collected = revenue.collect(
            account.state, amount=ask.amount, voucher=ask.voucher, collected_on=ask.on, on=desk.clock.today()
        )
        work.record(account, collected)

    return desk.take(ask, decide, by=by)


def remit_revenue(ask: RemitRevenue, *, by: Officer, desk: Desk) -> Answer:
    """Record what went to the treasury."""

    def decide(work: Work) -> None:
        account = streams.revenue(work, checked_fiscal_year(ask.fiscal_year), ask.kind)
        remitted = revenue.remit(
            account.state, amount=ask.amount, voucher=ask.voucher, remitted_on=ask.on, on=desk.clock.today()
        )
        work.record(account, remitted)

    return desk.take(ask, decide, by=by)
