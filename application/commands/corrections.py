"""补差: who was paid less than the rules give is paid the difference, once a period, out of the tier that paid them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from application import streams
from application.answers import Entitlement
from application.work import Work
from domain.batches.events import PayoutKind
from domain.batches.rejections import (
    AmountNotByTheRules,
    ListedTwice,
    NotEntitled,
    NothingToCorrect,
    PaidAlready,
)
from domain.money import ZERO, Money
from domain.payouts.state import Payout, Stage, payout_id
from domain.periods import Period
from domain.programmes.policy import Policy


class CorrectionLine(Protocol):
    """A person of the office's list, and the difference the office means to pay."""

    @property
    def beneficiary(self) -> str:
        """Whom."""

    @property
    def amount(self) -> Money:
        """How much."""


class AskedCorrection(Protocol):
    """What a correction needs to know of the command it is for."""

    @property
    def programme(self) -> str:
        """Of which programme."""

    @property
    def period(self) -> Period:
        """For which period."""

    @property
    def listed(self) -> Sequence[CorrectionLine]:
        """The office's list; a correction is never built without one."""


@dataclass(frozen=True, slots=True)
class Shortfalls:
    """What each person is still to get, and the tier that paid them."""

    amounts: Mapping[str, Money]
    tiers: Mapping[str, str]


def shortfalls(
    ask: AskedCorrection, people: Sequence[Entitlement], due: Mapping[str, Money], *, policy: Policy, work: Work
) -> tuple[list[Entitlement], Shortfalls]:
    """Return the listed people and what each is short of; each listed amount must be exactly that.

    Who was paid in a tier with an amount of its own is short of that amount, not of the standard.

    Raises NothingToCorrect (nobody is listed, or somebody has no settled payment), ListedTwice, NotEntitled,
    PaidAlready (corrected before), AmountNotByTheRules.
    """
    if not ask.listed:
        raise NothingToCorrect("listed", beneficiary="-", period=ask.period)
    entitled = {person.beneficiary: person for person in people}
    amounts: dict[str, Money] = {}
    tiers: dict[str, str] = {}
    own_amounts = {tier.name: tier.amount for tier in policy.tiers}
    names = [line.beneficiary for line in ask.listed]
    regular, corrected = (_payouts(work, ask, names, kind) for kind in (PayoutKind.REGULAR, PayoutKind.CORRECTION))
    for row, (line, paid, earlier) in enumerate(zip(ask.listed, regular, corrected, strict=True)):
        field, person = f"listed[{row}]", line.beneficiary
        if person in amounts:
            raise ListedTwice(field, beneficiary=person)
        if person not in entitled:
            raise NotEntitled(field, beneficiary=person, period=ask.period)
        if paid is None or paid.stage is not Stage.SETTLED:
            raise NothingToCorrect(field, beneficiary=person, period=ask.period)
        if earlier is not None and earlier.stage is not Stage.CANCELLED:
            raise PaidAlready(field, beneficiary=person, period=ask.period)
        missing = (own_amounts.get(paid.tier) or due.get(person, ZERO)) - paid.amount
        if line.amount != missing or missing <= ZERO:
            raise AmountNotByTheRules(f"{field}.amount", beneficiary=person, listed=line.amount, due=max(missing, ZERO))
        amounts[person], tiers[person] = missing, paid.tier
    return [entitled[person] for person in names], Shortfalls(amounts, tiers)


def _payouts(work: Work, ask: AskedCorrection, people: Sequence[str], kind: PayoutKind) -> list[Payout | None]:
    ids = [payout_id(ask.programme, ask.period, person, kind) for person in people]
    return [loaded.state for loaded in streams.payouts_by_id(work, ids)]
