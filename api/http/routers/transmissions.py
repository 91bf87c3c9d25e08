"""账本之间的资金：下达规定、向下级下达、收回、收到、对账 / Money between ledgers: rules, sent, taken back, received."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answering import answers
from api.http.answers import Done, FundNamed, Rehearsed, YuanText
from api.http.body import Body, Level
from api.http.caller import TheCaller
from api.http.commanding import TheCommand
from api.http.rendering import to_json
from api.http.router import Router
from api.http.routers.funds import AllocationBody
from api.http.values import (
    Day,
    Document,
    Reference,
    RegionText,
    Yuan,
    named,
    path_id,
    slashed,
    words,
)
from application.access.places import ANYWHERE
from application.commands import transmissions
from application.commands.transmissions import ReceiveFunds, SetTransmissionRule, TakeBackFunds, TransmitFunds
from application.transmissions.unmatched import Unmatched, unmatched
from domain.funds.events import LevelShare
from domain.funds.parts import Part, fund_of

router = Router(tags=["transmissions"])

Ledger = Annotated[Reference, Field(examples=["city-990100"])]
Transmission = Annotated[
    str, path_id("下达编号", "Transmission", "2026~psy-medicine~990000~city-990100~省财社〔2026〕3号")
]


class Transmitted(Done):
    """The transmission took this step; `total` is what all its levels and kinds carry."""

    transmission: str = Field(examples=["2026/psy-medicine/990000/city-990100/省财社〔2026〕3号"])
    total: YuanText


class Received(FundNamed):
    """The fund that the money is in, and what the sender's paper calls it."""

    transmission: str


class RuleBody(Body):
    """What a document says about who transmits to whom from a day on; no level: to nobody."""

    valid_from: Day
    to_levels: list[Level] = Field(max_length=4)
    instead: Annotated[str, words("其他地区的途径", "How the others get their money", most=80)]
    document: Document
    on: Day


class PartBody(Body):
    """So much out of one line."""

    line: Annotated[
        str, named("资金指标", "Fund line", "2026/psy-medicine/990000/national/general_budget/财社〔2025〕80号")
    ]
    amount: Yuan


class TransmissionBody(Body):
    """Money of one fund's lines for another ledger; each keeps its level and kind."""

    to_ledger: Ledger
    to_region: RegionText
    document: Document
    parts: list[PartBody] = Field(min_length=1, max_length=50)
    on: Day


class TakingBackBody(Body):
    """By what document, and when."""

    document: Document
    on: Day


class ReceiptBody(AllocationBody):
    """What the sender's paper brings, amount and level as they were sent, and who sent it."""

    from_ledger: Ledger
    from_region: RegionText


@router.post("/transmission-rules", response_model=Done | Rehearsed)
def set_rule(body: RuleBody, command: TheCommand) -> Response:
    """登记下达规定：自何日起可向哪些级次下达 / Record to which levels this ledger transmits from a day on."""
    ask = SetTransmissionRule(
        command_id=command.id,
        valid_from=body.valid_from,
        to_levels=tuple(body.to_levels),
        instead=body.instead,
        document=body.document,
        on=body.on,
    )
    return command.take(transmissions.set_transmission_rule, ask)


@router.post("/transmissions", response_model=Transmitted | Rehearsed)
def transmit(body: TransmissionBody, command: TheCommand) -> Response:
    """向下级账本下达资金 / Send money down to another ledger."""
    ask = TransmitFunds(
        command_id=command.id,
        parts=tuple(Part(part.line, part.amount) for part in body.parts),
        to_ledger=body.to_ledger,
        to_region=body.to_region,
        document=body.document,
        on=body.on,
    )
    return command.take(transmissions.transmit_funds, ask)


@router.post("/transmissions/{transmission}/takings-back", response_model=Transmitted | Rehearsed)
def take_back(transmission: Transmission, body: TakingBackBody, command: TheCommand) -> Response:
    """收回对方尚未收到的资金 / Take back what was not received."""
    ask = TakeBackFunds(command_id=command.id, transmission=slashed(transmission), document=body.document, on=body.on)
    return command.take(transmissions.take_back_funds, ask, thing=f"fund/{fund_of(ask.transmission)}")


@router.post("/received-funds", response_model=Received | Rehearsed)
def receive(body: ReceiptBody, command: TheCommand) -> Response:
    """登记收到上级账本下达的资金 / Record money that another ledger sent."""
    ask = ReceiveFunds(
        command_id=command.id,
        programme=body.programme,
        fiscal_year=body.fiscal_year,
        region=body.region,
        from_ledger=body.from_ledger,
        from_region=body.from_region,
        document=body.document,
        shares=tuple(LevelShare(share.level, share.kind, share.amount) for share in body.shares),
        on=body.on,
    )
    return command.take(transmissions.receive_funds, ask)


@router.get("/unmatched-transmissions")
@answers(Unmatched, many=True)
def unmatched_now(caller: TheCaller) -> Response:
    """账本之间未对上的资金 / What was sent and not received, received and not sent, or differs, as of now."""
    caller.may("unmatched_transmissions", [ANYWHERE])
    desk = caller.services.desk
    found = unmatched(desk.log.ledger, desk.neighbours, today=desk.clock.today())
    return Response(to_json({"items": found}), media_type="application/json")
