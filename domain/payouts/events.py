"""What happens to a payout. Stream: payout/<programme>/<period>/<beneficiary>, with /correction behind a correction.

Each event that moves money repeats the parts it moves, so that a view needs nothing but the event.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.funds.parts import Part
from domain.money import Money


class ReturnReason(StrEnum):
    """Why the bank sent a payment back."""

    ACCOUNT_UNKNOWN = "account_unknown"
    ACCOUNT_CLOSED = "account_closed"
    NAME_MISMATCH = "name_mismatch"
    ACCOUNT_FROZEN = "account_frozen"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PayoutReleased:
    """The payment went to the bank."""

    batch_id: str
    beneficiary: str
    payee: str
    region: str
    tier: str
    amount: Money
    parts: tuple[Part, ...]
    value_date: date


@dataclass(frozen=True, slots=True)
class PayoutSettled:
    """The bank paid it."""

    batch_id: str
    amount: Money
    parts: tuple[Part, ...]
    settled_on: date


@dataclass(frozen=True, slots=True)
class PayoutReturned:
    """The bank sent it back (`payout.returned.2`: the reason is a code beside the bank's own words)."""

    batch_id: str
    amount: Money
    parts: tuple[Part, ...]
    reason: ReturnReason
    bank_words: str
    returned_on: date


@dataclass(frozen=True, slots=True)
class PayoutReturnedLate:
    """The bank sent it back after it had paid it: to be dealt with like any return, or, when the year of its money is
    closed, to the treasury and given up."""

    batch_id: str
    amount: Money
    parts: tuple[Part, ...]
    to_treasury: bool
    reason: ReturnReason
    bank_words: str
    returned_on: date


@dataclass(frozen=True, slots=True)
class PayoutReissued:
    """It went to the bank once more, after the account was put right."""

    batch_id: str
    amount: Money
    parts: tuple[Part, ...]
    value_date: date


@dataclass(frozen=True, slots=True)
class PayoutCancelled:
    """It was given up; the money is back on the very lines it came from."""

    batch_id: str
    amount: Money
    parts: tuple[Part, ...]
    reason: str
    cancelled_on: date


@dataclass(frozen=True, slots=True)
class PayoutRecoveryOrdered:
    """Some of it was paid without right and is ordered back; the recovery has its own stream."""

    recovery_id: str
    amount: Money
    ordered_on: date


PayoutEvent = (
    PayoutReleased
    | PayoutSettled
    | PayoutReturned
    | PayoutReturnedLate
    | PayoutReissued
    | PayoutCancelled
    | PayoutRecoveryOrdered
)
