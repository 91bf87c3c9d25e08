"""What was paid for months without entitlement, to the fen: exact months times the standard decided for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.eligibility.state import Case, amount_in, entitled_months
from domain.money import ZERO, Money, total
from domain.periods import Period
from domain.programmes.policy import Policy, StandardUnit


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment for a period: its amount, what of it was ordered back, and the tier that paid it."""

    payout_id: str
    amount: Money
    ordered_back: Money
    tier: str

    @property
    def kept(self) -> Money:
        """What nobody has asked back."""
        return self.amount - self.ordered_back


def due_for(case: Case, period: Period, policy: Policy, paid: Sequence[Paid]) -> Money:
    """Return what was due for a period by the case as it stands: whole where the amount is one of the period.

    That is so where the policy's standard is one, or a payment's tier has an amount of its own; else months are added.
    """
    months = entitled_months(case, period)
    own = {tier.name for tier in policy.tiers if tier.amount is not None}
    if policy.standard_unit is StandardUnit.PERIOD or any(one.tier in own for one in paid):
        return total(one.amount for one in paid) if months else ZERO
    return total(amount_in(case, month) for month in months)


def overpaid_of(case: Case, period: Period, policy: Policy, paid: Sequence[Paid]) -> tuple[tuple[str, Money], ...]:
    """Return by payment what is to be ordered back for a period; nothing of what was ordered back already.

    The payments given are all of the person for the period. The first gives first (regular pay before a correction).
    """
    left = total(one.kept for one in paid) - due_for(case, period, policy, paid)
    found = []
    for one in paid:
        part = Money(max(0, min(one.kept.fen, left.fen)))
        if part:
            found.append((one.payout_id, part))
            left -= part
    return tuple(found)
