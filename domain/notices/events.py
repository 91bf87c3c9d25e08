"""What happens to a notice. Stream: notice/<notice>. The people on it are listed by id, in pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ObjectionGround(StrEnum):
    """What an objector says is wrong."""

    NOT_ELIGIBLE = "not_eligible"
    AMOUNT_WRONG = "amount_wrong"
    DECEASED = "deceased"
    MOVED_AWAY = "moved_away"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NoticePublished:
    """The notice is posted; it closes at the end of `closes_on`, `working_days` after the day it was posted."""

    programme: str
    region: str
    place: str
    hotline: str
    published_on: date
    working_days: int
    closes_on: date
    people: int


@dataclass(frozen=True, slots=True)
class NoticeListed:
    """One page of the people on the notice."""

    page: int
    beneficiaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObjectionRaised:
    """Somebody objects to one person's being on the notice."""

    objection_id: str
    beneficiary: str
    ground: ObjectionGround
    raised_on: date


@dataclass(frozen=True, slots=True)
class ObjectionSettled:
    """The objection was looked into and upheld or dismissed; `finding` is free text without personal data."""

    objection_id: str
    beneficiary: str
    upheld: bool
    finding: str
    settled_by: str
    settled_on: date


@dataclass(frozen=True, slots=True)
class NoticeConcluded:
    """The notice has run its full time."""

    concluded_on: date


NoticeEvent = NoticePublished | NoticeListed | ObjectionRaised | ObjectionSettled | NoticeConcluded
