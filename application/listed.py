"""What the lists of the registers show, a row each: state, not history. No personal data: people are ids and facts.

Money is `Money` (whole fen), days are dates, months `Month`; what ends in `_at` is a position of the log. What is not
known, or has not happened as of the position and day asked about, is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from application.views.agreements import AgreementChange
from application.views.notices import NoticeStage, ObjectionStage
from domain.batches.events import PayoutKind
from domain.batches.state import Stage as BatchStage
from domain.eligibility.state import Stage as CaseStage
from domain.facts import Fact
from domain.levels import GovernmentLevel
from domain.money import Money
from domain.notices.events import ObjectionGround
from domain.payouts.state import Stage as PayoutStage
from domain.periods import Month, Period, PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.policy import ApprovalStep, StandardUnit
from domain.recoveries.events import RecoveryGround
from domain.revenue.events import RevenueKind


class RecoveryState(StrEnum):
    """Where a recovery is: something is owed, or nothing any more."""

    OPEN = "open"
    DONE = "done"


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


@dataclass(frozen=True, slots=True)
class BatchListed:
    """A batch. `people`, `total` and `digest` are what was submitted last, `unfunded` those listed without money.

    `approvals` are the steps that said yes to exactly that; `approved` is a batch when all steps of its chain did. `settled` and `returned` count what the bank's results
    said so far, reissues included: a payment returned and paid the second time is in both.
    """

    batch: str
    programme: str
    region: str
    period: Period
    number: str
    payout_kind: PayoutKind
    payee_kind: PayeeKind
    policy_version: int
    stage: BatchStage
    approvals: tuple[ApprovalStep, ...]
    people: int | None
    total: Money | None
    unfunded: int
    digest: str | None
    settled: int
    settled_total: Money
    returned: int
    returned_total: Money
    opened_on: date
    opened_by: str
    submitted_on: date | None
    submitted_by: str | None
    released_on: date | None
    closed_on: date | None
    opened_at: int


@dataclass(frozen=True, slots=True)
class BatchLineListed:
    """A person listed in a batch's present draft; without money there is no payee and no region, and nothing paid."""

    batch: str
    beneficiary: str
    payee: str | None
    region: str | None
    tier: str
    amount: Money
    funded: bool
    listed_at: int


@dataclass(frozen=True, slots=True)
class PayoutListed:
    """A payout as one batch released it. Cancelled and released again by a later batch, it has a row for each.

    `stage_on` and `stage_at` are of the step that brought it to its stage, `reason` is that step's. `ordered_back`
    is what recoveries asked for so far, since this release.
    """

    payout: str
    batch: str
    programme: str
    period: Period
    beneficiary: str
    payee: str
    region: str
    tier: str
    amount: Money
    stage: PayoutStage
    stage_on: date
    stage_at: int
    reason: str | None
    ordered_back: Money
    released_on: date
    released_at: int


@dataclass(frozen=True, slots=True)
class AgreementListed:
    """An agreement with an institution: ceiling, and what was accepted, invoiced and committed to batches so far."""

    agreement: str
    institution: str
    programme: str
    fiscal_year: int
    ceiling: Money
    accepted: Money
    invoiced: Money
    committed: Money
    signed_on: date
    signed_at: int


@dataclass(frozen=True, slots=True)
class AgreementStepListed:
    """A signature (`amount`: the ceiling), an acceptance of service, an invoice, a commitment or a freeing.

    `document` is the invoice's number, or the batch that pays. `by` accepted the service. `people` are those it names: none for a signature or an invoice.
    """

    agreement: str
    change: AgreementChange
    document: str | None
    amount: Money
    people: int
    by: str | None
    on: date
    position: int


@dataclass(frozen=True, slots=True)
class RecoveryListed:
    """A recovery. `outstanding` = ordered − received − written off; `to_treasury` of what was received went there.

    `programme` and `region` are the payout's. `next_due` is the first instalment that what came in does not cover.
    """

    recovery: str
    payout: str
    programme: str
    region: str
    beneficiary: str
    ground: RecoveryGround
    stage: RecoveryState
    ordered: Money
    received: Money
    to_treasury: Money
    written_off: Money
    outstanding: Money
    ordered_on: date
    next_due: date | None
    ordered_at: int


@dataclass(frozen=True, slots=True)
class RevenueAccountListed:
    """A revenue account: one kind, one year. `balance` = collected − remitted; it belongs to the treasury."""

    account: str
    fiscal_year: int
    kind: RevenueKind | str
    collected: Money
    remitted: Money
    balance: Money
    first_at: int
