"""A standard may be a formula: worked out exactly, rounded as stated, explained line by line, refused with reasons."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from domain.eligibility import amount_rejections as open_
from domain.eligibility import decisions as eligibility
from domain.eligibility import standing
from domain.eligibility.criteria import amount_for, judge, known_amount
from domain.eligibility.events import CaseGranted, CaseRechecked, CaseSuspended, StopReason
from domain.eligibility.rejections import CriteriaNotMet, FactFromElsewhere
from domain.eligibility.rerunning import Verdict, rerun, suppose
from domain.eligibility.working_out import work_out
from domain.facts import Fact
from domain.money import AmountNotPositive, Money
from domain.programmes import formula_rejections as wrong
from domain.programmes.decisions import publish_policy
from domain.programmes.formulas import (
    AtMost,
    BaseAmount,
    FactAmount,
    FixedAmount,
    Formula,
    GapTo,
    MinimumRate,
    Pays,
    RaisedBy,
    RoundingWay,
    RoundTo,
    ShareOf,
)
from domain.programmes.policy import Policy, Standard
from domain.programmes.policy_checks import facts_used
from domain.programmes.policy_rejections import SourceNotDeclared
from domain.programmes.state import replay as replay_programme
from domain.rejected import Rejected
from domain.workings import Working, WorkingStep
from tests.domain.formula_stories import (
    AT_LEAST_TEN,
    BASES,
    HALF_OF_THE_GAP,
    INSURANCE,
    LOWEST_IN_FULL,
    LOWEST_IN_PART,
    PAID_ON,
    PLUS_TWENTY,
    PREMIUM,
    by_formula,
    paying,
    rounded,
)
from tests.domain.people_stories import (
    A_CONCLUDED_NOTICE,
    DECIDED_ON,
    OPENED,
    PERSON,
    PROGRAMME,
    REVIEWED,
    the_case,
    the_notice,
)


def granted(policy: Policy, facts: tuple[Fact, ...]) -> CaseGranted:
    return eligibility.grant(
        the_case(*REVIEWED),
        person=PERSON,
        policy=policy,
        facts=facts,
        held=(),
        notice=the_notice(*A_CONCLUDED_NOTICE),
        by="sun",
        on=DECIDED_ON,
    )


BY_HAND: tuple[tuple[Formula, tuple[Fact, ...], int], ...] = (
    # (987.65 - 380.00) / 3 = 202.55
    (HALF_OF_THE_GAP, paying("380.00"), 20_260),
    # (987.65 - 380.01) / 3 = 202.5466…
    (HALF_OF_THE_GAP, paying("380.01"), 20_250),
    # (987.65 - 12.34) / 3 = 325.10…, at most 300
    (HALF_OF_THE_GAP, paying("12.34"), 30_000),
    # 20 % of 480.50 and of 650.00
    (PLUS_TWENTY, paying(residence="rural"), 9_610),
    (PLUS_TWENTY, paying(residence="urban"), 13_000),
    # the standard with it: 480.50 × 6/5
    (rounded(RaisedBy("low_income_standard", Fraction(1, 5), Pays.RAISED)), paying(), 57_660),
    # the lowest rate of 100.50 in full, and half of it to the yuan below
    (LOWEST_IN_FULL, paying(), 10_050),
    (LOWEST_IN_PART, paying(), 5_000),
    # a tenth of 380.00, and never less than ten yuan
    (AT_LEAST_TEN, paying("380.00"), 3_800),
    (AT_LEAST_TEN, paying("99.99"), 1_000),
    # what the standard, raised by a fifth, leaves above an income of 300.00
    (
        rounded(AtMost(BaseAmount("lowest_rate"), GapTo("low_income_standard", FactAmount(PREMIUM)))),
        paying("300"),
        10_050,
    ),
    (rounded(ShareOf(Fraction(2, 3), FixedAmount(Money(100))), RoundTo.JIAO, RoundingWay.HALF_UP), paying(), 70),
)


@pytest.mark.parametrize(("formula", "facts", "fen"), BY_HAND)
def test_amounts_are_those_worked_out_by_hand(formula: Formula, facts: tuple[Fact, ...], fen: int) -> None:
    assert amount_for(by_formula(formula), facts) == Money(fen)


def test_every_line_says_what_was_taken_from_where_and_what_it_comes_to() -> None:
    decision = granted(INSURANCE, paying("380.00"))
    assert decision.amount == Money(20_260)
    third = Fraction(60_765, 3)
    assert decision.workings == (
        Working(WorkingStep.FACT_AMOUNT, PREMIUM, "380.00", "social security", PAID_ON, (), Fraction(38_000)),
        Working(WorkingStep.GAP_TO, "insurance_base", "987.65", "第七条", None, (1,), Fraction(60_765)),
        Working(WorkingStep.SHARE_OF, "", "1/3", "", None, (2,), third),
        Working(WorkingStep.FIXED_AMOUNT, "", "300.00", "", None, (), Fraction(30_000)),
        Working(WorkingStep.AT_MOST, "", "", "", None, (3, 4), third),
        Working(WorkingStep.ROUNDED, "", "jiao half_up", "", None, (5,), Fraction(20_260)),
    )
    assert {fact.name for fact in decision.facts} == set(facts_used(INSURANCE)), "what it took is kept"


def test_a_fixed_standard_has_no_lines_to_explain() -> None:
    assert granted(replace(INSURANCE, standards=(Standard("", "", Money(5), "甲"),)), paying()).workings == ()


UNITS: tuple[tuple[str, str, int | None], ...] = (
    ("paid_fen", "38000", 38_000),
    ("paid_fen", "380.00", None),
    ("paid_fen", "-1", None),
    ("paid_fen", "380元", None),
    ("paid_yuan", "380", 38_000),
    ("paid_yuan", "1,380.05", 138_005),
    ("paid_yuan", "380.005", None),
    ("paid_yuan", "-380", None),
    ("paid_yuan", "380 fen", None),
)


@pytest.mark.parametrize(("name", "value", "fen"), UNITS)
def test_a_fact_is_read_in_the_unit_its_name_says_or_not_at_all(name: str, value: str, fen: int | None) -> None:
    fact = Fact(name, value, "a register", PAID_ON)
    if fen is not None:
        assert work_out(rounded(FactAmount(name)), (), (fact,))[0] == Money(fen)
        return
    with pytest.raises(open_.AmountFactUnreadable, match=name) as refused:
        work_out(rounded(FactAmount(name)), (), (fact,))
    assert name in refused.value.sentence("zh")


def test_a_grant_without_the_fact_is_rejected_and_names_it() -> None:
    with pytest.raises(open_.AmountFactMissing, match=PREMIUM):
        granted(INSURANCE, paying(""))


def test_a_fact_from_another_register_is_not_taken() -> None:
    facts = tuple(replace(fact, source="hearsay") if fact.name == PREMIUM else fact for fact in paying())
    with pytest.raises(FactFromElsewhere):
        granted(INSURANCE, facts)


def test_a_base_with_no_row_for_the_person_is_named() -> None:
    with pytest.raises(open_.NoBaseApplies, match="low_income_standard"):
        granted(by_formula(PLUS_TWENTY), paying(residence="abroad"))


def test_whoever_pays_the_base_themselves_is_granted_nothing_and_may_be_refused() -> None:
    with pytest.raises(open_.NothingComesOfIt):
        granted(INSURANCE, paying("987.65"))
    refused = eligibility.refuse(
        the_case(*REVIEWED),
        person=PERSON,
        policy=INSURANCE,
        facts=paying("2000"),
        held=(),
        by="sun",
        on=DECIDED_ON,
    )
    assert refused.reasons == ("nothing_comes_of_it:第七条",)
    assert rerun(refused, INSURANCE).equal


def test_an_applicant_without_the_fact_is_refused_for_it_by_name() -> None:
    reasons = judge(INSURANCE, paying(""), DECIDED_ON).reasons
    assert reasons == (f"amount_fact_missing:{PREMIUM}",)


def test_criteria_come_before_amounts() -> None:
    with pytest.raises(CriteriaNotMet):
        granted(INSURANCE, paying("", low_income="no"))


def test_a_check_takes_the_amount_anew_and_keeps_its_lines() -> None:
    case = the_case(*REVIEWED, granted(INSURANCE, paying("380.00")))
    [checked] = standing.recheck(case, policy=INSURANCE, facts=paying("400.00"), by="zhou", on=DECIDED_ON)
    assert isinstance(checked, CaseRechecked)
    assert (checked.passed, checked.amount) == (True, Money(19_590))
    assert checked.workings[-1].fen == 19_590


def test_a_check_by_which_nothing_is_due_any_more_stops_the_payments() -> None:
    case = the_case(*REVIEWED, granted(INSURANCE, paying("380.00")))
    checked, stopped = standing.recheck(case, policy=INSURANCE, facts=paying("990"), by="zhou", on=DECIDED_ON)
    assert isinstance(checked, CaseRechecked)
    assert not checked.passed
    assert isinstance(stopped, CaseSuspended)
    assert stopped.reason is StopReason.REVIEW_FAILED
    assert rerun(checked, INSURANCE).equal


def test_a_decision_run_again_gives_the_same_lines_bit_for_bit() -> None:
    decision = granted(INSURANCE, paying("380.01"))
    assert rerun(decision, INSURANCE).equal
    meddled = replace(decision, workings=decision.workings[:-1])
    assert rerun(meddled, INSURANCE).differs == ("workings",)


def test_another_formula_may_be_supposed() -> None:
    decision = granted(INSURANCE, paying("380.00"))
    whole = by_formula(rounded(GapTo("insurance_base", FactAmount(PREMIUM))), version=2)
    found = suppose(decision, INSURANCE, whole)
    assert found.again.amount == Money(60_765)
    assert found.differs == ("amount", "workings")


def test_a_supposed_formula_over_facts_that_nobody_looked_at_is_undetermined() -> None:
    decision = granted(INSURANCE, paying("380.00"))
    found = suppose(decision, INSURANCE, by_formula(PLUS_TWENTY, version=2))
    assert found.again.verdict is Verdict.UNDETERMINED
    assert found.lacking == ("residence",)


def test_the_notice_shows_no_amount_where_none_can_be_worked_out_yet() -> None:
    assert known_amount(INSURANCE, paying("")) is None
    assert known_amount(INSURANCE, paying("380.00")) == Money(20_260)


WRONG: tuple[tuple[Policy, type[Rejected], str], ...] = (
    (by_formula(ShareOf(Fraction(1), FactAmount(PREMIUM))), wrong.RoundingNotStated, "policy.standards[0].formula"),
    (by_formula(rounded(rounded(FactAmount(PREMIUM)))), wrong.RoundedInside, "policy.standards[0].formula.of"),
    (by_formula(rounded(BaseAmount("nobody"))), wrong.BaseNotNamed, "policy.standards[0].formula.of.base"),
    (by_formula(rounded(FactAmount("premium"))), wrong.FactWithoutUnit, "policy.standards[0].formula.of.fact"),
    (
        by_formula(rounded(ShareOf(Fraction(3, 2), FactAmount(PREMIUM)))),
        wrong.PartOutOfRange,
        "policy.standards[0].formula.of.share",
    ),
    (
        by_formula(rounded(MinimumRate("lowest_rate", Fraction(0)))),
        wrong.PartOutOfRange,
        "policy.standards[0].formula.of.part",
    ),
    (
        by_formula(rounded(RaisedBy("lowest_rate", Fraction(-1, 5), Pays.RAISED))),
        wrong.RaiseOutOfRange,
        "policy.standards[0].formula.of.by",
    ),
    (by_formula(rounded(FixedAmount(Money(0)))), AmountNotPositive, "policy.standards[0].formula.of.amount"),
    (
        replace(INSURANCE, standards=(Standard("", "", Money(1), "甲", HALF_OF_THE_GAP),)),
        wrong.AmountOrFormula,
        "policy.standards[0].amount",
    ),
    (
        replace(INSURANCE, standards=(Standard("", "", None, "甲"),)),
        wrong.AmountOrFormula,
        "policy.standards[0].amount",
    ),
    (replace(INSURANCE, bases=(*BASES, BASES[0])), wrong.BaseNeverReached, "policy.bases[4]"),
    (replace(INSURANCE, fact_sources=()), SourceNotDeclared, "policy.fact_sources"),
)


@pytest.mark.parametrize(("policy", "refusal", "field"), WRONG)
def test_a_formula_that_nobody_could_work_out_is_not_published(
    policy: Policy, refusal: type[Rejected], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        publish_policy(replay_programme(PROGRAMME, (OPENED,)), policy=policy)
    assert refused.value.field == field


def test_a_formula_that_nobody_could_read_aloud_is_not_published() -> None:
    formula: Formula = FactAmount(PREMIUM)
    for _ in range(30):
        formula = ShareOf(Fraction(1, 2), formula)
    with pytest.raises(wrong.FormulaTooLong):
        publish_policy(replay_programme(PROGRAMME, (OPENED,)), policy=by_formula(rounded(formula)))
