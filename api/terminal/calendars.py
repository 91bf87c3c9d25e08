"""calendars import, list, show, export, template: which days of a year are off, and which weekends are worked."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from api.terminal.files import write_new
from api.terminal.options import Accept, AFile, CommandId, NewFile, SheetName
from api.terminal.people_lists import show_remarks
from api.terminal.session import session_of

app = typer.Typer(name="calendars", help="放假安排：导入、查看 / Days off and make-up days", no_args_is_help=True)
Year = Annotated[int, typer.Argument(metavar="YEAR", help="年份 / Year")]


@app.command("import")
def import_calendar(
    ctx: typer.Context,
    year: Year,
    file: AFile,
    document: Annotated[str, typer.Option("--document", help="通知文号 / Number of the notice")],
    announced_on: Annotated[
        date, typer.Option("--announced-on", parser=date.fromisoformat, metavar="DATE", help="通知日期 / Its date")
    ],
    sheet: SheetName = "",
    accept: Accept = None,
    command_id: CommandId = None,
) -> None:
    """导入一年的放假调休安排（xlsx、xls、csv），整年替换。 / Take in a year's list, whole."""
    from application.commands.calendars import SetCalendar, days_in, look_at_list, set_calendar

    session = session_of(ctx)
    session.officer()
    looked = look_at_list(year, session.door.lists().read_calendar(file.read_bytes(), sheet=sheet))
    accepted = tuple(accept or ())
    show_remarks(session, looked.bad, [doubt for doubt in looked.doubts if doubt.code not in accepted])
    days = days_in(looked.rows(accepted))
    with session.task(command_id) as task:
        ask = SetCalendar(
            command_id=task.command_id, year=year, document=document, announced_on=announced_on, days=days
        )
        task.done(set_calendar(ask, by=task.by, desk=task.desk), sha256=looked.reading.sha256)


@app.command("list")
def list_(ctx: typer.Context) -> None:
    """查看已登记的年份。 / Show the years that have a list."""
    from application.calendars import calendars_now
    from domain.calendars.events import DayKind

    session = session_of(ctx)
    with session.query() as desk:
        found = calendars_now(desk)
    if session.as_json:
        session.print_json(list(found))
        return
    rows = [
        {
            "year": one.year,
            "document": one.document,
            "announced_on": one.announced_on,
            "version": one.version,
            "days_off": sum(day.day_kind is DayKind.OFF for day in one.days),
            "make_up_days": sum(day.day_kind is DayKind.WORKING for day in one.days),
        }
        for one in found
    ]
    session.table(session.text("放假安排", "Calendars"), tuple(rows[0]) if rows else ("year",), rows)


@app.command()
def show(ctx: typer.Context, year: Year) -> None:
    """查看一年的放假日和调休上班日。 / Show a year's days."""
    from application.calendars import calendars_at
    from domain.working_days import CalendarUnknown

    session = session_of(ctx)
    with session.query() as desk:
        found = calendars_at(desk).by_year.get(year)
    if found is None:
        raise CalendarUnknown("year", year=year)
    if session.as_json:
        session.print_json(found)
        return
    rows = [
        {"day": one.day, "day_kind": session.text(one.day_kind.zh, one.day_kind.value), "holiday": one.holiday}
        for one in found.days
    ]
    session.table(f"{year} {found.document}", ("day", "day_kind", "holiday"), rows)


@app.command()
def export(ctx: typer.Context, year: Year, out: NewFile) -> None:
    """导出一年的安排（.xlsx 或 .csv），可改后重新导入。 / Write a year's list, to be changed and brought again."""
    from application.calendars import calendars_at
    from domain.working_days import CalendarUnknown

    session = session_of(ctx)
    with session.query() as desk:
        found = calendars_at(desk).by_year.get(year)
    if found is None:
        raise CalendarUnknown("year", year=year)
    write_new(out, session.door.lists().calendar_list(found.days, as_csv=out.suffix.lower() == ".csv"))
    session.answer({"out": str(out)})


@app.command()
def template(ctx: typer.Context, out: NewFile) -> None:
    """生成空白放假安排表。 / Write an empty list to fill in."""
    session = session_of(ctx)
    write_new(out, session.door.lists().calendar_list())
    session.answer({"out": str(out)})
