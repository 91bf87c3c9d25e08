"""batch import, template, bankfile, result: the lists that come and go by file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.batches import Agreements, Number, PayoutKindName, app, asked
from api.terminal.files import check_new, write_new
from api.terminal.options import (
    Accept,
    AFile,
    Batch,
    CommandId,
    NewFile,
    On,
    PeriodText,
    Programme,
    Region,
    SheetName,
    Why,
    chosen,
    period,
)
from api.terminal.people_lists import SHOWN, taken
from api.terminal.progress import progress
from api.terminal.session import Session, session_of

if TYPE_CHECKING:
    from application.commands.brought_lists import BadRow

ADDED = True
BankFormat = Annotated[
    str, typer.Option("--format", metavar="CODE", help="已登记的银行格式 / A bank's format (subsidy-ledger formats)")
]


@app.command("import")
def import_batch(
    ctx: typer.Context,
    file: AFile,
    programme: Programme,
    region: Region,
    period_text: PeriodText,
    number: Number,
    kind: PayoutKindName = "regular",
    agreement: Agreements = None,
    sheet: SheetName = "",
    accept: Accept = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """导入发放名单（证件号与金额），逐行核对无误才提交。 / Submit a batch from a list; every bad row is named first."""
    from application.commands.batches import submit_batch
    from application.commands.brought_lists import Brought, RowsRefused, look_up, people_of
    from domain.batches.events import PayoutKind

    session = session_of(ctx)
    session.officer()
    with progress(session.text("读取名单", "Reading")) as bar:
        reading = session.door.lists().read_batch(file.read_bytes(), sheet=sheet, progress=bar)
    rows = taken(session, reading, accept)
    with session.task(command_id, on) as task:
        if task.desk.log.receipt(task.command_id) is None:
            brought = look_up(
                rows,
                programme=programme,
                region=region,
                period=period(period_text),
                on=task.on,
                desk=task.desk,
                payout_kind=chosen(PayoutKind, kind, "--kind"),
                agreements=agreement or (),
            )
        else:  # Asked before: the same lines get the same answer, though by now they may be paid.
            brought = Brought(people_of(rows, task.desk), ())
        if brought.bad:
            show_bad_rows(session, brought.bad)
            raise RowsRefused("file", count=len(brought.bad))
        ask = asked(task.command_id, programme, region, period_text, number, kind, agreement, task.on, brought.listed)
        task.done(submit_batch(ask, by=task.by, desk=task.desk), sha256=reading.sha256)


@app.command()
def template(ctx: typer.Context, out: NewFile) -> None:
    """生成空白发放名单。 / Write an empty list to fill in."""
    session = session_of(ctx)
    write_new(out, session.door.lists().batch_template())
    session.answer({"out": str(out)})


@app.command()
def bankfile(ctx: typer.Context, batch: Batch, out: NewFile, why: Why, bank_format: BankFormat = "") -> None:
    """生成送银行的付款文件（含账号，留痕）。 / The payment file for the bank; each reading is kept."""
    from application.bank_formats import payment_file
    from domain.money import total

    session = session_of(ctx)
    check_new(out)
    by = session.officer()
    code = bank_format or ("csv" if out.suffix.lower() == ".csv" else "xlsx")
    with session.query() as desk:
        file, payments = payment_file(batch, code, by=by, why=why, desk=desk, bank_lists=session.door.bank_lists())
    write_new(out, file.content)
    session.answer(
        {"batch": batch, "out": str(out), "people": len(payments), "total": total(one.amount for one in payments)}
    )


@app.command()
def result(
    ctx: typer.Context,
    batch: Batch,
    file: AFile,
    bank_format: BankFormat = "",
    sheet: SheetName = "",
    accept: Accept = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记银行结果：清单（付款编号、金额、结果、原因）或 pain.002、camt.053、camt.054。 / Post the bank's result."""
    from application.bank_formats import result_columns
    from application.commands.bank import PostBankResult, post_bank_result
    from application.commands.brought_results import check_result

    session = session_of(ctx)
    session.officer()
    columns = None
    if bank_format:
        with session.query() as desk:
            columns = result_columns(bank_format, desk)
    with progress(session.text("读取结果", "Reading")) as bar:
        lists = session.door.bank_lists()
        reading = lists.read_result(file.read_bytes(), sheet=sheet, result=columns, progress=bar)
    rows = taken(session, reading, accept)
    with session.task(command_id, on) as task:
        answered = check_result(
            rows, batch, on=task.on, sha256=reading.sha256, command_id=task.command_id, desk=task.desk
        )
        for bad in answered.bad:
            bad.refusal.field = f"row {bad.row} {bad.refusal.field}".removesuffix(" reference")
            raise bad.refusal
        ask = PostBankResult(
            command_id=task.command_id,
            batch_id=batch,
            statement=file.name[:80],
            statement_sha256=reading.sha256,
            lines=answered.lines,
            on=task.on,
        )
        task.done(post_bank_result(ask, by=task.by, desk=task.desk), **answered.said())


def show_bad_rows(session: Session, bad: tuple[BadRow, ...]) -> None:
    """Print the rows of a list that are wrong."""
    found = [
        {
            "row": one.row,
            "heading": one.refusal.field,
            "beneficiary": one.beneficiary,
            "code": one.refusal.code,
            "zh": one.refusal.sentence("zh"),
            "en": one.refusal.sentence("en"),
        }
        for one in bad
    ]
    if session.as_json:
        session.print_json({"bad_rows": found})
        return
    names = ("row", "heading", "beneficiary", session.language, "code")
    session.table(session.text(f"不符的行：{len(found)}", f"Bad rows: {len(found)}"), names, found[:SHOWN])
