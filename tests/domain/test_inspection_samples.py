"""Samples: every share is rounded up exactly, the formula in whole numbers, drawn again the same by anybody."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from hashlib import sha256
from math import ceil
from statistics import NormalDist

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.inspections.confidence import people_needed, z_between
from domain.inspections.drawing import drawn_from
from domain.inspections.events import ByConfidence, ByShare
from domain.inspections.frames import Frame, unit_of
from domain.inspections.rejections import ConfidenceOutOfRange, LessThanATenth, MarginOutOfRange
from domain.inspections.sample_sizes import checked_method, sample_size
from domain.inspections.satisfaction import counted

TENTH = Fraction(1, 10)
SHARES = st.fractions(min_value=TENTH, max_value=1, max_denominator=1000)
UNITS = st.dictionaries(st.sampled_from([f"9901{n:02d}001000" for n in range(1, 40)]), st.integers(1, 400), min_size=1)
TOWNS = st.sampled_from(["990101001000", "990101001002", "990101002000", "990101"])
PEOPLE = st.dictionaries(st.from_regex(r"b-[a-z0-9]{1,8}", fullmatch=True), TOWNS, min_size=1, max_size=60)


def test_a_tenth_of_each_town_and_of_the_whole_is_rounded_up() -> None:
    size = sample_size(ByShare(TENTH, TENTH), {"a": 1, "b": 10, "c": 11, "d": 100})
    assert dict(size.units) == {"a": 1, "b": 1, "c": 2, "d": 10}
    assert (size.more, size.people) == (0, 14)  # the ceilings come to more than ⌈12.2⌉


def test_what_the_towns_leave_short_of_the_whole_is_drawn_besides() -> None:
    size = sample_size(ByShare(TENTH, Fraction(1, 4)), {"a": 10, "b": 30})
    assert (dict(size.units), size.more, size.people) == ({"a": 1, "b": 3}, 6, 10)


def test_the_year_of_case_000_is_inspected_by_a_tenth() -> None:
    towns = {f"town-{number}": people for number, people in enumerate((233, 301, 187, 96, 373))}
    size = sample_size(ByShare(TENTH, TENTH), towns)
    assert sum(towns.values()) == 1190
    assert (list(size.units.values()), size.more, size.people) == ([24, 31, 19, 10, 38], 0, 122)


@given(units=UNITS, each=SHARES, whole=SHARES)
def test_nobody_gets_less_than_their_share_and_nobody_is_drawn_twice(
    units: dict[str, int], each: Fraction, whole: Fraction
) -> None:
    size, people = sample_size(ByShare(each, whole), units), sum(units.values())
    for unit, count in units.items():
        assert each * count <= size.units[unit] < each * count + 1
        assert size.units[unit] <= count
    assert whole * people <= size.people <= people
    assert size.more == 0 or size.people == ceil(whole * people)
    assert sample_size(ByShare(each, each), units).more == 0


@pytest.mark.parametrize(
    ("people", "confidence", "margin", "needed"),
    [(1190, "19/20", "1/20", 436), (9465, "19/20", "1/20", 554), (100, "19/20", "1/20", 100), (1, "1/2", "1/2", 1)],
)
def test_the_formula_gives_the_published_sizes(people: int, confidence: str, margin: str, needed: int) -> None:
    assert people_needed(people, confidence=Fraction(confidence), margin=Fraction(margin)) == needed


@settings(max_examples=60)
@given(st.fractions(Fraction(1, 2), Fraction(9999, 10_000), max_denominator=10_000))
def test_z_is_caught_between_two_fractions(confidence: Fraction) -> None:
    low, high = z_between(confidence)
    assert 0 < high - low < Fraction(1, 10**28)
    assert float(low) == pytest.approx(NormalDist().inv_cdf(float((1 + confidence) / 2)), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(
    people=st.integers(1, 30_000),
    confidence=st.fractions(Fraction(1, 2), Fraction(999, 1000), max_denominator=1000),
    margin=st.fractions(Fraction(1, 1000), Fraction(1, 2), max_denominator=1000),
)
def test_the_formula_agrees_with_fractions_of_the_librarys_z(
    people: int, confidence: Fraction, margin: Fraction
) -> None:
    z = Fraction(NormalDist().inv_cdf(float((1 + confidence) / 2)))
    first = z * z / (4 * margin * margin)
    exact = Fraction(3, 2) * people * first / (first + people)
    assume(abs(exact - round(exact)) > Fraction(1, 10**6))  # where a float's last digits decide, it is no judge
    assert people_needed(people, confidence=confidence, margin=margin) == min(people, ceil(exact))


@settings(max_examples=40, deadline=None)
@given(units=UNITS)
def test_by_confidence_each_unit_has_its_part_and_the_whole_what_it_needs(units: dict[str, int]) -> None:
    method, people = ByConfidence(Fraction(19, 20), Fraction(1, 20)), sum(units.values())
    needed = people_needed(people, confidence=method.confidence, margin=method.margin)
    size = sample_size(method, units)
    assert size.more == 0
    assert needed <= size.people < needed + len(units)
    assert all(drawn == ceil(Fraction(needed * units[unit], people)) for unit, drawn in size.units.items())


def test_a_method_out_of_range_is_refused() -> None:
    for share in (Fraction(99, 1000), Fraction(11, 10), Fraction(0)):
        with pytest.raises(LessThanATenth):
            checked_method(ByShare(share, TENTH))
        with pytest.raises(LessThanATenth):
            checked_method(ByShare(TENTH, share))
    for confidence in (Fraction(49, 100), Fraction(1)):
        with pytest.raises(ConfidenceOutOfRange):
            checked_method(ByConfidence(confidence, TENTH))
    for margin in (Fraction(0), Fraction(51, 100)):
        with pytest.raises(MarginOutOfRange):
            checked_method(ByConfidence(Fraction(19, 20), margin))
    checked_method(ByShare(Fraction(1), Fraction(1)))


def test_a_village_counts_to_its_township_and_a_county_to_itself() -> None:
    assert unit_of("990101002001") == unit_of("990101002000") == "990101002000"
    assert (unit_of("990101"), unit_of("990101000000")) == ("990101", "990101000000")


@given(PEOPLE)
def test_a_frame_is_one_text_in_whatever_order_people_come(regions: dict[str, str]) -> None:
    frame = Frame.of(regions)
    assert Frame.of(dict(reversed(regions.items()))) == frame
    lines = frame.text.splitlines()
    assert lines == sorted(set(lines))
    assert frame.sha256 == sha256(frame.text.encode()).hexdigest()
    assert sum(unit.people for unit in frame.units) == len(regions)


@given(regions=PEOPLE, seed=st.from_regex(r"[a-z0-9]{8,20}", fullmatch=True), each=SHARES, whole=SHARES)
def test_a_sample_is_as_large_as_it_should_be_and_drawn_again_the_same(
    regions: dict[str, str], seed: str, each: Fraction, whole: Fraction
) -> None:
    frame = Frame.of(regions)
    size = sample_size(ByShare(each, whole), frame.counts)
    sample = drawn_from(frame, seed=seed, size=size)
    assert drawn_from(Frame.of(dict(reversed(regions.items()))), seed=seed, size=size) == sample
    assert len(sample) == size.people == len(set(sample))
    assert set(sample) <= set(frame.people)
    drawn = Counter(one.unit for one in sample)
    assert all(drawn[unit] >= count for unit, count in size.units.items())


def test_another_seed_and_another_frame_draw_others() -> None:
    regions = {f"b-{number}": "990101001000" for number in range(200)}
    size = sample_size(ByShare(TENTH, TENTH), {"990101001000": 200})
    samples = {drawn_from(Frame.of(regions), seed=seed, size=size) for seed in ("seed-one", "seed-two")}
    samples.add(drawn_from(Frame.of({**regions, "b-200": "990101001000"}), seed="seed-one", size=size))
    assert len(samples) == 3


@pytest.mark.parametrize("seed", ["seed-1", "seed-2", "seed-3"])
def test_everybody_is_as_likely_to_be_drawn_wherever_they_stand_in_the_list(seed: str) -> None:
    frame = Frame.of({f"b-{number:04d}": "990101001000" for number in range(2000)})
    sample = drawn_from(frame, seed=seed, size=sample_size(ByShare(TENTH, TENTH), frame.counts))
    halves = Counter(int(one.beneficiary[2:]) // 1000 for one in sample)
    assert 60 <= halves[0] <= 140


def test_satisfaction_is_of_those_who_answered_and_the_others_are_counted_apart() -> None:
    told = counted([(True, 5), (True, 4), (True, 2), (True, None), (False, None), (None, None)])
    assert (told.sampled, told.answered, told.satisfied) == (6, 3, 2)
    assert (told.no_answer, told.not_met, told.not_visited) == (1, 1, 1)
    assert told.rate is not None
    assert told.rate.named() == "satisfied / answered (people) = 66.67 %"
    assert told.response is not None
    assert told.response.named() == "answered / sampled (people) = 50.00 %"
    nobody = counted([])
    assert nobody.rate is None
    assert nobody.response is None
