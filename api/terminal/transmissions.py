"""transmissions rule, send, take-back, receive, list, unmatched: money that goes from one ledger to another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.funds import Shares, shares_of
from api.terminal.options import AsOf, CommandId, Document, Effective, On, Programme, Region, Year, chosen, yuan
from api.terminal.session import Task, session_of

if TYPE_CHECKING:
    from application.road import Answer

app = typer.Typer(
    name="transmissions", help="上下级资金：下达、收回、收到、对账 / Money between ledgers", no_args_is_help=True
)


@app.command()
def rule(
    ctx: typer.Context,
    document: Document,
    valid_from: Annotated[
        date, typer.Option("--from", parser=date.fromisoformat, metavar="DATE", help="起始日 / First day")
    ],
    instead: Annotated[str, typer.Option("--instead", help="其他地区的途径 / How the others get their money")],
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="LEVEL", help="可下达的级次 / Level, repeatable")
    ] = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记自何日起可向哪些级次下达；不写级次即不得下达。 / Record who may get money from here, from a day on."""
    from application.commands.transmissions import SetTransmissionRule, set_transmission_rule
    from domain.levels import GovernmentLevel

    levels = tuple(chosen(GovernmentLevel, level, "--to") for level in to or ())
    with session_of(ctx).task(command_id, on) as task:
        ask = SetTransmissionRule(
            command_id=task.command_id,
            valid_from=valid_from,
            to_levels=levels,
            instead=instead,
            document=document,
            on=task.on,
        )
        task.done(set_transmission_rule(ask, by=task.by, desk=task.desk))


@app.command()
def send(
    ctx: typer.Context,
    to_ledger: Annotated[str, typer.Argument(help="对方账本 / The other ledger")],
    to_region: Annotated[str, typer.Argument(help="收款地区 / Its region")],
    document: Document,
    part: Annotated[
        list[str], typer.Option("--part", metavar="LINE=YUAN", help="资金指标=元，可多次 / One a line, repeatable")
    ],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """向下级账本下达资金。 / Send money down to another ledger."""
    from application.commands.transmissions import TransmitFunds, transmit_funds
    from domain.funds.parts import Part

    parts = []
    for number, text in enumerate(part):
        line, _, amount = text.rpartition("=")
        parts.append(Part(line, yuan(amount, f"parts[{number}].amount")))
    with session_of(ctx).task(command_id, on) as task:
        ask = TransmitFunds(
            command_id=task.command_id,
            parts=tuple(parts),
            to_ledger=to_ledger,
            to_region=to_region,
            document=document,
            on=task.on,
        )
        _done(task, transmit_funds(ask, by=task.by, desk=task.desk))


@app.command("take-back")
def take_back(
    ctx: typer.Context,
    transmission: Annotated[str, typer.Argument(help="下达编号 / Transmission")],
    document: Document,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """收回对方尚未收到的资金。 / Take back what was not received."""
    from application.commands.transmissions import TakeBackFunds, take_back_funds

    with session_of(ctx).task(command_id, on) as task:
        ask = TakeBackFunds(command_id=task.command_id, transmission=transmission, document=document, on=task.on)
        _done(task, take_back_funds(ask, by=task.by, desk=task.desk))


@app.command()
def receive(
    ctx: typer.Context,
    programme: Programme,
    year: Year,
    region: Region,
    from_ledger: Annotated[str, typer.Option("--from-ledger", help="下达账本 / The sending ledger")],
    from_region: Annotated[str, typer.Option("--from-region", help="下达地区 / Its region")],
    document: Document,
    share: Shares,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记收到上级账本下达的资金。 / Record money that another ledger sent."""
    from application.commands.transmissions import ReceiveFunds, receive_funds

    shares = shares_of(share)
    with session_of(ctx).task(command_id, on) as task:
        ask = ReceiveFunds(
            command_id=task.command_id,
            programme=programme,
            fiscal_year=year,
            region=region,
            from_ledger=from_ledger,
            from_region=from_region,
            document=document,
            shares=shares,
            on=task.on,
        )
        _done(task, receive_funds(ask, by=task.by, desk=task.desk))


@app.command("list")
def list_(ctx: typer.Context, as_of: AsOf = None, effective: Effective = None) -> None:
    """查看已下达和已收到的资金。 / Show what was sent and received."""
    from application.lists import TRANSMISSIONS

    session = session_of(ctx)
    with session.query() as desk:
        found = list(desk.views.rows(TRANSMISSIONS, as_of=as_of, effective=effective))
    if session.as_json:
        session.print_json(found)
        return
    columns = ("stage", "counterpart", "document", "level", "kind", "amount_fen", "on", "taken_back_on", "pass_on_by")
    session.table(session.text("上下级资金", "Transmissions"), columns, found)


@app.command()
def unmatched(ctx: typer.Context) -> None:
    """查看两边未对上的资金。 / Show what was sent and not received, or the other way round."""
    from application.transmissions import unmatched as matching

    session = session_of(ctx)
    with session.query() as desk:
        found = matching.unmatched(desk.log.ledger, desk.neighbours, today=desk.clock.today())
    if session.as_json:
        session.print_json(found)
        return
    columns = ("side", "counterpart", "document", "match", "on", "days", "transmission")
    session.table(session.text("未对上的资金", "Unmatched transmissions"), columns, found)


def _done(task: Task, answer: Answer) -> None:
    """Print the answer; bring this ledger's views up first, for the other side looks there and nobody may serve it."""
    task.desk.views_now()
    task.done(answer)
