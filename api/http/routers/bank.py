"""银行：结果、重发、注销 / The bank: its results, and what becomes of payments it sent back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field
from starlette.responses import Response

from api.http.answers import BankResultPosted, LateReturnsPosted, PayoutsCancelled, PayoutsReissued, Rehearsed
from api.http.body import MOST_PEOPLE, Body
from api.http.commanding import Commanding, TheCommand
from api.http.router import Router
from api.http.routers.batches import Batch
from api.http.selecting import ReturnedPeople, selected
from api.http.values import BeneficiaryId, Day, FileHash, Yuan, choices, slashed, words
from application.commands import bank, late_returns
from application.commands.bank import BankLine, CancelPayouts, PostBankResult, ReissuePayouts
from application.commands.late_returns import LateReturn, PostLateReturns
from domain.payouts.events import ReturnReason

router = Router(tags=["bank"])


class PaidLineBody(Body):
    """The bank paid it."""

    kind: Literal["settled"]
    beneficiary: BeneficiaryId
    amount: Yuan

    def line(self) -> BankLine:
        """Return it as the command has it."""
        return BankLine(self.beneficiary, self.amount, settled=True)


class ReturnedLineBody(Body):
    """The bank sent it back, with a reason and its own words."""

    kind: Literal["returned"]
    beneficiary: BeneficiaryId
    amount: Yuan
    reason: Annotated[ReturnReason, Field(description=choices(ReturnReason))]
    bank_words: Annotated[str, words("银行原话，不含个人信息", "The bank's words, without personal data", most=60)]

    def line(self) -> BankLine:
        """Return it as the command has it."""
        return BankLine(self.beneficiary, self.amount, settled=False, reason=self.reason, bank_words=self.bank_words)


class BankResultBody(Body):
    """The bank's word on some or all of a batch's payments, and the statement it stands on."""

    statement: Annotated[str, words("回单名称或编号", "Name or number of the statement")]
    statement_sha256: FileHash
    lines: list[Annotated[PaidLineBody | ReturnedLineBody, Field(discriminator="kind")]] = Field(
        min_length=1, max_length=MOST_PEOPLE
    )
    on: Day


@router.post("/batches/{batch}/bank-results", response_model=BankResultPosted | Rehearsed)
def post_bank_result(batch: Batch, body: BankResultBody, command: TheCommand) -> Response:
    """登记银行结果 / Post the bank's result."""
    ask = PostBankResult(
        command_id=command.id,
        batch_id=slashed(batch),
        statement=body.statement,
        statement_sha256=body.statement_sha256,
        lines=tuple(line.line() for line in body.lines),
        on=body.on,
    )
    return command.take(bank.post_bank_result, ask, thing=f"batch/{ask.batch_id}")


class LateLineBody(Body):
    """The bank sent it back after it had paid it, with a reason and its own words."""

    beneficiary: BeneficiaryId
    amount: Yuan
    reason: Annotated[ReturnReason, Field(description=choices(ReturnReason))]
    bank_words: Annotated[str, words("银行原话，不含个人信息", "The bank's words, without personal data", most=60)]


class LateReturnsBody(Body):
    """Payments of a batch that came back after they were posted as paid, and the paper that says so."""

    statement: Annotated[str, words("回单名称或编号", "Name or number of the statement")]
    statement_sha256: FileHash
    lines: list[LateLineBody] = Field(min_length=1, max_length=MOST_PEOPLE)
    on: Day


@router.post("/batches/{batch}/late-returns", response_model=LateReturnsPosted | Rehearsed)
def post_late_returns(batch: Batch, body: LateReturnsBody, command: TheCommand) -> Response:
    """登记到账后退回的付款 / Post payments that came back after they were paid."""
    ask = PostLateReturns(
        command_id=command.id,
        batch_id=slashed(batch),
        statement=body.statement,
        statement_sha256=body.statement_sha256,
        lines=tuple(LateReturn(one.beneficiary, one.amount, one.reason, one.bank_words) for one in body.lines),
        on=body.on,
    )
    return command.take(late_returns.post_late_returns, ask, thing=f"batch/{ask.batch_id}")


class ReissueBody(Body):
    """Returned payments that go to the bank once more, named one by one or all of the batch."""

    beneficiaries: ReturnedPeople
    value_date: Day


@router.post("/batches/{batch}/reissue", response_model=PayoutsReissued | Rehearsed)
def reissue_payouts(batch: Batch, body: ReissueBody, command: TheCommand) -> Response:
    """重发被退回的付款 / Send returned payments once more."""
    ask = ReissuePayouts(
        command_id=command.id,
        batch_id=slashed(batch),
        beneficiaries=_whose(body.beneficiaries, batch, command),
        value_date=body.value_date,
    )
    return command.take(bank.reissue_payouts, ask, thing=f"batch/{ask.batch_id}")


class CancellationBody(Body):
    """Returned payments that are given up, named one by one or all of the batch."""

    beneficiaries: ReturnedPeople
    reason: Annotated[str, words("注销理由，不含个人信息", "Reason, without personal data")]
    on: Day


@router.post("/batches/{batch}/cancel", response_model=PayoutsCancelled | Rehearsed)
def cancel_payouts(batch: Batch, body: CancellationBody, command: TheCommand) -> Response:
    """注销被退回的付款，资金退回原指标 / Give returned payments up; the money goes back to its lines."""
    ask = CancelPayouts(
        command_id=command.id,
        batch_id=slashed(batch),
        beneficiaries=_whose(body.beneficiaries, batch, command),
        reason=body.reason,
        on=body.on,
    )
    return command.take(bank.cancel_payouts, ask, thing=f"batch/{ask.batch_id}")


def _whose(named: Sequence[str] | str, batch: str, command: Commanding) -> tuple[str, ...]:
    return selected(
        named,
        command,
        lambda views, position: [
            payout.beneficiary for payout in views.payouts_of_batch(slashed(batch), stage="returned", as_of=position)
        ],
    )
