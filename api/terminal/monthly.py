"""monthly: what is due, whose certificate expires, what registers report, what was overpaid."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from api.terminal.files import people_named, write_new
from api.terminal.options import (
    Accept,
    AFile,
    AsOf,
    CommandId,
    FromFile,
    NewFile,
    On,
    People,
    Programme,
    SheetName,
    month,
)
from api.terminal.people_lists import taken
from api.terminal.progress import progress
from api.terminal.session import session_of

app = typer.Typer(name="monthly", help="按月发放：应发、到期提醒、停发、多发 / Pay by the month", no_args_is_help=True)
Region = Annotated[str, typer.Argument(help="区划代码 / Region code")]
OwnRegion = Annotated[str, typer.Option("--region", help="名单所属区划 / Where everybody on the list lives")]
A_DAY = {"parser": date.fromisoformat, "metavar": "DATE"}


@app.command()
def due(
    ctx: typer.Context,
    programme: Programme,
    region: Region,
    upto: Annotated[str | None, typer.Option("--month", help="截至月份，默认本月 / Up to this month")] = None,
    as_of: AsOf = None,
) -> None:
    """本年各期应发、已发、待发人数和金额。 / The year's periods: entitled, paid, still due."""
    from application.monthly.due import periods_due
    from domain.periods import Month

    session = session_of(ctx)
    with session.query() as desk:
        today = desk.clock.today()
        last = month(upto, "--month") if upto else Month.of(today)
        found = periods_due(programme, region, last, on=today, desk=desk, as_of=as_of)
    if session.as_json:
        session.print_json(found)
        return
    rows = [
        {
            "period": one.period,
            "entitled": one.entitled,
            "paid": one.paid,
            "due": one.due,
            "amount_fen": one.amount_due.fen,
        }
        for one in found
    ]
    session.table(programme, ("period", "entitled", "paid", "due", "amount_fen"), rows)


@app.command("expiring")
def expiring_certificates(
    ctx: typer.Context,
    programme: Programme,
    region: Region,
    days: Annotated[int | None, typer.Option("--days", min=1, help="提前天数，默认按政策 / Days ahead")] = None,
    on: On = None,
    as_of: AsOf = None,
) -> None:
    """即将到期的残疾人证及提醒情况。 / Certificates that expire, and who was told."""
    from application.monthly.expiring import expiring

    session = session_of(ctx)
    with session.query() as desk:
        day = on or desk.clock.today()
        found = expiring(programme, region, on=day, desk=desk, days=days, as_of=as_of)
    if session.as_json:
        session.print_json(found)
        return
    heads = ("beneficiary", "region", "valid_until", "days_left", "pay_stops_from", "reminded_on")
    session.table(programme, heads, found)


@app.command()
def remind(
    ctx: typer.Context,
    programme: Programme,
    people: People = None,
    from_file: FromFile = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记已提醒换证。 / Keep that people were told that their certificate expires."""
    from application.commands.reminders import RemindCertificates, remind_certificates

    everybody = people_named(people, from_file)
    with session_of(ctx).task(command_id, on) as task:
        ask = RemindCertificates(command_id=task.command_id, programme=programme, beneficiaries=everybody, on=task.on)
        task.done(remind_certificates(ask, by=task.by, desk=task.desk))


@app.command()
def signals(
    ctx: typer.Context,
    file: AFile,
    region: OwnRegion = "",
    sheet: SheetName = "",
    accept: Accept = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """导入死亡、服刑、财政供养、迁出、证件注销名单并停发。 / Take in what registers report, and stop payments."""
    from application.commands.signals import RecordSignals, check_signals, record_signals, told_by

    session = session_of(ctx)
    session.officer()
    with progress(session.text("读取名单", "Reading")) as bar:
        reading = session.door.lists().read_signals(file.read_bytes(), sheet=sheet, progress=bar)
    rows = taken(session, reading, accept)
    with session.task(command_id, on) as task:
        for bad in check_signals(rows, region=region, desk=task.desk):
            bad.refusal.field = f"row {bad.row}"
            raise bad.refusal
        told, _ = told_by(rows, desk=task.desk)
        ask = RecordSignals(command_id=task.command_id, signals=told, region=region, on=task.on)
        task.done(record_signals(ask, by=task.by, desk=task.desk), sha256=reading.sha256)


@app.command()
def template(ctx: typer.Context, out: NewFile) -> None:
    """生成空白停发情形名单（xlsx）。 / Write an empty list of signals."""
    session = session_of(ctx)
    write_new(out, session.door.lists().signals_template())


@app.command("overpaid")
def overpaid_now(
    ctx: typer.Context, programme: Programme, region: Region, people: People = None, as_of: AsOf = None
) -> None:
    """停发后多发、尚未追缴的款项。 / What was overpaid after a stop and not ordered back."""
    from application.monthly.overpaid import overpaid

    session = session_of(ctx)
    with session.query() as desk:
        found = overpaid(programme, region, desk=desk, beneficiaries=tuple(people or ()), as_of=as_of)
    if session.as_json:
        session.print_json(found)
        return
    rows = [
        {
            "payout": one.payout,
            "stop_reason": one.reason.value,
            "stops_from": one.stops_from,
            "amount_fen": one.amount.fen,
            "paid_out": one.settled,
        }
        for one in found
    ]
    session.table(programme, ("payout", "stop_reason", "stops_from", "amount_fen", "paid_out"), rows)


@app.command("order-back")
def order_back(
    ctx: typer.Context,
    programme: Programme,
    region: Region,
    due_on: Annotated[date, typer.Option("--due-on", help="退款期限 / Due by this day", **A_DAY)],
    people: People = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """多发款项全部（或所列人员的）下达追缴。 / Order back what was overpaid."""
    from application.commands.overpaid import OrderOverpaid, order_overpaid

    with session_of(ctx).task(command_id, on) as task:
        ask = OrderOverpaid(
            command_id=task.command_id,
            programme=programme,
            region=region,
            beneficiaries=tuple(people or ()),
            due_on=due_on,
            on=task.on,
        )
        task.done(order_overpaid(ask, by=task.by, desk=task.desk))
