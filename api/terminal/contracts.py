"""agreement staffing, month, deduct, records, template: a contract's months, beside the verbs of every agreement."""

from __future__ import annotations

from typing import Annotated

import typer

from api.terminal.agreements import Agreement, app
from api.terminal.batch_files import show_bad_rows
from api.terminal.files import write_new
from api.terminal.options import (
    Accept,
    AFile,
    Amount,
    AsOf,
    CommandId,
    Effective,
    NewFile,
    On,
    SheetName,
    month,
    yuan,
)
from api.terminal.people_lists import taken
from api.terminal.progress import progress
from api.terminal.session import session_of

ADDED = True
MonthText = Annotated[str, typer.Argument(metavar="MONTH", help="月份，如 2022-03 / Month")]
Paper = Annotated[str, typer.Option("--document", help="文书编号 / Number of the paper that says so")]


@app.command()
def staffing(
    ctx: typer.Context,
    agreement: Agreement,
    month_text: MonthText,
    staff: Annotated[int, typer.Option("--staff", help="名册人数 / People on the staff list")],
    days: Annotated[int, typer.Option("--days", help="工作日数 / Working days")],
    document: Paper,
    hours: Annotated[int, typer.Option("--hours", help="每日工时 / Hours a day")] = 8,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记当月人员名册与工作日。 / Record who could work in a month."""
    from application.commands.contracts import RecordStaffing, record_staffing

    of = month(month_text, "month")
    with session_of(ctx).task(command_id, on) as task:
        ask = RecordStaffing(
            command_id=task.command_id,
            agreement_id=agreement,
            month=of,
            staff=staff,
            working_days=days,
            hours_a_day=hours,
            document=document,
            on=task.on,
        )
        task.done(record_staffing(ask, by=task.by, desk=task.desk))


@app.command("month")
def accept_month(
    ctx: typer.Context,
    agreement: Agreement,
    month_text: MonthText,
    file: AFile,
    acceptance_sheet: Annotated[str, typer.Option("--acceptance-sheet", help="验收单编号 / Acceptance sheet")],
    sheet: SheetName = "",
    accept: Accept = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """导入当月服务记录，全部正确才验收。 / Accept a month's service by a list; every bad row is named first."""
    from application.commands.brought_lists import RowsRefused
    from application.commands.brought_services import served_by
    from application.commands.contracts import AcceptServiceMonth, accept_service_month
    from application.jobs import ServiceImport

    of, session = month(month_text, "month"), session_of(ctx)
    session.officer()
    with progress(session.text("读取名单", "Reading")) as bar:
        reading = session.door.lists().read_services(file.read_bytes(), sheet=sheet, progress=bar)
    rows = taken(session, reading, accept)
    with session.task(command_id, on) as task:
        listed = ServiceImport(agreement_id=agreement, month=of, acceptance_sheet=acceptance_sheet, on=task.on)
        new = task.desk.log.receipt(task.command_id) is None
        served = served_by(rows, listed, desk=task.desk, look=new)
        if served.bad:
            show_bad_rows(session, served.bad)
            raise RowsRefused("file", count=len(served.bad))
        ask = AcceptServiceMonth(
            command_id=task.command_id,
            agreement_id=agreement,
            month=of,
            sheet=acceptance_sheet,
            lines=served.lines,
            on=task.on,
        )
        task.done(accept_service_month(ask, by=task.by, desk=task.desk), sha256=reading.sha256)


@app.command()
def deduct(
    ctx: typer.Context,
    agreement: Agreement,
    month_text: MonthText,
    amount: Amount,
    reason: Annotated[str, typer.Option("--reason", help="原因 / Why")],
    document: Paper,
    beneficiary: Annotated[str, typer.Option("--beneficiary", help="人员编号，不填则按比例 / Else everybody's")] = "",
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """扣款：一人的，或按比例扣全月。 / Pay less of a month's service, for a reason."""
    from application.commands.contracts import DeductAmount, deduct_amount

    of, less = month(month_text, "month"), yuan(amount)
    with session_of(ctx).task(command_id, on) as task:
        ask = DeductAmount(
            command_id=task.command_id,
            agreement_id=agreement,
            month=of,
            amount=less,
            beneficiary=beneficiary,
            reason=reason,
            document=document,
            on=task.on,
        )
        task.done(deduct_amount(ask, by=task.by, desk=task.desk))


@app.command()
def records(ctx: typer.Context, agreement: Agreement, as_of: AsOf = None, effective: Effective = None) -> None:
    """查看已验收的服务记录。 / Show the service records that were accepted."""
    from application.lists import SERVICE_RECORDS, Where

    session = session_of(ctx)
    with session.query() as desk:
        rows = desk.views.rows(SERVICE_RECORDS, where=Where(agreement=agreement), as_of=as_of, effective=effective)
        found = list(rows)
    if session.as_json:
        session.print_json(found)
        return
    columns = ("beneficiary", "on", "start", "end", "counted", "service_unit", "signed_off_on", "position")
    session.table(session.text("服务记录", "Service records"), columns, found)


@app.command()
def template(ctx: typer.Context, out: NewFile) -> None:
    """生成空白服务记录表。 / Write an empty list of service records to fill in."""
    session = session_of(ctx)
    write_new(out, session.door.lists().services_template())
    session.answer({"out": str(out)})
