"""pain.001.001.09: held against the standard's own schema, exact to the fen, the same bytes for the same payments."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from application.bank_lists import Payment
from domain.bank_formats.events import BankFormatDeclared, FileKind, Payer, TextEncoding
from domain.bank_formats.rejections import NoAccountToPay
from domain.money import Money, total
from domain.payouts.references import bank_reference
from infrastructure.bank_files import BankFiles
from tests.support.messages import entry, line, message

PAYER = Payer("虚构县残疾人联合会", "999999-0001", "虚构农商银行营业部", "313990101010")
FORM = BankFormatDeclared("pain-001", "付款报文", FileKind.PAIN_001, TextEncoding.UTF_8, "", False, (), PAYER, None)
ONE = Payment(
    reference="psy-medicine/2017/b-7k0v9m2xq4a8e1zt",
    name="李 秋实 & 家人",
    account="9999990000000006",
    bank="虚构农商银行 <平安支行>",
    amount=Money(100_000),
    memo="残补",
    sent_on=date(2017, 4, 25),
)


@cache
def schema() -> xmlschema.XMLSchema:
    """The standard's schema, as a package for SEPA payments ships it."""
    package = find_spec("sepaxml")
    assert package is not None
    assert package.origin is not None
    return xmlschema.XMLSchema(str(Path(package.origin).parent / "schemas" / "pain.001.001.09.xsd"))


def written(*payments: Payment, batch: str = "psy-medicine/2017/1") -> str:
    file = BankFiles().write_in_format(payments, FORM, batch_id=batch)
    assert (file.extension, file.media_type) == ("xml", "application/xml")
    text = file.content.decode()
    schema().validate(text)
    return text


def of(text: str, name: str) -> list[str]:
    return re.findall(rf"<{name}(?: [^>]*)?>(?!<)([^<]*)</{name}>", text)


def test_a_batch_is_one_message_of_one_payment_information_with_exact_sums() -> None:
    payments = [replace(ONE, reference=f"medicine/2017/b-{n}", amount=Money(n)) for n in (1, 99, 100_000_000_000)]
    text = written(*payments)
    assert of(text, "NbOfTxs") == ["3", "3"]
    assert of(text, "CtrlSum") == ["1000000001.00"] * 2
    assert of(text, "InstdAmt") == ["0.01", "0.99", "1000000000.00"]
    assert of(text, "EndToEndId") == ["medicine/2017/b-1", "medicine/2017/b-99", "medicine/2017/b-100000000000"]
    assert of(text, "MsgId") == ["psy-medicine/2017/1/20170425"]
    assert of(text, "MmbId") == ["313990101010"]
    assert of(text, "Ustrd") == ["残补"] * 3
    assert len(re.findall("<PmtInf>", text)) == 1


def test_the_same_payments_give_the_same_bytes_and_marks_of_xml_are_texts() -> None:
    assert written(ONE) == written(ONE)
    assert "李 秋实 &amp; 家人" in written(ONE)
    assert "&lt;平安支行&gt;" in written(ONE)


def test_a_bank_known_by_its_clearing_code_is_named_by_it_and_one_unknown_not_at_all() -> None:
    assert of(written(replace(ONE, bank="313990101011")), "MmbId") == ["313990101010", "313990101011"]
    assert "<CdtrAgt>" not in written(replace(ONE, bank="", memo=""))


@pytest.mark.parametrize("wrong", [replace(ONE, account=""), replace(ONE, name=" "), replace(ONE, account="9" * 35)])
def test_whom_the_bank_could_not_pay_is_named_and_no_message_written(wrong: Payment) -> None:
    with pytest.raises(NoAccountToPay) as caught:
        written(ONE, wrong)
    assert wrong.reference in caught.value.sentence("zh")


@settings(max_examples=25)
@given(
    st.lists(st.integers(1, 10**13), min_size=1, max_size=5), st.text(min_size=1, max_size=200), st.text(max_size=160)
)
def test_what_was_sent_comes_back_by_reference_and_amount(fens: list[int], name: str, memo: str) -> None:
    payments = [
        replace(ONE, reference=f"medicine/2017/b-{number:040}", amount=Money(fen), name=f"甲{name}", memo=memo)
        for number, fen in enumerate(fens)
    ]
    text = written(*payments)
    assert of(text, "CtrlSum")[0] == str(total(one.amount for one in payments))
    lines = [line(*pair) for pair in zip(of(text, "EndToEndId"), of(text, "InstdAmt"), strict=True)]
    rows = BankFiles().read_result(message(entry("DBIT", lines))).accept()
    assert [(row.reference, row.amount) for row in rows] == [
        (bank_reference(one.reference), one.amount) for one in payments
    ]
