"""tailored: service files of people, from the survey of needs to the follow-up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import emergency_aid, tailored_figures, tailored_places
from api.terminal.files import write_new
from api.terminal.options import (
    Accept,
    AFile,
    AsOf,
    CommandId,
    Effective,
    NewFile,
    On,
    SheetName,
    chosen,
)
from api.terminal.people_lists import taken
from api.terminal.progress import progress
from api.terminal.session import Session, session_of
from api.terminal.tailored_options import (
    KINDS,
    FileId,
    PageFile,
    ServiceYear,
    Signed,
    Text,
    kind,
    page_hash,
    services,
    signature,
)

if TYPE_CHECKING:
    from application.imports import TailoredList

app = typer.Typer(
    name="tailored", help="量服：调查、计划、服务、回访、督导、救助 / Tailored service", no_args_is_help=True
)
Person = Annotated[str, typer.Argument(help="人员编号 / Beneficiary id")]
_SHOWN = 200

tailored_places.add_to(app)
tailored_figures.add_to(app)
emergency_aid.add_to(app)


@app.command()
def survey(
    ctx: typer.Context,
    person: Person,
    page: PageFile,
    signed: Signed,
    need: Annotated[list[str] | None, typer.Option("--need", help=f"需求，可多次 / Need: {KINDS}")] = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记需求调查，建立当年档案。 / Record a survey, which begins the file of the year."""
    from application.commands.service_files import RecordSurveys, SurveyGiven, record_surveys

    needs, signature_ = tuple(kind(one, "--need") for one in need or ()), signature(page, signed)
    with session_of(ctx).task(command_id, on) as task:
        given = SurveyGiven(person, needs, (), signature_, task.on)
        ask = RecordSurveys(command_id=task.command_id, year=task.on.year, surveys=(given,))
        task.done(record_surveys(ask, by=task.by, desk=task.desk))


