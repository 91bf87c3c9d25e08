"""A recovery as its decisions see it: what was ordered back, and what of it came in or was given up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from domain.money import ZERO, Money
from domain.recoveries.events import (
    InstalmentReceived,
    RecoveryEvent,
    RecoveryOrdered,
    RecoveryTracedToFinding,
    RecoveryWrittenOff,
)
from domain.recoveries.rejections import NoSuchRecovery


@dataclass(frozen=True, slots=True)
class Recovery:
    """One recovery; `ordered` is None until it is ordered, `last_on` is the day of its last event."""

    id: str
    ordered: RecoveryOrdered | None = None
    received: Money = ZERO
    written_off: Money = ZERO
    bank_references: frozenset[str] = frozenset()
    last_on: date | None = None


def replay(recovery: str, facts: Iterable[object]) -> Recovery:
    """Build the state of a recovery from its history; an unknown event stops the replay."""
    state = Recovery(recovery)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(recovery: Recovery, event: RecoveryEvent) -> Recovery:
    """Return the recovery after one event. Never refuses: history has already happened."""
    match event:
        case RecoveryOrdered(ordered_on=on):
            return replace(recovery, ordered=event, last_on=on)
        case InstalmentReceived(amount=amount, bank_reference=reference, received_on=on):
            return replace(
                recovery,
                received=recovery.received + amount,
                bank_references=recovery.bank_references | {reference},
                last_on=on,
            )
        case RecoveryWrittenOff(amount=amount, written_off_on=on):
            return replace(recovery, written_off=recovery.written_off + amount, last_on=on)
        case RecoveryTracedToFinding():
            return recovery
        case _:
            assert_never(event)


def ordered(recovery: Recovery) -> RecoveryOrdered:
    """Return the order. Raises NoSuchRecovery."""
    if recovery.ordered is None:
        raise NoSuchRecovery("recovery_id", recovery=recovery.id)
    return recovery.ordered


def outstanding(recovery: Recovery) -> Money:
    """Return what is still owed; nothing when nothing was ordered."""
    if recovery.ordered is None:
        return ZERO
    return recovery.ordered.amount - recovery.received - recovery.written_off


def overdue(recovery: Recovery, on: date) -> Money:
    """Return how much of what is owed was due before a day and has not come in."""
    if recovery.ordered is None:
        return ZERO
    due = sum(each.amount.fen for each in recovery.ordered.instalments if each.due_on < on)
    return Money(max(0, min(due - recovery.received.fen, outstanding(recovery).fen)))
