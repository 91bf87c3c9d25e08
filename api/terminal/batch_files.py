"""batch import, template, bankfile, result: the lists that come and go by file."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from application.bank_lists import ResultRow
    from application.commands.bank import BankLine
    from application.commands.brought_lists import BadRow
    from domain.rejected import Rejected

ADDED = True


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
def bankfile(ctx: typer.Context, batch: Batch, out: NewFile, why: Why) -> None:
    """生成送银行的发放清单（含账号，留痕）。 / The payment list for the bank; each reading is kept."""
    from application.bank_lists import payments_at_the_bank
    from domain.money import total

    session = session_of(ctx)
    check_new(out)
    by = session.officer()
    with session.query() as desk:
        payments = payments_at_the_bank(batch, by=by, why=why, desk=desk)
    as_csv = out.suffix.lower() == ".csv"
    write_new(out, session.door.bank_lists().write_payments(payments, as_csv=as_csv))
    session.answer(
        {"batch": batch, "out": str(out), "people": len(payments), "total": total(one.amount for one in payments)}
    )


@app.command()
def result(
    ctx: typer.Context,
    batch: Batch,
    file: AFile,
    sheet: SheetName = "",
    accept: Accept = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记银行结果清单：付款编号、金额、结果、原因。 / Post the bank's result list."""
    from application.bank_lists import bank_lines
    from application.commands.bank import PostBankResult, post_bank_result
    from domain.rejected import Rejected

    session = session_of(ctx)
    session.officer()
    with progress(session.text("读取结果", "Reading")) as bar:
        reading = session.door.bank_lists().read_result(file.read_bytes(), sheet=sheet, progress=bar)
    rows = taken(session, reading, accept)
    with session.task(command_id, on) as task:
        ask = PostBankResult(
            command_id=task.command_id,
            batch_id=batch,
            statement=file.name[:80],
            statement_sha256=reading.sha256,
            lines=bank_lines(rows, batch, desk=task.desk),
            on=task.on,
        )
        try:
            task.done(post_bank_result(ask, by=task.by, desk=task.desk))
        except Rejected as refusal:
            refusal.field = _in_file(refusal, rows, ask.lines)
            raise


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


def _in_file(refusal: Rejected, rows: tuple[ResultRow, ...], lines: tuple[BankLine, ...]) -> str:
    """Return the row of the file that a refusal is about: `lines[3].bank_words` is `row 5 bank_words`."""
    number, _, rest = refusal.field.removeprefix("lines[").partition("]")
    if refusal.field.startswith("lines["):
        return f"row {rows[int(number)].row} {rest.lstrip('.')}".strip()
    payout = refusal.facts.get("payout", "").split("/")
    for row, line in zip(rows, lines, strict=True):
        if line.beneficiary in payout:
            return f"row {row.row} {refusal.field}".strip()
    return refusal.field
