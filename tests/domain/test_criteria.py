"""Criteria are answered one by one; what nobody knows holds for nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.eligibility.criteria import amount_for, articles_against, evaluate, only_expired, used
from domain.eligibility.exclusions import Held, exclusions
from domain.eligibility.rejections import FactFromElsewhere, NoStandardApplies
from domain.facts import Fact, Outcome
from domain.money import Money
from domain.programmes.policy import AllOf, AnyOf, Criterion, FactAmong, Not, NotExpired, NumberBetween
from tests.domain.people_stories import (
    CRITERIA,
    DECIDED_ON,
    MENTAL,
    NOT_PAID,
    POLICY,
    POOR,
    SEVERE,
    VALID,
    facts,
)

TODAY = date(2017, 4, 25)


def one(name: str, value: str) -> tuple[Fact, ...]:
    return (Fact(name, value, "a register", TODAY),)


AMONG = FactAmong("type", ("mental", "limb"), "A1", "x", "x")
AGE = NumberBetween("age_years", 0, 6, "A2", "x", "x")
UNTIL = NotExpired("valid_until", True, "A3", "x", "x")
STRICT = replace(UNTIL, open_ended=False)

LEAVES: tuple[tuple[Criterion, str, str, bool, str], ...] = (
    (AMONG, "type", "mental", True, "type=mental"),
    (AMONG, "type", "sight, limb", True, "type=sight, limb"),
    (AMONG, "type", "sight", False, "type=sight"),
    (AMONG, "type", " , ", False, "type=unreadable (,)"),
    (AMONG, "other", "mental", False, "type=missing"),
    (AGE, "age_years", "0", True, "age_years=0"),
    (AGE, "age_years", "6", True, "age_years=6"),
    (AGE, "age_years", "7", False, "age_years=7"),
    (AGE, "age_years", "-1", False, "age_years=-1"),
    (AGE, "age_years", "six", False, "age_years=unreadable (six)"),
    (AGE, "age_years", "6.5", False, "age_years=unreadable (6.5)"),
    (AGE, "age_years", "٣", False, "age_years=unreadable (٣)"),
    (AGE, "age_years", "", False, "age_years=missing"),
    (UNTIL, "valid_until", "2017-04-25", True, "valid_until=2017-04-25"),
    (UNTIL, "valid_until", "2017-04-24", False, "valid_until=2017-04-24"),
    (UNTIL, "valid_until", "none", True, "valid_until=none"),
    (STRICT, "valid_until", "none", False, "valid_until=unreadable (none)"),
    (UNTIL, "valid_until", "2017-02-30", False, "valid_until=unreadable (2017-02-30)"),
    (UNTIL, "valid_until", "20170425", False, "valid_until=unreadable (20170425)"),
)


@pytest.mark.parametrize(("criterion", "fact", "value", "held", "seen"), LEAVES)
def test_a_single_criterion_says_whether_it_held_and_what_it_saw(
    criterion: FactAmong | NumberBetween | NotExpired, fact: str, value: str, held: bool, seen: str
) -> None:
    assert evaluate(criterion, one(fact, value), TODAY) == (held, (Outcome(criterion.article, held, seen),))


def test_every_criterion_is_answered_even_when_the_first_already_fails() -> None:
    held, outcomes = evaluate(CRITERIA, facts(disability_type="sight", low_income="no"), DECIDED_ON)
    assert not held
    assert [(outcome.criterion, outcome.held) for outcome in outcomes] == [
        ("第三条第一款", False),
        ("第三条第二款", True),
        ("第三条第三款", True),
        ("第四条", False),
        ("第五条", True),
    ]
    assert articles_against(CRITERIA, facts(disability_type="sight", low_income="no"), DECIDED_ON) == (
        "第三条第一款",
        "第四条",
    )


def test_the_other_road_is_no_reason_when_one_road_is_open() -> None:
    either = AnyOf((POOR, SEVERE))
    assert evaluate(either, facts(low_income="no"), DECIDED_ON)[0]
    assert articles_against(either, facts(low_income="no"), DECIDED_ON) == ()
    assert articles_against(either, facts(low_income="no", disability_level="4"), DECIDED_ON) == (
        "第四条",
        "第三条第二款",
    )


def test_nobody_is_off_the_public_payroll_because_nobody_looked() -> None:
    held, outcomes = evaluate(NOT_PAID, facts(public_payroll=""), DECIDED_ON)
    assert (held, outcomes) == (False, (Outcome("第五条", False, "public_payroll=missing"),))
    assert evaluate(NOT_PAID, facts(public_payroll="no"), DECIDED_ON)[0]


def test_an_unanswered_part_does_not_hurt_where_another_part_settles_it() -> None:
    assert evaluate(AnyOf((POOR, MENTAL)), facts(low_income=""), DECIDED_ON)[0]
    nobody = Not(AllOf((POOR, SEVERE)), "X", "x", "x")
    assert evaluate(nobody, facts(low_income="", disability_level="4"), DECIDED_ON)[0]
    assert not evaluate(nobody, facts(low_income=""), DECIDED_ON)[0]


def test_an_expired_certificate_is_told_from_other_failures() -> None:
    expired = facts(certificate_valid_until="2017-01-31")
    assert only_expired(CRITERIA, expired, DECIDED_ON)
    assert not only_expired(CRITERIA, facts(certificate_valid_until=""), DECIDED_ON)
    assert not only_expired(CRITERIA, facts(certificate_valid_until="2017-01-31", low_income="no"), DECIDED_ON)
    assert not only_expired(CRITERIA, facts(), DECIDED_ON)
    assert not only_expired(AnyOf((VALID, POOR)), facts(certificate_valid_until="2017-01-31"), DECIDED_ON)


def test_the_first_row_that_fits_is_the_standard() -> None:
    assert amount_for(POLICY, facts(disability_level="1")) == Money(120_000)
    assert amount_for(POLICY, facts(disability_level="2")) == Money(100_000)
    only_level_1 = replace(POLICY, standards=POLICY.standards[:1])
    with pytest.raises(NoStandardApplies):
        amount_for(only_level_1, facts(disability_level="2"))


def test_a_decision_keeps_the_facts_its_policy_looks_at_and_no_others() -> None:
    more = (*one("has_dog", "yes"), *facts())
    assert used(POLICY, more) == facts()


def test_each_fact_has_one_source_of_truth() -> None:
    hearsay = tuple(replace(fact, source="neighbours") if fact.name == "low_income" else fact for fact in facts())
    with pytest.raises(FactFromElsewhere) as caught:
        used(POLICY, hearsay)
    assert caught.value.facts == {"fact": "low_income", "declared": "civil affairs", "given": "neighbours"}


def test_an_exclusion_written_in_either_policy_counts_for_both() -> None:
    assert exclusions("a", ("b",), [Held("b"), Held("c")]) == ("b",)
    assert exclusions("a", (), [Held("b", ("a",)), Held("c", ("d",))]) == ("b",)
    assert exclusions("a", ("a",), [Held("a", ("a",))]) == ()


NAMES = st.sampled_from(["low_income", "age_years", "valid_until", "type"])
VALUES = st.one_of(
    st.sampled_from(["yes", "no", "7", "-3", "2017-04-25", "none", "", " , ", "mental,limb"]), st.text(max_size=8)
)
SINGLE = st.one_of(
    st.builds(FactAmong, NAMES, st.just(("yes", "mental")), st.just("A1"), st.just("x"), st.just("x")),
    st.builds(NumberBetween, NAMES, st.just(0), st.integers(0, 9), st.just("A2"), st.just("x"), st.just("x")),
    st.builds(NotExpired, NAMES, st.booleans(), st.just("A3"), st.just("x"), st.just("x")),
)
CRITERION = st.recursive(
    SINGLE,
    lambda inner: st.one_of(
        st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner, st.just("A4"), st.just("x"), st.just("x")),
    ),
    max_leaves=8,
)
FACTS = st.dictionaries(NAMES, VALUES).map(
    lambda known: tuple(Fact(name, value, "r", TODAY) for name, value in known.items())
)


def _single_ones(criterion: Criterion) -> int:
    match criterion:
        case AllOf(of=parts) | AnyOf(of=parts):
            return sum(_single_ones(part) for part in parts)
        case _:
            return 1


@given(CRITERION, FACTS)
@settings(deadline=None)
def test_any_criteria_on_any_facts_have_an_answer_with_its_reasons(
    criterion: Criterion, known: tuple[Fact, ...]
) -> None:
    held, outcomes = evaluate(criterion, known, TODAY)
    assert evaluate(criterion, known, TODAY) == (held, outcomes)
    assert len(outcomes) == _single_ones(criterion)
    assert held == (articles_against(criterion, known, TODAY) == ())
    if only_expired(criterion, known, TODAY):
        assert not held


@given(CRITERION, FACTS)
@settings(deadline=None)
def test_no_criterion_and_its_negation_both_hold_and_without_facts_neither_does(
    criterion: Criterion, known: tuple[Fact, ...]
) -> None:
    negated = Not(criterion, "A4", "x", "x")
    assert not (evaluate(criterion, known, TODAY)[0] and evaluate(negated, known, TODAY)[0])
    assert not evaluate(criterion, (), TODAY)[0]
    assert not evaluate(negated, (), TODAY)[0]


@given(CRITERION, FACTS, FACTS)
@settings(deadline=None)
def test_learning_more_never_turns_an_answer_into_none(
    criterion: Criterion, known: tuple[Fact, ...], more: tuple[Fact, ...]
) -> None:
    """What held on some facts goes on holding when facts come that were missing before."""
    names = {fact.name for fact in known}
    learned = (*known, *(fact for fact in more if fact.name not in names))
    if evaluate(criterion, known, TODAY)[0]:
        assert evaluate(criterion, learned, TODAY)[0]
