"""What goes to a bank and comes back as a file: lists as spreadsheets, messages as XML, each bank's own format."""

from __future__ import annotations

from collections.abc import Sequence

from application.bank_lists import Payment, PaymentFile, ResultRow
from application.exports import MEDIA_TYPES, ExportFormat
from application.imports import Progress, Reading
from domain.bank_formats.events import BankFormatDeclared, FileKind, ResultColumns
from infrastructure import bank_format_file
from infrastructure.payment_messages.opening import MessageLimits, is_xml
from infrastructure.payment_messages.pain_001 import credit_transfers
from infrastructure.payment_messages.reading import read_message
from infrastructure.spreadsheet.bank_layout import laid_out
from infrastructure.spreadsheet.payment_list import BankSpreadsheets

_MEDIA_TYPES = {
    FileKind.XLSX: ("xlsx", MEDIA_TYPES[ExportFormat.XLSX]),
    FileKind.CSV: ("csv", "text/csv"),
    FileKind.TXT: ("txt", "text/plain"),
    FileKind.PAIN_001: ("xml", "application/xml"),
}


class BankFiles:
    """Behind `application.bank_lists.BankLists`. What a file is, its bytes say, never its name."""

    def __init__(self, spreadsheets: BankSpreadsheets | None = None, limits: MessageLimits | None = None) -> None:
        self._spreadsheets = spreadsheets or BankSpreadsheets()
        self._limits = limits or MessageLimits()

    def write_payments(self, payments: Sequence[Payment], *, as_csv: bool) -> bytes:
        """Return our own payment list."""
        return self._spreadsheets.write_payments(payments, as_csv=as_csv)

    def write_in_format(self, payments: Sequence[Payment], form: BankFormatDeclared, *, batch_id: str) -> PaymentFile:
        """Return a payment file in a bank's format. Raises ValueTooWide, NoAccountToPay."""
        extension, media_type = _MEDIA_TYPES[form.kind]
        if form.kind is FileKind.PAIN_001:
            assert form.payer is not None, "no pain.001 is declared without one"
            return PaymentFile(credit_transfers(payments, form.payer, batch_id=batch_id), extension, media_type)
        if form.kind is not FileKind.XLSX:
            media_type = f"{media_type}; charset={form.encoding.value}"
        return PaymentFile(laid_out(payments, form), extension, media_type)

    def read_format(self, content: bytes) -> BankFormatDeclared:
        """Return a format from its written form. Raises BankFormatUnreadable."""
        return bank_format_file.read_format(content)

    def write_format(self, form: BankFormatDeclared) -> bytes:
        """Return a format's written form."""
        return bank_format_file.write_format(form)

    def read_result(
        self,
        content: bytes,
        *,
        sheet: str = "",
        result: ResultColumns | None = None,
        progress: Progress | None = None,
    ) -> Reading[ResultRow]:
        """Read the bank's result. Raises the refusals of `domain.uploads` and `domain.payment_messages`."""
        if is_xml(content):
            return read_message(content, limits=self._limits, progress=progress)
        return self._spreadsheets.read_result(content, sheet=sheet, result=result, progress=progress)
