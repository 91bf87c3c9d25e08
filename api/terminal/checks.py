"""checks: the audit checks there are, running them, what they found, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import printing
from api.terminal.options import AsOf, CommandId, Effective, On, Reason, chosen
from api.terminal.people_lists import taken
from api.terminal.session import Session, session_of

if TYPE_CHECKING:
    from application.checks.running import Brought
    from application.desk import Desk
    from domain.checks.events import Parameter

app = typer.Typer(name="checks", help="审计检查：目录、执行、疑点、处理 / Audit checks", no_args_is_help=True)
Checks = Annotated[list[str] | None, typer.Argument(help="检查编号，如 C01；不填则执行全部可执行的 / Checks; else all")]
ListFiles = Annotated[
    list[str] | None,
    typer.Option("--list", metavar="NAME=FILE", help="外部名单，如 deaths=死亡名单.xlsx，可多次 / An external list"),
]
Limits = Annotated[
    list[str] | None,
    typer.Option("--limit", metavar="CHECK.NAME=N", help="检查参数，如 C15.held_days_county=30 / A check's limit"),
]
Looking = Annotated[bool, typer.Option("--look", help="只试查，不留存 / Look only; nothing is kept")]
Stage = Annotated[list[str] | None, typer.Option("--stage", help="状态，如 open、gone、verified / Stage of a finding")]
FindingId = Annotated[str, typer.Argument(help="疑点编号，如 C01/… / Finding id")]
Becomes = Annotated[
    str, typer.Argument(help="verified 核实|excluded 排除|rectified 整改|transferred 移送 / What becomes of it")
]


@app.command()
def catalogue(ctx: typer.Context) -> None:
    """列出三十二项检查及其依据、参数、所需名单。 / Show the checks, their rules, limits and lists."""
    from application.checks.registry import CHECKS

    session = session_of(ctx)
    rows = [
        {
            "check": each.id,
            "name": session.text(each.zh, each.en),
            "condition": session.text(each.condition_zh, each.condition_en),
            "basis": each.basis,
            "needs": ", ".join(each.needs),
            "uses": ", ".join(each.uses),
            "limits": ", ".join(f"{name}={value}" for name, value in each.parameters.items()),
        }
        for each in CHECKS
    ]
    if session.as_json:
        session.print_json(rows)
        return
    session.table(session.text("审计检查", "Audit checks"), ("check", "name", "condition", "needs", "limits"), rows)


@app.command()
def run(
    ctx: typer.Context,
    checks: Checks = None,
    lists: ListFiles = None,
    limits: Limits = None,
    look_only: Looking = False,
    as_of: AsOf = None,
    effective: Effective = None,
    command_id: CommandId = None,
) -> None:
    """执行检查并留存疑点；--look 只试查。 / Run checks and keep what they find."""
    from application.checks.running import Asked, look
    from application.commands.checks import ListNamed, RunChecks, run_checks

    session = session_of(ctx)
    session.officer()
    brought = [_read(session, each) for each in lists or ()]
    parameters = tuple(_limit(each) for each in limits or ())
    with session.task(command_id, effective) as task:
        position = _position(task.desk, as_of)
        if look_only:
            asked = Asked(tuple(checks or ()), position, task.on, parameters)
            _show(session, look(asked, brought, by=task.by, desk=task.desk).found)
            return
        ask = RunChecks(
            command_id=task.command_id,
            checks=tuple(checks or ()),
            as_of=position,
            effective=task.on,
            lists=tuple(ListNamed(name=each.name, sha256=each.sha256) for each in brought),
            parameters=parameters,
        )
        task.done(run_checks(ask, brought, by=task.by, desk=task.desk))


@app.command("list")
def list_findings(ctx: typer.Context, stage: Stage = None, as_of: AsOf = None, effective: Effective = None) -> None:
    """列出留存的疑点及处理情况。 / Show the findings on record and what became of them."""
    from application.lists import FINDINGS, Where

    session = session_of(ctx)
    with session.query() as desk:
        where = Where(stages=tuple(stage or ()))
        rows = list(desk.views.rows(FINDINGS, as_of=as_of, effective=effective, where=where))
    if session.as_json:
        session.print_json(rows)
        return
    names = ("finding", "stage", "subject", "programme", "amount", "evidence", "found_on", "reason")
    session.table(session.text("审计疑点", "Findings"), names, rows)


@app.command()
def dispose(
    ctx: typer.Context,
    finding: FindingId,
    becomes: Becomes,
    reason: Reason,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """处理疑点：核实、排除、整改、移送。 / Say what becomes of a finding."""
    from application.commands.checks import DisposeFinding, dispose_finding
    from domain.checks.events import Disposition

    disposition = chosen(Disposition, becomes, "BECOMES")
    with session_of(ctx).task(command_id, on) as task:
        ask = DisposeFinding(
            command_id=task.command_id, finding=finding, disposition=disposition, reason=reason, on=task.on
        )
        task.done(dispose_finding(ask, by=task.by, desk=task.desk))


def _read(session: Session, given: str) -> Brought:
    from application.checks.lists import FORM
    from application.checks.running import Brought
    from domain.checks.rejections import NoSuchList

    name, _, file = given.partition("=")
    if not file or not Path(file).is_file():
        raise typer.BadParameter("--list: NAME=FILE")
    if name not in FORM:
        raise NoSuchList("lists", list=name[:40])
    reading = session.door.lists().read_external(FORM[name], Path(file).read_bytes())
    return Brought(name, reading.sha256, taken(session, reading, [doubt.code for doubt in reading.doubts]))


def _limit(given: str) -> Parameter:
    from domain.checks.events import Parameter

    where, _, value = given.partition("=")
    check, _, name = where.partition(".")
    if not (check and name and value.isascii() and value.isdigit()):
        raise typer.BadParameter("--limit: CHECK.NAME=N")
    return Parameter(check, name, int(value))


def _position(desk: Desk, as_of: Any) -> int | None:
    if not isinstance(as_of, datetime):
        return as_of if isinstance(as_of, int) else None
    desk.views_now()
    return desk.views.position_at(as_of)


def _show(session: Session, found: Any) -> None:
    rows: Sequence[dict[str, Any]] = [
        {
            "finding": f"{check}/{one.key}",
            "subject": one.subject,
            "programme": one.programme,
            "amount": one.amount,
            "evidence": printing.plain(one.evidence),
        }
        for check, own in found.items()
        for one in own
    ]
    if session.as_json:
        session.print_json(rows)
        return
    told = [{**row, "evidence": "; ".join(f"{e['source']}#{e['position']}" for e in row["evidence"])} for row in rows]
    names = ("finding", "subject", "programme", "amount", "evidence")
    session.table(session.text("疑点（未留存）", "Findings (not kept)"), names, told)
