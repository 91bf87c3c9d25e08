"""Rows of the lists of screenings, of those screened, of follow-ups and of claims over the target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.money import Money
from domain.screenings.state import ClaimState


class ScreeningState(StrEnum):
    """Where a screening is."""

    OPEN = "open"
    CLOSED = "closed"


class ScreenedState(StrEnum):
    """Where somebody screened is; `in_progress` are those with a stage still before them."""

    IN_PROGRESS = "in_progress"
    SERVED = "served"
    DROPPED_OUT = "dropped_out"


class FollowUpState(StrEnum):
    """Where a follow-up is."""

    SCHEDULED = "scheduled"
    DONE = "done"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class ScreeningListed:
    """A year's screening of a programme: its target in people, and what one service costs."""

    screening: str
    programme: str
    region: str
    fiscal_year: int
    target: int
    price: Money
    stage: ScreeningState
    opened_by: str
    opened_on: date
    closed_on: date | None
    recorded_at: int


@dataclass(frozen=True, slots=True)
class ScreenedListed:
    """Somebody screened: the last stage of the plan they came to, and why they dropped out."""

    screening: str
    programme: str
    region: str
    beneficiary: str
    stage: ScreenedState
    last_stage: str
    reason: str
    institution: str
    screened_on: date
    last_on: date
    recorded_at: int


@dataclass(frozen=True, slots=True)
class FollowUpListed:
    """A follow-up `day` days after the service, due on a day; `done_on` is when it was done or found impossible."""

    screening: str
    programme: str
    region: str
    beneficiary: str
    day: int
    due_on: date
    stage: FollowUpState
    done_on: date | None
    reason: str
    recorded_at: int


@dataclass(frozen=True, slots=True)
class ScreeningClaimListed:
    """A service over the target: its number among all, what it costs, and who pays it by which document."""

    screening: str
    programme: str
    region: str
    beneficiary: str
    number: int
    amount: Money
    stage: ClaimState
    tier: str
    document: str
    reason: str
    arose_on: date
    decided_by: str | None
    decided_on: date | None
    recorded_at: int
