"""batch: build and submit, look at it first, four approvals, send back, release, show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import claim_batches, printing
from api.terminal.options import (
    AsOf,
    Batch,
    CommandId,
    Effective,
    On,
    PeriodText,
    Programme,
    Region,
    chosen,
    period,
)
from api.terminal.records import show_registers
from api.terminal.session import Session, session_of

if TYPE_CHECKING:
    from application.commands.batches import SubmitBatch

app = typer.Typer(name="batch", help="批次：组批、审批、发放、结果 / Batches", no_args_is_help=True)
claim_batches.add_to(app)
Number = Annotated[str, typer.Argument(help="批次序号 / Number of the batch")]
PayoutKindName = Annotated[
    str, typer.Option("--kind", help="regular|arrears|correction，常规、补发、更正 / Kind of payment")
]
Agreements = Annotated[
    list[str] | None, typer.Option("--agreement", help="付给机构时的协议，可多次 / Agreements to pay")
]


@app.command()
def submit(
    ctx: typer.Context,
    programme: Programme,
    region: Region,
    period_text: PeriodText,
    number: Number,
    kind: PayoutKindName = "regular",
    agreement: Agreements = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """按在享人员组批并提交审批。 / Build a batch of everybody entitled and submit it."""
    from application.commands.batches import submit_batch

    with session_of(ctx).task(command_id, on) as task:
        ask = asked(task.command_id, programme, region, period_text, number, kind, agreement, task.on)
        task.done(submit_batch(ask, by=task.by, desk=task.desk))


@app.command()
def preview(
    ctx: typer.Context,
    programme: Programme,
    region: Region,
    period_text: PeriodText,
    number: Number,
    kind: PayoutKindName = "regular",
    agreement: Agreements = None,
    on: On = None,
) -> None:
    """预览将要提交的批次，不保存。 / What submitting would do; nothing is saved."""
    from application.commands.batches import submit_batch
    from application.road import WouldDo

    session = session_of(ctx)
    with session.task(None, on) as task:
        ask = asked(task.command_id, programme, region, period_text, number, kind, agreement, task.on)
        try:
            submit_batch(ask, by=task.by, desk=task.desk, dry_run=True)
        except WouldDo as dry:
            facts = [fact for change in dry.work.changes for fact in change.facts]
            _show_preview(session, facts)


@app.command()
def show(
    ctx: typer.Context,
    batch: Batch,
    lines: Annotated[bool, typer.Option("--lines", help="列出每个人 / List every person")] = False,
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """查看批次的每一步与摘要。 / Show every step of a batch, with the digest to approve."""
    tables = ("batch", "batch_person") if lines else ("batch",)
    show_registers(session_of(ctx), tables, batch, as_of=as_of, effective=effective)


@app.command()
def payouts(
    ctx: typer.Context,
    batch: Batch,
    stage: Annotated[
        str, typer.Option("--stage", help="只看某状态：released|settled|returned|reissued|cancelled / In this stage")
    ] = "",
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """查看批次的每笔付款及其状态。 / Show a batch's payouts and where each stands."""
    session = session_of(ctx)
    with session.query() as desk:
        found = desk.views.payouts_of_batch(batch, stage=stage, as_of=as_of, effective=effective)
    if session.as_json:
        session.print_json(found)
        return
    names = ("payout", "beneficiary", "payee", "region", "tier", "amount_fen", "stage", "effective")
    session.table(session.text(f"{batch}：{len(found)} 笔", f"{batch}: {len(found)} payouts"), names, found)


def asked(
    command_id: str,
    programme: str,
    region: str,
    period_text: str,
    number: str,
    kind: str,
    agreements: list[str] | None,
    on: date,
    listed: tuple[Any, ...] = (),
) -> SubmitBatch:
    """Return the command that these words ask for. Raises NotAPeriod."""
    from application.commands.batches import SubmitBatch
    from domain.batches.events import PayoutKind

    return SubmitBatch(
        command_id=command_id,
        programme=programme,
        region=region,
        period=period(period_text),
        number=number,
        payout_kind=chosen(PayoutKind, kind, "--kind"),
        listed=listed,
        agreements=tuple(agreements or ()),
        on=on,
    )


def _show_preview(session: Session, facts: list[object]) -> None:
    from domain.batches.events import BatchSubmitted, BatchUnfundedListed

    [submitted] = [fact for fact in facts if isinstance(fact, BatchSubmitted)]
    unfunded = sum(len(fact.beneficiaries) for fact in facts if isinstance(fact, BatchUnfundedListed))
    seen = {
        "digest": submitted.digest,
        "people": submitted.people,
        "total": submitted.total,
        "unfunded": unfunded,
        "tiers": submitted.seats,
        "lines": submitted.parts,
    }
    if session.as_json:
        session.print_json(seen)
        return
    total = printing.shown("total_fen", str(submitted.total.fen))
    session.screen.print(
        session.text(
            f"共 {submitted.people} 人，{total}，未获资金 {unfunded} 人；尚未保存。",
            f"{submitted.people} people, {total}, {unfunded} unfunded; nothing is saved.",
        )
    )
    session.table(session.text("档次", "Tiers"), ("tier", "people"), submitted.seats)
    session.table(session.text("资金", "Funds"), ("line", "amount_fen"), submitted.parts)
