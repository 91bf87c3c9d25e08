"""What happens to a visit and to what it found. Stream: visit/<inspection>/<beneficiary>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.money import Money


class NotMetReason(StrEnum):
    """Why somebody was not met: 外出, 迁出, 死亡, 住院, 查无此人, 拒绝受访, 其他."""

    AWAY = "away"
    MOVED_AWAY = "moved_away"
    DIED = "died"
    IN_HOSPITAL = "in_hospital"
    NOT_FOUND = "not_found"
    DECLINED = "declined"
    OTHER = "other"


class VisitFindingKind(StrEnum):
    """What a visit found: 情况不符, 未收到款, 金额不足, 服务未提供, 程序问题, 收受好处, 其他."""

    FACTS_DIFFER = "facts_differ"
    NOT_RECEIVED = "not_received"
    SHORT_PAID = "short_paid"
    SERVICE_NOT_GIVEN = "service_not_given"
    PROCEDURE = "procedure"
    FAVOURS_TAKEN = "favours_taken"
    OTHER = "other"


class VisitFindingOutcome(StrEnum):
    """How a finding of a visit ended: 已整改, 不成立, 已追缴, 已移送."""

    RECTIFIED = "rectified"
    UNFOUNDED = "unfounded"
    ORDERED_BACK = "ordered_back"
    TRANSFERRED = "transferred"


@dataclass(frozen=True, slots=True)
class VisitPlanned:
    """Somebody is to call on a person of the sample on a day; a later plan replaces an earlier one."""

    programme: str
    unit: str
    visitor: str
    planned_by: str
    planned_on: date
    planned_for: date


@dataclass(frozen=True, slots=True)
class FactFound:
    """A fact as it was found on the spot, beside the one that is stored (empty: none is)."""

    name: str
    stored: str
    found: str


@dataclass(frozen=True, slots=True)
class VisitRecorded:
    """The person was called on, and met or not (`not_met` says why not).

    `satisfaction` is 1 (not at all) to 5 (very), None when they gave no answer or were not met. `remark` is free text
    without personal data and may be empty.
    """

    not_met: NotMetReason | None
    facts: tuple[FactFound, ...]
    satisfaction: int | None
    remark: str
    visited_by: str
    visited_on: date


@dataclass(frozen=True, slots=True)
class VisitFindingRaised:
    """The visit found something that is not as it should be; the office answers by a day."""

    number: int
    programme: str
    unit: str
    what: VisitFindingKind
    text: str
    raised_by: str
    raised_on: date
    answer_due_on: date


@dataclass(frozen=True, slots=True)
class VisitFindingAnswered:
    """The office says whether it is so, and what it does about it."""

    number: int
    agreed: bool
    text: str
    answered_by: str
    answered_on: date


@dataclass(frozen=True, slots=True)
class VisitFindingFollowedUp:
    """The inspector looked again at what became of it."""

    number: int
    text: str
    followed_up_by: str
    followed_up_on: date


@dataclass(frozen=True, slots=True)
class VisitFindingOrderedBack:
    """A recovery was ordered out of the finding."""

    number: int
    recovery_id: str
    payout_id: str
    amount: Money
    ordered_by: str
    ordered_on: date


@dataclass(frozen=True, slots=True)
class VisitFindingClosed:
    """The inspector closes it."""

    number: int
    outcome: VisitFindingOutcome
    text: str
    closed_by: str
    closed_on: date


VisitEvent = (
    VisitPlanned
    | VisitRecorded
    | VisitFindingRaised
    | VisitFindingAnswered
    | VisitFindingFollowedUp
    | VisitFindingOrderedBack
    | VisitFindingClosed
)
