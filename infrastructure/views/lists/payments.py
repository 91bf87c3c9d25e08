"""The lists of batches, of the people in a draft, and of payouts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from application.listed.money import BatchLineListed, BatchListed, PayoutListed
from application.lists import Where
from application.views.batches import Batch, BatchPerson, BatchStage
from application.views.payouts import PayoutStage, PayoutStep
from domain.batches.events import PayoutKind
from domain.batches.state import Stage
from domain.money import Money
from domain.payouts import state as payouts
from domain.periods import Period
from domain.programmes.events import PayeeKind
from domain.programmes.policy import ApprovalStep
from infrastructure.views.lists.conditions import (
    Among,
    Condition,
    Missing,
    Starts,
    With,
    Without,
    either,
    every,
)
from infrastructure.views.lists.plans import Plan, Store, one

_OPENED = Among("stage", (BatchStage.OPENED,))


def _batches(store: Store, rows: Sequence[Batch], _: Where) -> Iterator[BatchListed]:
    ids = {row.batch for row in rows}
    steps: dict[str, list[Batch]] = defaultdict(list)
    for step in store.rows(Batch, batch=ids):
        steps[step.batch].append(step)
    opened = {row.batch: row.position for row in rows}
    unfunded = Counter(
        person.batch
        for person in store.rows(BatchPerson, batch=ids, funded=(False,))
        if person.position > opened[person.batch]
    )
    for row in rows:
        own = [step for step in steps[row.batch] if step.position >= row.position]
        yield _batch(row, own, unfunded[row.batch])


def _batch(row: Batch, own: Sequence[Batch], unfunded: int) -> BatchListed:
    last = {step.stage: step for step in own}
    sent_back, submitted = last.get(BatchStage.SENT_BACK), last.get(BatchStage.SUBMITTED)
    voided = sent_back.position if sent_back else 0
    approvals = [step for step in own if step.stage == BatchStage.APPROVED and step.position > voided]
    results = [step for step in own if step.stage in (BatchStage.RESULT_POSTED, BatchStage.RETURNED_LATE)]
    stage = _stage(row, last, len(approvals))
    return BatchListed(
        row.batch,
        row.programme,
        row.region or "",
        Period(row.period),
        row.batch.split("/", 2)[2],
        PayoutKind(row.payout_kind or PayoutKind.REGULAR),
        PayeeKind(row.payee_kind or PayeeKind.PERSON),
        row.policy_version or 0,
        stage,
        tuple(ApprovalStep(step.step) for step in approvals if step.step),
        submitted and submitted.people,
        None if submitted is None or submitted.total_fen is None else Money(submitted.total_fen),
        unfunded,
        submitted and submitted.digest,
        sum(step.people or 0 for step in results),
        Money(sum(step.total_fen or 0 for step in results)),
        sum(step.returned or 0 for step in results),
        Money(sum(step.returned_fen or 0 for step in results)),
        row.effective,
        row.by or "",
        submitted and submitted.effective,
        submitted and submitted.by,
        _on(last.get(BatchStage.RELEASED)),
        _on(last.get(BatchStage.CLOSED)) if stage is Stage.CLOSED else None,
        row.position,
    )


def _stage(row: Batch, last: dict[BatchStage, Batch], approvals: int) -> Stage:
    closed, late = last.get(BatchStage.CLOSED), last.get(BatchStage.RETURNED_LATE)
    if closed and (late is None or late.position < closed.position):
        return Stage.CLOSED
    if BatchStage.RELEASED in last:
        return Stage.RELEASED
    if BatchStage.SENT_BACK in last or BatchStage.SUBMITTED not in last:
        return Stage.OPEN
    return Stage.APPROVED if row.approval_steps and approvals >= row.approval_steps else Stage.SUBMITTED


def _on(step: Batch | None) -> date | None:
    return None if step is None else step.effective


def _batch_lines(_: Store, rows: Sequence[BatchPerson], __: Where) -> Iterator[BatchLineListed]:
    for row in rows:
        amount = Money(row.amount_fen)
        yield BatchLineListed(
            row.batch, row.beneficiary, row.payee, row.region, row.tier, amount, row.funded, row.position
        )


def _payouts(store: Store, rows: Sequence[PayoutStep], _: Where) -> Iterator[PayoutListed]:
    steps: dict[str, list[PayoutStep]] = defaultdict(list)
    for step in store.rows(PayoutStep, payout={row.payout for row in rows}):
        steps[step.payout].append(step)
    for row in rows:
        own = _until_released_again(row, steps[row.payout])
        newest = [step for step in own if step.stage != PayoutStage.RECOVERY_ORDERED][-1]
        programme, period, _rest = row.payout.split("/", 2)
        yield PayoutListed(
            row.payout,
            row.batch or "",
            programme,
            Period(period),
            row.beneficiary or "",
            row.payee or "",
            row.region or "",
            row.tier or "",
            Money(row.amount_fen),
            _STAGES[PayoutStage(newest.stage)],
            newest.effective,
            newest.position,
            newest.detail,
            Money(sum(step.amount_fen for step in own if step.stage == PayoutStage.RECOVERY_ORDERED)),
            row.effective,
            row.position,
        )


def _until_released_again(row: PayoutStep, steps: Sequence[PayoutStep]) -> list[PayoutStep]:
    again = [step.position for step in steps if step.stage == PayoutStage.RELEASED and step.position > row.position]
    end = again[0] if again else None
    return [step for step in steps if step.position >= row.position and (end is None or step.position < end)]


_STAGES = {
    PayoutStage.RELEASED: payouts.Stage.OPEN,
    PayoutStage.REISSUED: payouts.Stage.OPEN,
    PayoutStage.SETTLED: payouts.Stage.SETTLED,
    PayoutStage.RETURNED: payouts.Stage.RETURNED,
    PayoutStage.CANCELLED: payouts.Stage.CANCELLED,
}


def _line_in(prefix: str) -> Condition:
    """Say of a line where its person lives; of somebody without money, where the batch is for."""
    batch = With(Batch, (("batch", "batch"),), every(_OPENED, Starts("region", (prefix,))))
    return either((Starts("region", (prefix,)), every(Missing("region"), batch)))


def _released_by(batch: str) -> Condition:
    """Say of a payout which batch released it; that gives away what its id begins with."""
    return every(Among("batch", (batch,)), Starts("payout", ("/".join(batch.split("/")[:2]) + "/",)))


BATCHES = Plan(
    kind=Batch,
    views=("batches",),
    key=("position",),
    births=every(_OPENED, Without(Batch, (("batch", "batch"),), _OPENED)),
    fold=_batches,
    programme=one("programme"),
    region=lambda prefix: Starts("region", (prefix,)),
    filters={
        "period": lambda period: Among("period", (str(period),)),
        "year": lambda year: Starts("period", (f"{year:04d}",)),
    },
    same=("batch",),
    stages={
        "open": ("opened", "sent_back"),
        "submitted": ("submitted", "approved"),
        "approved": ("approved",),
        "released": ("released", "returned_late"),
        "closed": ("closed",),
    },
)
BATCH_LINES = Plan(
    kind=BatchPerson,
    views=("batches",),
    key=("position", "seq"),
    births=Without(Batch, (("batch", "batch"),), _OPENED),
    fold=_batch_lines,
    programme=lambda programme: Starts("batch", (f"{programme}/",)),
    region=_line_in,
    filters={"batch": one("batch")},
    finds=frozenset({"batch"}),
)
PAYOUTS = Plan(
    kind=PayoutStep,
    views=("payouts", "batches"),
    key=("payout", "position"),
    births=Among("stage", (PayoutStage.RELEASED,)),
    fold=_payouts,
    programme=lambda programme: Starts("payout", (f"{programme}/",)),
    region=lambda prefix: Starts("region", (prefix,)),
    filters={"batch": _released_by, "beneficiary": one("beneficiary")},
    finds=frozenset({"batch", "beneficiary"}),
    same=("payout", "batch"),
    stages={
        "open": ("released", "reissued"),
        "settled": ("settled",),
        "returned": ("returned",),
        "cancelled": ("cancelled",),
    },
    rare=frozenset({"returned", "cancelled"}),
    at_once=1,
)
