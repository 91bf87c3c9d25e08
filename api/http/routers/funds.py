"""资金：下达、追加、调剂，资金状况与去向 / Funds: allocate, add, move; the fund position and where the money went."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.http.answers import Done, FundNamed, Rehearsed
from api.http.body import Kind, Level
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.values import (
    Day,
    Document,
    ProgrammeId,
    RegionText,
    Year,
    Yuan,
    named,
    path_id,
    slashed,
)
from application.commands.funds import AddFunds, AllocateFunds, MoveFunds, add_funds, allocate_funds, move_funds
from domain.funds.events import LevelShare
from domain.funds.parts import fund_of

router = Router(tags=["funds"])

LineId = Annotated[
    str,
    path_id("指标编号", "Fund line id", "2017~psy-medicine~990101~provincial~general_budget~财社〔2016〕114号"),
]


class ShareBody(BaseModel):
    """One level's share of a document's money."""

    model_config = ConfigDict(extra="forbid")

    level: Level
    kind: Kind
    amount: Yuan


class AllocationBody(BaseModel):
    """What a document brings to a fund."""

    model_config = ConfigDict(extra="forbid")

    programme: ProgrammeId
    fiscal_year: Year
    region: RegionText
    document: Document
    shares: list[ShareBody] = Field(min_length=1, max_length=20)
    on: Day


@router.post("/allocations", response_model=FundNamed | Rehearsed)
def allocate(body: AllocationBody, command: TheCommand) -> Response:
    """按文号登记下达资金 / Record the money a document brings."""
    ask = AllocateFunds(
        command_id=command.id,
        programme=body.programme,
        fiscal_year=body.fiscal_year,
        region=body.region,
        document=body.document,
        shares=tuple(LevelShare(share.level, share.kind, share.amount) for share in body.shares),
        on=body.on,
    )
    return command.take(allocate_funds, ask)


class AdditionBody(BaseModel):
    """More money on a line."""

    model_config = ConfigDict(extra="forbid")

    amount: Yuan
    document: Document
    on: Day


@router.post("/fund-lines/{line}/additions", response_model=Done | Rehearsed)
def add(line: LineId, body: AdditionBody, command: TheCommand) -> Response:
    """追加指标 / Add to a line."""
    ask = AddFunds(command_id=command.id, line=slashed(line), amount=body.amount, document=body.document, on=body.on)
    return command.take(add_funds, ask, thing=f"fund/{fund_of(ask.line)}")


class MoveBody(BaseModel):
    """Money to move to another line of the same level and kind (调指标)."""

    model_config = ConfigDict(extra="forbid")

    to_line: Annotated[
        str, named("调入指标", "Fund line id", "2017/psy-medicine/990101/municipal/general_budget/财社〔2016〕114号")
    ]
    amount: Yuan
    document: Document
    on: Day


@router.post("/fund-lines/{line}/moves", response_model=Done | Rehearsed)
def move(line: LineId, body: MoveBody, command: TheCommand) -> Response:
    """在同级同性质的指标之间调剂 / Move money between two lines of one level and kind."""
    ask = MoveFunds(
        command_id=command.id,
        from_line=slashed(line),
        to_line=body.to_line,
        amount=body.amount,
        document=body.document,
        on=body.on,
    )
    return command.take(move_funds, ask, thing=f"fund/{fund_of(ask.from_line)}")
