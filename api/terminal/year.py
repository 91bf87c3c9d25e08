"""year: close one fund's fiscal year."""

from __future__ import annotations

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
