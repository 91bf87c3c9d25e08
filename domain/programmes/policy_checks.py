"""A policy is checked once, when it is published: each rule here is one thing a text can get wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple

from domain.fact_checks import checked_fact_name
from domain.free_text import clean_text
from domain.money import positive
from domain.programmes.formula_checks import (
    bases_are_amounts,
    facts_of_standards,
    months_can_be_counted,
    standard_has_one_amount,
)
from domain.programmes.policy import (
    AllOf,
    AnyOf,
    Criterion,
    FactAmong,
    Not,
    NotExpired,
    NumberBetween,
    Policy,
    Standard,
)
from domain.programmes.policy_rejections import (
    ApprovalStepTwice,
    ArticleMissing,
    CriteriaTooDeep,
    CriterionEmpty,
    DeadlineNotPositive,
    ExcludedTwice,
    HeadcountNegative,
    NobodyApproves,
    NobodyReviews,
    NoNoticeDays,
    NoStandards,
    NoTiers,
    RangeEmpty,
    ReviewLevelTwice,
    SourceDeclaredTwice,
    SourceNotDeclared,
    StandardNeverReached,
    TierNameTwice,
    TierNeverReached,
    TierSourceTwice,
)
from domain.splits import checked_shares

DEEPEST = 8
Placed = tuple[str, Criterion]


def every_criterion(criterion: Criterion, at: str = "policy.criteria", depth: int = 1) -> Iterator[Placed]:
    """Yield a criterion and all inside it, each with its place. Raises CriteriaTooDeep."""
    if depth > DEEPEST:
        raise CriteriaTooDeep(at, limit=DEEPEST)
    yield at, criterion
    match criterion:
        case AllOf(of=parts) | AnyOf(of=parts):
            for index, part in enumerate(parts):
                yield from every_criterion(part, f"{at}.of[{index}]", depth + 1)
        case Not(criterion=inner):
            yield from every_criterion(inner, f"{at}.criterion", depth + 1)


def facts_used(policy: Policy) -> tuple[str, ...]:
    """Name the facts a policy's criteria and standards look at, in the order they first come."""
    names: dict[str, None] = {}
    for _, criterion in every_criterion(policy.criteria):
        if isinstance(criterion, FactAmong | NumberBetween | NotExpired):
            names[criterion.fact] = None
    names.update(dict.fromkeys(facts_of_standards(policy.standards, policy.bases)))
    return tuple(names)


def criteria_can_be_answered(policy: Policy) -> None:
    """Raise CriterionEmpty, RangeEmpty, ArticleMissing, CriteriaTooDeep, NotAFactName, PersonalFact."""
    for at, criterion in every_criterion(policy.criteria):
        match criterion:
            case AllOf(of=()) | AnyOf(of=()) | FactAmong(values=()):
                raise CriterionEmpty(at)
            case NumberBetween(at_least=low, at_most=high) if low > high:
                raise RangeEmpty(at, at_least=low, at_most=high)
        if not isinstance(criterion, AllOf | AnyOf):
            _says_itself(criterion.article, criterion.zh, criterion.en, at=at)
        if isinstance(criterion, FactAmong | NumberBetween | NotExpired):
            checked_fact_name(criterion.fact, field=f"{at}.fact")


def standards_pay_something(policy: Policy) -> None:
    """Raise NoStandards, AmountNotPositive, ArticleMissing, StandardNeverReached, NotAFactName, AmountOrFormula, and
    what `formula_checks` finds wrong with a formula."""
    if not policy.standards:
        raise NoStandards("policy.standards")
    for index, row in enumerate(policy.standards):
        at = f"policy.standards[{index}]"
        standard_has_one_amount(row, policy.bases, at)
        _says_itself(row.article, at=at)
        if row.fact:
            checked_fact_name(row.fact, field=f"{at}.fact")
        if any(_covers(earlier, row) for earlier in policy.standards[:index]):
            raise StandardNeverReached(at)


