"""programme: open one, publish its rules, assign its targets, show it."""

from __future__ import annotations

from typing import Annotated

import typer

from api.terminal.options import AFile, AsOf, CommandId, Document, Effective, On, Programme, Year, chosen
from api.terminal.records import show_registers
from api.terminal.session import session_of

app = typer.Typer(name="programme", help="项目：设立、政策、任务数 / Programmes", no_args_is_help=True)


@app.command("open")
def open_programme(
    ctx: typer.Context,
    programme: Programme,
    name_zh: Annotated[str, typer.Option("--name-zh", help="中文名称 / Chinese name")],
    name_en: Annotated[str, typer.Option("--name-en", help="英文名称 / English name")],
    memo: Annotated[str, typer.Option("--memo", help="银行附言，如 残补 / Memo on each payment")],
    pays: Annotated[str, typer.Option("--pays", help="发放对象 person|institution / Payee kind")] = "person",
    decides: Annotated[
        str, typer.Option("--decides", help="认定单位 federation|civil_affairs / Deciding body")
    ] = "federation",
    every: Annotated[
        str, typer.Option("--every", help="发放周期 year|half_year|quarter|month / How often it pays")
    ] = "year",
    command_id: CommandId = None,
) -> None:
    """设立项目。 / Open a programme."""
    from application.commands.programmes import OpenProgramme, open_programme
    from domain.periods import PeriodKind
    from domain.programmes.events import DecidingBody, PayeeKind

    payee_kind = chosen(PayeeKind, pays, "--pays")
    body, kind = chosen(DecidingBody, decides, "--decides"), chosen(PeriodKind, every, "--every")
    with session_of(ctx).task(command_id) as task:
        ask = OpenProgramme(
            command_id=task.command_id,
            programme=programme,
            name_zh=name_zh,
            name_en=name_en,
            payee_kind=payee_kind,
            deciding_body=body,
            period_kind=kind,
            bank_memo=memo,
        )
        task.done(open_programme(ask, by=task.by, desk=task.desk))


@app.command()
def publish(ctx: typer.Context, programme: Programme, file: AFile, command_id: CommandId = None) -> None:
    """发布政策版本（JSON 文件）。 / Publish a version of the rules from a JSON file."""
    from application.commands.programmes import PublishPolicy, publish_policy

    session = session_of(ctx)
    policy = session.door.policy(file.read_bytes())
    with session.task(command_id) as task:
        ask = PublishPolicy(command_id=task.command_id, programme=programme, policy=policy)
        task.done(publish_policy(ask, by=task.by, desk=task.desk))


@app.command()
def target(
    ctx: typer.Context,
    programme: Programme,
    year: Year,
    level: Annotated[str, typer.Option("--level", help="下达级次 / Level that sets it")],
    people: Annotated[int, typer.Option("--people", help="任务数 / People")],
    document: Document,
    name: Annotated[str, typer.Option("--name", help="同级有多个任务数时的名称 / Tells several apart")] = "",
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记任务数。 / Assign a target."""
    from application.commands.programmes import AssignTarget, assign_target
    from domain.levels import GovernmentLevel

    of_level = chosen(GovernmentLevel, level, "--level")
    with session_of(ctx).task(command_id, on) as task:
        ask = AssignTarget(
            command_id=task.command_id,
            programme=programme,
            fiscal_year=year,
            level=of_level,
            name=name,
            people=people,
            document=document,
            on=task.on,
        )
        task.done(assign_target(ask, by=task.by, desk=task.desk))


@app.command()
def show(ctx: typer.Context, programme: Programme, as_of: AsOf = None, effective: Effective = None) -> None:
    """查看项目、政策版本、档次、任务数。 / Show a programme, its rules and targets."""
    tables = ("programme", "policy_version", "policy_tier", "target")
    show_registers(session_of(ctx), tables, programme, as_of=as_of, effective=effective)
