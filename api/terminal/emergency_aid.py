"""The verbs of emergency aid, below `tailored`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.terminal.options import Amount, AsOf, CommandId, Effective, On, yuan
from api.terminal.session import session_of
from api.terminal.tailored_options import FileId, PageFile, ServiceYear, Text, page_hash

Aid = Annotated[str, typer.Argument(help="救助编号 年度/区划/序号 / Emergency aid")]


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    for name, verb in (("aid", claim), ("aid-paid", paid), ("aid-dropped", dropped), ("aids", list_aids)):
        app.command(name)(verb)


def claim(
    ctx: typer.Context,
    file: FileId,
    amount: Amount,
    text: Text,
    page: PageFile,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记应急救助，不超过限额。 / Claim emergency aid within the limits."""
    from application.commands.emergency_aid import ClaimEmergencyAid, claim_emergency_aid

    money = yuan(amount)
    with session_of(ctx).task(command_id, on) as task:
        ask = ClaimEmergencyAid(
            command_id=task.command_id,
            file=file,
            amount=money,
            text=text,
            page_sha256=page_hash(page),
            on=task.on,
        )
        task.done(claim_emergency_aid(ask, by=task.by, desk=task.desk))


def paid(
    ctx: typer.Context,
    aid: Aid,
    payout: Annotated[str, typer.Argument(help="已到账的发放编号 / Settled payout")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """注明由哪笔到账发放支付。 / Say which settled payout paid it."""
    from application.commands.emergency_aid import TieEmergencyAid, tie_emergency_aid

    with session_of(ctx).task(command_id, on) as task:
        ask = TieEmergencyAid(command_id=task.command_id, aid=aid, payout_id=payout, on=task.on)
        task.done(tie_emergency_aid(ask, by=task.by, desk=task.desk))


def dropped(ctx: typer.Context, aid: Aid, text: Text, on: On = None, command_id: CommandId = None) -> None:
    """撤销救助登记，额度释放。 / Drop a claim; its amount is free for others."""
    from application.commands.emergency_aid import DropEmergencyAid, drop_emergency_aid

    with session_of(ctx).task(command_id, on) as task:
        ask = DropEmergencyAid(command_id=task.command_id, aid=aid, text=text, on=task.on)
        task.done(drop_emergency_aid(ask, by=task.by, desk=task.desk))


def list_aids(ctx: typer.Context, year: ServiceYear, as_of: AsOf = None, effective: Effective = None) -> None:
    """列出应急救助。 / Show the claims of a year."""
    from application.lists import EMERGENCY_AIDS, Where

    session = session_of(ctx)
    with session.query() as desk:
        where = Where(year=year)
        rows: list[Any] = list(desk.views.rows(EMERGENCY_AIDS, as_of=as_of, effective=effective, where=where))
    if session.as_json:
        session.print_json(rows)
        return
    names = ("aid", "programme", "amount", "stage", "claimed_on", "payout")
    session.table(session.text("应急救助", "Emergency aid"), names, rows)
