"""What happens to a case. Stream: case/<programme>/<beneficiary>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.facts import Fact, Outcome
from domain.levels import GovernmentLevel
from domain.money import Money
from domain.periods import Month
from domain.workings import Working


class StopReason(StrEnum):
    """Why an entitlement stops."""

    DIED = "died"
    MOVED_AWAY = "moved_away"
    CERTIFICATE_EXPIRED = "certificate_expired"
    REVIEW_FAILED = "review_failed"
    EXCLUDED = "excluded"
    WITHDRAWN = "withdrawn"
    OBJECTION_UPHELD = "objection_upheld"
    REGISTERED_TWICE = "registered_twice"
    CERTIFICATE_LOST = "certificate_lost"
    SERVING_SENTENCE = "serving_sentence"
    PUBLIC_PAYROLL = "public_payroll"


class EvidenceKind(StrEnum):
    """What a filed paper shows."""

    APPLICATION_FORM = "application_form"
    IDENTITY = "identity"
    CERTIFICATE = "certificate"
    INCOME = "income"
    MEDICAL = "medical"
    HOME_SURVEY = "home_survey"
    PHOTO = "photo"
    OTHER = "other"


class FileType(StrEnum):
    """What a filed file is, by its first bytes."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class CaseApplied:
    """Somebody applied for the person; entitlement counts from the month of application."""

    region: str
    applied_on: date
    recorded_by: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class CaseReviewed:
    """One office reviewed the case; `opinion` is free text without personal data."""

    level: GovernmentLevel
    reviewed_by: str
    reviewed_on: date
    favourable: bool
    opinion: str


@dataclass(frozen=True, slots=True)
class CaseGranted:
    """The person is entitled from `first_month` on to `amount` a period or month, as the policy says.

    Holds everything the decision used, so that it can be run again: policy version, facts, each criterion's outcome,
    the public notice that had closed, and, where the standard is a formula, how the amount was worked out.
    """

    policy_version: int
    facts: tuple[Fact, ...]
    outcomes: tuple[Outcome, ...]
    amount: Money
    first_month: Month
    notice_id: str
    decided_by: str
    decided_on: date
    workings: tuple[Working, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRefused:
    """The applicant is refused, in writing, with every reason (the articles of the criteria that failed)."""

    policy_version: int
    facts: tuple[Fact, ...]
    outcomes: tuple[Outcome, ...]
    reasons: tuple[str, ...]
    decided_by: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class CaseReopened:
    """An objection is open: nothing is granted or paid until it is settled."""

    notice_id: str
    objection_id: str
    reopened_on: date


@dataclass(frozen=True, slots=True)
class CaseConfirmed:
    """The objection was dismissed: the case stands as it stood before."""

    objection_id: str
    confirmed_on: date


@dataclass(frozen=True, slots=True)
class CaseSuspended:
    """Payments stop from `from_month`, and may be resumed."""

    from_month: Month
    reason: StopReason
    suspended_on: date


@dataclass(frozen=True, slots=True)
class CaseResumed:
    """Payments go on from `from_month`; `back_pay_months` of the gap are made up (at most three, at discretion)."""

    from_month: Month
    back_pay_months: int
    resumed_on: date


@dataclass(frozen=True, slots=True)
class CaseRevoked:
    """The entitlement ends with the month before `from_month`, for good."""

    from_month: Month
    reason: StopReason
    revoked_on: date


@dataclass(frozen=True, slots=True)
class CaseRechecked:
    """A periodic check ran the policy again on today's facts; a formula's lines are kept when it passed."""

    policy_version: int
    facts: tuple[Fact, ...]
    outcomes: tuple[Outcome, ...]
    passed: bool
    amount: Money
    checked_by: str
    checked_on: date
    workings: tuple[Working, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseEvidenceFiled:
    """A scan, a photo or a PDF was put to the case; the file itself lies in the vault, under the person's key.

    `commitment` is the SHA-256 (hex) of a salt that is sealed with the file, and the file. `size` is in bytes.
    """

    commitment: str
    paper: EvidenceKind
    file_type: FileType
    size: int
    filed_by: str
    filed_on: date


@dataclass(frozen=True, slots=True)
class CaseReminded:
    """Somebody told the person that their certificate is valid until that day and no longer."""

    valid_until: date
    reminded_by: str
    reminded_on: date


CaseEvent = (
    CaseApplied
    | CaseReviewed
    | CaseGranted
    | CaseRefused
    | CaseReopened
    | CaseConfirmed
    | CaseSuspended
    | CaseResumed
    | CaseRevoked
    | CaseRechecked
    | CaseReminded
    | CaseEvidenceFiled
)
