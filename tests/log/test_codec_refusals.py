"""What does not fit exactly is neither read nor written, and the error names the class and the field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from typing import Any, ClassVar

import pytest

from domain.catalogue import EVENTS
from domain.money import Money
from domain.periods import Period
from domain.programmes.policy import AnyOf, FactAmong
from infrastructure.log import codec
from infrastructure.log.canonical import NotCanonical
from infrastructure.log.codec import Malformed
from tests.log.codec_examples import WRITTEN, Checked, Everything, Nothing, Rule, everything
from tests.log.examples import example

WRONG_VALUES: list[tuple[str, object]] = [
    ("text", 5),
    ("text", None),
    ("flag", 1),
    ("flag", "true"),
    ("count", True),
    ("count", 3.0),
    ("count", "3"),
    ("count", 2**53),
    ("count", -(2**53)),
    ("amount", 80_000),
    ("amount", "80000.00"),
    ("amount", "+80000"),
    ("amount", "080000"),
    ("amount", "-0"),
    ("amount", " 80000"),
    ("amount", "8_0000"),
    ("amount", "８００００"),
    ("amount", ""),
    ("amount", 800.0),
    ("day", "2017-4-25"),
    ("day", "20170425"),
    ("day", "2017-W17-2"),
    ("day", "2017-02-29"),
    ("day", "2017-04-25T00:00:00.000000Z"),
    ("instant", "2017-04-25T08:00:00Z"),
    ("instant", "2017-04-25T08:00:00.000000+00:00"),
    ("instant", "2017-04-25T08:00:00.000000"),
    ("instant", "2017-04-25 08:00:00.000000Z"),
    ("share", "8/10"),
    ("share", "0.8"),
    ("share", "4/0"),
    ("share", " 4/5"),
    ("level", "PROVINCIAL"),
    ("level", 2),
    ("level", ["provincial"]),
    ("month", "2017-13"),
    ("month", 201704),
    ("period", "2017-H3"),
    ("region", "3407"),
    ("document", "财社[2016]114号"),
    ("document", "财社〔〕114号"),
    ("maybe", 5),
    ("days", "2017-04-25"),
    ("days", ["2017-04-25", None]),
    ("days", {"0": "2017-04-25"}),
    ("pair", ["a"]),
    ("pair", ["a", 1, 2]),
    ("pair", [1, "a"]),
    ("mode", "office"),
]


@pytest.mark.parametrize(("field", "value"), WRONG_VALUES)
def test_what_does_not_fit_exactly_is_not_read_and_the_error_names_class_and_field(field: str, value: object) -> None:
    with pytest.raises(Malformed, match=rf"^Everything\.{field}: ") as refused:
        codec.decode(Everything, WRITTEN | {field: value})
    assert not isinstance(value, str) or len(value) < 5 or value not in str(refused.value)


WRONG_FIELDS: list[tuple[str, object]] = [
    ("text", 5),
    ("flag", 1),
    ("count", True),
    ("count", 3.0),
    ("count", 2**53),
    ("amount", 80_000),
    ("amount", Money(800.0)),  # type: ignore[arg-type]  # what must not be
    ("amount", Money(True)),
    ("day", datetime(2017, 4, 25, tzinfo=UTC)),
    ("day", "2017-04-25"),
    ("instant", datetime(2017, 4, 25)),  # noqa: DTZ001
    ("instant", date(2017, 4, 25)),
    ("share", 0.8),
    ("share", 1),
    ("level", "provincial"),
    ("month", Period.parse("2017-04")),
    ("maybe", 5),
    ("days", [date(2017, 4, 25)]),
    ("days", (None,)),
    ("pair", ("a",)),
    ("mode", "office"),
]


@pytest.mark.parametrize(("field", "value"), WRONG_FIELDS)
def test_what_does_not_fit_exactly_is_not_written_and_the_error_names_class_and_field(field: str, value: Any) -> None:
    for write in (codec.encode, codec.writer_of(Everything)):
        with pytest.raises(Malformed, match=rf"^Everything\.{field}: "):
            write(replace(everything(), **{field: value}))


@pytest.mark.parametrize("fact", [everything(), Rule(FactAmong("x", ("\ud800",), "art. 3", "精神残疾", "mental"))])
def test_text_that_is_no_text_has_no_bytes(fact: Any) -> None:
    if isinstance(fact, Everything):
        fact = replace(fact, text="half \udc00")
    with pytest.raises(NotCanonical):
        codec.writer_of(type(fact))(fact)


def test_a_fact_of_another_class_is_not_written() -> None:
    with pytest.raises(Malformed, match="expected Nothing, got Checked"):
        codec.writer_of(Nothing)(Checked(1, 2))


def test_a_missing_or_an_unknown_key_is_named() -> None:
    without = {key: value for key, value in WRITTEN.items() if key != "day"}
    with pytest.raises(Malformed, match=r"Everything: missing \['day'\], unknown \[\]"):
        codec.decode(Everything, without)
    with pytest.raises(Malformed, match=r"Everything: missing \[\], unknown \['hour'\]"):
        codec.decode(Everything, WRITTEN | {"hour": 8})
    with pytest.raises(Malformed, match=r"Everything: missing \['day'\], unknown \['hour'\]"):
        codec.decode(Everything, without | {"hour": 8})
    with pytest.raises(Malformed, match="expected Everything as an object, got list"):
        codec.decode(Everything, [])


def test_an_unknown_or_missing_kind_is_refused() -> None:
    for kind in ({}, {"kind": "some_of"}, {"kind": 5}, {"kind": "any_of", "of": [], "more": 1}):
        with pytest.raises(Malformed, match=r"Rule\.criterion"):
            codec.decode(Rule, {"criterion": kind})
    with pytest.raises(Malformed, match=r"AnyOf\.kind: expected 'any_of'"):
        codec.decode(AnyOf, {"kind": "all_of", "of": []})


def test_an_error_inside_a_part_names_the_whole_path() -> None:
    event = EVENTS["payout.settled.1"]
    written = codec.encode(example(event))
    written["parts"][1]["amount"] = 5
    with pytest.raises(Malformed, match=r"PayoutSettled\.parts: Part\.amount: expected Money as text, got int"):
        codec.decode(event, written)


def test_a_class_that_checks_itself_is_checked_when_it_is_read() -> None:
    assert codec.decode(Checked, {"low": 1, "high": 2}) == Checked(1, 2)
    with pytest.raises(ValueError, match="the wrong way round"):
        codec.decode(Checked, {"low": 2, "high": 1})


class Weekday(Enum):
    MONDAY = 0.5


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class HasFloat:
    share: float


@dataclass(frozen=True)
class HasDict:
    parts: dict[str, Money]


@dataclass(frozen=True)
class HasFloatEnum:
    day: Weekday


@dataclass(frozen=True)
class HasMixedUnion:
    either: str | int


@dataclass(frozen=True)
class HasFieldKind:
    KIND: ClassVar[str] = "has_kind"
    kind: Colour


@dataclass(frozen=True)
class HasChineseKey:
    金额: Money


@pytest.mark.parametrize("kind", [HasFloat, HasDict, HasFloatEnum, HasMixedUnion, HasFieldKind, HasChineseKey, int])
def test_a_class_that_has_no_exact_form_is_refused_before_the_first_fact(kind: type) -> None:
    with pytest.raises(TypeError, match=kind.__name__):
        codec.shape_of(kind)
