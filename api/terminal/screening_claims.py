"""screening claims, decide, leave-unfunded, people, due: services over the target and those who are screened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal.options import AsOf, CommandId, Document, Effective, On, Reason
from api.terminal.session import session_of

if TYPE_CHECKING:
    from application.lists import ListOf

Screening = Annotated[str, typer.Argument(help="筛查编号 项目/年度 / Screening id")]
Claimants = Annotated[list[str], typer.Argument(help="人员编号 / Beneficiary ids")]
Stage = Annotated[list[str] | None, typer.Option("--stage", help="状态，可多次 / Stage, repeatable")]


def add_to(app: typer.Typer) -> None:
    """Add the verbs to those of screenings."""
    for name, verb in (
        ("decide", decide),
        ("leave-unfunded", leave_unfunded),
        ("claims", claims),
        ("people", people),
        ("due", due),
    ):
        app.command(name)(verb)


def decide(
    ctx: typer.Context,
    screening: Screening,
    beneficiaries: Claimants,
    document: Document,
    tier: Annotated[str, typer.Option("--tier", help="政策中的资金档次 / Tier of the policy that pays")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """按文件确定超任务费用的付款方。 / A document names the payer of services over the target."""
    from application.commands.screening_claims import DecideClaims, decide_claims

    with session_of(ctx).task(command_id, on) as task:
        ask = DecideClaims(
            command_id=task.command_id,
            screening=screening,
            beneficiaries=tuple(beneficiaries),
            document=document,
            tier=tier,
            on=task.on,
        )
        task.done(decide_claims(ask, by=task.by, desk=task.desk))


def leave_unfunded(
    ctx: typer.Context,
    screening: Screening,
    beneficiaries: Claimants,
    reason: Reason,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """超任务费用不安排资金。 / Nobody pays these services over the target."""
    from application.commands.screening_claims import LeaveClaimsUnfunded, leave_claims_unfunded

    with session_of(ctx).task(command_id, on) as task:
        ask = LeaveClaimsUnfunded(
            command_id=task.command_id,
            screening=screening,
            beneficiaries=tuple(beneficiaries),
            reason=reason,
            on=task.on,
        )
        task.done(leave_claims_unfunded(ask, by=task.by, desk=task.desk))


def claims(
    ctx: typer.Context, screening: Screening, stage: Stage = None, as_of: AsOf = None, effective: Effective = None
) -> None:
    """列出超任务费用及付款方。 / Show services over the target, and who pays them."""
    from application.lists import SCREENING_CLAIMS

    names = ("beneficiary", "number", "amount", "stage", "tier", "document", "decided_on")
    _listed(ctx, SCREENING_CLAIMS, ("超任务费用", "Over the target"), names, screening, stage, as_of, effective)


def people(
    ctx: typer.Context, screening: Screening, stage: Stage = None, as_of: AsOf = None, effective: Effective = None
) -> None:
    """列出筛查对象及其结果。 / Show who was screened and what came of it."""
    from application.lists import SCREENED

    names = ("beneficiary", "region", "stage", "last_stage", "reason", "last_on")
    _listed(ctx, SCREENED, ("筛查对象", "People screened"), names, screening, stage, as_of, effective)


def due(
    ctx: typer.Context, screening: Screening, stage: Stage = None, as_of: AsOf = None, effective: Effective = None
) -> None:
    """列出随访任务。 / Show the follow-ups and the days they are due."""
    from application.lists import FOLLOW_UPS

    names = ("beneficiary", "region", "day", "due_on", "stage", "done_on", "reason")
    _listed(ctx, FOLLOW_UPS, ("随访", "Follow-ups"), names, screening, stage, as_of, effective)


def _listed(
    ctx: typer.Context,
    of: ListOf[object],
    title: tuple[str, str],
    names: tuple[str, ...],
    screening: str,
    stage: list[str] | None,
    as_of: Any,
    effective: Any,
) -> None:
    from application.lists import Where

    session = session_of(ctx)
    with session.query() as desk:
        where = Where(screening=screening, stages=tuple(stage or ()))
        rows: list[Any] = list(desk.views.rows(of, as_of=as_of, effective=effective, where=where))
    if session.as_json:
        session.print_json(rows)
        return
    session.table(session.text(*title), names, rows)
