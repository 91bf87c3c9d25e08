"""registers list, columns, template, import: lists of stations, awards, devices and employers, declared once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.files import write_new
from api.terminal.options import Accept, AFile, CommandId, NewFile, On, SheetName, chosen
from api.terminal.people_lists import show_remarks, taken
from api.terminal.progress import progress
from api.terminal.session import session_of

if TYPE_CHECKING:
    from application.registers.kinds import RegisterKind

app = typer.Typer(
    name="registers", help="台账：列出、栏目、模板、导入 / Registers brought as lists", no_args_is_help=True
)
Which = Annotated[str, typer.Argument(metavar="REGISTER", help="台账代码，见 registers list / Which register")]


@app.command("list")
def list_(ctx: typer.Context) -> None:
    """列出可导入的台账。 / Show which registers may be brought."""
    from application.registers.known import REGISTERS

    session = session_of(ctx)
    told = [
        {
            "register": one.kind.value,
            "name": session.text(one.zh, one.en),
            "of": session.text(one.of_zh, one.of_en),
            "example": one.of_example,
        }
        for one in REGISTERS.values()
    ]
    if session.as_json:
        session.print_json(told)
        return
    session.table(session.text("台账", "Registers"), ("register", "name", "of", "example"), told)


@app.command()
def columns(ctx: typer.Context, register: Which) -> None:
    """查看台账的栏目。 / Show the columns of a register."""
    from application.registers.known import REGISTERS

    session = session_of(ctx)
    told = [
        {
            "heading": session.text(one.zh, one.en),
            "needed": session.text("是" if one.required else "否", "yes" if one.required else "no"),
            "to_put": session.text(one.hint_zh, one.hint_en)
            or "/".join(session.text(word.zh, word.en) for word in one.words),
            "example": one.example or (session.text(one.words[0].zh, one.words[0].en) if one.words else ""),
        }
        for one in REGISTERS[_kind(register)].columns
    ]
    if session.as_json:
        session.print_json(told)
        return
    session.table(session.text("栏目", "Columns"), ("heading", "needed", "to_put", "example"), told)


@app.command()
def template(ctx: typer.Context, register: Which, out: NewFile) -> None:
    """生成空白台账。 / Write an empty list to fill in."""
    session, kind = session_of(ctx), _kind(register)
    write_new(out, session.door.lists().register_template(kind))
    session.answer({"out": str(out)})


@app.command("import")
def import_(
    ctx: typer.Context,
    register: Which,
    of: Annotated[str, typer.Argument(metavar="OF", help="所属方案、项目或残保金年度 / Scheme, programme or levy")],
    file: AFile,
    region: Annotated[str, typer.Option("--region", help="名单人员所属区划 / Where everybody on it lives")] = "",
    sheet: SheetName = "",
    accept: Accept = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """导入台账（xlsx、xls、csv）：全部正确才保存。 / Take in a register; all of it or nothing."""
    from application.bulk_remarks import remarks_on
    from application.commands.brought_lists import RowsRefused
    from application.registers.bringing import BringRegister, bring, look_at

    session, kind = session_of(ctx), _kind(register)
    session.officer()
    with progress(session.text("读取名单", "Reading")) as bar:
        reading = session.door.lists().read_register(kind, file.read_bytes(), sheet=sheet, progress=bar)
    rows = taken(session, reading, accept)
    with session.task(command_id, on) as task:
        ask = BringRegister(
            command_id=task.command_id,
            register=kind,
            of=of,
            region=region,
            on=task.on,
            sheet=sheet,
            sha256=reading.sha256,
        )
        done = not task.desk.dry_run and task.desk.log.receipt(task.command_id) is not None
        looked = look_at(rows, ask, by=task.by, desk=task.desk, done=done)
        if looked.bad:
            show_remarks(session, remarks_on(looked.bad, reading), ())
            raise RowsRefused("file", count=len(looked.bad))
        task.done(bring(looked.rows, ask, by=task.by, desk=task.desk), sha256=reading.sha256)


def _kind(text: str) -> RegisterKind:
    from application.registers.kinds import RegisterKind

    return chosen(RegisterKind, text, "REGISTER")
