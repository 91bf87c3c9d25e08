"""追缴：责令退回、到账、核销 / Recoveries: money ordered back, coming in, given up."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import RecoveryNamed, Rehearsed
from api.http.body import Body, MinutesBody
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.values import Day, Reference, Yuan, choices, named, path_id, slashed, words
from application.commands import recoveries
from application.commands.recoveries import OrderRecovery, ReceiveInstalment, WriteOffRecovery
from domain.recoveries.events import Instalment, RecoveryGround

router = Router(tags=["recoveries"])

Recovery = Annotated[str, path_id("追缴编号", "Recovery id", "recovery-2017-1")]


class InstalmentBody(Body):
    """So much, due by that day."""

    due_on: Day
    amount: Yuan


class RecoveryBody(Body):
    """A payout, or some of it, that was paid without right; the instalments add up to the amount."""

    recovery_id: Reference
    payout_id: Annotated[str, named("付款编号", "Payout id", "psy-medicine/2017/b-7k0v9m2xq4a8e1zt")]
    amount: Yuan
    ground: Annotated[RecoveryGround, Field(description=choices(RecoveryGround))]
    instalments: list[InstalmentBody] = Field(min_length=1, max_length=120)
    on: Day


@router.post("/recoveries", response_model=RecoveryNamed | Rehearsed)
def order_recovery(body: RecoveryBody, command: TheCommand) -> Response:
    """责令退回 / Order money back."""
    ask = OrderRecovery(
        command_id=command.id,
        recovery_id=body.recovery_id,
        payout_id=body.payout_id,
        amount=body.amount,
        ground=body.ground,
        instalments=tuple(Instalment(one.due_on, one.amount) for one in body.instalments),
        on=body.on,
    )
    return command.take(recoveries.order_recovery, ask)


class ReceiptBody(Body):
    """Money ordered back came in."""

    amount: Yuan
    bank_reference: Reference
    on: Day


@router.post("/recoveries/{recovery}/instalments", response_model=RecoveryNamed | Rehearsed)
def receive_instalment(recovery: Recovery, body: ReceiptBody, command: TheCommand) -> Response:
    """登记退款到账 / Book what came in."""
    ask = ReceiveInstalment(
        command_id=command.id,
        recovery_id=slashed(recovery),
        amount=body.amount,
        bank_reference=body.bank_reference,
        on=body.on,
    )
    return command.take(recoveries.receive_instalment, ask, thing=f"recovery/{ask.recovery_id}")


class WriteOffBody(Body):
    """What a meeting gave up; without its minutes nothing is given up."""

    amount: Yuan
    reason: Annotated[str, words("核销理由，不含个人信息", "Reason, without personal data")]
    minutes: MinutesBody | None = None
    on: Day


@router.post("/recoveries/{recovery}/write-offs", response_model=RecoveryNamed | Rehearsed)
def write_off_recovery(recovery: Recovery, body: WriteOffBody, command: TheCommand) -> Response:
    """凭会议纪要核销 / Give some of a recovery up, as a meeting decided."""
    ask = WriteOffRecovery(
        command_id=command.id,
        recovery_id=slashed(recovery),
        amount=body.amount,
        reason=body.reason,
        minutes=body.minutes.minutes() if body.minutes else None,
        on=body.on,
    )
    return command.take(recoveries.write_off_recovery, ask, thing=f"recovery/{ask.recovery_id}")