@app.command()
def plan(
    ctx: typer.Context,
    file: FileId,
    page: PageFile,
    signed: Signed,
    service: Annotated[list[str], typer.Option("--service", metavar="KIND=TIMES", help="服务，可多次 / Service")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """制定服务计划。 / Plan services for needs that were surveyed."""
    from application.commands.service_files import PlanService, plan_service

    wanted, signature_ = services(service, "--service"), signature(page, signed)
    with session_of(ctx).task(command_id, on) as task:
        ask = PlanService(command_id=task.command_id, file=file, services=wanted, signature=signature_, on=task.on)
        task.done(plan_service(ask, by=task.by, desk=task.desk))


@app.command()
def approve(ctx: typer.Context, file: FileId, on: On = None, command_id: CommandId = None) -> None:
    """乡镇审定计划，制定人不得审定。 / Approve a plan for the township; never who made it."""
    from application.commands.service_files import ApproveServicePlan, approve_service_plan

    with session_of(ctx).task(command_id, on) as task:
        ask = ApproveServicePlan(command_id=task.command_id, file=file, on=task.on)
        task.done(approve_service_plan(ask, by=task.by, desk=task.desk))


@app.command()
def unplanned(
    ctx: typer.Context,
    file: FileId,
    reason: Annotated[
        str, typer.Option("--reason", help="no_need|needs_met|declined|away|moved_away|died|other 原因 / Reason")
    ],
    text: Text,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """说明不作计划的原因。 / Say why there is no plan."""
    from application.commands.service_files import LeaveUnplanned, leave_unplanned
    from domain.tailored.events import UnplannedReason

    why = chosen(UnplannedReason, reason, "--reason")
    with session_of(ctx).task(command_id, on) as task:
        ask = LeaveUnplanned(command_id=task.command_id, file=file, reason=why, text=text, on=task.on)
        task.done(leave_unplanned(ask, by=task.by, desk=task.desk))


@app.command()
def serve(
    ctx: typer.Context,
    file: FileId,
    what: Annotated[str, typer.Argument(metavar="KIND", help=f"服务类别 / {KINDS}")],
    times: Annotated[int, typer.Argument(min=1, help="次数 / How many times")],
    provider: Annotated[str, typer.Option("--provider", help="服务机构 / Who gave it")],
    page: PageFile,
    signed: Signed,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记服务记录。 / Record services that were given under an approved plan."""
    from application.commands.service_files import RecordServices, ServiceRecord, record_services
    from domain.tailored.state import year_and_person

    year, person = year_and_person(file)
    given, signature_ = kind(what, "KIND"), signature(page, signed)
    with session_of(ctx).task(command_id, on) as task:
        record = ServiceRecord(person, given, times, provider, signature_, task.on)
        ask = RecordServices(command_id=task.command_id, year=year, services=(record,))
        task.done(record_services(ask, by=task.by, desk=task.desk))


@app.command()
def visit(
    ctx: typer.Context,
    file: FileId,
    not_met: Annotated[
        str,
        typer.Option(
            "--not-met",
            metavar="away|moved_away|died|in_hospital|not_found|declined|other",
            help="未见到原因 / Why they were not met",
        ),
    ] = "",
    received: Annotated[
        list[str] | None, typer.Option("--received", metavar="KIND=TIMES", help="本人所述，可多次 / As the person says")
    ] = None,
    satisfaction: Annotated[
        int | None, typer.Option("--satisfaction", help="满意度 1 至 5 / Satisfaction, 1 to 5")
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--page", exists=True, dir_okay=False, help="签字页 / Signed page")
    ] = None,
    signed: Annotated[str, typer.Option("--signed", metavar="WHO:DATE", help="签字人与日期 / Who and when")] = "",
    remark: Annotated[str, typer.Option("--remark", help="备注，不含个人信息 / Remark")] = "",
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记回访，录入服务的人不得回访。 / Record the follow-up; never who entered the services."""
    from application.commands.service_files import RecordFollowUp, record_follow_up
    from domain.inspections.visit_events import NotMetReason

    why = chosen(NotMetReason, not_met, "--not-met") if not_met else None
    said, signature_ = services(received, "--received"), signature(page, signed) if page else None
    with session_of(ctx).task(command_id, on) as task:
        ask = RecordFollowUp(
            command_id=task.command_id,
            file=file,
            not_met=why,
            received=said,
            satisfaction=satisfaction,
            signature=signature_,
            remark=remark,
            on=task.on,
        )
        task.done(record_follow_up(ask, by=task.by, desk=task.desk))


@app.command()
def compare(
    ctx: typer.Context,
    file: FileId,
    step: Annotated[str, typer.Argument(metavar="STEP", help='survey|plan|"service 1"|visit 环节 / Step')],
    page: Annotated[
        Path | None, typer.Option("--page", exists=True, dir_okay=False, help="纸质页扫描件；无纸质不填 / Paper's scan")
    ] = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """核对纸质档案。 / Compare a step with its paper."""
    from application.commands.service_files import ComparePaper, compare_paper

    found = page_hash(page) if page else ""
    with session_of(ctx).task(command_id, on) as task:
        ask = ComparePaper(command_id=task.command_id, file=file, step=step, found_sha256=found, on=task.on)
        task.done(compare_paper(ask, by=task.by, desk=task.desk))


@app.command()
def bring(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="surveys 调查|services 服务 / Which list")],
    year: ServiceYear,
    file: AFile,
    sheet: SheetName = "",
    accept: Accept = None,
    command_id: CommandId = None,
) -> None:
    """导入需求调查或服务记录名单，全部通过才保存。 / Take in a list; all of it or nothing."""
    from application.imports import TailoredList

    _bring(session_of(ctx), chosen(TailoredList, what, "WHAT"), year, file, sheet, accept, command_id)


@app.command()
def template(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="surveys 调查|services 服务 / Which list")],
    out: NewFile,
) -> None:
    """生成空白名单。 / Write an empty list to fill in."""
    from application.imports import TailoredList

    session = session_of(ctx)
    write_new(out, session.door.lists().tailored_template(chosen(TailoredList, what, "WHAT")))
    session.answer({"out": str(out)})


@app.command("list")
def list_files(
    ctx: typer.Context,
    year: ServiceYear,
    stage: Annotated[list[str] | None, typer.Option("--stage", help="状态，可多次 / Stage, repeatable")] = None,
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """列出量服档案。 / Show the service files of a year."""
    from application.lists import SERVICE_FILES, Where

    session = session_of(ctx)
    with session.query() as desk:
        where = Where(year=year, stages=tuple(stage or ()))
        rows: list[Any] = list(desk.views.rows(SERVICE_FILES, as_of=as_of, effective=effective, where=where))
    if session.as_json:
        session.print_json(rows)
        return
    names = ("file", "region", "stage", "needs", "planned", "services", "satisfaction")
    session.table(session.text("量服档案", "Service files"), names, rows)


def _bring(
    session: Session,
    what: TailoredList,
    year: int,
    file: AFile,
    sheet: str,
    accept: list[str] | None,
    command_id: str | None,
) -> None:
    from application.commands.brought_lists import RowsRefused
    from application.commands.brought_tailored import save_all, told_by
    from application.jobs import TailoredImport

    session.officer()
    with progress(session.text("读取名单", "Reading")) as bar:
        reading = session.door.lists().read_tailored(what, file.read_bytes(), sheet=sheet, progress=bar)
    rows = taken(session, reading, accept)
    with session.task(command_id, None) as task:
        ask = TailoredImport(what=what, year=year)
        done = task.desk.log.receipt(task.command_id) is not None
        found = told_by(rows, ask, by=task.by, desk=task.desk, look=not done)
        if found.bad:
            for bad in found.bad[:_SHOWN]:
                session.say(f"{bad.row}: {bad.refusal.sentence('zh' if session.language == 'zh' else 'en')}")
            raise RowsRefused("file", count=len(found.bad))
        answer = save_all(found.told, ask, command_id=task.command_id, by=task.by, desk=task.desk)
        task.done(answer, sha256=reading.sha256)
