"""Facts have one written form, and only what fits exactly is written or read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import EVENTS
from domain.funds.parts import Part
from domain.money import Money
from domain.payouts.events import PayoutReleased
from domain.programmes.policy import AllOf, AnyOf, FactAmong, Not, NotExpired, NumberBetween
from infrastructure.log import codec
from infrastructure.log.canonical import canonical
from tests.log.codec_examples import WRITTEN, Checked, Everything, Nothing, Rule, everything
from tests.log.examples import example
from tests.log.support import PARTS, Pay


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


@given(st.integers(-(10**18), 10**18), st.text(st.characters(exclude_categories=["Cs"])), st.dates(), st.datetimes())
def test_any_amount_text_day_and_instant_reads_back(fen: int, text: str, day: date, instant: datetime) -> None:
    fact = replace(
        everything(), amount=Money(fen), text=text, day=day, instant=instant.replace(tzinfo=UTC), days=(day,) * 3
    )
    assert codec.decode(Everything, codec.encode(fact)) == fact


def test_parts_are_written_with_their_money_in_fen() -> None:
    assert codec.encode(PARTS[0]) == {"line": "fund/2017/medicine/provincial", "amount": "80000"}
