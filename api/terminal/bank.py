"""batch late-return, reissue, cancel, close: payments the bank sent back, what becomes of them, the batch's end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.terminal.batches import app
from api.terminal.files import people_named
from api.terminal.options import Batch, CommandId, FromFile, On, People, Reason, ValueDate, chosen
from api.terminal.session import Task, session_of

ADDED = True
AllReturned = Annotated[bool, typer.Option("--all-returned", help="全部被退回的付款 / All that were sent back")]


@app.command()
def reissue(
    ctx: typer.Context,
    batch: Batch,
    people: People = None,
    from_file: FromFile = None,
    all_returned: AllReturned = False,
    value_date: ValueDate = None,
    command_id: CommandId = None,
) -> None:
    """重发被退回的付款。 / Send returned payments to the bank once more."""
    from application.commands.bank import ReissuePayouts, reissue_payouts

    with session_of(ctx).task(command_id, value_date) as task:
        ask = ReissuePayouts(
            command_id=task.command_id,
            batch_id=batch,
            beneficiaries=_whose(task, batch, people, from_file, all_returned),
            value_date=task.on,
        )
        task.done(reissue_payouts(ask, by=task.by, desk=task.desk))


@app.command("late-return")
def late_return(
    ctx: typer.Context,
    batch: Batch,
    people: Annotated[list[str], typer.Argument(help="人员编号 / Beneficiary ids")],
    statement: Annotated[
        Path, typer.Option("--statement", exists=True, dir_okay=False, help="银行回单文件 / The paper")
    ],
    words: Annotated[str, typer.Option("--words", help="银行原话 / The bank's words")],
    reason: Annotated[str, typer.Option("--reason", help="退回原因 / Why it came back")] = "other",
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记到账后又被银行退回的付款（全额）。 / Post payments that came back whole after they were paid."""
    import hashlib

    from application.commands.late_returns import LateReturn, PostLateReturns, post_late_returns
    from domain.money import ZERO
    from domain.payouts.events import ReturnReason

    why = chosen(ReturnReason, reason, "--reason")
    with session_of(ctx).task(command_id, on) as task:
        amounts = {
            one.beneficiary: one.amount for one in task.desk.views.payouts_of_batch(batch, as_of=task.looked_at())
        }
        ask = PostLateReturns(
            command_id=task.command_id,
            batch_id=batch,
            statement=statement.name[:80],
            statement_sha256=hashlib.sha256(statement.read_bytes()).hexdigest(),
            lines=tuple(LateReturn(person, amounts.get(person, ZERO), why, words) for person in people),
            on=task.on,
        )
        task.done(post_late_returns(ask, by=task.by, desk=task.desk))


@app.command()
def cancel(
    ctx: typer.Context,
    batch: Batch,
    reason: Reason,
    people: People = None,
    from_file: FromFile = None,
    all_returned: AllReturned = False,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """注销被退回的付款，资金退回原指标。 / Give returned payments up; the money goes back to its own lines."""
    from application.commands.bank import CancelPayouts, cancel_payouts

    with session_of(ctx).task(command_id, on) as task:
        ask = CancelPayouts(
            command_id=task.command_id,
            batch_id=batch,
            beneficiaries=_whose(task, batch, people, from_file, all_returned),
            reason=reason,
            on=task.on,
        )
        task.done(cancel_payouts(ask, by=task.by, desk=task.desk))


@app.command()
def close(ctx: typer.Context, batch: Batch, on: On = None, command_id: CommandId = None) -> None:
    """关闭已全部了结的批次。 / Close a batch of which nothing is open."""
    from application.commands.bank import CloseBatch, close_batch

    with session_of(ctx).task(command_id, on) as task:
        ask = CloseBatch(command_id=task.command_id, batch_id=batch, on=task.on)
        task.done(close_batch(ask, by=task.by, desk=task.desk))


def _whose(
    task: Task, batch: str, people: list[str] | None, from_file: Path | None, all_returned: bool
) -> tuple[str, ...]:
    named = list(people or ())
    if all_returned:
        views, as_of = task.desk.views, task.looked_at()
        named += [one.beneficiary for one in views.payouts_of_batch(batch, stage="returned", as_of=as_of)]
    return people_named(named, from_file)
