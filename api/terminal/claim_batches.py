"""batch submit-claims: what institutions are owed (matching funds, awards), as a batch like any other."""

from __future__ import annotations

from typing import Annotated

import typer

from api.terminal.options import CommandId, On, PeriodText, Programme, Region, period
from api.terminal.session import session_of

Claims = Annotated[
    list[str],
    typer.Option("--claim", help="应付款项，如 matching.stations-2017.s-1.municipal，可多次 / Claims, repeatable"),
]


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("submit-claims")(submit_claims)


def submit_claims(
    ctx: typer.Context,
    programme: Programme,
    region: Region,
    period_text: PeriodText,
    number: Annotated[str, typer.Argument(help="批次序号 / Number of the batch")],
    claim: Claims,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """以应付款项组批并提交审批。 / Build a batch of claims and submit it."""
    from application.commands.claim_batches import SubmitClaimBatch, submit_claim_batch

    with session_of(ctx).task(command_id, on) as task:
        ask = SubmitClaimBatch(
            command_id=task.command_id,
            programme=programme,
            region=region,
            period=period(period_text),
            number=number,
            claims=tuple(claim),
            on=task.on,
        )
        task.done(submit_claim_batch(ask, by=task.by, desk=task.desk))
