"""inspection: what is inspected, the sample, drawing it again, and how it ends; visits and findings beside it."""

from __future__ import annotations

import secrets
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import visits
from api.terminal.exits import ExitCode
from api.terminal.options import AsOf, CommandId, Effective, On, PeriodText, Programme, Region, chosen
from api.terminal.options import period as period_of
from api.terminal.records import show_registers
from api.terminal.session import session_of

if TYPE_CHECKING:
    from domain.inspections.events import Method

app = typer.Typer(name="inspection", help="督查：抽样、入户、问题、办结 / Inspections", no_args_is_help=True)
Inspection = Annotated[str, typer.Argument(help="督查编号 / Inspection id")]
Frame = Annotated[
    str, typer.Option("--frame", metavar="FRAME", help="抽样框：paid 已发放|entitled 在享 / Who may be drawn")
]
EachUnit = Annotated[
    str, typer.Option("--each", metavar="SHARE", help="每个乡镇的比例，不低于 1/10 / Share of each township")
]
OfWhole = Annotated[
    str, typer.Option("--whole", metavar="SHARE", help="总体的比例，默认与乡镇相同 / Share of the whole; else the same")
]
Confidence = Annotated[
    str, typer.Option("--confidence", metavar="C", help="置信度，如 0.95；以公式定样本量 / Sample size by formula")
]
Margin = Annotated[str, typer.Option("--margin", metavar="E", help="误差，默认 0.05 / Margin")]
Seed = Annotated[
    str | None,
    typer.Option(
        "--seed", metavar="SEED", help="种子；不填则随机生成；填 bound 则随后绑定到签封 / `bound`: bind later"
    ),
]
Later = Annotated[
    int, typer.Option("--entries-later", min=0, help="此后再过几条分录的树根 / Root after so many more entries")
]
Stage = Annotated[list[str] | None, typer.Option("--stage", help="状态，可多次 / Stage, repeatable")]

visits.add_to(app)


