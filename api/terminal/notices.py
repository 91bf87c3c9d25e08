"""notice: post the names proposed, take objections, settle them, conclude."""

from __future__ import annotations

from typing import Annotated

import typer

from api.terminal import printing
from api.terminal.files import people_named
from api.terminal.options import AsOf, CommandId, Effective, FromFile, On, People, Programme, Region, chosen, month
from api.terminal.records import print_registers
from api.terminal.session import session_of

app = typer.Typer(name="notice", help="公示：张贴、异议、期满 / Public notices", no_args_is_help=True)
Notice = Annotated[str, typer.Argument(help="公示编号 / Notice id")]
Objection = Annotated[str, typer.Argument(help="异议编号 / Objection id")]


@app.command()
def publish(
    ctx: typer.Context,
    notice: Notice,
    programme: Programme,
    region: Region,
    place: Annotated[str, typer.Option("--place", help="张贴地点 / Where it is posted")],
    hotline: Annotated[str, typer.Option("--hotline", help="监督电话 / Hotline")],
    working_days: Annotated[int, typer.Option("--working-days", min=1, help="公示工作日数 / Working days")] = 7,
    people: People = None,
    from_file: FromFile = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """张贴公示。 / Post a notice."""
    from application.commands.notices import PublishNotice, publish_notice

    everybody = people_named(people, from_file)
    with session_of(ctx).task(command_id, on) as task:
        ask = PublishNotice(
            command_id=task.command_id,
            notice_id=notice,
            programme=programme,
            region=region,
            place=place,
            hotline=hotline,
            beneficiaries=everybody,
            working_days=working_days,
            on=task.on,
        )
        task.done(publish_notice(ask, by=task.by, desk=task.desk))


@app.command("object")
def object_to(
    ctx: typer.Context,
    notice: Notice,
    objection: Objection,
    beneficiary: Annotated[str, typer.Argument(help="人员编号 / Beneficiary id")],
    ground: Annotated[
        str, typer.Option("--ground", help="理由 / Ground: not_eligible|amount_wrong|deceased|moved_away|other")
    ],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记异议，个案随即重新审查。 / Record an objection; the case is open again at once."""
    from application.commands.notices import RaiseObjection, raise_objection
    from domain.notices.events import ObjectionGround

    why = chosen(ObjectionGround, ground, "--ground")
    with session_of(ctx).task(command_id, on) as task:
        ask = RaiseObjection(
            command_id=task.command_id,
            notice_id=notice,
            objection_id=objection,
            beneficiary=beneficiary,
            ground=why,
            on=task.on,
        )
        task.done(raise_objection(ask, by=task.by, desk=task.desk))


@app.command()
def settle(
    ctx: typer.Context,
    notice: Notice,
    objection: Objection,
    finding: Annotated[str, typer.Option("--finding", help="调查结论，不含个人信息 / What was found")],
    upheld: Annotated[bool, typer.Option("--upheld/--dismissed", help="成立或不成立 / Upheld or dismissed")],
    stops_from: Annotated[
        str, typer.Option("--stops-from", metavar="MONTH", help="成立时自哪月起不应发放 / Nothing was due since")
    ] = "",
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """办结异议。 / Uphold or dismiss an objection."""
    from application.commands.notices import SettleObjection, settle_objection

    since = month(stops_from, "stops_from") if stops_from else None
    with session_of(ctx).task(command_id, on) as task:
        ask = SettleObjection(
            command_id=task.command_id,
            notice_id=notice,
            objection_id=objection,
            upheld=upheld,
            finding=finding,
            stops_from=since,
            on=task.on,
        )
        task.done(settle_objection(ask, by=task.by, desk=task.desk))


@app.command()
def conclude(ctx: typer.Context, notice: Notice, on: On = None, command_id: CommandId = None) -> None:
    """公示期满。 / Say that a notice has run its full time."""
    from application.commands.notices import ConcludeNotice, conclude_notice

    with session_of(ctx).task(command_id, on) as task:
        ask = ConcludeNotice(command_id=task.command_id, notice_id=notice, on=task.on)
        task.done(conclude_notice(ask, by=task.by, desk=task.desk))


@app.command()
def show(ctx: typer.Context, notice: Notice, as_of: AsOf = None, effective: Effective = None) -> None:
    """查看公示、人员编号与异议。 / Show a notice, the ids on it and open objections."""
    from application.queries import UnknownId

    session = session_of(ctx)
    with session.query() as desk:
        rows = desk.views.register("notice", notice, as_of=as_of, effective=effective)
        people = desk.views.people_on_notice(notice, as_of=as_of, effective=effective)
        objections = desk.views.open_objections(as_of=as_of, effective=effective)
    if not rows:
        raise UnknownId(notice)
    found = {
        "notice": [printing.plain(row) for row in rows],
        "notice_person": [{"beneficiary": person} for person in people],
        "objection": [printing.plain(one) for one in objections if one.notice == notice],
    }
    print_registers(session, {name: of for name, of in found.items() if of}, limit=50)
