"""funds: record what a document brings, add to a line, move between lines (调指标)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.options import Amount, CommandId, Document, On, Programme, Region, Year, chosen, yuan
from api.terminal.session import session_of

if TYPE_CHECKING:
    from domain.funds.events import LevelShare

app = typer.Typer(name="funds", help="资金：下达、追加、调剂 / Funds", no_args_is_help=True)
Line = Annotated[str, typer.Argument(help="指标编号 / Fund line id")]
Shares = Annotated[
    list[str],
    typer.Option("--share", metavar="LEVEL:KIND:YUAN", help="级次:资金性质:元，可多次 / One a level and kind"),
]


@app.command()
def allocate(
    ctx: typer.Context,
    programme: Programme,
    year: Year,
    region: Region,
    document: Document,
    share: Shares,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """按文号登记下达资金。 / Record the money a document brings."""
    from application.commands.funds import AllocateFunds, allocate_funds

    shares = shares_of(share)
    with session_of(ctx).task(command_id, on) as task:
        ask = AllocateFunds(
            command_id=task.command_id,
            programme=programme,
            fiscal_year=year,
            region=region,
            document=document,
            shares=shares,
            on=task.on,
        )
        task.done(allocate_funds(ask, by=task.by, desk=task.desk))


@app.command()
def add(
    ctx: typer.Context, line: Line, amount: Amount, document: Document, on: On = None, command_id: CommandId = None
) -> None:
    """追加指标。 / Add to a line."""
    from application.commands.funds import AddFunds, add_funds

    more = yuan(amount)
    with session_of(ctx).task(command_id, on) as task:
        ask = AddFunds(command_id=task.command_id, line=line, amount=more, document=document, on=task.on)
        task.done(add_funds(ask, by=task.by, desk=task.desk))


@app.command()
def move(
    ctx: typer.Context,
    from_line: Annotated[str, typer.Argument(help="调出指标 / From this line")],
    to_line: Annotated[str, typer.Argument(help="调入指标 / To this line")],
    amount: Amount,
    document: Document,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """在同级同性质的指标之间调剂。 / Move money between two lines of one level and kind."""
    from application.commands.funds import MoveFunds, move_funds

    moved = yuan(amount)
    with session_of(ctx).task(command_id, on) as task:
        ask = MoveFunds(
            command_id=task.command_id,
            from_line=from_line,
            to_line=to_line,
            amount=moved,
            document=document,
            on=task.on,
        )
        task.done(move_funds(ask, by=task.by, desk=task.desk))


def shares_of(texts: Sequence[str]) -> tuple[LevelShare, ...]:
    """Return shares written as `--share LEVEL:KIND:YUAN`. Raises typer's usage errors."""
    from domain.funds.events import LevelShare
    from domain.levels import FundKind, GovernmentLevel

    shares = []
    for number, text in enumerate(texts):
        level, kind, amount = (*text.split(":"), "", "")[:3]
        shares.append(
            LevelShare(
                chosen(GovernmentLevel, level, "--share LEVEL"),
                chosen(FundKind, kind, "--share KIND"),
                yuan(amount, f"shares[{number}].amount"),
            )
        )
    return tuple(shares)
