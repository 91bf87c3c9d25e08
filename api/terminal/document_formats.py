"""document-formats import, list, export, template: whose documents bring money to the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from api.terminal.files import write_new
from api.terminal.options import Accept, AFile, CommandId, NewFile, SheetName
from api.terminal.people_lists import show_remarks
from api.terminal.session import Session, session_of
from domain.document_formats.events import DocumentFormatsListed

app = typer.Typer(name="document-formats", help="文号格式：导入、查看 / Document-number formats", no_args_is_help=True)


@app.command("import")
def import_formats(
    ctx: typer.Context,
    file: AFile,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict/--lenient",
            help="代字不在名单上的文号：拒绝，或照旧登记 / A word that is not listed: refused, or taken as it is",
        ),
    ],
    sheet: SheetName = "",
    accept: Accept = None,
    command_id: CommandId = None,
) -> None:
    """导入文号格式名单（xlsx、xls、csv），整份替换。 / Take in the list, whole."""
    from application.commands.document_formats import (
        SetDocumentFormats,
        formats_in,
        look_at_list,
        set_document_formats,
    )

    session = session_of(ctx)
    session.officer()
    looked = look_at_list(session.door.lists().read_document_formats(file.read_bytes(), sheet=sheet))
    accepted = tuple(accept or ())
    show_remarks(session, looked.bad, [doubt for doubt in looked.doubts if doubt.code not in accepted])
    formats = formats_in(looked.rows(accepted))
    with session.task(command_id) as task:
        ask = SetDocumentFormats(command_id=task.command_id, formats=formats, strict=strict)
        task.done(set_document_formats(ask, by=task.by, desk=task.desk), sha256=looked.reading.sha256)


@app.command("list")
def list_(ctx: typer.Context) -> None:
    """查看已登记的文号格式。 / Show the formats that are listed."""
    from application.document_formats import formats_at

    session = session_of(ctx)
    with session.query() as desk:
        listed = formats_at(desk).listed
    if session.as_json:
        session.print_json(listed)
        return
    names = ("word", "issuing_office", "brings", "first_year", "last_year")
    rows = [
        {
            "word": one.word,
            "issuing_office": one.issuer,
            "brings": "、".join(session.text(level.zh, level.value) for level in one.brings),
            "first_year": one.first_year,
            "last_year": one.last_year,
        }
        for one in (listed.formats if listed else ())
    ]
    session.table(session.text("文号格式", "Document-number formats") + _told(session, listed), names, rows)


@app.command()
def export(ctx: typer.Context, out: NewFile) -> None:
    """导出文号格式名单（.xlsx 或 .csv），可改后重新导入。 / Write the list, to be changed and brought again."""
    from application.document_formats import formats_at

    session = session_of(ctx)
    with session.query() as desk:
        listed = formats_at(desk).listed
    formats = listed.formats if listed else ()
    write_new(out, session.door.lists().document_formats_list(formats, as_csv=out.suffix.lower() == ".csv"))
    session.answer({"out": str(out)})


@app.command()
def template(ctx: typer.Context, out: NewFile) -> None:
    """生成空白文号格式表。 / Write an empty list to fill in."""
    session = session_of(ctx)
    write_new(out, session.door.lists().document_formats_list())
    session.answer({"out": str(out)})


def _told(session: Session, listed: DocumentFormatsListed | None) -> str:
    """Say what becomes of documents whose word is not listed."""
    if listed is None:
        return session.text("：尚未登记，任何文号均可", ": no list, any document will do")
    if listed.strict:
        return session.text("：名单之外一律拒绝", ": others are refused")
    return session.text("：名单之外照旧登记", ": others are taken as before")
