"""Whole fen, read exactly, written for people and for payment documents."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import ZERO, AmountNotPositive, FinerThanOneFen, Money, NotAnAmount, positive, total

IN_WORDS = (
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("1190000.00", "壹佰壹拾玖万元整"),
    ("7932.21", "柒仟玖佰叁拾贰元贰角壹分"),
    ("3477240.00", "叁佰肆拾柒万柒仟贰佰肆拾元整"),
    ("0.00", "零元整"),
    ("0.01", "壹分"),
    ("0.10", "壹角"),
    ("0.15", "壹角伍分"),
    ("1.00", "壹元整"),
    ("10.01", "壹拾元零壹分"),
    ("107000.53", "壹拾万零柒仟元伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("100000000.00", "壹亿元整"),
    ("100010000.00", "壹亿零壹万元整"),
    ("100000001.00", "壹亿零壹元整"),
    ("1000000000000.00", "壹万亿元整"),
    ("-12.30", "负壹拾贰元叁角"),
)


@pytest.mark.parametrize(("yuan", "words"), IN_WORDS)
def test_amounts_in_words_are_those_of_payment_documents(yuan: str, words: str) -> None:
    assert Money.from_yuan(yuan).in_words() == words


VALUES = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def _read_group(words: str) -> int:
    value, digit = 0, 0
    for character in words.replace("零", ""):
        if character in PLACES:
            value, digit = value + digit * PLACES[character], 0
        else:
            digit = VALUES[character]
    return value + digit


def _read(words: str) -> int:
    """Read 大写 back into fen, by the rules of the form and not by ours."""
    if words.startswith("负"):
        return -_read(words[1:])
    match = re.fullmatch(r"(?:(?P<yuan>.+)元)?(?:整|零?(?:(?P<jiao>.)角)?零?(?:(?P<fen>.)分)?)", words)
    assert match is not None, words
    value = 0
    rest = match["yuan"] or ""
    for unit, size in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.partition(unit)
        if found:
            value, rest = value + _read_group(head) * size, tail
    value += _read_group(rest)
    return value * 100 + VALUES[match["jiao"] or "零"] * 10 + VALUES[match["fen"] or "零"]


@given(st.integers(-(10**17) + 1, 10**17 - 1))
def test_amounts_in_words_say_the_amount_and_nothing_else(fen: int) -> None:
    words = Money(fen).in_words()
    assert _read(words) == fen
    assert "零零" not in words
    assert not re.search(r"零[元万亿]", words) or fen == 0


@given(st.integers(-(10**16), 10**16))
def test_what_is_written_is_read_back(fen: int) -> None:
    money = Money(fen)
    assert Money.from_yuan(str(money)) == money
    assert Money.from_yuan(money.grouped()) == money
    if fen >= 0:
        assert Money.from_wan(money.in_wan()) == money


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1000", 100_000),
        ("1,190,000.00", 119_000_000),
        ("１２３．４５", 12_345),
        (" 0.5 ", 50),
        ("0.100000", 10),
        ("-3.20", -320),
        ("1，000", 100_000),
    ],
)
def test_yuan_are_read_as_people_write_them(text: str, fen: int) -> None:
    assert Money.from_yuan(text) == Money(fen)


@pytest.mark.parametrize(
    ("text", "fen"),
    [("40.16", 40_160_000), ("78.84", 78_840_000), ("542.733", 542_733_000), ("830.075", 830_075_000), ("0.000001", 1)],
)
def test_wan_are_read_exactly(text: str, fen: int) -> None:
    assert Money.from_wan(text) == Money(fen)


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "1,00", "12,3456", "1e3", "¥5", "--1", "1.", ".5", "nan", "∞", "٣"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount):
        Money.from_yuan(text)


@pytest.mark.parametrize("text", ["0.001", "1.005", "3.333333"])
def test_nothing_is_rounded_silently(text: str) -> None:
    with pytest.raises(FinerThanOneFen):
        Money.from_yuan(text)


def test_amounts_add_up_and_compare() -> None:
    assert total([Money(1), Money(2), -Money(4)]) == Money(-1)
    assert total([]) == ZERO
    assert not ZERO
    assert Money(3) * 2 - Money(1) == Money(5) > Money(4)
    assert str(Money(-5)) == "-0.05"
    assert Money(119_000_000).grouped() == "1,190,000.00"
    assert Money(40_160_000).in_wan() == "40.16"
    assert Money(60_000_000).in_wan() == "60"


def test_an_amount_to_pay_is_more_than_zero() -> None:
    assert positive(Money(1)) == Money(1)
    for fen in (0, -1):
        with pytest.raises(AmountNotPositive):
            positive(Money(fen))