def tiers_add_up(policy: Policy) -> None:
    """Raise NoTiers, TierNameTwice, HeadcountNegative, TierNeverReached, TierSourceTwice, AmountNotPositive,
    NegativeShare, SharesDoNotSumToOne. A tier without shares is unfunded."""
    if not policy.tiers:
        raise NoTiers("policy.tiers")
    names: set[str] = set()
    for index, tier in enumerate(policy.tiers):
        at = f"policy.tiers[{index}]"
        clean_text(tier.name, field=f"{at}.name", limit=60)
        if tier.name in names:
            raise TierNameTwice(f"{at}.name", tier=tier.name)
        names.add(tier.name)
        if tier.headcount is not None and tier.headcount < 0:
            raise HeadcountNegative(f"{at}.headcount", tier=tier.name)
        if tier.headcount is None and index + 1 < len(policy.tiers):
            raise TierNeverReached(f"{at}.headcount", tier=tier.name)
        if tier.amount is not None:
            positive(tier.amount, field=f"{at}.amount")
        sources = [(share.level, share.kind) for share in tier.shares]
        for level, kind in sources:
            if sources.count((level, kind)) > 1:
                raise TierSourceTwice(f"{at}.shares", tier=tier.name, level=level.zh, kind=kind.zh)
        if tier.shares:
            checked_shares([share.share for share in tier.shares], field=f"{at}.shares")


def facts_have_a_source(policy: Policy) -> None:
    """Raise SourceDeclaredTwice, SourceNotDeclared, TextMissing."""
    declared: set[str] = set()
    for index, source in enumerate(policy.fact_sources):
        clean_text(source.source, field=f"policy.fact_sources[{index}].source", limit=60)
        if source.fact in declared:
            raise SourceDeclaredTwice(f"policy.fact_sources[{index}]", fact=source.fact)
        declared.add(source.fact)
    for fact in facts_used(policy):
        if fact not in declared:
            raise SourceNotDeclared("policy.fact_sources", fact=fact)


def excludes_are_others(policy: Policy) -> None:
    """Raise ExcludedTwice. (That a programme does not exclude itself is known where it is published.)"""
    for index, programme in enumerate(policy.excludes):
        if programme in policy.excludes[:index]:
            raise ExcludedTwice(f"policy.excludes[{index}]", programme=programme)


def offices_take_part(policy: Policy) -> None:
    """Raise NoNoticeDays, NobodyReviews, ReviewLevelTwice, NobodyApproves, ApprovalStepTwice, DeadlineNotPositive."""
    if policy.notice_days < 1:
        raise NoNoticeDays("policy.notice_days")
    if not policy.review_levels:
        raise NobodyReviews("policy.review_levels")
    for index, level in enumerate(policy.review_levels):
        if level in policy.review_levels[:index]:
            raise ReviewLevelTwice(f"policy.review_levels[{index}]", level=level.zh)
    if not policy.approval_chain:
        raise NobodyApproves("policy.approval_chain")
    for index, step in enumerate(policy.approval_chain):
        if step in policy.approval_chain[:index]:
            raise ApprovalStepTwice(f"policy.approval_chain[{index}]", step=step.zh)
    if min(astuple(policy.deadlines)) < 1:
        raise DeadlineNotPositive("policy.deadlines")


RULES: tuple[Callable[[Policy], None], ...] = (
    criteria_can_be_answered,
    bases_are_amounts,
    standards_pay_something,
    months_can_be_counted,
    tiers_add_up,
    facts_have_a_source,
    excludes_are_others,
    offices_take_part,
)


def _says_itself(*words: str, at: str) -> None:
    if not all(word.strip() for word in words):
        raise ArticleMissing(at)


def _covers(earlier: Standard, later: Standard) -> bool:
    return not earlier.fact or (earlier.fact, earlier.value) == (later.fact, later.value)
