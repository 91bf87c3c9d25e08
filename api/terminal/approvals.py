"""batch approve, back, release: four hands, each bound to the digest of what it looked at."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.batches import app
from api.terminal.files import sha256_of
from api.terminal.options import Batch, CommandId, On, Reason, ValueDate, chosen
from api.terminal.session import session_of

if TYPE_CHECKING:
    from domain.batches.events import MeetingMinutes

ADDED = True
Step = Annotated[
    str,
    typer.Option("--step", help="环节 / Step: project_lead|division_leader|collective_meeting|unit_head"),
]


@app.command()
def approve(
    ctx: typer.Context,
    batch: Batch,
    step: Step,
    digest: Annotated[str, typer.Option("--digest", help="所审内容的摘要（batch show 可见） / What was looked at")],
    minutes_number: Annotated[str, typer.Option("--minutes-number", help="会议纪要编号 / Number of the minutes")] = "",
    minutes_file: Annotated[
        Path | None,
        typer.Option("--minutes-file", exists=True, dir_okay=False, help="会议纪要文件 / The minutes themselves"),
    ] = None,
    held_on: Annotated[str, typer.Option("--held-on", metavar="DATE", help="会议日期 / Day of the meeting")] = "",
    attendee: Annotated[list[str] | None, typer.Option("--attendee", help="参会人编号，可多次 / Who was there")] = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """审批一步；集体研究须附会议纪要。 / Take one approval step; a meeting brings its minutes."""
    from application.commands.batches import ApproveBatch, approve_batch
    from domain.programmes.policy import ApprovalStep

    of_step = chosen(ApprovalStep, step, "--step")
    minutes = minutes_of(minutes_number, minutes_file, held_on, attendee)
    with session_of(ctx).task(command_id, on) as task:
        ask = ApproveBatch(
            command_id=task.command_id, batch_id=batch, step=of_step, digest=digest, minutes=minutes, on=task.on
        )
        task.done(approve_batch(ask, by=task.by, desk=task.desk))


@app.command()
def back(
    ctx: typer.Context, batch: Batch, step: Step, reason: Reason, on: On = None, command_id: CommandId = None
) -> None:
    """退审批次，释放预留资金。 / Send a batch back; its money is free again."""
    from application.commands.batches import SendBatchBack, send_batch_back
    from domain.programmes.policy import ApprovalStep

    of_step = chosen(ApprovalStep, step, "--step")
    with session_of(ctx).task(command_id, on) as task:
        ask = SendBatchBack(command_id=task.command_id, batch_id=batch, step=of_step, reason=reason, on=task.on)
        task.done(send_batch_back(ask, by=task.by, desk=task.desk))


@app.command()
def release(ctx: typer.Context, batch: Batch, value_date: ValueDate = None, command_id: CommandId = None) -> None:
    """拨付：逐人生成付款，送银行。 / Send an approved batch to the bank."""
    from application.commands.batches import ReleaseBatch, release_batch

    with session_of(ctx).task(command_id, value_date) as task:
        ask = ReleaseBatch(command_id=task.command_id, batch_id=batch, value_date=task.on)
        task.done(release_batch(ask, by=task.by, desk=task.desk))


def minutes_of(number: str, file: Path | None, held_on: str, attendees: list[str] | None) -> MeetingMinutes | None:
    """Return a meeting's minutes, or None when none were given. All of them or nothing (exit code 2)."""
    from domain.batches.events import MeetingMinutes

    given = (number, file, held_on, attendees)
    if not any(given):
        return None
    if not number or file is None or not held_on or not attendees:
        raise typer.BadParameter("--minutes-number --minutes-file --held-on --attendee")
    try:
        day = date.fromisoformat(held_on)
    except ValueError:
        raise typer.BadParameter("--held-on 2017-04-20") from None
    return MeetingMinutes(day, tuple(attendees), number, sha256_of(file))
