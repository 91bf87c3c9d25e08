"""Building a batch: who is entitled, in which tier each person stands, and out of which lines each is paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.batches.events import BatchLine
from domain.batches.rejections import ListedTwice, NobodyToPay
from domain.funds.decisions import free_seats
from domain.funds.events import SeatsTaken
from domain.funds.parts import Part, sum_by_line
from domain.funds.sources import Sources
from domain.funds.state import Fund
from domain.money import Money, total
from domain.periods import Period
from domain.programmes.policy import Policy, Tier

BEYOND = "beyond"
"""The tier of people for whom the policy has no tier left."""


@dataclass(frozen=True, slots=True)
class Entitled:
    """One person's entitlement for a period, as the cases say; `payee` is the person or an institution's agreement.

    `tier` is the only one that pays them, where a document said so; empty: whichever has a seat.
    """

    beneficiary: str
    payee: str
    region: str
    amount: Money
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A batch worked out: its payments, the people left unfunded by tier, and what it takes of seats and funds."""

    lines: tuple[BatchLine, ...]
    unfunded: tuple[tuple[str, tuple[str, ...]], ...]
    seats: tuple[SeatsTaken, ...]

    @property
    def total(self) -> Money:
        """What the batch pays altogether."""
        return total(line.amount for line in self.lines)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What it takes from each line of funds."""
        return sum_by_line(part for line in self.lines for part in line.parts)


def build(entitled: Sequence[Entitled], *, policy: Policy, fund: Fund, period: Period) -> Draft:
    """Seat people in the policy's tiers in the order given, first tier first, and find each one's sources.

    Whoever finds no seat, or only a seat in a tier without shares, is unfunded: named, and paid nothing.
    Raises ListedTwice, NobodyToPay, NoMoneyOfThatLevel.
    """
    _nobody_twice(entitled)
    sources = Sources(fund)
    lines: list[BatchLine] = []
    unfunded: list[tuple[str, tuple[str, ...]]] = []
    seats: list[SeatsTaken] = []
    waiting = list(entitled)
    for tier in policy.tiers:
        free = free_seats(fund, period, tier.name, tier.headcount)
        seated, waiting = _seated(waiting, tier.name, free)
        if not seated:
            continue
        if not tier.shares:
            unfunded.append((tier.name, tuple(person.beneficiary for person in seated)))
            continue
        lines.extend(_paid(seated, tier, sources))
        seats.append(SeatsTaken(tier.name, len(seated)))
    if waiting:
        unfunded.append((BEYOND, tuple(person.beneficiary for person in waiting)))
    if not lines:
        raise NobodyToPay("")
    return Draft(tuple(lines), tuple(unfunded), tuple(seats))


def build_corrections(corrections: Sequence[tuple[Entitled, str]], *, policy: Policy, fund: Fund) -> Draft:
    """Pay each person the amount given, out of the tier (second of each pair) that paid them first; no seat is taken.

    Raises ListedTwice, NobodyToPay, NoMoneyOfThatLevel.
    """
    _nobody_twice([person for person, _ in corrections])
    sources = Sources(fund)
    lines: list[BatchLine] = []
    for tier in policy.tiers:
        seated = [person for person, name in corrections if name == tier.name]
        if seated and tier.shares:
            lines.extend(_paid(seated, replace(tier, amount=None), sources))
    if not lines:
        raise NobodyToPay("")
    return Draft(tuple(lines), (), ())


def _paid(seated: Sequence[Entitled], tier: Tier, sources: Sources) -> list[BatchLine]:
    amounts = [tier.amount or person.amount for person in seated]
    return [
        BatchLine(
            beneficiary=person.beneficiary,
            payee=person.payee,
            region=person.region,
            amount=amount,
            tier=tier.name,
            parts=parts,
        )
        for person, amount, parts in zip(seated, amounts, sources.of(tier, amounts), strict=True)
    ]


def _seated(waiting: list[Entitled], tier: str, free: int | None) -> tuple[list[Entitled], list[Entitled]]:
    """Return who sits in a tier with so many free seats (None: no limit), and who still waits, both in their order."""
    if any(person.tier for person in waiting):
        may = [person for person in waiting if person.tier in ("", tier)][:free]
        seats = {person.beneficiary for person in may}
        return may, [person for person in waiting if person.beneficiary not in seats]
    return (waiting, []) if free is None else (waiting[:free], waiting[free:])


def _nobody_twice(entitled: Sequence[Entitled]) -> None:
    seen: set[str] = set()
    for person in entitled:
        if person.beneficiary in seen:
            raise ListedTwice("lines", beneficiary=person.beneficiary)
        seen.add(person.beneficiary)
