"""levy: terms, assessments of employers, corrections, relief, deferral, what comes in; there is no verb to spend it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from api.terminal.levy_texts import exemption, figures, fraction, reduction, weight
from api.terminal.options import (
    Amount,
    AsOf,
    CommandId,
    Document,
    Effective,
    On,
    Reason,
    Region,
    Year,
    chosen,
    yuan,
)
from api.terminal.session import session_of

app = typer.Typer(name="levy", help="残保金：标准、核定、减免缓、收缴 / The levy on employers", no_args_is_help=True)
Assessment = Annotated[str, typer.Argument(help="核定编号 年度/信用代码 / Assessment id")]
Headcount = Annotated[str, typer.Option("--headcount", help="上年在职职工年平均人数，可为小数 / Staff on average")]
Arranged = Annotated[
    list[str] | None,
    typer.Option("--arranged", metavar="GROUP:PEOPLE", help="类别:人数，可多次 / Disabled staff, repeatable"),
]
Wage = Annotated[str, typer.Option("--wage", help="上年在职职工年平均工资（元） / Average wage of the year in yuan")]


@app.command()
def terms(
    ctx: typer.Context,
    year: Year,
    region: Region,
    rate: Annotated[str, typer.Option("--rate", help="规定比例，如 3/200 / Rate of disabled staff")],
    document: Document,
    weights: Annotated[
        list[str], typer.Option("--weight", metavar="GROUP:NAME:COUNT", help="类别:名称:折算人数，可多次 / Groups")
    ],
    wage: Annotated[str, typer.Option("--wage", help="上年社会平均工资（元） / Average wage of society")],
    wage_source: Annotated[str, typer.Option("--wage-source", help="工资数据来源 / Where the wage is from")],
    cap: Annotated[str, typer.Option("--cap", help="工资封顶倍数 / Wages count up to, times")] = "2",
    stair: Annotated[
        list[str] | None, typer.Option("--stair", metavar="FROM:PAYS", help="减缴档 0:9/10，可多次 / Reduction")
    ] = None,
    reduction_document: Annotated[str, typer.Option("--reduction-document", help="减缴文件 / Its document")] = "",
    reduction_until: Annotated[str, typer.Option("--reduction-until", help="减缴执行至 / Holds until")] = "",
    exempt: Annotated[int, typer.Option("--exempt", min=0, help="免征人数上限，0 为无 / Exempt up to")] = 0,
    exemption_document: Annotated[str, typer.Option("--exemption-document", help="免征文件 / Its document")] = "",
    exemption_until: Annotated[str, typer.Option("--exemption-until", help="免征执行至 / Holds until")] = "",
    rounded_to: Annotated[str, typer.Option("--to", help="取整到 fen|jiao|yuan / Rounded to")] = "fen",
    rounding: Annotated[str, typer.Option("--rounding", help="half_up|down，取整方式 / Which way")] = "half_up",
    due_days: Annotated[int, typer.Option("--due-days", help="缴纳期限（天） / Days to pay")] = 30,
    defer_months: Annotated[int, typer.Option("--defer-months", help="缓缴最长（月） / Longest deferral")] = 6,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """设定一年的残保金征收标准。 / Set the terms of a year's levy."""
    from application.commands.levies import SetLevyTerms, set_levy_terms
    from domain.levies.terms import LevyTerms
    from domain.programmes.formulas import RoundingWay, RoundTo

    told = LevyTerms(
        fraction(rate, "--rate"),
        document,
        tuple(weight(text) for text in weights),
        fraction(cap, "--cap"),
        yuan(wage, "average_wage"),
        wage_source,
        reduction(stair or (), reduction_document, reduction_until),
        exemption(exempt, exemption_document, exemption_until),
        chosen(RoundTo, rounded_to, "--to"),
        chosen(RoundingWay, rounding, "--rounding"),
        due_days,
        defer_months,
    )
    with session_of(ctx).task(command_id, on) as task:
        ask = SetLevyTerms(command_id=task.command_id, fiscal_year=year, region=region, terms=told, on=task.on)
        task.done(set_levy_terms(ask, by=task.by, desk=task.desk))


