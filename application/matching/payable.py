"""Which parts of a scheme may go on a batch now: freed, and on no batch yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application import streams
from application.desk import Desk
from application.work import Work
from domain.levels import GovernmentLevel
from domain.matching.state import opened
from domain.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class PayablePart:
    """A part of a unit that waits for a batch; `invoiced` says whether an invoice covers it, too."""

    claim: str
    unit: str
    name: str
    level: GovernmentLevel
    amount: Money
    invoiced: bool


def payable_parts(scheme: str, *, desk: Desk) -> Sequence[PayablePart]:
    """Return them in the order of the units. Raises NoSuchScheme."""
    work = Work(desk.log, attempt=0)
    state = streams.matching(work, scheme).state
    opened(state)
    found = []
    for name, unit in state.units.items():
        agreement = streams.agreement(work, unit.admitted.agreement).state
        for part in unit.freed:
            if agreement.accepted.get(part.claim, ZERO) > agreement.paid_for(part.claim):
                covered = agreement.invoiced - agreement.paid >= part.amount
                found.append(PayablePart(part.claim, name, unit.admitted.name, part.level, part.amount, covered))
    return found
