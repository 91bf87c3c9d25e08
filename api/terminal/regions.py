"""regions import, name, list, template: what region codes are called, from which day on."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from api.terminal.files import write_new
from api.terminal.options import Accept, AFile, AsOf, CommandId, Effective, NewFile, SheetName
from api.terminal.people_lists import taken
from api.terminal.progress import progress
from api.terminal.session import session_of

app = typer.Typer(name="regions", help="区划名称：导入、登记、查看 / Names of regions", no_args_is_help=True)
Document = Annotated[
    str, typer.Option("--document", help="依据文号或名录来源 / The document that orders it, or the register's source")
]


@app.command("import")
def import_regions(
    ctx: typer.Context,
    file: AFile,
    document: Document,
    sheet: SheetName = "",
    accept: Accept = None,
    command_id: CommandId = None,
) -> None:
    """导入区划名称（xlsx、xls、csv）：全部正确才保存，已登记的略过。 / Take in a list of names, whole."""
    from application.commands.region_names import NameRegions, name_regions, named_in

    session = session_of(ctx)
    session.officer()
    with progress(session.text("读取名单", "Reading")) as bar:
        reading = session.door.lists().read_regions(file.read_bytes(), sheet=sheet, progress=bar)
    names = tuple(named_in(row) for row in taken(session, reading, accept))
    with session.task(command_id) as task:
        ask = NameRegions(command_id=task.command_id, names=names, document=document)
        task.done(name_regions(ask, by=task.by, desk=task.desk), sha256=reading.sha256)


@app.command()
def name(
    ctx: typer.Context,
    region: Annotated[str, typer.Argument(help="区划代码，6 位或 12 位 / Region code")],
    called: Annotated[str, typer.Argument(metavar="NAME", help="区划名称 / Name")],
    document: Document,
    valid_from: Annotated[
        date, typer.Option("--from", parser=date.fromisoformat, metavar="DATE", help="启用日期 / First day")
    ],
    valid_to: Annotated[
        date | None, typer.Option("--to", parser=date.fromisoformat, metavar="DATE", help="停用日期 / Last day")
    ] = None,
    command_id: CommandId = None,
) -> None:
    """登记一个区划的名称；同一启用日期的为更正。 / Give a region a name; one from the same day is corrected."""
    from application.commands.region_names import NameRegions, RegionName, name_regions

    with session_of(ctx).task(command_id) as task:
        names = (RegionName(region, called, valid_from, valid_to),)
        ask = NameRegions(command_id=task.command_id, names=names, document=document)
        task.done(name_regions(ask, by=task.by, desk=task.desk))


@app.command("list")
def list_(
    ctx: typer.Context,
    inside: Annotated[str, typer.Argument(metavar="REGION", help="上级区划，不填为全部 / Inside this region")] = "",
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """查看区划名称。 / Show what regions are called."""
    from application.lists import REGIONS, Where
    from domain.regions import RegionCode

    session = session_of(ctx)
    where = Where(regions=(RegionCode.parse(inside),) if inside else ())
    with session.query() as desk:
        found = list(desk.views.rows(REGIONS, where=where, as_of=as_of, effective=effective))
    if session.as_json:
        session.print_json(found)
        return
    columns = ("region", "name", "valid_from", "valid_to", "document", "named_at")
    session.table(session.text("区划名称", "Names of regions"), columns, found)


@app.command()
def template(ctx: typer.Context, out: NewFile) -> None:
    """生成空白区划名称表。 / Write an empty list to fill in."""
    session = session_of(ctx)
    write_new(out, session.door.lists().regions_template())
    session.answer({"out": str(out)})
