"""批次：组批、审批、退审、拨付、关闭 / Batches: built and submitted, approved in steps, released, closed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import BatchApproved, BatchNamed, BatchReleased, BatchSubmitted, Rehearsed
from api.http.body import MOST_PEOPLE, Body, MinutesBody, Step
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.values import (
    BeneficiaryId,
    Day,
    PeriodText,
    ProgrammeId,
    Reference,
    RegionText,
    Yuan,
    choices,
    named,
    path_id,
    slashed,
    words,
)
from application.commands import bank, batches
from application.commands.bank import CloseBatch
from application.commands.batch_lists import Listed
from application.commands.batches import ApproveBatch, ReleaseBatch, SendBatchBack, SubmitBatch
from domain.batches.events import PayoutKind

router = Router(tags=["batches"])

Batch = Annotated[str, path_id("批次编号", "Batch id", "psy-medicine~2017~1")]
AgreementId = Annotated[str, named("协议编号", "Agreement id", "rehab-2017-1")]


class ListedBody(Body):
    """One line of the office's own list: a person, and the amount the office expects."""

    beneficiary: BeneficiaryId
    amount: Yuan


class BatchBody(Body):
    """A batch to build. Everybody entitled in the period is paid, or only those `listed`, with exactly these amounts.

    `agreements` name whose accepted service is paid where the programme pays institutions.
    """

    programme: ProgrammeId
    region: RegionText
    period: PeriodText
    number: Reference
    payout_kind: Annotated[PayoutKind, Field(description=choices(PayoutKind))] = PayoutKind.REGULAR
    listed: list[ListedBody] = Field(default_factory=list, max_length=MOST_PEOPLE)
    agreements: list[AgreementId] = Field(default_factory=list, max_length=1000)
    on: Day


@router.post("/batches", response_model=BatchSubmitted | Rehearsed)
def submit_batch(body: BatchBody, command: TheCommand) -> Response:
    """组批并提交审批 / Build a batch and submit it."""
    ask = SubmitBatch(
        command_id=command.id,
        programme=body.programme,
        region=body.region,
        period=body.period,
        number=body.number,
        payout_kind=body.payout_kind,
        listed=tuple(Listed(line.beneficiary, line.amount) for line in body.listed),
        agreements=tuple(body.agreements),
        on=body.on,
    )
    return command.take(batches.submit_batch, ask)


class ApprovalBody(Body):
    """One step says yes to what has this digest; the collective meeting brings its minutes."""

    step: Step
    digest: Annotated[
        str, Field(pattern=r"^[0-9a-f]{64}$", description="所审内容的摘要 / Digest of what was looked at")
    ]
    minutes: MinutesBody | None = None
    on: Day


@router.post("/batches/{batch}/approvals", response_model=BatchApproved | Rehearsed)
def approve_batch(batch: Batch, body: ApprovalBody, command: TheCommand) -> Response:
    """审批一步 / Take one approval step."""
    ask = ApproveBatch(
        command_id=command.id,
        batch_id=slashed(batch),
        step=body.step,
        digest=body.digest,
        minutes=body.minutes.minutes() if body.minutes else None,
        on=body.on,
    )
    return command.take(batches.approve_batch, ask, thing=f"batch/{ask.batch_id}")


class SendBackBody(Body):
    """One step says no, and why."""

    step: Step
    reason: Annotated[str, words("退审理由，不含个人信息", "Reason, without personal data")]
    on: Day


@router.post("/batches/{batch}/send-back", response_model=BatchNamed | Rehearsed)
def send_batch_back(batch: Batch, body: SendBackBody, command: TheCommand) -> Response:
    """退审，释放预留资金 / Send a batch back; its money is free again."""
    ask = SendBatchBack(command_id=command.id, batch_id=slashed(batch), step=body.step, reason=body.reason, on=body.on)
    return command.take(batches.send_batch_back, ask, thing=f"batch/{ask.batch_id}")


class ReleaseBody(Body):
    """The day the bank is to pay."""

    value_date: Day


@router.post("/batches/{batch}/release", response_model=BatchReleased | Rehearsed)
def release_batch(batch: Batch, body: ReleaseBody, command: TheCommand) -> Response:
    """拨付：逐人生成付款，送银行 / Send an approved batch to the bank."""
    ask = ReleaseBatch(command_id=command.id, batch_id=slashed(batch), value_date=body.value_date)
    return command.take(batches.release_batch, ask, thing=f"batch/{ask.batch_id}")


class ClosingBody(Body):
    """The day on which nothing of the batch is open any more."""

    on: Day


@router.post("/batches/{batch}/close", response_model=BatchNamed | Rehearsed)
def close_batch(batch: Batch, body: ClosingBody, command: TheCommand) -> Response:
    """关闭批次 / Close a batch."""
    ask = CloseBatch(command_id=command.id, batch_id=slashed(batch), on=body.on)
    return command.take(bank.close_batch, ask, thing=f"batch/{ask.batch_id}")
