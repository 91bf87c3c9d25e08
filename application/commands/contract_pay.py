"""What a batch pays under contracts: for each person the accepted service of the period, within the standard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from application.work import Loaded
from domain.batches.events import PayoutKind
from domain.institutions.contract_rejections import AboveStandard, TwoPayees
from domain.institutions.state import Agreement
from domain.money import ZERO, Money
from domain.periods import Period
from domain.programmes.policy import Policy


def dues_under_contracts(
    due: Mapping[str, Money], agreements: Sequence[Loaded[Agreement]], *, period: Period, payout_kind: PayoutKind
) -> dict[str, Money]:
    """Return the dues with those of the people served under contracts in their place: what was accepted, no standard.

    The standard is the most that one person's service may cost in a period. A correction is told all that was accepted
    in the period, since it pays what a regular payment fell short of.

    Raises AboveStandard, TwoPayees (one payment has one payee).
    """
    open_under: dict[str, str] = {}
    accepted: dict[str, Money] = {}
    unpaid: dict[str, Money] = {}
    for agreement in (loaded.state for loaded in agreements if loaded.state.contract is not None):
        for person, amount in agreement.accepted_in(period).items():
            accepted[person] = accepted.get(person, ZERO) + amount
        for person, amount in agreement.open_in(period).items():
            other = open_under.setdefault(person, agreement.id)
            if other != agreement.id:
                raise TwoPayees("agreements", beneficiary=person, one=other, other=agreement.id)
            unpaid[person] = amount
    for person, amount in accepted.items():
        if person in due and amount > due[person]:
            raise AboveStandard("agreements", beneficiary=person, accepted=amount, due=due[person])
    paid = accepted if payout_kind is PayoutKind.CORRECTION else unpaid
    return {person: paid.get(person, ZERO) if person in accepted else amount for person, amount in due.items()}


def people_to_pay(agreement: Agreement, period: Period) -> set[str]:
    """Return for whose service there is something to pay: of a contract, service of the period."""
    if agreement.contract is not None:
        return set(agreement.open_in(period))
    return {person for person, accepted in agreement.accepted.items() if accepted > agreement.paid_for(person)}


def without_tier_amounts(policy: Policy, agreements: Sequence[Loaded[Agreement]]) -> Policy:
    """Return the policy; where contracts say what service costs, no tier pays an amount of its own instead."""
    if not any(loaded.state.contract for loaded in agreements):
        return policy
    return replace(policy, tiers=tuple(replace(tier, amount=None) for tier in policy.tiers))
