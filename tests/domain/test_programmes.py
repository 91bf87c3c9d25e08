"""Programmes: rules are data, published in versions, checked once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from domain.documents import NotADocumentNumber
from domain.free_text import PersonalNumberInText
from domain.levels import FundKind, GovernmentLevel
from domain.money import AmountNotPositive, Money
from domain.programmes import decisions as programmes
from domain.programmes import policy_rejections as wrong
from domain.programmes.events import PolicyPublished, TargetAssigned
from domain.programmes.policy import (
    AllOf,
    AnyOf,
    ApprovalStep,
    Criterion,
    Deadlines,
    Not,
    Policy,
    Standard,
    Tier,
    TierShare,
)
from domain.programmes.policy_checks import DEEPEST
from domain.programmes.rejections import (
    NoPolicyInForce,
    NoSuchPolicyVersion,
    NoSuchProgramme,
    NotAProgrammeId,
    PolicyBeforeTheLast,
    PolicyVersionOutOfTurn,
    ProgrammeExists,
    TargetAssignedAlready,
    TargetWithoutPeople,
)
from domain.programmes.state import policy_at, policy_version, replay, target
from domain.rejected import Rejected
from domain.splits import NegativeShare, SharesDoNotSumToOne
from tests.domain.people_stories import MENTAL, NOT_PAID, OPENED, POLICY, PROGRAMME, PUBLISHED, SEVERE
from tests.support.given import histories_of

given = histories_of(replay, PROGRAMME)
OPENING = {
    "name_zh": OPENED.name_zh,
    "name_en": OPENED.name_en,
    "payee_kind": OPENED.payee_kind,
    "deciding_body": OPENED.deciding_body,
    "period_kind": OPENED.period_kind,
    "bank_memo": OPENED.bank_memo,
}
TARGET = {
    "fiscal_year": 2017,
    "level": GovernmentLevel.MUNICIPAL,
    "people": 1120,
    "document": "芜残联〔2017〕12号",
    "assigned_on": date(2017, 2, 1),
    "on": date(2017, 2, 3),
}


def test_a_programme_is_opened_once() -> None:
    given().when(programmes.open_programme, **OPENING).then(OPENED)
    given(OPENED).when(programmes.open_programme, **OPENING).then_rejected(ProgrammeExists)


def test_a_programme_is_named_so_that_its_name_can_stand_in_a_stream() -> None:
    histories_of(replay, "药费")().when(programmes.open_programme, **OPENING).then_rejected(NotAProgrammeId)


def test_a_programmes_name_carries_nobodys_number() -> None:
    given().when(programmes.open_programme, **(OPENING | {"name_zh": "咨询13900001234"})).then_rejected(
        PersonalNumberInText, field="name_zh"
    )


def test_a_policy_is_published_under_the_one_written_form_of_its_document() -> None:
    typed = replace(POLICY, document="残联发[2017]1号")
    given(OPENED).when(programmes.publish_policy, policy=typed).then(PolicyPublished(POLICY))


def test_a_policy_needs_its_programme() -> None:
    given().when(programmes.publish_policy, policy=POLICY).then_rejected(NoSuchProgramme)


def test_versions_follow_one_another_and_never_reach_behind_the_last() -> None:
    second = replace(POLICY, version=2, valid_from=date(2018, 1, 1))
    given(OPENED, PUBLISHED).when(programmes.publish_policy, policy=second).then(PolicyPublished(second))
    given(OPENED, PUBLISHED).when(programmes.publish_policy, policy=POLICY).then_rejected(PolicyVersionOutOfTurn)
    early = replace(second, valid_from=date(2016, 12, 31))
    given(OPENED, PUBLISHED).when(programmes.publish_policy, policy=early).then_rejected(PolicyBeforeTheLast)


def test_the_policy_in_force_is_the_latest_version_valid_by_that_day() -> None:
    second = replace(POLICY, version=2, valid_from=date(2018, 1, 1))
    corrected = replace(POLICY, version=3, valid_from=date(2018, 1, 1))
    state = replay(PROGRAMME, [OPENED, PUBLISHED, PolicyPublished(second), PolicyPublished(corrected)])
    assert [policy_at(state, day).version for day in (date(2017, 1, 1), date(2017, 12, 31), date(2018, 1, 1))] == [
        1,
        1,
        3,
    ]
    assert policy_version(state, 2) is second
    with pytest.raises(NoPolicyInForce):
        policy_at(state, date(2016, 12, 31))
    with pytest.raises(NoSuchPolicyVersion):
        policy_version(state, 4)


def _nested(depth: int) -> Criterion:
    return MENTAL if depth == 1 else AllOf((_nested(depth - 1),))


HALF = TierShare(GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET, Fraction(1, 2))
QUOTA, BEYOND = POLICY.tiers
WRONG_POLICIES: tuple[tuple[str, Policy, type[Rejected], str], ...] = (
    ("document without a year", replace(POLICY, document="残联发〔〕1号"), NotADocumentNumber, "policy.document"),
    ("excludes itself", replace(POLICY, excludes=(PROGRAMME,)), wrong.ExcludesItself, "policy.excludes"),
    ("excludes twice", replace(POLICY, excludes=("a", "a")), wrong.ExcludedTwice, "policy.excludes[1]"),
    ("all of nothing", replace(POLICY, criteria=AllOf(())), wrong.CriterionEmpty, "policy.criteria"),
    (
        "any of nothing, deep inside",
        replace(POLICY, criteria=AllOf((MENTAL, Not(AnyOf(()), "x", "x", "x")))),
        wrong.CriterionEmpty,
        "policy.criteria.of[1].criterion",
    ),
    ("among nothing", replace(POLICY, criteria=replace(MENTAL, values=())), wrong.CriterionEmpty, "policy.criteria"),
    ("range upside down", replace(POLICY, criteria=replace(SEVERE, at_least=3)), wrong.RangeEmpty, "policy.criteria"),
    ("no article", replace(POLICY, criteria=replace(MENTAL, article=" ")), wrong.ArticleMissing, "policy.criteria"),
    ("no English", replace(POLICY, criteria=replace(NOT_PAID, en="")), wrong.ArticleMissing, "policy.criteria"),
    (
        "too deep",
        replace(POLICY, criteria=_nested(DEEPEST + 1)),
        wrong.CriteriaTooDeep,
        "policy.criteria" + ".of[0]" * 8,
    ),
    ("no standards", replace(POLICY, standards=()), wrong.NoStandards, "policy.standards"),
    (
        "a standard of nothing",
        replace(POLICY, standards=(Standard("", "", Money(0), "第六条"),)),
        AmountNotPositive,
        "policy.standards[0].amount",
    ),
    (
        "a standard nobody reaches",
        replace(POLICY, standards=POLICY.standards[::-1]),
        wrong.StandardNeverReached,
        "policy.standards[1]",
    ),
    ("no tiers", replace(POLICY, tiers=()), wrong.NoTiers, "policy.tiers"),
    ("tier name twice", replace(POLICY, tiers=(QUOTA, QUOTA)), wrong.TierNameTwice, "policy.tiers[1].name"),
    (
        "headcount below zero",
        replace(POLICY, tiers=(replace(QUOTA, headcount=-1),)),
        wrong.HeadcountNegative,
        "policy.tiers[0].headcount",
    ),
    (
        "unlimited tier in front",
        replace(POLICY, tiers=(BEYOND, QUOTA)),
        wrong.TierNeverReached,
        "policy.tiers[0].headcount",
    ),
    (
        "a level twice in a tier",
        replace(POLICY, tiers=(Tier("x", None, None, (HALF, HALF)),)),
        wrong.TierSourceTwice,
        "policy.tiers[0].shares",
    ),
    (
        "half is missing",
        replace(POLICY, tiers=(Tier("x", None, None, (HALF,)),)),
        SharesDoNotSumToOne,
        "policy.tiers[0].shares",
    ),
    (
        "a negative share",
        replace(
            POLICY,
            tiers=(
                Tier(
                    "x",
                    None,
                    None,
                    (
                        replace(HALF, share=Fraction(3, 2)),
                        replace(HALF, level=GovernmentLevel.TOWNSHIP, share=Fraction(-1, 2)),
                    ),
                ),
            ),
        ),
        NegativeShare,
        "policy.tiers[0].shares",
    ),
    (
        "a fact from nowhere",
        replace(POLICY, fact_sources=POLICY.fact_sources[1:]),
        wrong.SourceNotDeclared,
        "policy.fact_sources",
    ),
    (
        "two truths",
        replace(POLICY, fact_sources=POLICY.fact_sources + POLICY.fact_sources[:1]),
        wrong.SourceDeclaredTwice,
        "policy.fact_sources[5]",
    ),
    ("no notice", replace(POLICY, notice_days=0), wrong.NoNoticeDays, "policy.notice_days"),
    ("nobody reviews", replace(POLICY, review_levels=()), wrong.NobodyReviews, "policy.review_levels"),
    (
        "one office reviews twice",
        replace(POLICY, review_levels=(GovernmentLevel.COUNTY,) * 2),
        wrong.ReviewLevelTwice,
        "policy.review_levels[1]",
    ),
    ("nobody approves", replace(POLICY, approval_chain=()), wrong.NobodyApproves, "policy.approval_chain"),
    (
        "one step twice",
        replace(POLICY, approval_chain=(ApprovalStep.UNIT_HEAD,) * 2),
        wrong.ApprovalStepTwice,
        "policy.approval_chain[1]",
    ),
    (
        "a deadline of zero days",
        replace(POLICY, deadlines=Deadlines(3, 10, 0, 10)),
        wrong.DeadlineNotPositive,
        "policy.deadlines",
    ),
)


@pytest.mark.parametrize(("policy", "rule", "field"), [pytest.param(*case[1:], id=case[0]) for case in WRONG_POLICIES])
def test_what_is_wrong_with_a_policy_is_named_with_its_place(policy: Policy, rule: type[Rejected], field: str) -> None:
    given(OPENED).when(programmes.publish_policy, policy=policy).then_rejected(rule, field=field)


def test_a_target_is_set_once_a_year_level_and_name() -> None:
    urban = TargetAssigned(2017, GovernmentLevel.MUNICIPAL, "urban", 260, "芜残联〔2017〕12号", date(2017, 2, 1))
    asked = TARGET | {"name": "urban", "people": 260}
    given(OPENED).when(programmes.assign_target, **asked).then(urban)
    given(OPENED, urban).when(programmes.assign_target, **asked).then_rejected(TargetAssignedAlready)
    rural = given(OPENED, urban).when(programmes.assign_target, **(asked | {"name": "rural"})).events()
    assert target(replay(PROGRAMME, [OPENED, urban, *rural]), 2017, GovernmentLevel.MUNICIPAL, "rural") == 260
    assert target(replay(PROGRAMME, [OPENED]), 2017, GovernmentLevel.MUNICIPAL) is None


def test_a_target_of_nobody_is_none() -> None:
    given(OPENED).when(programmes.assign_target, **(TARGET | {"people": 0})).then_rejected(TargetWithoutPeople)
