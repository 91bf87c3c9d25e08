"""award: schemes, applications, signatures, grants, instalments, yearly checks, suspension, what comes back."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.terminal.award_texts import award_instalment, day, month_and_day, tier_share
from api.terminal.award_texts import instalment as instalment_due
from api.terminal.options import (
    Amount,
    AsOf,
    CommandId,
    Effective,
    On,
    PeriodText,
    Programme,
    Region,
    chosen,
    period,
    yuan,
)
from api.terminal.session import session_of

app = typer.Typer(name="award", help="以奖代补：申请、验收、批准、年检、追回 / Awards in lieu", no_args_is_help=True)
Scheme = Annotated[str, typer.Argument(help="方案编号 / Scheme id")]
Award = Annotated[str, typer.Argument(help="奖补编号，如 homes-2017.sunshine / Award id")]
Document = Annotated[str, typer.Option("--document", help="文号或凭证编号 / Document")]


@app.command("open")
def open_(
    ctx: typer.Context,
    scheme: Scheme,
    programme: Programme,
    region: Region,
    document: Document,
    department: Annotated[
        list[str], typer.Option("--department", help="联合验收部门，可多次 / Departments, repeatable")
    ],
    share: Annotated[
        list[str], typer.Option("--share", metavar="LEVEL:KIND:SHARE", help="级次:性质:比例，可多次 / Shares of levels")
    ],
    most: Annotated[str, typer.Option("--most", help="单个机构上限（元） / Highest award in yuan")],
    check_due: Annotated[str, typer.Option("--check-due", metavar="MM-DD", help="每年年检期限 / Due by, each year")],
    check_years: Annotated[int, typer.Option("--check-years", min=0, max=30, help="年检年数 / Years checked")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """按文件设立以奖代补方案。 / Open a scheme of awards."""
    from application.commands.awards import OpenAwardScheme, open_award_scheme
    from domain.awards.events import AwardTerms

    month, last_day = month_and_day(check_due)
    terms = AwardTerms(
        programme,
        region,
        document,
        tuple(department),
        tuple(tier_share(text) for text in share),
        yuan(most, "most"),
        month,
        last_day,
        check_years,
    )
    with session_of(ctx).task(command_id, on) as task:
        ask = OpenAwardScheme(command_id=task.command_id, scheme_id=scheme, terms=terms, on=task.on)
        task.done(open_award_scheme(ask, by=task.by, desk=task.desk))


@app.command("apply")
def apply_(
    ctx: typer.Context,
    scheme: Scheme,
    applicant: Annotated[str, typer.Argument(help="机构短编号 / Short name of the applicant")],
    institution: Annotated[str, typer.Option("--institution", help="统一社会信用代码 / Credit code")],
    name: Annotated[str, typer.Option("--name", help="机构名称 / Name of the institution")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记机构申请。 / Record an application."""
    from application.commands.awards import ApplyForAward, apply_for_award

    with session_of(ctx).task(command_id, on) as task:
        ask = ApplyForAward(
            command_id=task.command_id,
            scheme_id=scheme,
            applicant=applicant,
            institution=institution,
            name=name,
            on=task.on,
        )
        task.done(apply_for_award(ask, by=task.by, desk=task.desk))


