"""Ordering back what was overpaid, for everybody at once: to the fen, each payment once, on what cases say now."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from application.commands.recoveries import OrderRecovery, order_back
from application.desk import Desk
from application.monthly.overpaid import Overpaid, overpaid
from application.road import Answer, Officer
from application.work import Work
from domain.eligibility.events import StopReason
from domain.eligibility.signal_rejections import NothingOverpaid, NotOverpaid
from domain.money import total
from domain.recoveries.events import Instalment, RecoveryGround


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderOverpaid:
    """Order back what the bank settled for months without entitlement, of these people or of everybody stopped.

    Each order is one instalment, due on `due_on`; whoever is to pay in several is ordered by hand.
    """

    command_id: str
    programme: str
    region: str
    beneficiaries: tuple[str, ...] = ()
    due_on: date
    on: date


def order_overpaid(ask: OrderOverpaid, *, by: Officer, desk: Desk) -> Answer:
    """Open a recovery for each payment; the answer has their ids, how many there are, and the sum (fen).

    Raises NothingOverpaid, NotOverpaid (somebody named was paid nothing too much), and what a recovery's order raises.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        position = desk.views_now()
        found = overpaid(ask.programme, ask.region, desk=desk, beneficiaries=ask.beneficiaries, as_of=position)
        settled = [one for one in found if one.settled]
        for index, person in enumerate(ask.beneficiaries):
            if person not in {one.beneficiary for one in settled}:
                raise NotOverpaid(f"beneficiaries[{index}]", beneficiary=person)
        if not settled:
            raise NothingOverpaid("region")
        for one in settled:
            order_back(work, _order(one, ask), by=by)
        people = dict.fromkeys(one.beneficiary for one in settled)
        work.rests_on(position, [f"case/{ask.programme}/{person}" for person in people])
        return {
            "recoveries": len(settled),
            "people": len(people),
            "total_fen": str(total(one.amount for one in settled).fen),
        }

    return desk.take(ask, decide, by=by)


def recovery_id(one: Overpaid) -> str:
    """Name the recovery of what a payment overpaid since a month: ordering it twice is one name twice."""
    named = hashlib.sha256(f"{one.payout}\0{one.stops_from}".encode()).hexdigest()
    return f"overpaid/{one.period}/{named[:16]}"


def _order(one: Overpaid, ask: OrderOverpaid) -> OrderRecovery:
    died = one.reason is StopReason.DIED
    return OrderRecovery(
        command_id=ask.command_id,
        recovery_id=recovery_id(one),
        payout_id=one.payout,
        amount=one.amount,
        ground=RecoveryGround.DIED_BEFORE_PERIOD if died else RecoveryGround.NOT_ELIGIBLE,
        instalments=(Instalment(ask.due_on, one.amount),),
        on=ask.on,
    )
