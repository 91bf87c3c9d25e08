"""Ordering money back, booking what comes in, giving the rest up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Loaded, Work
from domain.batches.events import MeetingMinutes
from domain.funds import settlement
from domain.funds.parts import Part, fund_of
from domain.money import Money
from domain.payouts import decisions as payouts
from domain.payouts.state import Stage
from domain.recoveries import decisions as recoveries
from domain.recoveries.events import Instalment, RecoveryGround
from domain.recoveries.state import Recovery, ordered


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRecovery:
    """A payout, or some of it, was paid without right and is ordered back."""

    command_id: str
    recovery_id: str
    payout_id: str
    amount: Money
    ground: RecoveryGround
    instalments: tuple[Instalment, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveInstalment:
    """Money ordered back came in."""

    command_id: str
    recovery_id: str
    amount: Money
    bank_reference: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOffRecovery:
    """A meeting gave the rest up; without its minutes nothing is given up."""

    command_id: str
    recovery_id: str
    amount: Money
    reason: str
    minutes: MeetingMinutes | None
    on: date


def order_recovery(ask: OrderRecovery, *, by: Officer, desk: Desk) -> Answer:
    """Order money back. Raises PayoutNotOut, MoreThanWasPaid and the recovery's own refusals."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        order_back(work, ask, by=by)
        return {"recovery": ask.recovery_id}

    return desk.take(ask, decide, by=by)


def order_back(work: Work, ask: OrderRecovery, *, by: Officer, caused_by: str = "") -> Loaded[Recovery]:
    """Record the order on both sides and return the recovery; `caused_by` is the entry that led to it, if one did.

    Raises what `order_recovery` raises.
    """
    payout = streams.payout(work, ask.payout_id)
    recovery = streams.recovery(work, ask.recovery_id)
    paid = payout.state
    marked = payouts.order_recovery(paid, recovery_id=ask.recovery_id, amount=ask.amount, on=ask.on)
    order = recoveries.order(
        recovery.state,
        payout_id=ask.payout_id,
        beneficiary=paid.beneficiary,
        settled=paid.parts if paid.stage is Stage.SETTLED else (),
        settled_on=paid.settled_on,
        under_recovery=paid.ordered_back,
        amount=ask.amount,
        ground=ask.ground,
        instalments=ask.instalments,
        by=by.id,
        on=ask.on,
    )
    work.record(recovery, order, caused_by=caused_by)
    work.record(payout, marked, caused_by=caused_by)
    return recovery


def receive_instalment(ask: ReceiveInstalment, *, by: Officer, desk: Desk) -> Answer:
    """Book an instalment: back to the lines it came from, to the treasury for those whose year is closed."""

    def decide(work: Work) -> dict[str, object]:
        recovery = streams.recovery(work, ask.recovery_id)
        lines = [part.line for part in ordered(recovery.state).parts]
        funds = {name: streams.fund(work, name) for name in dict.fromkeys(fund_of(line) for line in lines)}
        closed = {line for line in lines if funds[fund_of(line)].state.closed_on is not None}
        received = recoveries.receive_instalment(
            recovery.state,
            amount=ask.amount,
            bank_reference=ask.bank_reference,
            closed_lines=closed,
            received_on=ask.on,
            on=desk.clock.today(),
        )
        work.record(recovery, received)
        for name, fund in funds.items():
            for parts, to_treasury in ((received.to_lines, False), (received.to_treasury, True)):
                own: list[Part] = [part for part in parts if fund_of(part.line) == name]
                if own:
                    total = settlement.recover(
                        fund.state, recovery_id=ask.recovery_id, parts=own, to_treasury=to_treasury, on=ask.on
                    )
                    work.record(fund, total)
        return {"recovery": ask.recovery_id}

    return desk.take(ask, decide, by=by)


def write_off_recovery(ask: WriteOffRecovery, *, by: Officer, desk: Desk) -> Answer:
    """Give some of a recovery up, as a meeting decided. Raises WriteOffWithoutMinutes and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        recovery = streams.recovery(work, ask.recovery_id)
        given_up = recoveries.write_off(
            recovery.state, amount=ask.amount, reason=ask.reason, minutes=ask.minutes, by=by.id, on=ask.on
        )
        work.record(recovery, given_up)
        return {"recovery": ask.recovery_id}

    return desk.take(ask, decide, by=by)