@app.command("open")
def open_(
    ctx: typer.Context,
    inspection: Inspection,
    programme: Programme,
    region: Region,
    period: PeriodText,
    frame: Frame = "paid",
    each: EachUnit = "1/10",
    whole: OfWhole = "",
    confidence: Confidence = "",
    margin: Margin = "0.05",
    seed: Seed = None,
    at: Annotated[int | None, typer.Option("--at", min=1, help="以第几号分录为准，默认最新 / Frame as of")] = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """立项督查，固定抽样框。 / Open an inspection and fix its frame."""
    from application.commands.inspections import OpenInspection, open_inspection
    from domain.inspections.events import FrameKind

    kind, method, months = chosen(FrameKind, frame, "--frame"), _method(each, whole, confidence, margin), period
    with session_of(ctx).task(command_id, on) as task:
        ask = OpenInspection(
            command_id=task.command_id,
            inspection_id=inspection,
            programme=programme,
            period=period_of(months),
            region=region,
            frame=kind,
            as_of=at,
            method=method,
            seed=secrets.token_hex(16) if seed is None else "" if seed == "bound" else seed,
            on=task.on,
        )
        task.done(open_inspection(ask, by=task.by, desk=task.desk))


@app.command()
def bind(
    ctx: typer.Context, inspection: Inspection, later: Later = 1, on: On = None, command_id: CommandId = None
) -> None:
    """将种子绑定到此后的签封树根，谁也无法挑选。 / Leave the seed to the log's seal, so that nobody chose it."""
    from application.commands.inspections import BindSeed, bind_seed

    with session_of(ctx).task(command_id, on) as task:
        ask = BindSeed(command_id=task.command_id, inspection_id=inspection, entries_later=later, on=task.on)
        task.done(bind_seed(ask, by=task.by, desk=task.desk))


@app.command()
def draw(ctx: typer.Context, inspection: Inspection, on: On = None, command_id: CommandId = None) -> None:
    """抽取样本，只抽一次。 / Draw the sample, once."""
    from application.commands.inspections import DrawSample, draw_sample

    with session_of(ctx).task(command_id, on) as task:
        ask = DrawSample(command_id=task.command_id, inspection_id=inspection, on=task.on)
        task.done(draw_sample(ask, by=task.by, desk=task.desk))


@app.command()
def frame(ctx: typer.Context, inspection: Inspection) -> None:
    """输出抽样框原文，每行一人；其 SHA-256 即登记的摘要。 / Write the frame, a person a line, as it was hashed."""
    from application.inspections.redrawing import frame_of

    session = session_of(ctx)
    with session.query() as desk:
        found = frame_of(inspection, desk=desk)
    session.screen.file.write(found.text)


@app.command()
def sample(ctx: typer.Context, inspection: Inspection) -> None:
    """输出样本，每行一人，次序同抽样框。 / Write the sample, a person a line, in the frame's order."""
    from application.inspections.redrawing import sample_of

    session = session_of(ctx)
    with session.query() as desk:
        people = sample_of(inspection, desk=desk)
    session.screen.file.write("".join(f"{one.unit} {one.beneficiary}\n" for one in people))


@app.command()
def redraw(ctx: typer.Context, inspection: Inspection) -> None:
    """只凭分录重做抽样框、种子和样本并比对；不一致时退出码为 5。 / Draw again from the log alone and compare."""
    from api.terminal import printing
    from application.inspections.redrawing import redraw as draw_again

    session = session_of(ctx)
    with session.desk() as desk:
        found = draw_again(inspection, desk=desk)
    session.answer({"equal": found.equal, **printing.plain(found)})
    if not found.equal:
        raise typer.Exit(ExitCode.FOUND_SOMETHING)


@app.command()
def report(ctx: typer.Context, inspection: Inspection, as_of: AsOf = None, effective: Effective = None) -> None:
    """汇总入户、满意度与问题；未作答的单独列出。 / Add up visits, satisfaction with non-response apart, findings."""
    from api.terminal import printing
    from application.inspections.reporting import report_on

    session = session_of(ctx)
    with session.query() as desk:
        found = report_on(inspection, desk=desk, as_of=as_of, effective=effective)
    session.answer(printing.plain(found))


@app.command()
def close(ctx: typer.Context, inspection: Inspection, on: On = None, command_id: CommandId = None) -> None:
    """办结督查。 / Close an inspection."""
    from application.commands.inspections import CloseInspection, close_inspection

    with session_of(ctx).task(command_id, on) as task:
        ask = CloseInspection(command_id=task.command_id, inspection_id=inspection, on=task.on)
        task.done(close_inspection(ask, by=task.by, desk=task.desk))


@app.command("list")
def list_inspections(ctx: typer.Context, stage: Stage = None, as_of: AsOf = None, effective: Effective = None) -> None:
    """列出督查。 / Show the inspections."""
    from application.lists import INSPECTIONS, Where

    session = session_of(ctx)
    with session.query() as desk:
        where = Where(stages=tuple(stage or ()))
        rows: list[Any] = list(desk.views.rows(INSPECTIONS, as_of=as_of, effective=effective, where=where))
    if session.as_json:
        session.print_json(rows)
        return
    names = ("inspection", "programme", "region", "period", "people", "drawn", "stage", "opened_on", "closed_on")
    session.table(session.text("督查", "Inspections"), names, rows)


@app.command()
def show(ctx: typer.Context, inspection: Inspection, as_of: AsOf = None, effective: Effective = None) -> None:
    """查看督查经过与各乡镇抽样数。 / Show what happened to an inspection, and how many were drawn where."""
    tables = ("inspection", "inspection_unit")
    show_registers(session_of(ctx), tables, inspection, as_of=as_of, effective=effective)


def _method(each: str, whole: str, confidence: str, margin: str) -> Method:
    from domain.inspections.events import ByConfidence, ByShare

    try:
        if confidence:
            return ByConfidence(Fraction(confidence), Fraction(margin))
        return ByShare(Fraction(each), Fraction(whole or each))
    except (ValueError, ZeroDivisionError):
        raise typer.BadParameter("--each 1/10, --confidence 0.95") from None
