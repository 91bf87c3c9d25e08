"""What may be declared of a bank format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from re import compile as pattern

from domain.bank_formats.events import (
    BankFormatDeclared,
    FileKind,
    FormatColumn,
    Payer,
    PaymentField,
    ResultColumns,
)
from domain.bank_formats.rejections import (
    BankFormatUnchanged,
    ColumnMissing,
    ColumnsNotWanted,
    ConstantsWrong,
    DelimiterWrong,
    HeadingsWrong,
    NotACnapsCode,
    NotAFormatCode,
    NotAPayersAccount,
    PayerMissing,
    WidthsWrong,
    WordsOfBoth,
)
from domain.bank_formats.state import BankFormats
from domain.free_text import clean_text

OUR_LISTS = frozenset({"xlsx", "csv"})
"""What our own payment list is asked for by; no format takes their names."""

DELIMITERS = frozenset({",", ";", "|", "\t"})
WIDEST = 500
"""Bytes of a column of fixed width."""

_DELIMITERS_OF = {
    FileKind.CSV: DELIMITERS,
    FileKind.TXT: DELIMITERS | {""},
    FileKind.XLSX: frozenset({""}),
    FileKind.PAIN_001: frozenset({""}),
}

_CODE = pattern(r"[a-z0-9][a-z0-9-]{1,29}")
_CNAPS = pattern(r"[0-9]{12}")
_ACCOUNT = pattern(r"[0-9A-Za-z][0-9A-Za-z-]{4,33}")


def declare(formats: BankFormats, said: BankFormatDeclared) -> BankFormatDeclared:
    """Declare a format, or declare it anew.

    Raises NotAFormatCode, TextMissing, TextTooLong, PersonalNumberInText, DelimiterWrong, ColumnsNotWanted,
    ColumnMissing, HeadingsWrong, WidthsWrong, ConstantsWrong, PayerMissing, NotAPayersAccount, NotACnapsCode,
    WordsOfBoth, BankFormatUnchanged.
    """
    if not _CODE.fullmatch(said.format) or said.format in OUR_LISTS:
        raise NotAFormatCode("format")
    if said.delimiter not in _DELIMITERS_OF[said.kind]:
        raise DelimiterWrong("delimiter")
    declared = replace(
        said,
        title=clean_text(said.title, field="title", limit=60),
        columns=_columns(said),
        payer=_payer(said),
        result=None if said.result is None else _result(said.result),
    )
    if formats.by_code.get(said.format) == declared:
        raise BankFormatUnchanged("format", format=said.format)
    return declared


def _columns(said: BankFormatDeclared) -> tuple[FormatColumn, ...]:
    if said.kind is FileKind.PAIN_001:
        if said.columns:
            raise ColumnsNotWanted("columns")
        return ()
    fields = [column.field for column in said.columns]
    amounts = fields.count(PaymentField.AMOUNT_YUAN) + fields.count(PaymentField.AMOUNT_FEN)
    if PaymentField.ACCOUNT not in fields or amounts != 1:
        raise ColumnMissing("columns")
    columns = tuple(replace(column, heading=column.heading.strip()) for column in said.columns)
    fixed = said.kind is FileKind.TXT and not said.delimiter
    headings = [column.heading for column in columns]
    for place, column in enumerate(columns, 1):
        field = f"columns[{place - 1}]"
        if said.has_headings and (not column.heading or column.heading in headings[: place - 1]):
            raise HeadingsWrong(f"{field}.heading", column=place)
        if column.heading:
            clean_text(column.heading, field=f"{field}.heading", limit=40)
        if not (1 <= column.width <= WIDEST if fixed else column.width == 0):
            raise WidthsWrong(f"{field}.width", column=place)
        if bool(column.constant.strip()) != (column.field is PaymentField.CONSTANT):
            raise ConstantsWrong(f"{field}.constant", column=place)
        if column.constant:
            clean_text(column.constant, field=f"{field}.constant", limit=60)
    return columns


def _payer(said: BankFormatDeclared) -> Payer | None:
    payer = said.payer
    if payer is None:
        if said.kind is FileKind.PAIN_001:
            raise PayerMissing("payer")
        return None
    if not _ACCOUNT.fullmatch(payer.account):
        raise NotAPayersAccount("payer.account")
    if not _CNAPS.fullmatch(payer.cnaps):
        raise NotACnapsCode("payer.cnaps")
    name = clean_text(payer.name, field="payer.name", limit=60)
    return replace(payer, name=name, bank=clean_text(payer.bank, field="payer.bank", limit=60))


def _result(result: ResultColumns) -> ResultColumns:
    for name in ("reference", "amount", "result", "reason"):
        if heading := getattr(result, name):
            clean_text(heading, field=f"result.{name}", limit=40)
    paid, sent_back = _words(result.paid, "paid"), _words(result.sent_back, "sent_back")
    if both := [word for word in paid if word in sent_back]:
        raise WordsOfBoth("result.paid", word=both[0])
    return replace(result, paid=paid, sent_back=sent_back)


def _words(words: Sequence[str], name: str) -> tuple[str, ...]:
    return tuple(clean_text(word, field=f"result.{name}[{place}]", limit=20) for place, word in enumerate(words))
