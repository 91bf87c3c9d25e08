"""A payout as its decisions see it, and the id that makes paying twice impossible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from domain.batches.events import PayoutKind
from domain.funds.parts import Part
from domain.money import ZERO, Money
from domain.payouts.events import (
    PayoutCancelled,
    PayoutEvent,
    PayoutRecoveryOrdered,
    PayoutReissued,
    PayoutReleased,
    PayoutReturned,
    PayoutReturnedLate,
    PayoutSettled,
)
from domain.payouts.rejections import NoSuchPayout
from domain.periods import Period


class Stage(StrEnum):
    """Where a payment is."""

    OPEN = "open"
    SETTLED = "settled"
    RETURNED = "returned"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Payout:
    """One payment; `ordered_back` is what recoveries have asked for so far, `last_on` the day of its last step."""

    id: str
    stage: Stage
    batch_id: str
    beneficiary: str
    tier: str
    amount: Money
    parts: tuple[Part, ...]
    ordered_back: Money = ZERO
    settled_on: date | None = None
    last_on: date | None = None


def payout_id(programme: str, period: Period, beneficiary: str, kind: PayoutKind) -> str:
    """Name one person's payment for one period: the log's own key then refuses a second one.

    Arrears are the late payment of the same period and so have the same name as regular pay. A correction pays what a
    regular payment fell short by, at most once a period, and has a name of its own.
    """
    return payout_ids(programme, period, (beneficiary,), kind)[beneficiary]


def payout_ids(programme: str, period: Period, beneficiaries: Iterable[str], kind: PayoutKind) -> dict[str, str]:
    """Name many persons' payments for one period; see `payout_id`."""
    before, behind = f"{programme}/{period}/", "/correction" if kind is PayoutKind.CORRECTION else ""
    return {beneficiary: f"{before}{beneficiary}{behind}" for beneficiary in beneficiaries}


def replay(payout: str, facts: Iterable[object]) -> Payout | None:
    """Build the state of a payout from its history; None when it has none."""
    state: Payout | None = None
    for fact in facts:
        state = evolve(state, fact, payout)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def existing(payout: Payout | None, name: str) -> Payout:
    """Return the payout. Raises NoSuchPayout."""
    if payout is None:
        raise NoSuchPayout("payout_id", payout=name)
    return payout


def evolve(payout: Payout | None, event: PayoutEvent, name: str) -> Payout:
    """Return the payout after one event."""
    if isinstance(event, PayoutReleased):
        ordered_back = payout.ordered_back if payout else ZERO
        return Payout(
            id=name,
            stage=Stage.OPEN,
            batch_id=event.batch_id,
            beneficiary=event.beneficiary,
            tier=event.tier,
            amount=event.amount,
            parts=event.parts,
            ordered_back=ordered_back,
            last_on=event.value_date,
        )
    state = existing(payout, name)
    match event:
        case PayoutSettled(settled_on=settled_on):
            return replace(state, stage=Stage.SETTLED, settled_on=settled_on, last_on=settled_on)
        case PayoutReturned(returned_on=returned_on):
            return replace(state, stage=Stage.RETURNED, last_on=returned_on)
        case PayoutReturnedLate(to_treasury=to_treasury, returned_on=returned_on):
            return replace(state, stage=Stage.CANCELLED if to_treasury else Stage.RETURNED, last_on=returned_on)
        case PayoutReissued(value_date=value_date):
            return replace(state, stage=Stage.OPEN, last_on=value_date)
        case PayoutCancelled(cancelled_on=cancelled_on):
            return replace(state, stage=Stage.CANCELLED, last_on=cancelled_on)
        case PayoutRecoveryOrdered(amount=amount):
            return replace(state, ordered_back=state.ordered_back + amount)
        case _:
            assert_never(event)
