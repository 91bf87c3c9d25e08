"""Rows of the lists of matching schemes, of their units, and of what each level pays for a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import Period


class PartState(StrEnum):
    """How far one level's part of a unit is; one that was given up at the bank is freed again."""

    WAITING = "waiting"
    FREED = "freed"
    AT_THE_BANK = "at_the_bank"
    RETURNED = "returned"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class MatchingSchemeListed:
    """A scheme: whose document fixes which ratio, through which conditions, and how many units it has."""

    scheme: str
    programme: str
    region: str
    period: Period
    document: str
    ratio: str
    conditions: tuple[str, ...]
    units: int
    opened_by: str
    opened_on: date
    recorded_at: int


@dataclass(frozen=True, slots=True)
class MatchingUnitListed:
    """A unit, what both levels pay for it together, the conditions it has met, and the day of the last of them."""

    scheme: str
    unit: str
    name: str
    programme: str
    region: str
    agreement: str
    amount: Money
    conditions_met: tuple[str, ...]
    last_met_on: date | None
    admitted_on: date
    recorded_at: int


@dataclass(frozen=True, slots=True)
class MatchingPartListed:
    """What one level pays for a unit: the condition it waits for, since when it may be paid, and what was paid."""

    scheme: str
    unit: str
    claim: str
    programme: str
    region: str
    level: GovernmentLevel
    kind: FundKind
    amount: Money
    paid: Money
    unpaid: Money
    stage: PartState
    freed_by: str
    freed_on: date | None
    paid_on: date | None
    payout: str
    recorded_at: int
