"""revenue: collected for the treasury and handed over to it (收支两条线). There is no third verb."""

from __future__ import annotations

from typing import Annotated

import typer

from api.terminal.options import Amount, CommandId, On, Year, chosen, yuan
from api.terminal.session import session_of

app = typer.Typer(name="revenue", help="收入：收缴、上缴国库 / Revenue", no_args_is_help=True)
Kind = Annotated[str, typer.Argument(help="employment_security_fund|fees，残保金或收费 / Kind of revenue")]
Voucher = Annotated[str, typer.Option("--voucher", help="票据号 / Voucher")]


@app.command()
def collect(
    ctx: typer.Context,
    year: Year,
    kind: Kind,
    amount: Amount,
    voucher: Voucher,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记收缴。 / Record what came in."""
    from application.commands.revenue import CollectRevenue, collect_revenue
    from domain.revenue.events import RevenueKind

    of_kind, money = chosen(RevenueKind, kind, "KIND"), yuan(amount)
    with session_of(ctx).task(command_id, on) as task:
        ask = CollectRevenue(
            command_id=task.command_id, fiscal_year=year, kind=of_kind, amount=money, voucher=voucher, on=task.on
        )
        task.done(collect_revenue(ask, by=task.by, desk=task.desk))


@app.command()
def remit(
    ctx: typer.Context,
    year: Year,
    kind: Kind,
    amount: Amount,
    voucher: Voucher,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记上缴国库。 / Record what went to the treasury."""
    from application.commands.revenue import RemitRevenue, remit_revenue
    from domain.revenue.events import RevenueKind

    of_kind, money = chosen(RevenueKind, kind, "KIND"), yuan(amount)
    with session_of(ctx).task(command_id, on) as task:
        ask = RemitRevenue(
            command_id=task.command_id, fiscal_year=year, kind=of_kind, amount=money, voucher=voucher, on=task.on
        )
        task.done(remit_revenue(ask, by=task.by, desk=task.desk))
