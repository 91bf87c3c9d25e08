"""A payment file in the columns a bank asks for: a workbook, or a text with a delimiter or of fixed width."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from application.bank_lists import Payment
from domain.bank_formats.events import BankFormatDeclared, FileKind, FormatColumn, PaymentField, TextEncoding
from domain.bank_formats.rejections import NoAccountToPay, ValueTooWide
from domain.payouts.references import bank_reference

_CREATED = datetime(2025, 1, 1)  # noqa: DTZ001 - a fixed mark, so that the same payments give the same bytes
_AMOUNTS = (PaymentField.AMOUNT_YUAN, PaymentField.AMOUNT_FEN)


def laid_out(payments: Sequence[Payment], form: BankFormatDeclared) -> bytes:
    """Return the file, the same bytes for the same payments. Raises ValueTooWide, NoAccountToPay."""
    for payment in payments:
        if not payment.account.strip():
            raise NoAccountToPay("format", payout=payment.reference)
    rows = [[_value(column, payment, number) for column in form.columns] for number, payment in enumerate(payments, 1)]
    headings = [column.heading for column in form.columns] if form.has_headings else None
    if form.kind is FileKind.XLSX:
        return _workbook(form, headings, rows)
    if form.delimiter:
        return _encoded(_delimited(form, headings, rows), form)
    return _fixed(form, headings, rows, payments)


def _value(column: FormatColumn, payment: Payment, number: int) -> str:
    match column.field:
        case PaymentField.NUMBER:
            return str(number)
        case PaymentField.BANK_REFERENCE:
            return bank_reference(payment.reference)
        case PaymentField.AMOUNT_YUAN:
            return str(payment.amount)
        case PaymentField.AMOUNT_FEN:
            return str(payment.amount.fen)
        case PaymentField.CONSTANT:
            return column.constant
        case field:
            return str(getattr(payment, field.value))


def _delimited(form: BankFormatDeclared, headings: list[str] | None, rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=form.delimiter)
    if headings:
        writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue()


def _encoded(text: str, form: BankFormatDeclared) -> bytes:
    # Excel takes a CSV for UTF-8 only with a byte order mark; a bank's program would read one as part of a text file.
    marked = form.kind is FileKind.CSV and form.encoding is TextEncoding.UTF_8
    return text.encode("utf-8-sig" if marked else form.encoding.value)


def _fixed(
    form: BankFormatDeclared, headings: list[str] | None, rows: list[list[str]], payments: Sequence[Payment]
) -> bytes:
    lines = [] if headings is None else [_fixed_line(form, headings, "—")]
    lines += [_fixed_line(form, row, payment.reference) for row, payment in zip(rows, payments, strict=True)]
    return b"".join(line + b"\r\n" for line in lines)


def _fixed_line(form: BankFormatDeclared, row: list[str], payout: str) -> bytes:
    cells = []
    for column, value in zip(form.columns, row, strict=True):
        cell = " ".join(value.split()).encode(form.encoding.value)
        if len(cell) > column.width:
            heading = column.heading or column.field.value
            raise ValueTooWide("format", payout=payout, heading=heading, width=column.width)
        cells.append(cell.rjust(column.width) if column.field in _AMOUNTS else cell.ljust(column.width))
    return b"".join(cells)


def _workbook(form: BankFormatDeclared, headings: list[str] | None, rows: list[list[str]]) -> bytes:
    """Write every text as text, so that nothing is taken for a formula or a number."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": form.title, "created": _CREATED})
    sheet = book.add_worksheet("发放清单")
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    yuan = book.add_format({"num_format": "#,##0.00"})
    for index, column in enumerate(form.columns):
        is_yuan = column.field is PaymentField.AMOUNT_YUAN
        sheet.set_column(index, index, 16, yuan if is_yuan else text)
        if headings:
            sheet.write_string(0, index, headings[index], bold)
        for row, values in enumerate(rows, 1 if headings else 0):
            if is_yuan:
                # Fen up to 2^53 are exact in a double; divided by a hundred they still print as they are.
                sheet.write_number(row, index, int(values[index].replace(".", "")) / 100, yuan)
            else:
                sheet.write_string(row, index, values[index], text)
    book.close()
    return file.getvalue()
