"""Fees by the list of charges: what is on it, and what was collected for it as revenue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.charges import decisions as charges
from domain.money import Money
from domain.revenue.events import RevenueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCharge:
    """A charge, or a later price of it: so much a unit, by a document, from a day on."""

    command_id: str
    charge: str
    name: str
    unit: str
    price: Money
    document: str
    valid_from: date
    valid_to: date | None = None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectFee:
    """Somebody paid for so many units of a charge."""

    command_id: str
    charge: str
    units: int
    amount: Money
    voucher: str
    on: date


def set_charge(ask: SetCharge, *, by: Officer, desk: Desk) -> Answer:
    """Put it on the list. Raises what `domain.charges.decisions.set_charge` names."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.charge(work, ask.charge)
        fact = charges.set_charge(
            loaded.state,
            name=ask.name,
            unit=ask.unit,
            price=ask.price,
            document=ask.document,
            valid_from=ask.valid_from,
            valid_to=ask.valid_to,
            by=by.id,
            on=ask.on,
        )
        work.record(loaded, fact)
        return {"charge": ask.charge}

    return desk.take(ask, decide, by=by)


def collect_fee(ask: CollectFee, *, by: Officer, desk: Desk) -> Answer:
    """Record a fee and the revenue it is, together or not at all.

    Raises NoSuchCharge, NoPriceOnTheDay, FeeDoesNotFoot, VoucherUsed and others.
    """

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.charge(work, ask.charge)
        account = streams.revenue(work, ask.on.year, RevenueKind.FEES)
        fee, collected = charges.collect_fee(
            loaded.state,
            account.state,
            units=ask.units,
            amount=ask.amount,
            voucher=ask.voucher,
            by=by.id,
            collected_on=ask.on,
            on=desk.clock.today(),
        )
        work.record(loaded, fee)
        work.record(account, collected)
        return {"charge": ask.charge, "amount_fen": fee.amount.fen}

    return desk.take(ask, decide, by=by)
