"""batch reissue, cancel, close: what becomes of payments the bank sent back, and the batch's end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.terminal.batches import app
from api.terminal.files import people_named
from api.terminal.options import Batch, CommandId, FromFile, On, People, Reason, ValueDate
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
