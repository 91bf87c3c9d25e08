"""templates list, show, keep, withdraw, open: programmes to begin from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api.terminal.files import write_new
from api.terminal.options import AFile, CommandId
from api.terminal.session import session_of

app = typer.Typer(name="templates", help="项目样板：登记、停用、据以设立 / Programme templates", no_args_is_help=True)
Template = Annotated[str, typer.Argument(metavar="TEMPLATE", help="样板编号 / Template id")]
Out = Annotated[
    Path | None, typer.Option("--out", dir_okay=False, help="写入新文件，不填则显示 / Write a new file; else shown")
]


@app.command("list")
def list_(ctx: typer.Context) -> None:
    """查看可用的样板。 / Show the templates that are offered."""
    from api.offered_templates import offered

    session = session_of(ctx)
    with session.query() as desk:
        found = list(offered(desk).values())
    rows = [
        {"template": one.id, "name": session.text(*one.name), "version": one.version, "about": session.text(*one.about)}
        for one in found
    ]
    if session.as_json:
        session.print_json(rows)
        return
    session.table(session.text("项目样板", "Programme templates"), ("template", "name", "version"), rows)


@app.command()
def show(
    ctx: typer.Context,
    template: Template,
    out: Out = None,
    rules_of: Annotated[
        bool, typer.Option("--rules-of", help="以现有项目的最新政策为样板 / A programme's newest rules as a template")
    ] = False,
) -> None:
    """查看或导出样板（JSON），可改后重新登记。 / A template in its written form, to be changed and kept anew."""
    from api.offered_templates import of_programme, template_of
    from api.template_files import write_template
    from application import streams
    from application.work import Work
    from domain.programme_templates.rejections import NoSuchTemplate

    session = session_of(ctx)
    with session.query() as desk:
        if rules_of:
            programme = streams.programme(Work(desk.log, attempt=0), template).state
            if programme.opened is None or not programme.policies:
                raise NoSuchTemplate("template", template=template[:60])
            content = write_template(of_programme(programme))
        else:
            content = write_template(template_of(desk, template))
    if out is None:
        session.screen.print(content.decode(), markup=False, highlight=False, soft_wrap=True)
        return
    write_new(out, content)
    session.answer({"out": str(out)})


@app.command()
def keep(ctx: typer.Context, file: AFile, command_id: CommandId = None) -> None:
    """按文件（JSON）登记样板；编号相同的以最后一次为准。 / Keep a template; the last one of an id holds."""
    from api.http.routers.programme_templates import opened_in
    from api.template_files import read_template
    from application.commands.programme_templates import KeepTemplate, keep_template

    session = session_of(ctx)
    session.officer()
    body = read_template(file.read_bytes(), language="zh" if session.language == "zh" else "en")
    with session.task(command_id) as task:
        ask = KeepTemplate(
            command_id=task.command_id,
            template=body.programme.programme,
            about_zh=body.about_zh,
            about_en=body.about_en,
            opens=opened_in(body.programme),
            policy=body.policy.policy(),
        )
        task.done(keep_template(ask, by=task.by, desk=task.desk))


@app.command()
def withdraw(
    ctx: typer.Context,
    template: Template,
    reason: Annotated[str, typer.Option("--reason", help="停用原因 / Why")],
    command_id: CommandId = None,
) -> None:
    """停用本账本登记的样板；已设立的项目不变。 / Withdraw a template; programmes opened from it stay."""
    from application.commands.programme_templates import WithdrawTemplate, withdraw_template

    with session_of(ctx).task(command_id) as task:
        ask = WithdrawTemplate(command_id=task.command_id, template=template, reason=reason)
        task.done(withdraw_template(ask, by=task.by, desk=task.desk))


@app.command("open")
def open_(
    ctx: typer.Context,
    template: Template,
    document: Annotated[str, typer.Option("--document", help="本地政策文号 / Your document")],
    valid_from: Annotated[
        date, typer.Option("--from", parser=date.fromisoformat, metavar="DATE", help="施行日期 / In force from")
    ],
    programme: Annotated[str, typer.Option("--programme", help="项目编号，不填同样板 / Programme id")] = "",
    name_zh: Annotated[str, typer.Option("--name", help="中文名称，不填同样板 / Chinese name")] = "",
    command_id: CommandId = None,
) -> None:
    """按样板设立项目并发布第一版政策。 / Open a programme with a template's rules."""
    from dataclasses import replace

    from api.http.routers.programme_templates import shown
    from api.offered_templates import template_of
    from application.commands.programme_templates import OpenWithRules, open_with_rules

    with session_of(ctx).task(command_id) as task:
        found = shown(template_of(task.desk, template))
        ask = OpenWithRules(
            command_id=task.command_id,
            programme=programme or found.template,
            opens=replace(found.opens, name_zh=name_zh or found.opens.name_zh),
            policy=replace(found.policy, version=1, valid_from=valid_from, document=document),
        )
        task.done(open_with_rules(ask, by=task.by, desk=task.desk))
