"""A value over HTTP is accepted exactly when its schema says so, and becomes what the domain works with."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from api.http import values
from domain.money import Money
from domain.periods import Month, Period

READ: dict[str, tuple[Any, dict[str, Any]]] = {
    "Yuan": (values.Yuan, {"1000.00": Money(100_000), "0": Money(0), "1.5": Money(150), "9999999999999.99": None}),
    "MonthText": (values.MonthText, {"2017-04": Month.parse("2017-04")}),
    "PeriodText": (values.PeriodText, {"2017": Period("2017"), "2017-H1": None, "2017-Q4": None, "2017-12": None}),
    "RegionText": (values.RegionText, {"990101": "990101", "010101001000": "010101001000"}),
    "Day": (values.Day, {"2017-04-25": date(2017, 4, 25), "2024-02-29": date(2024, 2, 29)}),
    "Share": (values.Share, {"4/5": Fraction(4, 5), "0.8": Fraction(4, 5), "1": Fraction(1), "0": Fraction(0)}),
}
REFUSED: dict[str, tuple[Any, ...]] = {
    "Yuan": (
        "-1",
        "1.",
        ".5",
        "1.500",
        "1,000.00",
        " 1",
        "1\n",
        "１",
        "01",
        "10000000000000",
        "",
        "ten",
        1000,
        1.5,
        None,
    ),
    "MonthText": ("2017-13", "2017-4", "1017-04", "2017", "2017-04\n", 201704),
    "PeriodText": ("2017-H3", "0000", "2017-13", "", "2017-Q5", 2017),
    "RegionText": ("000101", "99010", "9901010", "990101001", "990101 ", 990101),
    "Day": ("20170425", "2017-4-25", "2017-04-25T00:00:00", "2017-04-25\n", 86_400, True),
    "Share": ("4 / 5", "1/0", "-1/5", "80%", "1e-1", "0.", 0.8, 1),
}


def in_schema(kind: Any, value: object) -> bool:
    schema = TypeAdapter(kind).json_schema()
    return isinstance(value, str) and re.fullmatch(schema["pattern"], value) is not None and not value.endswith("\n")


@pytest.mark.parametrize("name", READ)
def test_what_the_schema_lets_through_is_read(name: str) -> None:
    kind, examples = READ[name]
    for written, meant in examples.items():
        read = TypeAdapter(kind).validate_python(written)
        assert in_schema(kind, written)
        assert meant is None or read == meant


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_schema_keeps_out_is_refused_in_both_languages(name: str) -> None:
    kind = READ[name][0]
    for written in REFUSED[name]:
        with pytest.raises(ValidationError) as refused:
            TypeAdapter(kind).validate_python(written)
        [one] = refused.value.errors()
        assert not in_schema(kind, written), written
        assert re.search(r"[\u4e00-\u9fff]", one["ctx"]["zh"]), written


@pytest.mark.parametrize("name", READ)
def test_half_a_character_is_no_text(name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(READ[name][0]).validate_python("\ud800")
    assert refused.value.errors()[0]["type"] == "text_expected"


def test_a_day_that_no_month_has_is_refused_as_its_format_says() -> None:
    assert TypeAdapter(values.Day).json_schema()["format"] == "date"
    with pytest.raises(ValidationError):
        TypeAdapter(values.Day).validate_python("2017-02-30")


@pytest.mark.parametrize("kind", [values.Year, values.People])
@pytest.mark.parametrize("value", ["2017", True, 2017.5, None])
def test_a_number_is_a_number_and_no_text(kind: Any, value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize("kind", [values.Text, values.Reference, values.Document, values.BeneficiaryId])
def test_no_text_holds_what_a_database_cannot_keep(kind: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python("a\x00b")


def test_somebodys_number_in_a_wrong_place_is_not_repeated() -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(values.RegionText).validate_python("990101198001010014")
    assert "990101" not in str(refused.value.errors()[0]["ctx"])
