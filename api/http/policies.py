"""A policy as the body of a request: every rule with its kind, amounts in yuan, shares as fractions of the whole."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from api.http.body import Body, Kind, Level, Step
from api.http.formulas import FormulaBody, MonthlyRulesBody, NamedAmountBody
from api.http.values import Day, Document, Flag, ProgrammeId, Share, Yuan, choices, words
from domain.programmes import policy as rules

LONGEST_POLICY = 50_000
"""Bytes of a policy's JSON: with what the log puts around it, it has to fit into one entry of 65,535."""

FactName = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="事实名称 / Name of a fact", examples=["low_income"]),
]
FactValue = Annotated[str, words("事实的取值", "Value of a fact", most=200)]
Article = Annotated[str, words("所依据的条款", "Article it rests on", most=200)]
Chinese = Annotated[str, words("中文表述", "What it says in Chinese", most=300)]
English = Annotated[str, words("英文表述", "What it says in English", most=500)]
Whole = Annotated[int, Field(strict=True, ge=-1_000_000_000, le=1_000_000_000)]
WorkingDays = Annotated[int, Field(strict=True, ge=1, le=366, description="工作日 / Working days")]


class FactAmongBody(Body):
    """Holds when the fact's value (or one of its comma-separated values) is among `values`."""

    kind: Literal["fact_among"]
    fact: FactName
    values: list[FactValue] = Field(min_length=1, max_length=100)
    article: Article
    zh: Chinese
    en: English

    def rule(self) -> rules.Criterion:
        """Return it as the domain has it."""
        return rules.FactAmong(self.fact, tuple(self.values), self.article, self.zh, self.en)


class NumberBetweenBody(Body):
    """Holds when the fact is a whole number from `at_least` to `at_most`, both included."""

    kind: Literal["number_between"]
    fact: FactName
    at_least: Whole
    at_most: Whole
    article: Article
    zh: Chinese
    en: English

    def rule(self) -> rules.Criterion:
        """Return it as the domain has it."""
        return rules.NumberBetween(self.fact, self.at_least, self.at_most, self.article, self.zh, self.en)


class NotExpiredBody(Body):
    """Holds when the fact is a date on or after the day of the decision, or `none` where `open_ended` allows it."""

    kind: Literal["not_expired"]
    fact: FactName
    open_ended: Flag
    article: Article
    zh: Chinese
    en: English

    def rule(self) -> rules.Criterion:
        """Return it as the domain has it."""
        return rules.NotExpired(self.fact, self.open_ended, self.article, self.zh, self.en)


class AllOfBody(Body):
    """Holds when every one of its criteria holds."""

    kind: Literal["all_of"]
    of: list[CriterionBody] = Field(min_length=1, max_length=50)

    def rule(self) -> rules.Criterion:
        """Return it as the domain has it."""
        return rules.AllOf(tuple(one.rule() for one in self.of))


class AnyOfBody(Body):
    """Holds when at least one of its criteria holds."""

    kind: Literal["any_of"]
    of: list[CriterionBody] = Field(min_length=1, max_length=50)

    def rule(self) -> rules.Criterion:
        """Return it as the domain has it."""
        return rules.AnyOf(tuple(one.rule() for one in self.of))


class NotBody(Body):
    """Holds when its criterion does not."""

    kind: Literal["not"]
    criterion: CriterionBody
    article: Article
    zh: Chinese
    en: English

    def rule(self) -> rules.Criterion:
        """Return it as the domain has it."""
        return rules.Not(self.criterion.rule(), self.article, self.zh, self.en)


CriterionBody = Annotated[
    FactAmongBody | NumberBetweenBody | NotExpiredBody | AllOfBody | AnyOfBody | NotBody,
    Field(discriminator="kind"),
]


