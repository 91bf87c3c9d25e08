"""Payment files in a bank's own columns, and results under its own headings and words."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.bank_formats import TEMPLATES
from domain.bank_formats.events import BankFormatDeclared, FileKind, FormatColumn, PaymentField, TextEncoding
from domain.bank_formats.rejections import NoAccountToPay, ValueTooWide
from domain.money import Money
from domain.payouts.events import ReturnReason
from domain.payouts.references import bank_reference
from infrastructure.bank_files import BankFiles
from infrastructure.bank_format_file import BankFormatUnreadable
from tests.payment_messages.test_pain_001 import ONE

ROSTER = TEMPLATES["card-roster"]
PERSON = replace(ONE, id_number="990101198001010014", programme="贫困精神残疾人药费补助", period="2017", name="李秋实")
WIDTHS = {"bank_reference": 35, "name": 10, "account": 20, "amount_fen": 12, "constant": 3}
FIXED = BankFormatDeclared(
    format="text-lines",
    title="代发文本",
    kind=FileKind.TXT,
    encoding=TextEncoding.GB18030,
    delimiter="",
    has_headings=False,
    columns=tuple(
        FormatColumn(PaymentField(name), "", "CNY" if name == "constant" else "", width)
        for name, width in WIDTHS.items()
    ),
    payer=None,
    result=None,
)


def test_the_roster_has_its_fixed_columns() -> None:
    file = BankFiles().write_in_format([PERSON, PERSON], ROSTER, batch_id="b")
    assert file.content == BankFiles().write_in_format([PERSON, PERSON], ROSTER, batch_id="b").content
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    assert sheet is not None
    headings, first, second = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert headings[:4] == ["序号", "姓名", "身份证号", "一卡通账号"]
    assert dict(zip(headings, first, strict=True)) == {
        "序号": "1",
        "姓名": "李秋实",
        "身份证号": "990101198001010014",
        "一卡通账号": "9999990000000006",
        "开户行": PERSON.bank,
        "金额（元）": 1000,
        "补贴项目": "贫困精神残疾人药费补助",
        "补贴期间": "2017",
        "付款编号": PERSON.reference,
        "备注": "残补",
    }
    assert second[0] == "2"


def test_a_text_of_fixed_width_counts_bytes_of_its_encoding() -> None:
    file = BankFiles().write_in_format([PERSON], FIXED, batch_id="b")
    line = file.content.removesuffix(b"\r\n")
    assert len(line) == sum(WIDTHS.values())
    assert line[35:45].decode("gb18030") == "李秋实    "
    assert line[65:77] == b"      100000"
    assert line.endswith(b"CNY")
    assert (file.extension, file.media_type) == ("txt", "text/plain; charset=gb18030")


def test_what_does_not_fit_into_its_column_is_refused_and_never_cut() -> None:
    with pytest.raises(ValueTooWide) as caught:
        BankFiles().write_in_format([replace(PERSON, name="李秋实木子林")], FIXED, batch_id="b")
    assert PERSON.reference in caught.value.sentence("zh")


def test_nobody_without_an_account_is_in_a_file() -> None:
    with pytest.raises(NoAccountToPay):
        BankFiles().write_in_format([replace(PERSON, account="")], ROSTER, batch_id="b")


@given(st.integers(1, 10**13), st.sampled_from([",", ";", "|", "\t"]), st.sampled_from(TextEncoding), st.booleans())
def test_amounts_stand_in_yuan_and_in_fen_to_the_fen(fen: int, mark: str, encoding: TextEncoding, yuan: bool) -> None:
    field = PaymentField.AMOUNT_YUAN if yuan else PaymentField.AMOUNT_FEN
    columns = tuple(FormatColumn(one, "", "", 0) for one in (PaymentField.REFERENCE, PaymentField.ACCOUNT, field))
    form = replace(FIXED, delimiter=mark, encoding=encoding, columns=columns)
    content = BankFiles().write_in_format([replace(PERSON, amount=Money(fen))], form, batch_id="b").content
    row = next(csv.reader(io.StringIO(content.decode(encoding.value)), delimiter=mark))
    assert (Money.from_yuan(row[2]) if yuan else Money(int(row[2]))) == Money(fen)
    assert row[0] == PERSON.reference


def test_the_roster_comes_back_with_the_bank_s_words_under_its_own_headings() -> None:
    out = BankFiles().write_in_format([PERSON, replace(PERSON, reference="p/2")], ROSTER, batch_id="b").content
    book = openpyxl.load_workbook(io.BytesIO(out))
    sheet = book.active
    assert sheet is not None
    for row, cells in enumerate([("发放状态", "失败原因"), ("发放成功", ""), ("发放失败", "账户已销户")], 1):
        for column, words in enumerate(cells, 11):
            sheet.cell(row, column, words)
    back = io.BytesIO()
    book.save(back)
    reading = BankFiles().read_result(back.getvalue(), result=ROSTER.result)
    rows = reading.accept({doubt.code for doubt in reading.doubts})
    assert [(row.reference, row.amount, row.settled) for row in rows] == [
        (PERSON.reference, PERSON.amount, True),
        ("p/2", PERSON.amount, False),
    ]
    assert rows[1].reason is ReturnReason.ACCOUNT_CLOSED


@pytest.mark.parametrize(("mark", "encoding"), [("|", "gb18030"), (",", "utf-8-sig"), ("\t", "gb18030")])
def test_a_bank_s_codes_for_paid_and_sent_back_are_read_as_it_says(mark: str, encoding: str) -> None:
    assert ROSTER.result is not None
    result = replace(
        ROSTER.result,
        reference="摘要",
        amount="交易额",
        result="返回码",
        reason="说明",
        paid=("0000",),
        sent_back=("E1",),
    )
    lines = [["摘要", "交易额", "返回码", "说明"], ["p/1", "3.50", "0000", ""], ["p/2", "1.00", "E1", "户名不符"]]
    text = "\r\n".join(mark.join(line) for line in lines)
    rows = BankFiles().read_result(text.encode(encoding), result=result).accept()
    assert [(row.reference, str(row.amount), row.settled, row.words) for row in rows] == [
        ("p/1", "3.50", True, ""),
        ("p/2", "1.00", False, "户名不符"),
    ]


def test_a_format_is_written_down_and_read_again() -> None:
    for form in (ROSTER, FIXED):
        assert BankFiles().read_format(BankFiles().write_format(form)) == form


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"[1]", BankFiles().write_format(FIXED).replace(b"txt", b"doc")])
def test_what_is_no_format_is_refused_with_the_place(content: bytes) -> None:
    with pytest.raises(BankFormatUnreadable):
        BankFiles().read_format(content)


def test_the_bank_s_reference_stands_in_the_file() -> None:
    assert (
        BankFiles()
        .write_in_format([PERSON], FIXED, batch_id="b")
        .content.startswith(bank_reference(PERSON.reference).encode())
    )
