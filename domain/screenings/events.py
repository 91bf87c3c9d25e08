"""What happens to a screening. Stream: screening/<programme>/<year>.

Lists of people come in pages that keep an entry small; each names its programme and everybody's region, so that a view
needs nothing but the event.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.money import Money
from domain.screenings.plan import FollowUpDay, Reason, Stage


@dataclass(frozen=True, slots=True)
class ScreeningOpened:
    """A year's screening of a programme begins, with its plan.

    `target` is the 任务数 of its document, in people to be served; `price` what one service costs.
    """

    programme: str
    region: str
    fiscal_year: int
    target: int
    target_document: str
    price: Money
    stages: tuple[Stage, ...]
    follow_ups: tuple[FollowUpDay, ...]
    missed_reasons: tuple[Reason, ...]
    opened_by: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who was screened, and where they live."""

    beneficiary: str
    region: str


@dataclass(frozen=True, slots=True)
class CandidatesListed:
    """A page of people who were screened."""

    programme: str
    people: tuple[Candidate, ...]
    listed_by: str
    listed_on: date


@dataclass(frozen=True, slots=True)
class StageResult:
    """What a stage came to for one person: passed, or dropped out for a reason of the plan (empty when passed).

    `institution` is the unified social credit code of who did it, or empty.
    """

    beneficiary: str
    region: str
    passed: bool
    reason: str
    institution: str
    on: date


@dataclass(frozen=True, slots=True)
class StageRecorded:
    """A page of results of one stage."""

    programme: str
    stage: str
    results: tuple[StageResult, ...]
    recorded_by: str
    recorded_on: date


@dataclass(frozen=True, slots=True)
class FollowUpTask:
    """Somebody is to be followed up, `day` days after they were served."""

    beneficiary: str
    region: str
    day: int
    due_on: date


@dataclass(frozen=True, slots=True)
class FollowUpsScheduled:
    """A page of tasks that services brought about."""

    programme: str
    tasks: tuple[FollowUpTask, ...]
    scheduled_on: date


@dataclass(frozen=True, slots=True)
class FollowUpResult:
    """A task was done, or cannot be for a reason of the plan (empty when done)."""

    beneficiary: str
    region: str
    day: int
    done: bool
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class FollowUpsRecorded:
    """A page of follow-ups."""

    programme: str
    results: tuple[FollowUpResult, ...]
    recorded_by: str
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Claim:
    """One service over the target 超任务待定: its number among all services, and what it costs. Nobody pays it yet."""

    beneficiary: str
    region: str
    number: int
    amount: Money


@dataclass(frozen=True, slots=True)
class ClaimsArose:
    """Services went over the target; who pays for them is undecided 待定付款方."""

    programme: str
    claims: tuple[Claim, ...]
    arose_on: date


@dataclass(frozen=True, slots=True)
class ClaimsDecided:
    """A document names the payer of claims: a tier of the programme's policy, whose shares say whose money it is."""

    programme: str
    people: tuple[Candidate, ...]
    document: str
    policy_version: int
    tier: str
    decided_by: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class ClaimsLeftUnfunded:
    """Nobody pays these claims; `reason` is free text without personal data."""

    programme: str
    people: tuple[Candidate, ...]
    reason: str
    decided_by: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class ScreeningClosed:
    """Everybody was served or dropped out for a reason, every follow-up is recorded, every claim decided."""

    screened: int
    served: int
    dropped_out: int
    unfunded: int
    closed_by: str
    closed_on: date


ScreeningEvent = (
    ScreeningOpened
    | CandidatesListed
    | StageRecorded
    | FollowUpsScheduled
    | FollowUpsRecorded
    | ClaimsArose
    | ClaimsDecided
    | ClaimsLeftUnfunded
    | ScreeningClosed
)
