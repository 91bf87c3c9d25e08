"""What happens to a recovery. Stream: recovery/<recovery>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.batches.events import MeetingMinutes
from domain.funds.parts import Part
from domain.money import Money


class RecoveryGround(StrEnum):
    """Why money is ordered back."""

    DIED_BEFORE_PERIOD = "died_before_period"
    NOT_ELIGIBLE = "not_eligible"
    PAID_TWICE = "paid_twice"
    ABOVE_STANDARD = "above_standard"
    SERVICE_NOT_GIVEN = "service_not_given"
    FALSE_FACTS = "false_facts"


@dataclass(frozen=True, slots=True)
class Instalment:
    """So much, due by that day."""

    due_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class RecoveryOrdered:
    """A payout, or some of it, is ordered back; `parts` are the payout's own lines in its own proportion."""

    payout_id: str
    beneficiary: str
    amount: Money
    parts: tuple[Part, ...]
    ground: RecoveryGround
    instalments: tuple[Instalment, ...]
    ordered_by: str
    ordered_on: date


@dataclass(frozen=True, slots=True)
class InstalmentReceived:
    """Money came in and went back to the lines it came from, or to the treasury when their year is closed.

    `to_treasury` are the parts whose year is closed, `to_lines` the others; together they are the amount.
    """

    payout_id: str
    amount: Money
    to_lines: tuple[Part, ...]
    to_treasury: tuple[Part, ...]
    received_on: date
    bank_reference: str


@dataclass(frozen=True, slots=True)
class RecoveryWrittenOff:
    """The rest was given up by a meeting that left minutes."""

    amount: Money
    reason: str
    minutes: MeetingMinutes
    written_off_by: str
    written_off_on: date


@dataclass(frozen=True, slots=True)
class RecoveryTracedToFinding:
    """The recovery was ordered out of what a visit of an inspection found; the finding names the recovery too."""

    finding: str
    ordered_by: str
    ordered_on: date


RecoveryEvent = RecoveryOrdered | InstalmentReceived | RecoveryWrittenOff | RecoveryTracedToFinding
