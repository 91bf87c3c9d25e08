"""people import and template: a list read as a whole, shown where it is wrong, registered when all of it is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import printing
from api.terminal.files import check_new, to_csv, write_new
from api.terminal.options import Accept, AFile, CommandId, NewFile, On, Out, SheetName
from api.terminal.people import app
from api.terminal.progress import progress
from api.terminal.session import Session, session_of

if TYPE_CHECKING:
    from application.imports import CellRemark, Reading

ADDED = True
SHOWN = 200


@app.command("import")
def import_people(
    ctx: typer.Context,
    file: AFile,
    why: Annotated[str, typer.Option("--why", help="登记事由，留痕 / Why they are registered; kept")] = "名单导入",
    sheet: SheetName = "",
    accept: Accept = None,
    out: Out = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """导入人员名单（xlsx、xls、csv）：全部正确才保存。 / Register a list of people; all of it or nothing."""
    from application.commands.beneficiaries import register_people

    session = session_of(ctx)
    check_new(out)
    session.officer()
    with progress(session.text("读取名单", "Reading")) as bar:
        reading = session.door.lists().read_people(file.read_bytes(), sheet=sheet, progress=bar)
    rows = taken(session, reading, accept)
    with session.task(command_id, on) as task:
        session.say(session.text(f"正在登记 {len(rows)} 人…", f"Registering {len(rows)} people…"))
        answer, ids = register_people(rows, command_id=task.command_id, why=why, on=task.on, by=task.by, desk=task.desk)
        if out is not None:
            write_new(out, to_csv(("row", "beneficiary"), zip((row.row for row in rows), ids, strict=True)))
        task.done(answer, ids=len(ids), sha256=reading.sha256, **({"out": str(out)} if out else {}))


@app.command()
def template(ctx: typer.Context, out: NewFile) -> None:
    """生成空白人员名单。 / Write an empty list to fill in."""
    session = session_of(ctx)
    write_new(out, session.door.lists().people_template())
    session.answer({"out": str(out)})


def taken(session: Session, reading: Reading[Any], accept: Sequence[str] | None) -> tuple[Any, ...]:
    """Show what is wrong with a file, or doubtful, and return its rows. Raises HasBadCells, DoubtsNotAccepted."""
    accepted = tuple(accept or ())
    open_doubts = [doubt for doubt in reading.doubts if doubt.code not in accepted]
    show_remarks(session, reading.bad, open_doubts)
    return reading.accept(accepted)


def show_remarks(session: Session, bad: Sequence[CellRemark], doubts: Sequence[CellRemark]) -> None:
    """Print every bad cell and every open doubt by sheet, row, column, masked value and rule."""
    if session.as_json:
        if bad or doubts:
            session.print_json({"bad": printing.plain(bad), "doubts": printing.plain(doubts)})
        return
    names = ("sheet", "row", "column", "heading", "value", session.language, "code")
    for remarks, title in (
        (bad, session.text("有误的单元格", "Bad cells")),
        (doubts, session.text("需确认的提示（--accept 代码）", "Remarks to accept (--accept CODE)")),
    ):
        if remarks:
            session.table(f"{title}：{len(remarks)}", names, remarks[:SHOWN])
            if len(remarks) > SHOWN:
                session.screen.print(session.text(f"  其余 {len(remarks) - SHOWN} 项从略（--json 全部列出）", "  …"))
