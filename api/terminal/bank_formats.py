"""formats list, show, template, declare: what banks' payment files and results look like."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.terminal.files import write_new
from api.terminal.options import AFile, CommandId
from api.terminal.session import Session, session_of

app = typer.Typer(name="formats", help="银行格式：登记、查看 / What banks' files look like", no_args_is_help=True)
Code = Annotated[str, typer.Argument(metavar="CODE", help="格式代码 / Code of the format")]
Out = Annotated[
    Path | None, typer.Option("--out", dir_okay=False, help="写入新文件，不填则显示 / Write a new file; else shown")
]


@app.command("list")
def list_(ctx: typer.Context) -> None:
    """查看已登记的银行格式。 / Show the formats that were declared."""
    from application.bank_formats import formats_now

    session = session_of(ctx)
    with session.query() as desk:
        found = formats_now(desk)
    if session.as_json:
        session.print_json(list(found))
        return
    rows = [
        {"format": one.format, "title": one.title, "file_kind": one.kind.value, "columns": len(one.columns)}
        for one in found
    ]
    session.table(session.text("银行格式", "Bank formats"), ("format", "title", "file_kind", "columns"), rows)


@app.command()
def show(ctx: typer.Context, code: Code, out: Out = None) -> None:
    """查看一个格式的写法（JSON），可改后重新登记。 / A format in its written form, to be changed and declared anew."""
    from application import streams
    from application.work import Work

    session = session_of(ctx)
    with session.query() as desk:
        form = streams.bank_formats(Work(desk.log, attempt=0)).state.format(code)
    _give(session, session.door.bank_lists().write_format(form), out)


@app.command()
def template(ctx: typer.Context, code: Code = "card-roster", out: Out = None) -> None:
    """随系统提供的样板，如一卡通花名册。 / A format to begin from, such as the 一卡通 roster."""
    from application.bank_formats import TEMPLATES
    from domain.bank_formats.rejections import NoSuchBankFormat

    session = session_of(ctx)
    if code not in TEMPLATES:
        raise NoSuchBankFormat("format", format=code[:40])
    _give(session, session.door.bank_lists().write_format(TEMPLATES[code]), out)


@app.command()
def declare(ctx: typer.Context, file: AFile, command_id: CommandId = None) -> None:
    """按文件（JSON）登记银行格式；代码相同的以最后一次为准。 / Declare a format; the last one of a code holds."""
    from application.commands.bank_formats import DeclareBankFormat, declare_bank_format

    session = session_of(ctx)
    session.officer()
    declared = session.door.bank_lists().read_format(file.read_bytes())
    with session.task(command_id) as task:
        ask = DeclareBankFormat(command_id=task.command_id, declared=declared)
        task.done(declare_bank_format(ask, by=task.by, desk=task.desk), format=declared.format)


def _give(session: Session, content: bytes, out: Path | None) -> None:
    if out is None:
        session.screen.print(content.decode(), markup=False, highlight=False, soft_wrap=True)
        return
    write_new(out, content)
    session.answer({"out": str(out)})
