"""What happens to a batch. Stream: batch/<programme>/<period>/<number>. Its lines are listed in pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.funds.events import SeatsTaken
from domain.funds.parts import Part
from domain.money import Money
from domain.periods import Period
from domain.programmes.events import PayeeKind
from domain.programmes.policy import ApprovalStep


class PayoutKind(StrEnum):
    """Regular pay, pay for earlier periods (补发), or the correction of an underpayment."""

    REGULAR = "regular"
    ARREARS = "arrears"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One person's payment: to whom it goes (`payee`: the person, or the agreement of an institution), how much, from
    which tier, out of which lines."""

    beneficiary: str
    payee: str
    region: str
    amount: Money
    tier: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class BatchOpened:
    """A batch for one programme, region and period; `built_at` is the position of the entitlements it was built on."""

    programme: str
    region: str
    period: Period
    payout_kind: PayoutKind
    payee_kind: PayeeKind
    policy_version: int
    approval_chain: tuple[ApprovalStep, ...]
    opened_by: str
    opened_on: date
    built_at: int


@dataclass(frozen=True, slots=True)
class BatchLinesListed:
    """One page of the batch's lines; `page` counts from 1 within one draft."""

    page: int
    lines: tuple[BatchLine, ...]


@dataclass(frozen=True, slots=True)
class BatchUnfundedListed:
    """One page of entitled people for whom there is no money: they stay unfunded, nothing is spread to them."""

    page: int
    tier: str
    beneficiaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BatchSubmitted:
    """The batch is complete and its money reserved. `digest` (SHA-256, hex) is what the approvals are bound to."""

    digest: str
    people: int
    total: Money
    parts: tuple[Part, ...]
    seats: tuple[SeatsTaken, ...]
    submitted_by: str
    submitted_on: date


@dataclass(frozen=True, slots=True)
class MeetingMinutes:
    """The minutes of a collective meeting (集体研究): when, who was there, and the minutes' own number and hash."""

    held_on: date
    attendees: tuple[str, ...]
    minutes_number: str
    minutes_sha256: str


@dataclass(frozen=True, slots=True)
class BatchApproved:
    """One step of the approval chain said yes to exactly this digest."""

    step: ApprovalStep
    approved_by: str
    approved_on: date
    digest: str
    minutes: MeetingMinutes | None


@dataclass(frozen=True, slots=True)
class BatchSentBack:
    """A step said no: approvals so far are void, the money is free, the batch may be listed anew."""

    step: ApprovalStep
    sent_back_by: str
    sent_back_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class BatchReleased:
    """The batch went to the bank; from here on each payout has a life of its own."""

    released_by: str
    value_date: date
    digest: str


@dataclass(frozen=True, slots=True)
class BankResultPosted:
    """The bank said which lines it paid and which it sent back; the statement is named by file and hash."""

    statement: str
    statement_sha256: str
    settled: int
    settled_total: Money
    returned: int
    returned_total: Money
    posted_by: str
    posted_on: date


@dataclass(frozen=True, slots=True)
class LateReturnsPosted:
    """The bank sent back lines it had paid. A closed batch is open again for them, unless the year of its money is
    closed: then the money is with the treasury and the payments are given up."""

    statement: str
    statement_sha256: str
    returned: int
    returned_total: Money
    to_treasury: bool
    posted_by: str
    posted_on: date


@dataclass(frozen=True, slots=True)
class PayoutsReissued:
    """Returned lines of the batch went to the bank once more."""

    people: int
    total: Money
    reissued_by: str
    value_date: date


@dataclass(frozen=True, slots=True)
class PayoutsCancelled:
    """Returned lines of the batch were given up."""

    people: int
    total: Money
    cancelled_by: str
    cancelled_on: date


@dataclass(frozen=True, slots=True)
class BatchClosed:
    """Nothing of the batch is open any more."""

    closed_by: str
    closed_on: date


BatchEvent = (
    BatchOpened
    | BatchLinesListed
    | BatchUnfundedListed
    | BatchSubmitted
    | BatchApproved
    | BatchSentBack
    | BatchReleased
    | BankResultPosted
    | LateReturnsPosted
    | PayoutsReissued
    | PayoutsCancelled
    | BatchClosed
)
