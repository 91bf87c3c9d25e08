"""evaluation: a self-evaluation planned, filled in, scored and opened again, and its form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.terminal import printing
from api.terminal.options import AFile, AsOf, CommandId, Effective, On, Reason, chosen
from api.terminal.session import session_of

app = typer.Typer(name="evaluation", help="绩效自评：设定、填报、评定、自评表 / Self-evaluations", no_args_is_help=True)
Evaluation = Annotated[str, typer.Argument(help="自评编号 / Evaluation id")]
Points = Annotated[
    str, typer.Option("--weights", metavar="E/O/B/S", help="执行/产出/效益/满意度分值 / Points of the four parts")
]


@app.command()
def plan(
    ctx: typer.Context,
    evaluation: Evaluation,
    budget: Annotated[str, typer.Argument(help="预算编号 / Budget id")],
    indicators: AFile,
    name: Annotated[str, typer.Option("--name", help="项目名称 / Name")],
    goals: Annotated[str, typer.Option("--goals", help="年度目标 / Goals of the year")],
    item: Annotated[
        list[str] | None, typer.Option("--item", help="预算项目，可多次，默认全部 / Item, else all")
    ] = None,
    level: Annotated[
        list[str] | None, typer.Option("--level", help="级次，默认预算的全部级次 / Level, else all")
    ] = None,
    against: Annotated[str, typer.Option("--against", help="initial 年初|full_year 全年 / Which budget")] = "full_year",
    weights: Points = "10/50/30/10",
    decimals: Annotated[int, typer.Option("--decimals", min=0, max=4, help="得分小数位，四舍五入 / Decimals")] = 2,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """设定绩效目标和指标（CSV）。 / Plan a self-evaluation with indicators from a CSV."""
    from api.budget_tables import indicators as indicators_in
    from application.commands.evaluations import PlanEvaluation, plan_evaluation
    from domain.budgets.figures import BudgetBasis
    from domain.evaluations.events import ScoringTerms, Weights
    from domain.levels import GovernmentLevel

    parts = weights.split("/")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
        raise typer.BadParameter("--weights: 10/50/30/10")
    found, basis = indicators_in(_text(indicators)), chosen(BudgetBasis, against, "--against")
    levels = tuple(chosen(GovernmentLevel, one, "--level") for one in level or ())
    with session_of(ctx).task(command_id, on) as task:
        ask = PlanEvaluation(
            command_id=task.command_id,
            evaluation_id=evaluation,
            budget_id=budget,
            name=name,
            items=tuple(item or ()),
            levels=levels,
            against=basis,
            goals=goals,
            weights=Weights(*map(int, parts)),
            scoring=ScoringTerms(decimals=decimals),
            indicators=found,
            on=task.on,
        )
        task.done(plan_evaluation(ask, by=task.by, desk=task.desk))


@app.command("fill-in")
def fill_in(
    ctx: typer.Context, evaluation: Evaluation, values: AFile, on: On = None, command_id: CommandId = None
) -> None:
    """填报实际完成值（CSV）。 / Fill in what the year brought, from a CSV."""
    from api.budget_tables import values as values_in
    from application.commands.evaluations import FillInEvaluation, fill_in_evaluation

    found = values_in(_text(values))
    with session_of(ctx).task(command_id, on) as task:
        ask = FillInEvaluation(command_id=task.command_id, evaluation_id=evaluation, values=found, on=task.on)
        task.done(fill_in_evaluation(ask, by=task.by, desk=task.desk))


@app.command()
def score(ctx: typer.Context, evaluation: Evaluation, on: On = None, command_id: CommandId = None) -> None:
    """评定得分；填报人不得评定。 / Settle the scores; never by who filled it in."""
    from application.commands.evaluations import ScoreEvaluation, score_evaluation

    with session_of(ctx).task(command_id, on) as task:
        ask = ScoreEvaluation(command_id=task.command_id, evaluation_id=evaluation, on=task.on)
        task.done(score_evaluation(ask, by=task.by, desk=task.desk))


@app.command()
def reopen(
    ctx: typer.Context, evaluation: Evaluation, reason: Reason, on: On = None, command_id: CommandId = None
) -> None:
    """重新打开已评定的自评表。 / Open a scored one again."""
    from application.commands.evaluations import ReopenEvaluation, reopen_evaluation

    with session_of(ctx).task(command_id, on) as task:
        ask = ReopenEvaluation(command_id=task.command_id, evaluation_id=evaluation, reason=reason, on=task.on)
        task.done(reopen_evaluation(ask, by=task.by, desk=task.desk))


@app.command()
def show(ctx: typer.Context, evaluation: Evaluation, as_of: AsOf = None, effective: Effective = None) -> None:
    """查看自评表。 / Show the form."""
    from api.http.enum_words import form_words
    from application.evaluations.form import as_table, form_of

    session = session_of(ctx)
    with session.query() as desk:
        form = form_of(evaluation, desk=desk, as_of=as_of, effective=effective)
    if session.as_json:
        session.print_json(form)
        return
    rows = [printing.plain(row) for row in as_table(form, form_words(session.language))]
    session.table(f"{form.name}：{form.goals}", printing.used(rows), rows)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig", "replace")
