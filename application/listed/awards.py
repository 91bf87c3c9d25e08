"""Rows of the lists of award schemes, awards and their instalments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.money import Money


class AwardState(StrEnum):
    """Where an award is."""

    APPLIED = "applied"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    GRANTED = "granted"
    SUSPENDED = "suspended"


class InstalmentState(StrEnum):
    """How far an instalment is; one that was given up at the bank is called again."""

    UPCOMING = "upcoming"
    CALLED = "called"
    AT_THE_BANK = "at_the_bank"
    RETURNED = "returned"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class AwardSchemeListed:
    """A scheme: which departments accept together, the highest award, until when each year is checked."""

    award_scheme: str
    programme: str
    region: str
    document: str
    departments: tuple[str, ...]
    most: Money
    check_due: str
    check_years: int
    awards: int
    opened_by: str
    opened_on: date
    recorded_at: int


@dataclass(frozen=True, slots=True)
class AwardListed:
    """An award: who signed, what was granted, paid and ordered back, and since when it is suspended, if it is."""

    award: str
    programme: str
    region: str
    institution: str
    name: str
    stage: AwardState
    in_favour: tuple[str, ...]
    against: tuple[str, ...]
    amount: Money | None
    paid: Money
    ordered_back: Money
    last_check: str | None
    suspended_on: date | None
    why: str | None
    applied_on: date
    granted_on: date | None
    recorded_at: int


@dataclass(frozen=True, slots=True)
class AwardInstalmentListed:
    """An instalment of an award: from when it is payable, as which claim, and how far it is."""

    award: str
    number: int
    programme: str
    region: str
    payable_from: date
    amount: Money
    stage: InstalmentState
    claim: str | None
    payout: str | None
    paid_on: date | None
    ordered_back: Money
    recorded_at: int