@app.command()
def assess(
    ctx: typer.Context,
    year: Year,
    region: Region,
    employer: Annotated[str, typer.Argument(help="用人单位统一社会信用代码 / Credit code of the employer")],
    name: Annotated[str, typer.Option("--name", help="用人单位名称 / What the employer is called")],
    headcount: Headcount,
    wage: Wage,
    arranged: Arranged = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """核定用人单位应缴残保金。 / Assess what an employer owes."""
    from application.commands.levies import AssessLevy, assess_levy

    told = figures(headcount, arranged or (), wage)
    with session_of(ctx).task(command_id, on) as task:
        ask = AssessLevy(
            command_id=task.command_id,
            fiscal_year=year,
            region=region,
            employer=employer,
            name=name,
            figures=told,
            on=task.on,
        )
        task.done(assess_levy(ask, by=task.by, desk=task.desk))


@app.command()
def correct(
    ctx: typer.Context,
    assessment: Assessment,
    headcount: Headcount,
    wage: Wage,
    reason: Reason,
    arranged: Arranged = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """更正核定。 / Correct an assessment, with the reason."""
    from application.commands.levies import CorrectLevy, correct_levy

    told = figures(headcount, arranged or (), wage)
    with session_of(ctx).task(command_id, on) as task:
        ask = CorrectLevy(command_id=task.command_id, assessment=assessment, figures=told, reason=reason, on=task.on)
        task.done(correct_levy(ask, by=task.by, desk=task.desk))


@app.command()
def relieve(
    ctx: typer.Context,
    assessment: Assessment,
    amount: Amount,
    document: Document,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """按文件减免；不得由核定人办理。 / Relieve an employer; never by who assessed it."""
    from application.commands.levies import RelieveLevy, relieve_levy

    money = yuan(amount)
    with session_of(ctx).task(command_id, on) as task:
        ask = RelieveLevy(
            command_id=task.command_id, assessment=assessment, amount=money, document=document, on=task.on
        )
        task.done(relieve_levy(ask, by=task.by, desk=task.desk))


@app.command()
def defer(
    ctx: typer.Context,
    assessment: Assessment,
    until: Annotated[
        date, typer.Option("--until", parser=date.fromisoformat, metavar="DATE", help="缓缴至 / To be paid by")
    ],
    document: Document,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """按文件缓缴；不得由核定人办理。 / Let it be paid later; never by who assessed it."""
    from application.commands.levies import DeferLevy, defer_levy

    with session_of(ctx).task(command_id, on) as task:
        ask = DeferLevy(command_id=task.command_id, assessment=assessment, until=until, document=document, on=task.on)
        task.done(defer_levy(ask, by=task.by, desk=task.desk))


@app.command()
def receive(
    ctx: typer.Context,
    assessment: Assessment,
    amount: Amount,
    voucher: Annotated[str, typer.Option("--voucher", help="票据号 / Voucher")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记缴款，同时记入当年收入。 / Record what an employer paid, which is revenue of the year."""
    from application.commands.levies import ReceiveLevy, receive_levy

    money = yuan(amount)
    with session_of(ctx).task(command_id, on) as task:
        ask = ReceiveLevy(command_id=task.command_id, assessment=assessment, amount=money, voucher=voucher, on=task.on)
        task.done(receive_levy(ask, by=task.by, desk=task.desk))


@app.command()
def refund(
    ctx: typer.Context,
    assessment: Assessment,
    amount: Amount,
    document: Document,
    voucher: Annotated[str, typer.Option("--voucher", help="收入退还书编号 / Voucher of the treasury")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记国库退还多缴；不得由核定人或收款人办理。 / Refund what was overpaid; never by who assessed or booked it."""
    from application.commands.levies import RefundLevy, refund_levy

    money = yuan(amount)
    with session_of(ctx).task(command_id, on) as task:
        ask = RefundLevy(
            command_id=task.command_id,
            assessment=assessment,
            amount=money,
            document=document,
            voucher=voucher,
            on=task.on,
        )
        task.done(refund_levy(ask, by=task.by, desk=task.desk))


@app.command("list")
def list_assessments(ctx: typer.Context, as_of: AsOf = None, effective: Effective = None) -> None:
    """列出各用人单位的核定与欠缴。 / Show what employers were assessed for and owe."""
    from application.lists import LEVY_ASSESSMENTS

    session = session_of(ctx)
    with session.query() as desk:
        rows: list[Any] = list(desk.views.rows(LEVY_ASSESSMENTS, as_of=as_of, effective=effective))
    if session.as_json:
        session.print_json(rows)
        return
    names = (
        "assessment",
        "name",
        "stage",
        "assessed_fen",
        "relieved_fen",
        "paid_fen",
        "owed_fen",
        "overpaid_fen",
        "pay_by",
    )
    session.table(session.text("残保金核定", "Assessments of the levy"), names, rows)


@app.command("show")
def show_workings(ctx: typer.Context, assessment: Assessment, as_of: AsOf = None, effective: Effective = None) -> None:
    """逐行列出计算过程。 / Show how an amount came about, line by line."""
    from application.lists import LEVY_WORKINGS, Where

    session = session_of(ctx)
    with session.query() as desk:
        where = Where(assessment=assessment)
        rows: list[Any] = list(desk.views.rows(LEVY_WORKINGS, as_of=as_of, effective=effective, where=where))
    if session.as_json:
        session.print_json(rows)
        return
    names = ("number", "working", "said", "result", "measured", "source", "assessed_on")
    session.table(session.text("计算过程", "Workings"), names, rows)
