"""What happens to an inspection (stream inspection/<inspection>): its frame, its seed, its sample, its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from domain.inspections.visit_events import VisitEvent
from domain.periods import Period


class FrameKind(StrEnum):
    """Who may be drawn: everybody paid for the period (发放), or everybody entitled in it (在享)."""

    PAID = "paid"
    ENTITLED = "entitled"


@dataclass(frozen=True, slots=True)
class ByShare:
    """A share of each unit and of the whole, both rounded up; what the units leave short is drawn from all others."""

    KIND: ClassVar[str] = "share"
    of_each_unit: Fraction
    of_the_whole: Fraction


@dataclass(frozen=True, slots=True)
class ByConfidence:
    """As many of the whole as the confidence formula says, and of each unit its part of them, rounded up."""

    KIND: ClassVar[str] = "confidence"
    confidence: Fraction
    margin: Fraction


Method = ByShare | ByConfidence


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many people of the frame live in a unit (a township, by its region code)."""

    unit: str
    people: int


@dataclass(frozen=True, slots=True)
class InspectionOpened:
    """An inspection begins. The frame is the list of who may be drawn, as of the log's position `entries_to`.

    `frame_sha256` (hex) is over the frame's canonical text, so that it can be made again from the log and compared.
    `seed` is what the sample is drawn from; empty when it is to be bound to the sealed log.
    """

    programme: str
    period: Period
    region: str
    frame: FrameKind
    entries_to: int
    frame_sha256: str
    units: tuple[UnitCount, ...]
    method: Method
    seed: str
    opened_by: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class SeedBound:
    """The seed will be the root of the sealed log's tree at the size this entry's position + `entries_later`.

    When this is recorded nobody knows it, and when the log is sealed so far nobody can have another.
    """

    entries_later: int
    bound_by: str
    bound_on: date


@dataclass(frozen=True, slots=True)
class UnitDrawn:
    """How many people of a unit's were drawn."""

    unit: str
    people: int
    drawn: int


@dataclass(frozen=True, slots=True)
class SampleDrawn:
    """The sample was drawn from a seed; the people follow in pages.

    `tree_size` is the size of the tree whose root the seed is, 0 for a seed that somebody chose. `topped_up` of those
    drawn were added because the units' shares did not come to the share of the whole.
    """

    seed: str
    tree_size: int
    units: tuple[UnitDrawn, ...]
    topped_up: int
    drawn_by: str
    drawn_on: date


@dataclass(frozen=True, slots=True)
class Sampled:
    """One person of the sample and the unit they were drawn in."""

    unit: str
    beneficiary: str


@dataclass(frozen=True, slots=True)
class SampleListed:
    """One page of the sample, in the order of the frame."""

    page: int
    programme: str
    people: tuple[Sampled, ...]
    drawn_on: date


@dataclass(frozen=True, slots=True)
class InspectionClosed:
    """Everybody of the sample was called on and every finding is closed."""

    met: int
    not_met: int
    findings: int
    closed_by: str
    closed_on: date


InspectionEvent = InspectionOpened | SeedBound | SampleDrawn | SampleListed | InspectionClosed | VisitEvent
"""Everything of an inspection, its visits among it."""
