"""screening: a year's screening of a programme, from its plan over the lists people bring to its figures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import screening_claims
from api.terminal.files import write_new
from api.terminal.options import (
    Accept,
    AFile,
    Amount,
    AsOf,
    CommandId,
    Document,
    Effective,
    NewFile,
    On,
    Programme,
    Region,
    SheetName,
    Year,
    chosen,
    yuan,
)
from api.terminal.people_lists import taken
from api.terminal.progress import progress
from api.terminal.screening_plans import EXAMPLE, read_plan
from api.terminal.session import Session, session_of

if TYPE_CHECKING:
    from datetime import date

    from application.imports import ScreeningList

app = typer.Typer(name="screening", help="筛查：方案、对象、手术、随访、超任务 / Screenings", no_args_is_help=True)
Screening = Annotated[str, typer.Argument(help="筛查编号 项目/年度 / Screening id")]
Stage = Annotated[list[str] | None, typer.Option("--stage", help="状态，可多次 / Stage, repeatable")]

screening_claims.add_to(app)


@app.command("open")
def open_(
    ctx: typer.Context,
    programme: Programme,
    region: Region,
    year: Year,
    file: AFile,
    target: Annotated[int, typer.Option("--target", min=1, help="任务数（人） / Target in people")],
    document: Document,
    price: Amount,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """筛查立项；方案为 JSON 文件。 / Open a year's screening; its plan is a JSON file."""
    from application.commands.screenings import OpenScreening, open_screening

    stages, days, missed = read_plan(file)
    with session_of(ctx).task(command_id, on) as task:
        ask = OpenScreening(
            command_id=task.command_id,
            programme=programme,
            region=region,
            fiscal_year=year,
            target=target,
            target_document=document,
            price=yuan(price, "price"),
            stages=stages,
            follow_ups=days,
            missed_reasons=missed,
            on=task.on,
        )
        task.done(open_screening(ask, by=task.by, desk=task.desk))


@app.command()
def plan(ctx: typer.Context, out: NewFile) -> None:
    """生成方案示例文件，供修改。 / Write an example plan to change."""
    write_new(out, (json.dumps(EXAMPLE, ensure_ascii=False, indent=2) + "\n").encode())
    session_of(ctx).answer({"out": str(out)})


@app.command()
def candidates(
    ctx: typer.Context,
    screening: Screening,
    file: AFile,
    sheet: SheetName = "",
    accept: Accept = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """导入筛查对象名单。 / Take in who was screened; all of it or nothing."""
    from application.imports import ScreeningList

    _bring(session_of(ctx), screening, ScreeningList.CANDIDATES, "", file, sheet, accept, on, command_id)


@app.command()
def results(
    ctx: typer.Context,
    screening: Screening,
    at: Annotated[str, typer.Argument(metavar="STAGE", help="环节 / Stage of the plan")],
    file: AFile,
    sheet: SheetName = "",
    accept: Accept = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """导入环节结果（复查、手术）。 / Take in what a stage came to; all of it or nothing."""
    from application.imports import ScreeningList

    _bring(session_of(ctx), screening, ScreeningList.RESULTS, at, file, sheet, accept, on, command_id)


@app.command("follow-ups")
def follow_ups(
    ctx: typer.Context,
    screening: Screening,
    file: AFile,
    sheet: SheetName = "",
    accept: Accept = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """导入随访登记。 / Take in who was followed up; all of it or nothing."""
    from application.imports import ScreeningList

    _bring(session_of(ctx), screening, ScreeningList.FOLLOW_UPS, "", file, sheet, accept, on, command_id)


@app.command()
def template(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(help="candidates 对象|results 结果|follow_ups 随访 / Which list")],
    out: NewFile,
) -> None:
    """生成空白名单。 / Write an empty list to fill in."""
    from application.imports import ScreeningList

    session = session_of(ctx)
    write_new(out, session.door.lists().screening_template(chosen(ScreeningList, what, "WHAT")))
    session.answer({"out": str(out)})


@app.command()
def close(ctx: typer.Context, screening: Screening, on: On = None, command_id: CommandId = None) -> None:
    """办结筛查：人人有结果、随访已登记、付款方已定。 / Close it when nothing of it is open."""
    from application.commands.screenings import CloseScreening, close_screening

    with session_of(ctx).task(command_id, on) as task:
        ask = CloseScreening(command_id=task.command_id, screening=screening, on=task.on)
        task.done(close_screening(ask, by=task.by, desk=task.desk))


@app.command("list")
def list_screenings(ctx: typer.Context, stage: Stage = None, as_of: AsOf = None, effective: Effective = None) -> None:
    """列出筛查。 / Show the screenings."""
    from application.lists import SCREENINGS, Where

    session = session_of(ctx)
    with session.query() as desk:
        where = Where(stages=tuple(stage or ()))
        rows: list[Any] = list(desk.views.rows(SCREENINGS, as_of=as_of, effective=effective, where=where))
    if session.as_json:
        session.print_json(rows)
        return
    names = ("screening", "region", "target", "price", "stage", "opened_on", "closed_on")
    session.table(session.text("筛查", "Screenings"), names, rows)


@app.command()
def figures(ctx: typer.Context, screening: Screening, as_of: AsOf = None, effective: Effective = None) -> None:
    """汇总各环节、随访与超任务；比率写明分母。 / Add it up; each rate names its denominator."""
    from application.screenings.figures import figures_of, screening_at

    session = session_of(ctx)
    with session.query() as desk:
        state, _ = screening_at(screening, desk=desk, as_of=as_of, effective=effective)
        found = figures_of(state, on=effective or desk.clock.today())
    if session.as_json:
        session.print_json(found)
        return
    rates = [f"{session.text(each.zh, each.en)}: {each.rate or '—'}" for each in found.stages]
    rates += [f"{each.rate}" for each in found.follow_ups if each.rate]
    for sentence in (found.completion, *rates):
        session.say(sentence)
    session.table(
        session.text("环节", "Stages"), ("stage", "came", "passed", "dropped_out", "waiting"), list(found.stages)
    )
    session.table(
        session.text("随访", "Follow-ups"), ("day", "tasks", "done", "missed", "overdue"), list(found.follow_ups)
    )


def _bring(
    session: Session,
    screening: str,
    what: ScreeningList,
    stage: str,
    file: AFile,
    sheet: str,
    accept: list[str] | None,
    on: date | None,
    command_id: str | None,
) -> None:
    from application.commands.brought_lists import RowsRefused
    from application.commands.brought_screenings import take_in, told_by
    from application.jobs import ScreeningImport

    session.officer()
    with progress(session.text("读取名单", "Reading")) as bar:
        reading = session.door.lists().read_screening(what, file.read_bytes(), sheet=sheet, progress=bar)
    rows = taken(session, reading, accept)
    with session.task(command_id, on) as task:
        ask = ScreeningImport(screening=screening, what=what, stage=stage, on=task.on)
        found = told_by(rows, ask, desk=task.desk, by=task.by.id)
        if found.bad and task.desk.log.receipt(task.command_id) is None:
            for bad in found.bad[:_SHOWN]:
                session.say(f"{bad.row}: {bad.refusal.sentence('zh' if session.language == 'zh' else 'en')}")
            raise RowsRefused("file", count=len(found.bad))
        answer = take_in(found.told, ask, command_id=task.command_id, by=task.by, desk=task.desk)
        task.done(answer, sha256=reading.sha256)


_SHOWN = 200
