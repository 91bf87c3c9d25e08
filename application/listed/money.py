"""Rows of the lists of batches, payouts, agreements, recoveries and revenue accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from application.views.agreements import AgreementChange
from domain.batches.events import PayoutKind
from domain.batches.state import Stage as BatchStage
from domain.money import Money
from domain.payouts.state import Stage as PayoutStage
from domain.periods import Period
from domain.programmes.events import PayeeKind
from domain.programmes.policy import ApprovalStep
from domain.recoveries.events import RecoveryGround
from domain.revenue.events import RevenueKind


class RecoveryState(StrEnum):
    """Where a recovery is: something is owed, or nothing any more."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class BatchListed:
    """A batch. `people`, `total` and `digest` are what was submitted last, `unfunded` those listed without money.

    `approvals` are the steps that said yes to exactly that; a batch is `approved` when all steps of its chain did.
    `settled` and `returned` count what the bank's results said so far, reissues included: a payment returned and paid
    the second time, or paid and returned after that, is in both. A batch is `released` again while payments of it that
    came back after its closing wait.
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
    """An agreement with an institution: ceiling, and what was accepted, deducted, invoiced and committed to batches."""

    agreement: str
    institution: str
    programme: str
    fiscal_year: int
    ceiling: Money
    accepted: Money
    deducted: Money
    invoiced: Money
    committed: Money
    signed_on: date
    signed_at: int


@dataclass(frozen=True, slots=True)
class AgreementStepListed:
    """A signature (`amount`: the ceiling), an acceptance of service, an invoice, a commitment or a freeing.

    Of a contract also its lot, a month's staff list and a deduction.

    `document` is the invoice's number, the batch that pays, an acceptance sheet or another paper. `by` accepted the
    service. `people` are those it names: none for a signature or an invoice.
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
    """A revenue account: one kind, one year. `balance` = collected − remitted; it belongs to the treasury.

    `refunded` came back from there to who had paid too much.
    """

    account: str
    fiscal_year: int
    kind: RevenueKind | str
    collected: Money
    remitted: Money
    refunded: Money
    balance: Money
    first_at: int
