"""case: from application to decision. People are given as ids, as a list (`--from`), or all that a notice names."""

from __future__ import annotations

from typing import Annotated

import typer

from api.terminal.files import people_named
from api.terminal.options import AsOf, CommandId, Effective, FromFile, On, People, Programme, chosen, month, period
from api.terminal.selections import each, selected
from api.terminal.session import session_of

app = typer.Typer(name="case", help="个案：申请、审核、批准、不予批准、复核、停发 / Cases", no_args_is_help=True)


@app.command()
def apply(
    ctx: typer.Context,
    programme: Programme,
    area: Annotated[str, typer.Option("--area", help="发放地区划代码 / Region that pays")],
    people: People = None,
    from_file: FromFile = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """受理申请。 / Take applications."""
    from application.commands.eligibility import ApplyForCases, apply_for_cases

    everybody = people_named(people, from_file)
    with session_of(ctx).task(command_id, on) as task:
        ask = ApplyForCases(
            command_id=task.command_id, programme=programme, area=area, beneficiaries=everybody, on=task.on
        )
        task.done(apply_for_cases(ask, by=task.by, desk=task.desk))


@app.command()
def review(
    ctx: typer.Context,
    programme: Programme,
    level: Annotated[str, typer.Option("--level", help="审核级次 / Level that reviews")],
    opinion: Annotated[str, typer.Option("--opinion", help="意见，不含个人信息 / Opinion without personal data")],
    people: People = None,
    from_file: FromFile = None,
    unfavourable: Annotated[bool, typer.Option("--unfavourable", help="不同意 / Say no")] = False,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """逐级审核。 / Review cases at the level whose turn it is."""
    from application.commands.eligibility import ReviewCases, review_cases
    from domain.levels import GovernmentLevel

    everybody, of_level = people_named(people, from_file), chosen(GovernmentLevel, level, "--level")
    with session_of(ctx).task(command_id, on) as task:
        ask = ReviewCases(
            command_id=task.command_id,
            programme=programme,
            beneficiaries=everybody,
            level=of_level,
            favourable=not unfavourable,
            opinion=opinion,
            on=task.on,
        )
        task.done(review_cases(ask, by=task.by, desk=task.desk))


@app.command()
def grant(
    ctx: typer.Context,
    programme: Programme,
    notice: Annotated[str, typer.Option("--notice", help="已期满的公示 / The notice that has run")],
    people: People = None,
    from_file: FromFile = None,
    on_notice: Annotated[
        bool, typer.Option("--all-on-notice", help="公示上的全部人员 / Everybody on that notice")
    ] = False,
    first_month: Annotated[
        str | None,
        typer.Option("--first-month", help="起始月，默认申请当月 / First month; default that of application"),
    ] = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """批准。 / Grant cases after their notice."""
    from application.commands.eligibility import GrantCases, grant_cases

    start = month(first_month, "first_month") if first_month else None
    with session_of(ctx).task(command_id, on) as task:
        everybody = selected(task, people, from_file, on_notice=notice if on_notice else "")
        ask = GrantCases(
            command_id=task.command_id,
            programme=programme,
            beneficiaries=everybody,
            notice_id=notice,
            first_month=start,
            on=task.on,
        )
        task.done(grant_cases(ask, by=task.by, desk=task.desk))


@app.command()
def refuse(
    ctx: typer.Context,
    programme: Programme,
    people: People = None,
    from_file: FromFile = None,
    notice: Annotated[str, typer.Option("--notice", help="公示编号 / Notice, where there was one")] = "",
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """不予批准，书面列明全部理由。 / Refuse applicants, with every reason."""
    from application.commands.eligibility import RefuseCase, refuse_case

    with session_of(ctx).task(command_id, on) as task:
        ask = RefuseCase(command_id=task.command_id, programme=programme, beneficiary="", notice_id=notice, on=task.on)
        each(task, people_named(people, from_file), ask, refuse_case)


@app.command()
def entitled(
    ctx: typer.Context,
    programme: Programme,
    region: Annotated[str, typer.Argument(help="区划代码 / Region code")],
    period_text: Annotated[str, typer.Argument(metavar="PERIOD", help="期间 / Period")],
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """查看某期间在享人员。 / Show who is entitled in a period."""
    session = session_of(ctx)
    asked = period(period_text)
    with session.query() as desk:
        found = desk.views.entitlements(programme, region, asked, as_of=as_of, effective=effective)
    if session.as_json:
        session.print_json(found)
        return
    title = session.text(f"在享人员 {len(found)} 人", f"{len(found)} people entitled")
    session.table(title, ("beneficiary", "region", "amount_fen", "first_month", "stops_from", "policy_version"), found)
