"""Free text enters the log for ever: no number of a person may be in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fact_checks import FactGivenTwice, NotAFactName, PersonalFact, checked_facts
from domain.facts import Fact
from domain.free_text import (
    NotAHotline,
    NotAReference,
    PersonalNumberInText,
    TextMissing,
    TextTooLong,
    clean_text,
    hotline,
    looks_like_personal_number,
    reference,
)


@pytest.mark.parametrize(
    "text",
    [
        "990101198001010014",
        "身份证99010119491001003X。",
        "身份证99010119491001003x",
        "身份证９９０１０１１９８００１０１００１４",
        "990101 19800101 0014",
        "990101-19800101-0014",
        "证号99010119800101001442",
        "9901011980010100144 2B1",
        "卡号 6222020200112233445",
        "6222 0202 0011 2233 445",
        "15位 990101800101001",
        "联系13900001234",
        "139 0000 1234",
        "139-0000-1234",
        "+86 13900001234",
        "0553-3831234",
        "电话05533831234",
        "一三九零零零零一二三四",
    ],
)
def test_numbers_of_people_are_seen_however_they_are_written(text: str) -> None:
    assert looks_like_personal_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "经核查属实，财社〔2016〕114号",
        "2017-04-25 2017-05-30 两次入户",
        "金额 1,190,000.00 元，502 人",
        "二〇一七年四月二十五日",
        "参照 0190f3a2-7c11-7b3e-9d55-123456789012 处理",
        "热线12345",
        "第 20170425 批",
        "14位数 12345678901234",
    ],
)
def test_dates_amounts_and_documents_are_nobodys_number(text: str) -> None:
    assert not looks_like_personal_number(text)


@given(st.text(max_size=10), st.integers(10**14, 10**19 - 1), st.text(max_size=10))
def test_fifteen_digits_in_a_row_are_seen_between_any_words(before: str, number: int, after: str) -> None:
    assert looks_like_personal_number(f"{before}|{number}|{after}")


def test_text_is_trimmed_bounded_and_clean() -> None:
    assert clean_text(" 属实 ", field="finding") == "属实"
    with pytest.raises(TextMissing):
        clean_text("  ", field="finding")
    with pytest.raises(TextTooLong):
        clean_text("长" * 501, field="finding")
    with pytest.raises(PersonalNumberInText) as caught:
        clean_text("卡号 6222020200112233445", field="finding")
    assert "6222" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["记-0012", "20171025000000123456", "B20170928/01", "残保(2017)10", "24312000000012345678"]
)
def test_a_reference_may_be_a_long_number(text: str) -> None:
    assert reference(text, field="voucher") == text


def test_a_reference_is_nobodys_id_number() -> None:
    for text in ("990101198001010014", "99010119491001003X", "99010119800101001442"):
        with pytest.raises(PersonalNumberInText):
            reference(text, field="voucher")
    for text in ("", "a b", "x" * 51, "-1", "第;1"):
        with pytest.raises(NotAReference):
            reference(text, field="voucher")


@pytest.mark.parametrize("text", ["0553-3831234", "010-12345678", "12345", "12385", "400-123-4567", "3831234"])
def test_a_hotline_is_an_offices_number(text: str) -> None:
    assert hotline(text, field="hotline") == text


@pytest.mark.parametrize("text", ["13900001234", "", "找村长", "12", "990101198001010014"])
def test_a_hotline_is_nobodys_mobile(text: str) -> None:
    with pytest.raises(NotAHotline):
        hotline(text, field="hotline")


def test_facts_are_named_once_and_never_personal() -> None:
    today = date(2017, 4, 25)
    poor = Fact("low_income", " yes ", "civil affairs", today)
    assert checked_facts([poor], on=today) == (Fact("low_income", "yes", "civil affairs", today),)
    for facts, rule in (
        ([poor, poor], FactGivenTwice),
        ([Fact("Low income", "yes", "x", today)], NotAFactName),
        ([Fact("phone", "3831234", "x", today)], PersonalFact),
        ([Fact("note", "13900001234", "x", today)], PersonalNumberInText),
    ):
        with pytest.raises(rule):
            checked_facts(facts, on=today)
