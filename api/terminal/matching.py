"""matching: schemes with their ratio, units, conditions met, how far each level's money is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal.options import (
    Amount,
    AsOf,
    CommandId,
    Effective,
    On,
    PeriodText,
    Programme,
    Region,
    chosen,
    period,
    yuan,
)
from api.terminal.session import session_of

if TYPE_CHECKING:
    from domain.matching.events import MatchingShare

app = typer.Typer(name="matching", help="配套资金：方案、站点、条件、进度 / Matching funds", no_args_is_help=True)
Scheme = Annotated[str, typer.Argument(help="方案编号 / Scheme id")]
Unit = Annotated[str, typer.Argument(help="站点编号 / Unit")]


@app.command("open")
def open_(
    ctx: typer.Context,
    scheme: Scheme,
    programme: Programme,
    region: Region,
    period_text: PeriodText,
    document: Annotated[str, typer.Option("--document", help="文号 / Document number")],
    share: Annotated[
        list[str],
        typer.Option(
            "--share",
            metavar="LEVEL:KIND:SHARES:CONDITION",
            help="级次:性质:份数:支付条件，恰好两次 / Twice: level, kind, whole shares, condition that frees it",
        ),
    ],
    condition: Annotated[
        list[str], typer.Option("--condition", help="条件，按先后多次给出 / Conditions in their order, repeatable")
    ],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """按文件设立配套方案。 / Open a scheme: ratio and conditions."""
    from application.commands.matching import OpenMatchingScheme, open_matching_scheme

    shares = tuple(_share(text) for text in share)
    with session_of(ctx).task(command_id, on) as task:
        ask = OpenMatchingScheme(
            command_id=task.command_id,
            scheme_id=scheme,
            programme=programme,
            region=region,
            period=period(period_text),
            document=document,
            shares=shares,
            conditions=tuple(condition),
            on=task.on,
        )
        task.done(open_matching_scheme(ask, by=task.by, desk=task.desk))


@app.command()
def admit(
    ctx: typer.Context,
    scheme: Scheme,
    unit: Unit,
    amount: Amount,
    name: Annotated[str, typer.Option("--name", help="站点名称 / What the unit is called")],
    agreement: Annotated[str, typer.Option("--agreement", help="运营机构的协议 / Agreement of who runs it")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """列入站点，按比例分担。 / Take a unit in; both parts stand in the ratio."""
    from application.commands.matching import AdmitUnit, admit_unit

    money = yuan(amount)
    with session_of(ctx).task(command_id, on) as task:
        ask = AdmitUnit(
            command_id=task.command_id,
            scheme_id=scheme,
            unit=unit,
            name=name,
            agreement_id=agreement,
            amount=money,
            on=task.on,
        )
        task.done(admit_unit(ask, by=task.by, desk=task.desk))


@app.command()
def met(
    ctx: typer.Context,
    scheme: Scheme,
    unit: Unit,
    condition: Annotated[str, typer.Argument(help="条件，如 验收 / Condition")],
    document: Annotated[str, typer.Option("--document", help="凭证编号 / Number of the document")],
    confirmed_by: Annotated[str, typer.Option("--confirmed-by", help="确认单位 / Office that confirmed it")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记站点满足下一项条件。 / Record that a unit met its next condition."""
    from application.commands.matching import MeetUnitCondition, meet_unit_condition

    with session_of(ctx).task(command_id, on) as task:
        ask = MeetUnitCondition(
            command_id=task.command_id,
            scheme_id=scheme,
            unit=unit,
            condition=condition,
            document=document,
            confirmed_by=confirmed_by,
            on=task.on,
        )
        task.done(meet_unit_condition(ask, by=task.by, desk=task.desk))


@app.command()
def progress(ctx: typer.Context, scheme: Scheme, as_of: AsOf = None, effective: Effective = None) -> None:
    """逐站已付未付与各级合计。 / Paid and unpaid, unit by unit, and in totals of each level."""
    from api.terminal import printing
    from application.matching.progress import progress_of

    session = session_of(ctx)
    with session.query() as desk:
        found = progress_of(scheme, desk=desk, as_of=as_of, effective=effective)
    session.answer(printing.plain(found))


@app.command("parts")
def list_parts(ctx: typer.Context, scheme: Scheme, as_of: AsOf = None, effective: Effective = None) -> None:
    """列出各站各级应付与已付。 / What each level is to pay for each unit, and has paid."""
    from application.lists import MATCHING_PARTS, Where

    session = session_of(ctx)
    with session.query() as desk:
        where = Where(scheme=scheme)
        rows: list[Any] = list(desk.views.rows(MATCHING_PARTS, as_of=as_of, effective=effective, where=where))
    if session.as_json:
        session.print_json(rows)
        return
    names = ("unit", "level", "amount_fen", "freed_by", "freed_on", "stage", "paid_fen", "unpaid_fen", "claim")
    session.table(session.text("配套分担", "Each level's parts"), names, rows)


@app.command("list")
def list_schemes(ctx: typer.Context, as_of: AsOf = None, effective: Effective = None) -> None:
    """列出配套方案。 / Show the schemes."""
    from application.lists import MATCHING_SCHEMES

    session = session_of(ctx)
    with session.query() as desk:
        rows: list[Any] = list(desk.views.rows(MATCHING_SCHEMES, as_of=as_of, effective=effective))
    if session.as_json:
        session.print_json(rows)
        return
    names = ("scheme", "programme", "region", "period", "document", "ratio", "units", "opened_on")
    session.table(session.text("配套方案", "Matching schemes"), names, rows)


def _share(text: str) -> MatchingShare:
    from domain.levels import FundKind, GovernmentLevel
    from domain.matching.events import MatchingShare

    try:
        level, kind, shares, condition = text.split(":", 3)
        return MatchingShare(
            chosen(GovernmentLevel, level, "--share"), chosen(FundKind, kind, "--share"), int(shares), condition
        )
    except ValueError:
        raise typer.BadParameter("--share municipal:general_budget:3:选址") from None
