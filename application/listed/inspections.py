"""Rows of the lists of inspections, samples, visits and what visits found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.inspections.events import FrameKind
from domain.inspections.visit_events import NotMetReason, VisitFindingKind, VisitFindingOutcome
from domain.money import Money
from domain.periods import Period


class InspectionState(StrEnum):
    """Where an inspection is."""

    OPENED = "opened"
    DRAWN = "drawn"
    CLOSED = "closed"


class VisitState(StrEnum):
    """Where the visit to somebody is; whoever was not met may be called on again."""

    DRAWN = "drawn"
    PLANNED = "planned"
    MET = "met"
    NOT_MET = "not_met"


class VisitFindingState(StrEnum):
    """Where a finding of a visit is."""

    RAISED = "raised"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class InspectionListed:
    """An inspection: what it draws from, how, from which seed, and how many were drawn.

    `seed` is None as long as it is not known; `tree_size` is the size of the sealed log whose root it is.
    """

    inspection: str
    programme: str
    region: str
    period: Period
    frame: FrameKind
    people: int
    entries_to: int
    frame_sha256: str
    method: str
    seed: str | None
    tree_size: int | None
    drawn: int | None
    stage: InspectionState
    opened_by: str
    opened_on: date
    drawn_on: date | None
    closed_on: date | None
    recorded_at: int


@dataclass(frozen=True, slots=True)
class SampledListed:
    """Somebody who was drawn, `region` being the unit they were drawn in, and where the visit to them is."""

    inspection: str
    programme: str
    region: str
    beneficiary: str
    stage: VisitState
    drawn_on: date
    recorded_at: int


@dataclass(frozen=True, slots=True)
class VisitListed:
    """The visit to somebody: who goes when, and what came of it the last time. `attempts` are the visits recorded.

    `differing` is how many facts were not as stored; `satisfaction` is 1 to 5, None without an answer.
    """

    inspection: str
    programme: str
    region: str
    beneficiary: str
    visitor: str
    planned_for: date
    stage: VisitState
    visited_on: date | None
    not_met: NotMetReason | None
    satisfaction: int | None
    differing: int
    attempts: int
    remark: str | None
    recorded_at: int


@dataclass(frozen=True, slots=True)
class VisitFindingListed:
    """What a visit found, what the office answered, what was ordered back for it, and how it ended."""

    visit_finding: str
    inspection: str
    programme: str
    region: str
    beneficiary: str
    what: VisitFindingKind
    text: str
    stage: VisitFindingState
    raised_by: str
    raised_on: date
    answer_due_on: date
    agreed: bool | None
    answer: str | None
    answered_by: str | None
    answered_on: date | None
    recoveries: tuple[str, ...]
    ordered_back: Money
    outcome: VisitFindingOutcome | None
    closed_on: date | None
    recorded_at: int
