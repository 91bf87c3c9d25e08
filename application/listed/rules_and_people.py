"""Rows of the lists of programmes, people, cases, notices and objections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from application.views.notices import NoticeStage, ObjectionStage
from domain.eligibility.state import Stage as CaseStage
from domain.facts import Fact
from domain.levels import GovernmentLevel
from domain.money import Money
from domain.notices.events import ObjectionGround
from domain.periods import Month, PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.policy import StandardUnit


@dataclass(frozen=True, slots=True)
class ProgrammeListed:
    """A programme and the newest version of its policy (`policy_from`: its first day); None before the first."""

    programme: str
    name_zh: str
    name_en: str
    payee_kind: PayeeKind
    deciding_body: DecidingBody
    period_kind: PeriodKind
    bank_memo: str
    policy_version: int | None
    policy_document: str | None
    policy_from: date | None
    opened_at: int


@dataclass(frozen=True, slots=True)
class TierListed:
    """A funding tier; `headcount` None has no limit, `amount` None leaves the standard, unfunded has no shares."""

    tier: str
    headcount: int | None
    amount: Money | None
    funded: bool


@dataclass(frozen=True, slots=True)
class PolicyListed:
    """A version of a programme's policy, in force from `valid_from`."""

    programme: str
    version: int
    document: str
    standard_unit: StandardUnit
    notice_days: int
    valid_from: date
    tiers: tuple[TierListed, ...]
    published_at: int


@dataclass(frozen=True, slots=True)
class TargetListed:
    """A target (任务数) of one year: people, set by a level."""

    programme: str
    fiscal_year: int
    level: GovernmentLevel
    name: str
    people: int
    document: str
    assigned_on: date
    assigned_at: int


@dataclass(frozen=True, slots=True)
class RegionListed:
    """A name of a region (6 or 12 digits) and its days.

    `valid_to` is the last day: the one told, or the day before the next name begins; None while neither is known.
    """

    region: str
    name: str
    valid_from: date
    valid_to: date | None
    document: str
    named_at: int


@dataclass(frozen=True, slots=True)
class BeneficiaryListed:
    """A person. `region` is where they were registered; payments stop after the month of `stopped_on` (death or move).

    `facts` are the newest of each name, as decisions may use them, by name. `certificate_until` is the last valid day
    of the disability certificate as those facts say it; None for one without end, and where no fact says it.
    """

    beneficiary: str
    region: str
    registered_on: date
    died_on: date | None
    moved_on: date | None
    moved_to: str | None
    stopped_on: date | None
    certificate_until: date | None
    facts: Mapping[str, Fact]
    registered_at: int


@dataclass(frozen=True, slots=True)
class CaseListed:
    """A case as its newest application left it.

    `amount` is what was decided last, None before a grant. Pay begins with `first_month` and stops with the month
    before `stops_from` (None: goes on); death and moving away count. `changed_at` is the newest step.
    """

    case: str
    programme: str
    beneficiary: str
    region: str
    stage: CaseStage
    amount: Money | None
    first_month: Month | None
    stops_from: Month | None
    policy_version: int | None
    notice: str | None
    open_objections: tuple[str, ...]
    applied_on: date
    decided_on: date | None
    applied_at: int
    changed_at: int


@dataclass(frozen=True, slots=True)
class NoticeListed:
    """A notice. It closes at the end of `closes_on`, `working_days` after it was posted; `people` are on it."""

    notice: str
    programme: str
    region: str
    place: str
    stage: NoticeStage
    published_on: date
    closes_on: date
    working_days: int
    concluded_on: date | None
    people: int
    objections: int
    open_objections: int
    published_at: int


@dataclass(frozen=True, slots=True)
class NoticePersonListed:
    """A person on a notice, on one of its pages."""

    notice: str
    page: int
    beneficiary: str
    listed_at: int


@dataclass(frozen=True, slots=True)
class ObjectionListed:
    """An objection to one person on a notice; `programme` and `region` are the notice's."""

    objection: str
    notice: str
    programme: str
    region: str
    beneficiary: str
    ground: ObjectionGround
    stage: ObjectionStage
    raised_on: date
    settled_on: date | None
    settled_by: str | None
    raised_at: int