@app.command()
def sign(
    ctx: typer.Context,
    award: Award,
    department: Annotated[str, typer.Argument(help="部门 / Department")],
    opinion: Annotated[str, typer.Option("--opinion", help="意见 / Opinion")],
    against: Annotated[bool, typer.Option("--against", help="不同意 / Against it")] = False,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记部门联合验收意见。 / Record a department's word."""
    from application.commands.awards import SignAwardAcceptance, sign_award_acceptance

    with session_of(ctx).task(command_id, on) as task:
        ask = SignAwardAcceptance(
            command_id=task.command_id,
            award_id=award,
            department=department,
            in_favour=not against,
            opinion=opinion,
            on=task.on,
        )
        task.done(sign_award_acceptance(ask, by=task.by, desk=task.desk))


@app.command()
def grant(
    ctx: typer.Context,
    award: Award,
    amount: Amount,
    document: Document,
    instalment: Annotated[
        list[str],
        typer.Option("--instalment", metavar="DATE[:YUAN]", help="支付日[:金额]，不填金额则等分 / Else equal"),
    ],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """批准奖补，一次或分期。 / Grant it, once or by instalments."""
    from application.commands.awards import GrantAward, grant_award

    money, named = yuan(amount), all(":" in one for one in instalment)
    with session_of(ctx).task(command_id, on) as task:
        ask = GrantAward(
            command_id=task.command_id,
            award_id=award,
            amount=money,
            instalments=tuple(award_instalment(one) for one in instalment) if named else (),
            equal_parts_from=() if named else tuple(day(one) for one in instalment),
            document=document,
            on=task.on,
        )
        task.done(grant_award(ask, by=task.by, desk=task.desk))


@app.command()
def call(
    ctx: typer.Context,
    award: Award,
    number: Annotated[int, typer.Argument(min=1, help="第几期 / Number of the instalment")],
    period_text: PeriodText,
    agreement: Annotated[str, typer.Option("--agreement", help="机构协议 / Agreement with the institution")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """将一期转入待付。 / Let an instalment be paid."""
    from application.commands.awards import CallAwardInstalment, call_award_instalment

    with session_of(ctx).task(command_id, on) as task:
        ask = CallAwardInstalment(
            command_id=task.command_id,
            award_id=award,
            number=number,
            agreement_id=agreement,
            period=period(period_text),
            on=task.on,
        )
        task.done(call_award_instalment(ask, by=task.by, desk=task.desk))


@app.command()
def check(
    ctx: typer.Context,
    award: Award,
    year: Annotated[int, typer.Argument(min=2000, max=2100, help="年度 / Year")],
    document: Document,
    failed: Annotated[bool, typer.Option("--failed", help="不合格，随即暂停 / Failed: suspends the award")] = False,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记年度检查。 / Record the check of a year."""
    from application.commands.awards import RecordYearlyCheck, record_yearly_check

    with session_of(ctx).task(command_id, on) as task:
        ask = RecordYearlyCheck(
            command_id=task.command_id,
            award_id=award,
            year=year,
            passed=not failed,
            document=document,
            on=task.on,
        )
        task.done(record_yearly_check(ask, by=task.by, desk=task.desk))


@app.command()
def suspend(ctx: typer.Context, award: Award, on: On = None, command_id: CommandId = None) -> None:
    """年检逾期，登记暂停。 / Suspend an award whose check is overdue."""
    from application.commands.awards import SuspendOverdueAward, suspend_overdue_award

    with session_of(ctx).task(command_id, on) as task:
        ask = SuspendOverdueAward(command_id=task.command_id, award_id=award, on=task.on)
        task.done(suspend_overdue_award(ask, by=task.by, desk=task.desk))


@app.command()
def resume(ctx: typer.Context, award: Award, document: Document, on: On = None, command_id: CommandId = None) -> None:
    """整改后恢复。 / Let it be paid again."""
    from application.commands.awards import ResumeAward, resume_award

    with session_of(ctx).task(command_id, on) as task:
        ask = ResumeAward(command_id=task.command_id, award_id=award, document=document, on=task.on)
        task.done(resume_award(ask, by=task.by, desk=task.desk))


@app.command("order-back")
def order_back(
    ctx: typer.Context,
    award: Award,
    recovery: Annotated[str, typer.Argument(help="追缴编号 / Recovery id")],
    payout: Annotated[str, typer.Argument(help="发放编号 / Payout id")],
    amount: Amount,
    ground: Annotated[str, typer.Option("--ground", help="理由，如 service_not_given / Ground")],
    instalment: Annotated[
        list[str], typer.Option("--instalment", metavar="DATE:YUAN", help="还款日:金额，可多次 / Repeatable")
    ],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """暂停期间责令分期退回。 / Order back by instalments what a suspended award was paid."""
    from application.commands.awards import OrderAwardBack, order_award_back
    from domain.recoveries.events import RecoveryGround

    money, why = yuan(amount), chosen(RecoveryGround, ground, "--ground")
    with session_of(ctx).task(command_id, on) as task:
        ask = OrderAwardBack(
            command_id=task.command_id,
            award_id=award,
            recovery_id=recovery,
            payout_id=payout,
            amount=money,
            ground=why,
            instalments=tuple(instalment_due(one) for one in instalment),
            on=task.on,
        )
        task.done(order_award_back(ask, by=task.by, desk=task.desk))


@app.command("list")
def list_awards(ctx: typer.Context, as_of: AsOf = None, effective: Effective = None) -> None:
    """列出以奖代补。 / Show the awards."""
    from application.lists import AWARDS

    session = session_of(ctx)
    with session.query() as desk:
        rows: list[Any] = list(desk.views.rows(AWARDS, as_of=as_of, effective=effective))
    if session.as_json:
        session.print_json(rows)
        return
    names = ("award", "name", "stage", "amount_fen", "paid_fen", "ordered_back_fen", "suspended_on", "why")
    session.table(session.text("以奖代补", "Awards"), names, rows)


@app.command("show")
def show_instalments(ctx: typer.Context, award: Award, as_of: AsOf = None, effective: Effective = None) -> None:
    """列出一项奖补的各期。 / Show an award's instalments."""
    from application.lists import AWARD_INSTALMENTS, Where

    session = session_of(ctx)
    with session.query() as desk:
        where = Where(award=award)
        rows: list[Any] = list(desk.views.rows(AWARD_INSTALMENTS, as_of=as_of, effective=effective, where=where))
    if session.as_json:
        session.print_json(rows)
        return
    names = ("number", "payable_from", "amount_fen", "stage", "claim", "paid_on", "ordered_back_fen")
    session.table(session.text("分期", "Instalments"), names, rows)
