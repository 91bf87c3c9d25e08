"""A decision run again is the decision; supposed otherwise, what differs is named; what nobody knows is not guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.eligibility import decisions as cases
from domain.eligibility import standing
from domain.eligibility.events import CaseGranted, CaseRechecked, CaseRefused
from domain.eligibility.rejections import OtherPolicyVersion
from domain.eligibility.rerunning import Decision, Verdict, rerun, suppose
from domain.facts import Fact
from domain.money import Money
from domain.programmes.policy import AllOf, FactAmong, FactSource, Standard
from tests.domain.people_stories import (
    A_GRANTED_CASE,
    CRITERIA,
    DEAD,
    DECIDED_ON,
    GRANTED,
    PERSON,
    POLICY,
    REGISTERED_ON,
    REVIEWED,
    SOURCES,
    VALID,
    facts,
    the_case,
)


def refused(**changed: str) -> CaseRefused:
    return cases.refuse(
        the_case(*REVIEWED),
        person=PERSON,
        policy=POLICY,
        facts=facts(REGISTERED_ON, **changed),
        held=(),
        by="sun",
        on=DECIDED_ON,
    )


def checked(**changed: str) -> CaseRechecked:
    case, on = the_case(*A_GRANTED_CASE), date(2017, 5, 20)
    found, *_ = standing.recheck(case, policy=POLICY, facts=facts(REGISTERED_ON, **changed), by="zhou", on=on)
    assert isinstance(found, CaseRechecked)
    return found


def dearer(amount: int = 150_000) -> tuple[Standard, ...]:
    return (Standard("", "", Money(amount), "新第六条"),)


@pytest.mark.parametrize(
    ("decision", "verdict"),
    [
        (GRANTED, Verdict.GRANTED),
        (refused(low_income="no"), Verdict.REFUSED),
        (refused(low_income="", disability_level="many"), Verdict.REFUSED),
        (checked(), Verdict.PASSED),
        (checked(low_income="no"), Verdict.FAILED),
        (checked(certificate_valid_until="2017-05-19"), Verdict.FAILED),
    ],
)
def test_every_decision_runs_again_to_the_same_answer(decision: Decision, verdict: Verdict) -> None:
    again = rerun(decision, POLICY, in_force=1)
    assert again.equal
    assert (again.decided, again.again.verdict) == (again.again, verdict)
    assert all(criterion.equal for criterion in again.criteria)
    assert [criterion.criterion for criterion in again.criteria] == [each.criterion for each in decision.outcomes]


def test_a_refusal_for_a_death_alone_is_still_one_though_the_rules_are_met() -> None:
    decision = cases.refuse(
        the_case(*REVIEWED), person=DEAD, policy=POLICY, facts=facts(), held=(), by="sun", on=DECIDED_ON
    )
    assert (decision.reasons, rerun(decision, POLICY).equal) == (("died",), True)
    assert suppose(decision, POLICY, replace(POLICY, standards=dearer())).again.verdict is Verdict.REFUSED


def test_a_decision_is_run_again_by_its_own_version_and_by_no_other() -> None:
    with pytest.raises(OtherPolicyVersion):
        rerun(GRANTED, replace(POLICY, version=2))
    assert rerun(GRANTED, POLICY, in_force=2).differs == ("policy_version",)


@pytest.mark.parametrize(
    ("decision", "differs"),
    [
        (replace(GRANTED, amount=Money(120_000)), ("amount",)),
        (replace(GRANTED, outcomes=GRANTED.outcomes[::-1]), ("criteria",)),
        (replace(GRANTED, outcomes=GRANTED.outcomes[1:]), ("criteria",)),
        (replace(GRANTED, facts=facts(disability_level="1")), ("criteria", "amount")),
        (replace(GRANTED, facts=facts(low_income="no")), ("verdict", "criteria", "reasons", "amount")),
        (replace(refused(low_income="no"), reasons=("第五条",)), ("reasons",)),
        (replace(checked(low_income="no"), passed=True), ("verdict", "amount")),
    ],
)
def test_whatever_was_changed_about_a_decision_is_named(decision: Decision, differs: tuple[str, ...]) -> None:
    assert rerun(decision, POLICY).differs == differs


def test_a_changed_criterion_is_named_by_its_article_then_and_again() -> None:
    changed = rerun(replace(GRANTED, facts=facts(low_income="no")), POLICY)
    [poor] = [criterion for criterion in changed.criteria if not criterion.equal]
    assert poor.decided is not None
    assert poor.again is not None
    assert (poor.criterion, poor.decided.held, poor.again.held) == ("第四条", True, False)


def test_another_standard_changes_the_amount_and_nothing_else() -> None:
    supposed = suppose(GRANTED, POLICY, replace(POLICY, version=2, standards=dearer()))
    assert (supposed.differs, supposed.again.amount, supposed.standard) == (("amount",), Money(150_000), "新第六条")


def test_a_rule_that_is_gone_turns_a_refusal_into_a_grant_and_stands_on_one_side_only() -> None:
    looser = replace(POLICY, criteria=AllOf(tuple(one for one in CRITERIA.of if one is not CRITERIA.of[3])))
    supposed = suppose(refused(low_income="no"), POLICY, looser)
    assert (supposed.again.verdict, supposed.again.amount) == (Verdict.GRANTED, Money(100_000))
    [gone] = [criterion for criterion in supposed.criteria if criterion.again is None]
    assert gone.criterion == "第四条"


def test_what_nobody_looked_at_leaves_the_answer_open_and_is_named() -> None:
    pension = FactAmong("pension", ("no",), "第七条", "无退休金", "no pension")
    stricter = replace(
        POLICY, criteria=AllOf((*CRITERIA.of, pension)), fact_sources=(*SOURCES, FactSource("pension", "social"))
    )
    open_ = suppose(GRANTED, POLICY, stricter)
    assert (open_.again.verdict, open_.lacking, open_.again.amount) == (Verdict.UNDETERMINED, ("pension",), None)
    settled = suppose(refused(low_income="no"), POLICY, stricter)
    assert settled.again.verdict is Verdict.REFUSED, "another rule says no, whatever the pension"
    by_pension = replace(POLICY, standards=(Standard("pension", "no", Money(1), "第八条"), *POLICY.standards))
    assert suppose(GRANTED, POLICY, by_pension).again.verdict is Verdict.UNDETERMINED


def test_a_fact_of_another_register_is_not_taken_for_the_one_asked_for() -> None:
    elsewhere = tuple(replace(one, source="tax bureau") if one.fact == "low_income" else one for one in SOURCES)
    supposed = suppose(GRANTED, POLICY, replace(POLICY, fact_sources=elsewhere, standards=dearer()))
    assert (supposed.lacking, supposed.again.verdict) == (("low_income",), Verdict.UNDETERMINED)


def test_a_fact_that_was_looked_for_and_missing_then_is_missing_and_not_unknown() -> None:
    decision = refused(low_income="")
    assert suppose(decision, POLICY, replace(POLICY, standards=dearer())).again.verdict is Verdict.REFUSED


def test_facts_that_the_policy_does_not_ask_for_change_nothing() -> None:
    more = replace(GRANTED, facts=(*GRANTED.facts, Fact("hobby", "chess", "survey", DECIDED_ON)))
    assert isinstance(more, CaseGranted)
    assert rerun(more, POLICY).equal
    assert suppose(more, POLICY, replace(POLICY, criteria=VALID)).again.verdict is Verdict.GRANTED