class StandardBody(Body):
    """One row of the standards table: whoever has `fact` = `value` gets `amount`, or what `formula` comes to.

    An empty fact applies to all. A row has either an amount or a formula.
    """

    fact: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]{0,39})?$")] = ""
    value: Annotated[str, words("事实的取值", "Value of the fact", most=200, least=0)] = ""
    amount: Yuan | None = None
    article: Article
    formula: FormulaBody | None = None

    def rule(self) -> rules.Standard:
        """Return it as the domain has it."""
        formula = self.formula.rule() if self.formula else None
        return rules.Standard(self.fact, self.value, self.amount, self.article, formula)


class TierShareBody(Body):
    """A level's (and kind's) share of a tier's payments."""

    level: Level
    kind: Kind
    share: Share


class TierBody(Body):
    """Up to `headcount` people a period (null: no limit); the shares sum to one, without any the tier is unfunded.

    `amount` overrides the standards table; null leaves the standard.
    """

    name: Annotated[str, words("档次名称", "Name of the tier", most=60)]
    headcount: Annotated[int, Field(strict=True, ge=0, le=100_000_000)] | None = None
    amount: Yuan | None = None
    shares: list[TierShareBody] = Field(default_factory=list, max_length=20)


class DeadlinesBody(Body):
    """Working days allowed for each step."""

    receive: WorkingDays
    determine: WorkingDays
    inform: WorkingDays
    pay: WorkingDays


class FactSourceBody(Body):
    """The register that is the source of truth for a fact."""

    fact: FactName
    source: Annotated[str, words("数据来源", "Register", most=60)]


class PolicyBody(Body):
    """One version of a programme's rules, in force from `valid_from`, resting on `document`."""

    version: Annotated[int, Field(strict=True, ge=1, le=100_000)]
    valid_from: Day
    document: Document
    criteria: CriterionBody
    standards: list[StandardBody] = Field(min_length=1, max_length=200)
    standard_unit: Annotated[rules.StandardUnit, Field(description=choices(rules.StandardUnit))]
    tiers: list[TierBody] = Field(min_length=1, max_length=50)
    excludes: list[ProgrammeId] = Field(default_factory=list, max_length=100)
    notice_days: WorkingDays
    review_levels: list[Level] = Field(min_length=1, max_length=5)
    approval_chain: list[Step] = Field(min_length=1, max_length=4)
    deadlines: DeadlinesBody
    fact_sources: list[FactSourceBody] = Field(max_length=200)
    bases: list[NamedAmountBody] = Field(default_factory=list, max_length=100)
    monthly: MonthlyRulesBody = Field(default_factory=MonthlyRulesBody)

    @model_validator(mode="after")
    def fits_into_an_entry(self) -> Self:
        """Refuse what the log could not keep in one piece."""
        if len(self.model_dump_json().encode()) > LONGEST_POLICY:
            zh, en = (
                f"政策文本过长，最多 {LONGEST_POLICY} 字节。",
                f"The policy is too long; at most {LONGEST_POLICY} bytes.",
            )
            raise PydanticCustomError("policy_too_long", "{en}", {"zh": zh, "en": en})
        return self

    def policy(self) -> rules.Policy:
        """Return it as the domain has it."""
        return rules.Policy(
            version=self.version,
            valid_from=self.valid_from,
            document=self.document,
            criteria=self.criteria.rule(),
            standards=tuple(row.rule() for row in self.standards),
            standard_unit=self.standard_unit,
            tiers=tuple(
                rules.Tier(
                    tier.name,
                    tier.headcount,
                    tier.amount,
                    tuple(rules.TierShare(one.level, one.kind, one.share) for one in tier.shares),
                )
                for tier in self.tiers
            ),
            excludes=tuple(self.excludes),
            notice_days=self.notice_days,
            review_levels=tuple(self.review_levels),
            approval_chain=tuple(self.approval_chain),
            deadlines=rules.Deadlines(
                self.deadlines.receive, self.deadlines.determine, self.deadlines.inform, self.deadlines.pay
            ),
            fact_sources=tuple(rules.FactSource(source.fact, source.source) for source in self.fact_sources),
            bases=tuple(base.rule() for base in self.bases),
            monthly=self.monthly.rule(),
        )
