"""The payment list for the bank, as .xlsx or .csv: the same bytes for the same payments."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from application.bank_lists import Payment, ResultRow
from application.imports import Progress, Reading
from domain.bank_formats.events import ResultColumns
from domain.money import total
from infrastructure.spreadsheet.bank_form import bank_form
from infrastructure.spreadsheet.limits import Limits
from infrastructure.spreadsheet.reading import read

HEADINGS = ("付款编号", "户名", "账号", "开户行", "金额", "附言")
_CREATED = datetime(2025, 1, 1)  # noqa: DTZ001 - a fixed mark, so that the same payments give the same bytes
_AMOUNT = 4
_WIDTHS = (40, 14, 24, 24, 14, 12)


class BankSpreadsheets:
    """Our own payment list and the bank's result as workbooks and CSV."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def write_payments(self, payments: Sequence[Payment], *, as_csv: bool) -> bytes:
        """Return a payment list. Every text is written as text, so that nothing is taken for a formula or a number."""
        return _csv(payments) if as_csv else _xlsx(payments)

    def read_result(
        self,
        content: bytes,
        *,
        sheet: str = "",
        result: ResultColumns | None = None,
        progress: Progress | None = None,
    ) -> Reading[ResultRow]:
        """Read the bank's result; `result` has its headings and words. Raises the refusals of `domain.uploads`."""
        return read(content, bank_form(result), sheet=sheet, limits=self._limits, progress=progress)


def _texts(payment: Payment) -> tuple[str, ...]:
    return (
        payment.reference,
        payment.name,
        payment.account,
        payment.bank,
        str(payment.amount),
        payment.memo,
    )


def _csv(payments: Sequence[Payment]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(_texts(payment) for payment in payments)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(payments: Sequence[Payment]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": "发放清单", "created": _CREATED})
    sheet = book.add_worksheet("发放清单")
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    yuan = book.add_format({"num_format": "#,##0.00"})
    for index, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(index, index, width, yuan if index == _AMOUNT else text)
        sheet.write_string(0, index, heading, bold)
    for row, payment in enumerate(payments, 1):
        for index, words in enumerate(_texts(payment)):
            if index == _AMOUNT:
                # Fen up to 2^53 are exact in a double; divided by a hundred they still print as they are.
                sheet.write_number(row, index, payment.amount.fen / 100, yuan)
            else:
                sheet.write_string(row, index, words, text)
    last = len(payments) + 1
    sheet.write_string(last, 0, "合计", bold)
    sheet.write_number(last, _AMOUNT, total(payment.amount for payment in payments).fen / 100, yuan)
    sheet.freeze_panes(1, 0)
    book.close()
    return file.getvalue()
