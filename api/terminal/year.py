"""year: close one fund's fiscal year; strike the trial balance of a period."""

from __future__ import annotations

from typing import Annotated

import typer

from api.terminal.options import CommandId, On, Programme, Region, Year
from api.terminal.session import session_of

app = typer.Typer(name="year", help="年度：结账 / Fiscal years", no_args_is_help=True)


@app.command()
def close(
    ctx: typer.Context, programme: Programme, year: Year, region: Region, on: On = None, command_id: CommandId = None
) -> None:
    """年终结账：结转、缴回结余、关闭。 / Close a fund's year: carry over, surrender, shut."""
    from application.commands.year_end import CloseYear, close_year

    with session_of(ctx).task(command_id, on) as task:
        ask = CloseYear(command_id=task.command_id, programme=programme, fiscal_year=year, region=region, on=task.on)
        task.done(close_year(ask, by=task.by, desk=task.desk))


@app.command()
def balance(
    ctx: typer.Context,
    period: Annotated[str, typer.Argument(help="期间，如 2017、2017-Q2、2017-04 / Period")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """编制期末试算平衡表，签名后记入日志。 / Strike a period's trial balance and put it, signed, into the log."""
    from application.commands.trial_balances import StrikeTrialBalance, strike_trial_balance

    with session_of(ctx).task(command_id, on) as task:
        ask = StrikeTrialBalance(command_id=task.command_id, period=period, on=task.on)
        task.done(strike_trial_balance(ask, by=task.by, desk=task.desk))
