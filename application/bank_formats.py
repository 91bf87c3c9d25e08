"""The bank formats of a ledger, and those the product brings along as templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from application import streams
from application.bank_lists import BankLists, Payment, PaymentFile, payments_at_the_bank
from application.desk import Desk
from application.exports import MEDIA_TYPES, ExportFormat
from application.road import Officer
from application.work import Work
from domain.bank_formats.decisions import OUR_LISTS
from domain.bank_formats.events import (
    BankFormatDeclared,
    FileKind,
    FormatColumn,
    PaymentField,
    ResultColumns,
    TextEncoding,
)
from domain.money import Money


def formats_now(desk: Desk) -> Sequence[BankFormatDeclared]:
    """Return every format as it was declared last, in the order of their codes."""
    declared = streams.bank_formats(Work(desk.log, attempt=0)).state
    return [declared.by_code[code] for code in sorted(declared.by_code)]


def result_columns(code: str, desk: Desk) -> ResultColumns | None:
    """Return what a format says of results; None for no format, or one that says nothing. Raises NoSuchBankFormat."""
    return streams.bank_formats(Work(desk.log, attempt=0)).state.format(code).result if code else None


def payment_file(
    batch_id: str, code: str, *, by: Officer, why: str, desk: Desk, bank_lists: BankLists
) -> tuple[PaymentFile, Sequence[Payment]]:
    """Return what is at the bank as our own list (`xlsx`, `csv`) or in a bank's format, and the payments in it.

    Raises NoSuchBankFormat before anybody's data is read, and what `payments_at_the_bank` and the writer raise.
    """
    form = None if code in OUR_LISTS else streams.bank_formats(Work(desk.log, attempt=0)).state.format(code)
    payments = payments_at_the_bank(batch_id, by=by, why=why, desk=desk)
    if form is not None:
        return bank_lists.write_in_format(payments, form, batch_id=batch_id), payments
    content = bank_lists.write_payments(payments, as_csv=code == "csv")
    return PaymentFile(content, code, MEDIA_TYPES[ExportFormat(code)]), payments


def _column(field: PaymentField, heading: str, constant: str = "") -> FormatColumn:
    return FormatColumn(field, heading, constant, 0)


_ROSTER = BankFormatDeclared(
    format="card-roster",
    title="惠民惠农“一卡通”发放花名册",
    kind=FileKind.XLSX,
    encoding=TextEncoding.UTF_8,
    delimiter="",
    has_headings=True,
    columns=(
        _column(PaymentField.NUMBER, "序号"),
        _column(PaymentField.NAME, "姓名"),
        _column(PaymentField.ID_NUMBER, "身份证号"),
        _column(PaymentField.ACCOUNT, "一卡通账号"),
        _column(PaymentField.BANK, "开户行"),
        _column(PaymentField.AMOUNT_YUAN, "金额（元）"),
        _column(PaymentField.PROGRAMME, "补贴项目"),
        _column(PaymentField.PERIOD, "补贴期间"),
        _column(PaymentField.REFERENCE, "付款编号"),
        _column(PaymentField.MEMO, "备注"),
    ),
    payer=None,
    result=ResultColumns("付款编号", "金额", "发放状态", "失败原因", ("发放成功",), ("发放失败",)),
)

EXAMPLE_PAYMENTS = tuple(
    Payment(
        reference=f"example/2026/{person}",
        name=name,
        account=account,
        bank=bank,
        amount=Money(fen),
        memo="残补",
        sent_on=date(2026, 1, 15),
        programme="示例项目",
        period="2026",
        id_number=id_number,
    )
    for person, name, account, bank, fen, id_number in (
        ("b-0001", "张三", "9999990000000001", "示例农商银行", 100_000, "990101198001010014"),
        ("b-0002", "李四", "9999990000000002", "示例农商银行城关支行", 32_504, "990101201506010022"),
    )
)
"""Two payments to people who do not exist: what a format is tried on before anybody declares it."""

TEMPLATES: Mapping[str, BankFormatDeclared] = {_ROSTER.format: _ROSTER}
"""Formats to begin from, by code. Which columns a place's roster has is local: take one, change it, declare it."""
