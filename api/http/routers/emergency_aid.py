"""应急救助：登记、付款挂接、撤销 / Emergency aid: claimed within limits, tied to its payout, or dropped."""

from __future__ import annotations

from typing import Annotated

from starlette.responses import Response

from api.http.answers import Rehearsed
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.tailored_answers import EmergencyAidClaimed, EmergencyAidNamed, EmergencyAidPaid
from api.http.values import Day, FileHash, Yuan, named, path_id, slashed, words
from application.commands import emergency_aid
from application.commands.emergency_aid import ClaimEmergencyAid, DropEmergencyAid, TieEmergencyAid

router = Router(tags=["tailored service"])

Aid = Annotated[str, path_id("救助编号 年度/区划/序号", "Emergency aid", "2017~990101~1")]
Said = Annotated[str, words("说明，不含个人信息", "In words, without personal data")]


class AidBody(Body):
    """Aid for somebody with a service file, on a signed application."""

    file: Annotated[str, named("档案编号", "Service file", "2017/b-7k0v9m2xq4a8e1zt")]
    amount: Yuan
    text: Said
    page_sha256: FileHash
    on: Day


class PaymentBody(Body):
    """The settled payout that paid it."""

    payout: Annotated[str, named("发放编号", "Payout", "emergency-aid/2017-06/b-7k0v9m2xq4a8e1zt")]
    on: Day


class EndBody(Body):
    """Why it is not pursued."""

    text: Said
    on: Day


@router.post("/emergency-aids", response_model=EmergencyAidClaimed | Rehearsed)
def claim(body: AidBody, command: TheCommand) -> Response:
    """登记应急救助，不超过限额 / Claim emergency aid within the limits; it is paid like any money."""
    ask = ClaimEmergencyAid(
        command_id=command.id,
        file=body.file,
        amount=body.amount,
        text=body.text,
        page_sha256=body.page_sha256,
        on=body.on,
    )
    return command.take(emergency_aid.claim_emergency_aid, ask)


@router.post("/emergency-aids/{aid}/payments", response_model=EmergencyAidPaid | Rehearsed)
def tie(aid: Aid, body: PaymentBody, command: TheCommand) -> Response:
    """注明由哪笔到账发放支付 / Say which settled payout paid it."""
    ask = TieEmergencyAid(command_id=command.id, aid=slashed(aid), payout_id=body.payout, on=body.on)
    return command.take(emergency_aid.tie_emergency_aid, ask)


@router.post("/emergency-aids/{aid}/closings", response_model=EmergencyAidNamed | Rehearsed)
def drop(aid: Aid, body: EndBody, command: TheCommand) -> Response:
    """撤销救助登记，额度释放 / Drop a claim; its amount is free for others."""
    ask = DropEmergencyAid(command_id=command.id, aid=slashed(aid), text=body.text, on=body.on)
    return command.take(emergency_aid.drop_emergency_aid, ask)
