"""people: find and show people by id, and record what happens to them. Clear personal data is never printed."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer

from api.terminal import printing
from api.terminal.options import AsOf, CommandId, Effective, On
from api.terminal.records import print_registers
from api.terminal.session import session_of

app = typer.Typer(name="people", help="人员：导入、查找、变动 / People", no_args_is_help=True)
Beneficiary = Annotated[str, typer.Argument(help="人员编号 / Beneficiary id")]
LENGTHS = {18: "id_number", 20: "certificate", 21: "certificate", 22: "certificate"}


@app.command()
def find(
    ctx: typer.Context,
    by: Annotated[
        str, typer.Option("--by", metavar="KIND", help="id_number|certificate|account，默认按长度判断 / By length")
    ] = "",
) -> None:
    """按证件号精确查找；号码从标准输入读取，不留在命令历史中。 / Find by an exact number, read from standard input."""
    session = session_of(ctx)
    if sys.stdin.isatty():
        number = typer.prompt(session.text("证件号码", "Number"), hide_input=True, err=True)
    else:
        number = sys.stdin.readline()
    number = "".join(number.split())
    kind = by or LENGTHS.get(len(number), "account")
    if kind not in {"id_number", "certificate", "account"}:
        raise typer.BadParameter("--by: id_number、certificate、account")
    with session.desk() as desk:
        found = desk.vault.find(**{kind: number}) if number else ()
    if session.as_json:
        session.print_json({"by": kind, "beneficiaries": list(found)})
        return
    for person in found:
        session.screen.print(person)
    if not found:
        session.say(session.text("没有登记过这个号码。", "Nobody is registered under this number."))


@app.command()
def show(
    ctx: typer.Context,
    beneficiary: Beneficiary,
    masked: Annotated[
        bool, typer.Option("--masked", help="附遮盖后的姓名与号码（须写 --why，留痕） / With the masked record")
    ] = False,
    why: Annotated[str, typer.Option("--why", help="查阅事由 / Why the record is opened; kept")] = "",
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """一人一档：登记簿中关于此人的全部记录。 / Everything the registers say of one person."""
    from application.queries import UnknownId
    from domain import masking

    session = session_of(ctx)
    with session.query() as desk:
        rows = desk.views.person_file(beneficiary, as_of=as_of, effective=effective)
        found: dict[str, list[object]] = {}
        if masked:
            record = desk.vault.reveal(beneficiary, actor=session.officer().id, why=why)
            found["person"] = [
                {
                    "beneficiary": beneficiary,
                    "name": masking.masked_name(record.name),
                    "id_number": masking.masked_id_number(record.id_number),
                    "account": masking.masked_account(record.account),
                }
            ]
    if not rows:
        raise UnknownId(beneficiary)
    for row in rows:
        found.setdefault(row.table, []).append(printing.plain(row.row))
    print_registers(session, found)


@app.command()
def death(
    ctx: typer.Context,
    beneficiary: Beneficiary,
    died_on: On,
    source: Annotated[str, typer.Option("--source", help="数据来源 / Register that reported it")],
    command_id: CommandId = None,
) -> None:
    """登记死亡，次月起停发。 / Record a death; payments stop with the month of it."""
    from application.commands.beneficiaries import RecordDeath, record_death

    with session_of(ctx).task(command_id) as task:
        ask = RecordDeath(command_id=task.command_id, beneficiary=beneficiary, died_on=_given(died_on), source=source)
        task.done(record_death(ask, by=task.by, desk=task.desk))


@app.command()
def move(
    ctx: typer.Context,
    beneficiary: Beneficiary,
    moved_on: On,
    to: Annotated[str, typer.Option("--to", metavar="REGION", help="迁往区划 / Region moved to")],
    command_id: CommandId = None,
) -> None:
    """登记迁出，次月起停发。 / Record a move away; payments stop with the month of it."""
    from application.commands.beneficiaries import RecordMove, record_move

    with session_of(ctx).task(command_id) as task:
        ask = RecordMove(command_id=task.command_id, beneficiary=beneficiary, moved_on=_given(moved_on), to_region=to)
        task.done(record_move(ask, by=task.by, desk=task.desk))


@app.command()
def facts(
    ctx: typer.Context,
    beneficiary: Beneficiary,
    fact: Annotated[list[str], typer.Argument(metavar="NAME=VALUE...", help="事实，如 low_income=no / Facts")],
    source: Annotated[str, typer.Option("--source", help="数据来源 / Register they were taken from")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记情况变化。 / Record facts that changed."""
    from application.commands.beneficiaries import RecordCircumstances, record_circumstances
    from domain.facts import Fact

    pairs = [text.partition("=") for text in fact]
    if any(not name or not value for name, _, value in pairs):
        raise typer.BadParameter("NAME=VALUE，如 low_income=no")
    with session_of(ctx).task(command_id, on) as task:
        known = tuple(Fact(name, value, source, task.on) for name, _, value in pairs)
        ask = RecordCircumstances(command_id=task.command_id, beneficiary=beneficiary, facts=known, on=task.on)
        task.done(record_circumstances(ask, by=task.by, desk=task.desk))


def _given(day: date | None) -> date:
    """Return the day; what happened to a person has no default."""
    if day is None:
        raise typer.BadParameter("--on DATE")
    return day
