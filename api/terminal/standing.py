"""case recheck, suspend, resume, revoke: what happens to a granted case."""

from __future__ import annotations

from typing import Annotated

import typer

from api.terminal.cases import app
from api.terminal.files import people_named
from api.terminal.options import CommandId, FromFile, On, People, Programme, chosen, month
from api.terminal.selections import each, selected
from api.terminal.session import session_of

ADDED = True
AllEntitled = Annotated[
    str, typer.Option("--all-entitled", metavar="PERIOD", help="该期间全部在享人员（配合 --region） / All entitled")
]
InRegion = Annotated[str, typer.Option("--region", help="区划代码 / Region code")]
StopWhy = Annotated[
    str,
    typer.Option(
        "--reason",
        help="原因 / Reason: died|moved_away|certificate_expired|review_failed|excluded|withdrawn|objection_upheld|"
        "registered_twice|certificate_lost|serving_sentence|public_payroll",
    ),
]
FromMonth = Annotated[
    str, typer.Option("--from-month", metavar="MONTH", help="自哪月起，如 2017-04 / From this month on")
]


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
        everybody = selected(task, people, from_file, programme=programme, all_entitled=all_entitled, region=region)
        ask = RecheckCase(command_id=task.command_id, programme=programme, beneficiary="", on=task.on)
        each(task, everybody, ask, recheck_case)


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
        each(task, people_named(people, from_file), ask, suspend_case)


@app.command()
def resume(
    ctx: typer.Context,
    programme: Programme,
    from_month: FromMonth,
    back_pay: Annotated[int, typer.Option("--back-pay", min=0, help="补发月数，以政策为限 / Months made up")] = 0,
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
        each(task, people_named(people, from_file), ask, resume_case)


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
        each(task, people_named(people, from_file), ask, revoke_case)
