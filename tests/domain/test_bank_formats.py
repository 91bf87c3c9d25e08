"""A bank's format is data: what it has to say, and what it may not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from application.bank_formats import TEMPLATES
from domain.bank_formats import rejections as rules
from domain.bank_formats.decisions import declare
from domain.bank_formats.events import (
    BankFormatDeclared,
    FileKind,
    FormatColumn,
    Payer,
    PaymentField,
    ResultColumns,
    TextEncoding,
)
from domain.bank_formats.state import replay
from domain.free_text import PersonalNumberInText, TextMissing
from domain.rejected import Rejected

NONE = replay(())
ROSTER = TEMPLATES["card-roster"]
ACCOUNT = FormatColumn(PaymentField.ACCOUNT, "", "", 32)
FEN = FormatColumn(PaymentField.AMOUNT_FEN, "", "", 12)
FIXED = BankFormatDeclared(
    "text-lines", "代发文本", FileKind.TXT, TextEncoding.GB18030, "", False, (ACCOUNT, FEN), None, None
)
PAYER = Payer("虚构县残疾人联合会", "999999-0001", "虚构农商银行", "313990101010")
MESSAGE = replace(FIXED, format="pain", kind=FileKind.PAIN_001, columns=(), payer=PAYER)
OURS = ResultColumns("", "", "", "", (), ())


def headed(**columns: str) -> BankFormatDeclared:
    return replace(
        ROSTER, columns=tuple(FormatColumn(PaymentField(name), heading, "", 0) for name, heading in columns.items())
    )


@pytest.mark.parametrize("form", [ROSTER, FIXED, MESSAGE, replace(FIXED, delimiter="|", columns=headed(
    account="", amount_yuan="").columns)])  # fmt: skip
def test_a_format_is_as_it_was_declared_last(form: BankFormatDeclared) -> None:
    again = replace(form, title="另一名称")
    formats = replay([declare(NONE, form), declare(replay([form]), again)])
    assert formats.format(form.format) == again


def test_a_format_nobody_declared_is_not_there() -> None:
    with pytest.raises(rules.NoSuchBankFormat):
        NONE.format("card-roster")


@pytest.mark.parametrize(
    ("form", "rule", "field"),
    [
        (replace(ROSTER, format="csv"), rules.NotAFormatCode, "format"),
        (replace(ROSTER, format="Roster"), rules.NotAFormatCode, "format"),
        (replace(ROSTER, title=" "), TextMissing, "title"),
        (replace(ROSTER, title="6222020200112233445"), PersonalNumberInText, "title"),
        (replace(ROSTER, delimiter=","), rules.DelimiterWrong, "delimiter"),
        (replace(ROSTER, kind=FileKind.CSV), rules.DelimiterWrong, "delimiter"),
        (replace(FIXED, delimiter="#"), rules.DelimiterWrong, "delimiter"),
        (replace(FIXED, columns=(ACCOUNT,)), rules.ColumnMissing, "columns"),
        (replace(FIXED, columns=(FEN,)), rules.ColumnMissing, "columns"),
        (replace(FIXED, columns=(ACCOUNT, FEN, FEN)), rules.ColumnMissing, "columns"),
        (headed(account="账号", amount_yuan=""), rules.HeadingsWrong, "columns[1].heading"),
        (headed(account="账号", amount_yuan="账号"), rules.HeadingsWrong, "columns[1].heading"),
        (replace(FIXED, columns=(replace(ACCOUNT, width=0), FEN)), rules.WidthsWrong, "columns[0].width"),
        (replace(FIXED, columns=(replace(ACCOUNT, width=501), FEN)), rules.WidthsWrong, "columns[0].width"),
        (replace(FIXED, delimiter="|"), rules.WidthsWrong, "columns[0].width"),
        (replace(FIXED, columns=(replace(ACCOUNT, constant="CNY"), FEN)), rules.ConstantsWrong, "columns[0].constant"),
        (
            replace(FIXED, columns=(ACCOUNT, FEN, FormatColumn(PaymentField.CONSTANT, "", "", 3))),
            rules.ConstantsWrong,
            "columns[2].constant",
        ),
        (replace(MESSAGE, payer=None), rules.PayerMissing, "payer"),
        (replace(MESSAGE, columns=(ACCOUNT, FEN)), rules.ColumnsNotWanted, "columns"),
        (replace(MESSAGE, payer=replace(PAYER, cnaps="31399010101")), rules.NotACnapsCode, "payer.cnaps"),
        (replace(MESSAGE, payer=replace(PAYER, account="12 34")), rules.NotAPayersAccount, "payer.account"),
        (replace(FIXED, result=replace(OURS, paid=("00",), sent_back=("00",))), rules.WordsOfBoth, "result.paid"),
        (replace(FIXED, result=replace(OURS, paid=("",))), TextMissing, "result.paid[0]"),
    ],
)
def test_what_a_format_may_not_say(form: BankFormatDeclared, rule: type[Rejected], field: str) -> None:
    with pytest.raises(rule) as caught:
        declare(NONE, form)
    assert caught.value.field == field


def test_declaring_the_same_changes_nothing() -> None:
    with pytest.raises(rules.BankFormatUnchanged):
        declare(replay([ROSTER]), ROSTER)


def test_every_field_and_kind_has_its_word() -> None:
    kinds: list[Any] = [*FileKind, *TextEncoding, *PaymentField]
    assert all(one.zh for one in kinds)
