"""What happens to award schemes and awards. Streams: award_scheme/<scheme>, award/<scheme>.<applicant>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.money import Money
from domain.periods import Period
from domain.programmes.policy import TierShare


@dataclass(frozen=True, slots=True)
class AwardTerms:
    """A document's terms: which departments accept together, who pays, and when each year's check is due.

    A check of a year is due by `check_due` (month, day) of that year, for `check_years` years after the year of the
    grant. `most` is the highest award of one applicant.
    """

    programme: str
    region: str
    document: str
    departments: tuple[str, ...]
    shares: tuple[TierShare, ...]
    most: Money
    check_due_month: int
    check_due_day: int
    check_years: int


@dataclass(frozen=True, slots=True)
class AwardSchemeOpened:
    """A scheme of awards was opened on a document's terms."""

    terms: AwardTerms
    opened_by: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class AwardInstalment:
    """So much, payable from that day on."""

    payable_from: date
    amount: Money


@dataclass(frozen=True, slots=True)
class AwardApplied:
    """An institution (`institution`: its unified social credit code) applied; the scheme's terms go with it."""

    scheme: str
    terms: AwardTerms
    institution: str
    name: str
    recorded_by: str
    applied_on: date


@dataclass(frozen=True, slots=True)
class DepartmentSigned:
    """One department said yes or no to the acceptance (四部门联合验收), with its opinion."""

    department: str
    in_favour: bool
    opinion: str
    recorded_by: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class AwardGranted:
    """All departments had accepted; the award is paid in these instalments."""

    programme: str
    region: str
    amount: Money
    instalments: tuple[AwardInstalment, ...]
    document: str
    granted_by: str
    granted_on: date


@dataclass(frozen=True, slots=True)
class InstalmentCalled:
    """An instalment (counted from 1) may be paid under an agreement, in a period, as this claim."""

    number: int
    claim: str
    agreement: str
    period: Period
    amount: Money
    called_by: str
    called_on: date


@dataclass(frozen=True, slots=True)
class YearlyCheckRecorded:
    """The check of a year, passed or failed, by its document."""

    year: int
    passed: bool
    document: str
    checked_by: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class AwardSuspended:
    """Nothing is paid from now on: a check failed, or (`overdue_year`, else 0) was not made in time."""

    overdue_year: int
    reason: str
    suspended_by: str
    suspended_on: date


@dataclass(frozen=True, slots=True)
class AwardResumed:
    """What was wrong is put right, as a document says; it may be paid again."""

    document: str
    resumed_by: str
    resumed_on: date


@dataclass(frozen=True, slots=True)
class AwardOrderedBack:
    """What one payout of the award paid, or some of it, was ordered back; the recovery has its own stream."""

    recovery_id: str
    claim: str
    payout_id: str
    amount: Money
    ordered_by: str
    ordered_on: date


AwardEvent = (
    AwardSchemeOpened
    | AwardApplied
    | DepartmentSigned
    | AwardGranted
    | InstalmentCalled
    | YearlyCheckRecorded
    | AwardSuspended
    | AwardResumed
    | AwardOrderedBack
)
