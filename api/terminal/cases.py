"""case: from application to decision, and what happens to a granted case afterwards.

People are given as ids, as a list (`--from`), or by what a view knows: everybody on a notice, everybody entitled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal.files import people_named
from api.terminal.options import AsOf, CommandId, Effective, FromFile, On, People, Programme, chosen, month, period
from api.terminal.session import Task, session_of

if TYPE_CHECKING:
    from application.road import Answer

app = typer.Typer(name="case", help="个案：申请、审核、批准、不予批准、复核、停发 / Cases", no_args_is_help=True)
AllEntitled = Annotated[
    str, typer.Option("--all-entitled", metavar="PERIOD", help="该期间全部在享人员（配合 --region） / All entitled")
]
InRegion = Annotated[str, typer.Option("--region", help="区划代码 / Region code")]
StopWhy = Annotated[
    str,
    typer.Option(
        "--reason",
        help="原因 / Reason: died|moved_away|certificate_expired|review_failed|excluded|withdrawn|objection_upheld",
    ),
]
FromMonth = Annotated[
    str, typer.Option("--from-month", metavar="MONTH", help="自哪月起，如 2017-04 / From this month on")
]


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
        everybody = _selected(task, people, from_file, on_notice=notice if on_notice else "")
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
        _each(task, people_named(people, from_file), ask, refuse_case)


@app.command()
def recheck(
    ctx: typer.Context,
    programme: Programme,
    people: People = None,
    from_file: FromFile = None,
    all_entitled: AllEntitled = "",
    region: InRegion = "",
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """按现行政策复核，不合格即停发。 / Check again; failing suspends."""
    from application.commands.standing import RecheckCase, recheck_case

    with session_of(ctx).task(command_id, on) as task:
        everybody = _selected(task, people, from_file, programme=programme, all_entitled=all_entitled, region=region)
        ask = RecheckCase(command_id=task.command_id, programme=programme, beneficiary="", on=task.on)
        _each(task, everybody, ask, recheck_case)


@app.command()
def suspend(
    ctx: typer.Context,
    programme: Programme,
    reason: StopWhy,
    from_month: FromMonth,
    people: People = None,
    from_file: FromFile = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """停发。 / Stop payments from a month on."""
    from application.commands.standing import SuspendCase, suspend_case
    from domain.eligibility.events import StopReason

    why, start = chosen(StopReason, reason, "--reason"), month(from_month, "from_month")
    with session_of(ctx).task(command_id, on) as task:
        ask = SuspendCase(
            command_id=task.command_id, programme=programme, beneficiary="", reason=why, from_month=start, on=task.on
        )
        _each(task, people_named(people, from_file), ask, suspend_case)


@app.command()
def resume(
    ctx: typer.Context,
    programme: Programme,
    from_month: FromMonth,
    back_pay: Annotated[int, typer.Option("--back-pay", min=0, help="补发月数，至多三个月 / Months made up")] = 0,
    people: People = None,
    from_file: FromFile = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """恢复发放。 / Let payments go on."""
    from application.commands.standing import ResumeCase, resume_case

    start = month(from_month, "from_month")
    with session_of(ctx).task(command_id, on) as task:
        ask = ResumeCase(
            command_id=task.command_id,
            programme=programme,
            beneficiary="",
            from_month=start,
            back_pay_months=back_pay,
            on=task.on,
        )
        _each(task, people_named(people, from_file), ask, resume_case)


@app.command()
def revoke(
    ctx: typer.Context,
    programme: Programme,
    reason: StopWhy,
    from_month: FromMonth,
    people: People = None,
    from_file: FromFile = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """取消资格。 / End the entitlement for good."""
    from application.commands.standing import RevokeCase, revoke_case
    from domain.eligibility.events import StopReason

    why, start = chosen(StopReason, reason, "--reason"), month(from_month, "from_month")
    with session_of(ctx).task(command_id, on) as task:
        ask = RevokeCase(
            command_id=task.command_id, programme=programme, beneficiary="", reason=why, from_month=start, on=task.on
        )
        _each(task, people_named(people, from_file), ask, revoke_case)


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


def _selected(
    task: Task,
    people: Sequence[str] | None,
    from_file: Path | None,
    *,
    programme: str = "",
    on_notice: str = "",
    all_entitled: str = "",
    region: str = "",
) -> tuple[str, ...]:
    """Return the people named, with those a view names. Raises EmptyList."""
    named = list(people or ())
    views = task.desk.views
    if on_notice:
        named += views.people_on_notice(on_notice, as_of=task.looked_at())
    if all_entitled:
        asked = period(all_entitled)
        standing = views.entitlements(programme, region, asked, as_of=task.looked_at())
        named += [one.beneficiary for one in standing]
    return people_named(named, from_file)


def _each(task: Task, people: Sequence[str], ask: Any, use_case: Callable[..., Answer]) -> None:
    """Ask for one person after the other, each under a command id of its own, so that a retry finds what was done."""
    from domain.rejected import Rejected

    answered = []
    for number, person in enumerate(people):
        own = replace(ask, beneficiary=person, command_id=f"{task.command_id}.{person}")
        try:
            answer = use_case(own, by=task.by, desk=task.desk)
        except Rejected as refusal:
            about = f".{refusal.field}" if refusal.field else ""
            refusal.field = f"beneficiaries[{number}] {person}{about}" if len(people) > 1 else refusal.field
            raise
        answered.append({"beneficiary": person, "replayed": answer.replayed, **answer.said})
    if len(answered) == 1:
        task.session.answer({"command_id": task.command_id, **answered[0]})
    else:
        task.session.answer({"command_id": task.command_id, "cases": len(answered), "answers": answered})
