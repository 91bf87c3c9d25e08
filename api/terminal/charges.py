"""charge: the list of charges, and what is collected by it; there is no verb to spend it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from api.terminal.options import Amount, AsOf, CommandId, Document, Effective, On, yuan
from api.terminal.session import session_of

app = typer.Typer(name="charge", help="收费：目录、登记 / Fees by a list of charges", no_args_is_help=True)
Charge = Annotated[str, typer.Argument(help="收费项目编号 / Charge id")]


@app.command("set")
def set_(
    ctx: typer.Context,
    charge: Charge,
    name: Annotated[str, typer.Option("--name", help="名称 / What it is called")],
    unit: Annotated[str, typer.Option("--unit", help="计费单位 / Unit")],
    price: Annotated[str, typer.Option("--price", help="单价（元） / Price of a unit in yuan")],
    document: Document,
    from_: Annotated[
        date, typer.Option("--from", parser=date.fromisoformat, metavar="DATE", help="执行日期 / In force from")
    ],
    to: Annotated[
        date | None, typer.Option("--to", parser=date.fromisoformat, metavar="DATE", help="执行至 / Last day")
    ] = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """设定收费项目与价格。 / Put a charge on the list, or a later price of it."""
    from application.commands.charges import SetCharge, set_charge

    money = yuan(price, "price")
    with session_of(ctx).task(command_id, on) as task:
        ask = SetCharge(
            command_id=task.command_id,
            charge=charge,
            name=name,
            unit=unit,
            price=money,
            document=document,
            valid_from=from_,
            valid_to=to,
            on=task.on,
        )
        task.done(set_charge(ask, by=task.by, desk=task.desk))


@app.command()
def collect(
    ctx: typer.Context,
    charge: Charge,
    units: Annotated[int, typer.Argument(min=1, help="数量 / Units")],
    amount: Amount,
    voucher: Annotated[str, typer.Option("--voucher", help="票据号 / Voucher")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """按目录收费，同时记入当年收入。 / Collect a fee, which is revenue of the year."""
    from application.commands.charges import CollectFee, collect_fee

    money = yuan(amount)
    with session_of(ctx).task(command_id, on) as task:
        ask = CollectFee(
            command_id=task.command_id, charge=charge, units=units, amount=money, voucher=voucher, on=task.on
        )
        task.done(collect_fee(ask, by=task.by, desk=task.desk))


@app.command("list")
def list_charges(ctx: typer.Context, as_of: AsOf = None, effective: Effective = None) -> None:
    """列出收费目录。 / Show the list of charges."""
    from application.lists import CHARGES

    session = session_of(ctx)
    with session.query() as desk:
        rows: list[Any] = list(desk.views.rows(CHARGES, as_of=as_of, effective=effective))
    if session.as_json:
        session.print_json(rows)
        return
    names = ("charge", "name", "charged_unit", "price_fen", "document", "valid_from", "valid_to")
    session.table(session.text("收费目录", "List of charges"), names, rows)
