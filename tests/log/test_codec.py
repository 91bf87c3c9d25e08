"""Facts have one written form, and only what fits exactly is written or read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Any, ClassVar, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import EVENTS
from domain.documents import DocumentNumber
from domain.funds.parts import Part
from domain.levels import GovernmentLevel
from domain.money import Money
from domain.payouts.events import PayoutReleased
from domain.periods import Month, Period
from domain.programmes.policy import AllOf, AnyOf, Criterion, FactAmong, Not, NotExpired, NumberBetween
from domain.regions import RegionCode
from infrastructure.log import codec
from infrastructure.log.canonical import NotCanonical, canonical
from infrastructure.log.codec import Malformed
from tests.log.examples import example
from tests.log.support import PARTS, Pay


@dataclass(frozen=True, slots=True)
class Everything:
    text: str
    flag: bool
    count: int
    amount: Money
    day: date
    instant: datetime
    share: Fraction
    level: GovernmentLevel
    month: Month
    period: Period
    region: RegionCode
    document: DocumentNumber
    maybe: Money | None
    days: tuple[date, ...]
    pair: tuple[str, int]
    mode: Literal["person", "institution"]


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True)
class Checked:
    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("the wrong way round")


@dataclass(frozen=True, slots=True)
class Rule:
    criterion: Criterion


def everything() -> Everything:
    return Everything(
        text="残补 “quoted”",
        flag=True,
        count=3,
        amount=Money(80_000),
        day=date(2017, 4, 25),
        instant=datetime(2017, 4, 25, 8, tzinfo=UTC),
        share=Fraction(4, 5),
        level=GovernmentLevel.PROVINCIAL,
        month=Month.parse("2017-04"),
        period=Period.parse("2017-H1"),
        region=RegionCode.parse("340700"),
        document=DocumentNumber.parse("财社〔2016〕114号"),
        maybe=None,
        days=(date(2017, 4, 25), date(2017, 4, 26)),
        pair=("a", 1),
        mode="person",
    )


WRITTEN: dict[str, Any] = {
    "text": "残补 “quoted”",
    "flag": True,
    "count": 3,
    "amount": "80000",
    "day": "2017-04-25",
    "instant": "2017-04-25T08:00:00.000000Z",
    "share": "4/5",
    "level": "provincial",
    "month": "2017-04",
    "period": "2017-H1",
    "region": "340700",
    "document": "财社〔2016〕114号",
    "maybe": None,
    "days": ["2017-04-25", "2017-04-26"],
    "pair": ["a", 1],
    "mode": "person",
}


def test_every_kind_of_field_has_its_written_form() -> None:
    assert codec.encode(everything()) == WRITTEN
    assert codec.decode(Everything, WRITTEN) == everything()


def test_a_fact_without_fields_is_an_empty_object() -> None:
    assert codec.encode(Nothing()) == {}
    assert codec.decode(Nothing, {}) == Nothing()


def test_criteria_nest_and_are_told_apart_by_kind() -> None:
    few = FactAmong("disability", ("mental",), "art. 3", "精神残疾", "mental disability")
    age = NumberBetween("age_years", 0, 17, "art. 4", "未成年", "a child")
    open_ended = NotExpired("certificate", False, "art. 5", "证件有效", "certificate valid")
    rule = Rule(AllOf((few, AnyOf((age, Not(open_ended, "art. 6", "无", "none"))))))
    written = codec.encode(rule)["criterion"]
    assert [written["kind"], written["of"][0]["kind"], written["of"][1]["of"][1]["criterion"]["kind"]] == [
        "all_of",
        "fact_among",
        "not_expired",
    ]
    assert codec.decode(Rule, {"criterion": written}) == rule


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.__name__)
def test_every_event_reads_back_as_it_was_written(event: type) -> None:
    fact = example(event)
    assert codec.decode(event, codec.encode(fact)) == fact


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


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.__name__)
def test_bytes_written_straight_are_the_canonical_ones_of_every_event(event: type) -> None:
    fact = example(event)
    assert codec.writer_of(event)(fact) == canonical(codec.encode(fact))


def test_bytes_written_straight_are_the_canonical_ones_of_every_kind_of_field() -> None:
    open_ended = NotExpired("certificate", False, "art. 5", "证件有效", "certificate valid")
    rule = Rule(AllOf((AnyOf((open_ended, Not(open_ended, "art. 6", "无", "none"))), open_ended)))
    for fact in (everything(), replace(everything(), maybe=None, days=()), Nothing(), Checked(1, 2), rule):
        assert codec.writer_of(type(fact))(fact) == canonical(codec.encode(fact))


@given(st.integers(), st.text(), st.dates(), st.lists(st.tuples(st.text(), st.integers())))
def test_bytes_written_straight_are_the_canonical_ones_of_any_payment(
    fen: int, text: str, day: date, parts: list[tuple[str, int]]
) -> None:
    of = tuple(Part(line, Money(each)) for line, each in parts)
    fact = PayoutReleased(text, text[::-1], text * 2, text, text, Money(fen), of, day)
    assert codec.writer_of(PayoutReleased)(fact) == canonical(codec.encode(fact))


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


def test_an_instant_of_another_time_zone_is_written_in_utc() -> None:
    in_china = datetime(2017, 4, 25, 16, tzinfo=timezone(timedelta(hours=8)))
    assert codec.encode(replace(everything(), instant=in_china)) == WRITTEN


def test_what_is_read_is_frozen_and_hashes_like_what_was_written() -> None:
    read = codec.decode(Everything, WRITTEN)
    assert hash(read) == hash(everything())
    assert repr(read) == repr(everything())


def test_commands_with_keywords_only_are_written_too() -> None:
    ask = Pay(command_id="c-1", amount=Money(5))
    assert codec.encode(ask) == {"command_id": "c-1", "amount": "5"}
    assert codec.decode(Pay, codec.encode(ask)) == ask


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


@given(st.integers(-(10**18), 10**18), st.text(st.characters(exclude_categories=["Cs"])), st.dates(), st.datetimes())
def test_any_amount_text_day_and_instant_reads_back(fen: int, text: str, day: date, instant: datetime) -> None:
    fact = replace(
        everything(), amount=Money(fen), text=text, day=day, instant=instant.replace(tzinfo=UTC), days=(day,) * 3
    )
    assert codec.decode(Everything, codec.encode(fact)) == fact


def test_parts_are_written_with_their_money_in_fen() -> None:
    assert codec.encode(PARTS[0]) == {"line": "fund/2017/medicine/provincial", "amount": "80000"}
