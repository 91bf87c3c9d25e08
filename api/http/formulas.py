"""A formula as the body of a request: every step with its kind, amounts in yuan, parts as exact fractions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from api.http.body import Body
from api.http.values import Share, Yuan, choices, words
from domain.eligibility.events import StopReason
from domain.programmes import formulas as rules
from domain.programmes.monthly import COMMON_MONTHS, MonthlyRules, StopRule, WhichMonth

AmountFact = Annotated[
    str,
    Field(
        pattern=r"^[a-z][a-z0-9_]{0,39}$",
        description="金额类事实，以 _fen（分）或 _yuan（元）结尾 / Fact that is an amount, named with its unit",
        examples=["insurance_paid_yuan"],
    ),
]
BaseName = Annotated[
    str,
    Field(
        pattern=r"^[a-z][a-z0-9_]{0,39}$",
        description="基数名称，见 bases / Name of an amount among `bases`",
        examples=["low_income_standard"],
    ),
]


class NamedAmountBody(Body):
    """An amount that formulas call by name; of several rows of one name the first that fits the person counts."""

    name: BaseName
    fact: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]{0,39})?$")] = ""
    value: Annotated[str, words("事实的取值", "Value of the fact", most=200, least=0)] = ""
    amount: Yuan
    article: Annotated[str, words("所依据的条款", "Article it rests on", most=200)]
    zh: Annotated[str, words("中文名称", "What it is called in Chinese", most=200)]
    en: Annotated[str, words("英文名称", "What it is called in English", most=200)]

    def rule(self) -> rules.NamedAmount:
        """Return it as the domain has it."""
        return rules.NamedAmount(self.name, self.fact, self.value, self.amount, self.article, self.zh, self.en)


class FixedAmountBody(Body):
    """An amount as it stands."""

    kind: Literal["fixed_amount"]
    amount: Yuan

    def rule(self) -> rules.Formula:
        """Return it as the domain has it."""
        return rules.FixedAmount(self.amount)


class FactAmountBody(Body):
    """An amount that a fact of the person says."""

    kind: Literal["fact_amount"]
    fact: AmountFact

    def rule(self) -> rules.Formula:
        """Return it as the domain has it."""
        return rules.FactAmount(self.fact)


class BaseAmountBody(Body):
    """A named amount of the policy."""

    kind: Literal["base_amount"]
    base: BaseName

    def rule(self) -> rules.Formula:
        """Return it as the domain has it."""
        return rules.BaseAmount(self.base)


class ShareOfBody(Body):
    """An exact part of another amount."""

    kind: Literal["share_of"]
    share: Share
    of: FormulaBody

    def rule(self) -> rules.Formula:
        """Return it as the domain has it."""
        return rules.ShareOf(self.share, self.of.rule())


class GapToBody(Body):
    """What another amount falls short of a named amount; nothing when it does not."""

    kind: Literal["gap_to"]
    base: BaseName
    less: FormulaBody

    def rule(self) -> rules.Formula:
        """Return it as the domain has it."""
        return rules.GapTo(self.base, self.less.rule())


class RaisedByBody(Body):
    """A named standard raised by a part of itself (+20 % is 0.2): the addition alone, or the standard with it."""

    kind: Literal["raised_by"]
    base: BaseName
    by: Share
    pays: Annotated[rules.Pays, Field(description=choices(rules.Pays))]

    def rule(self) -> rules.Formula:
        """Return it as the domain has it."""
        return rules.RaisedBy(self.base, self.by, self.pays)


class MinimumRateBody(Body):
    """The lowest rate there is, taken over in full (1) or in part."""

    kind: Literal["minimum_rate"]
    base: BaseName
    part: Share

    def rule(self) -> rules.Formula:
        """Return it as the domain has it."""
        return rules.MinimumRate(self.base, self.part)


class AtLeastBody(Body):
    """Another amount, but never less than the limit."""

    kind: Literal["at_least"]
    limit: FormulaBody
    of: FormulaBody

    def rule(self) -> rules.Formula:
        """Return it as the domain has it."""
        return rules.AtLeast(self.limit.rule(), self.of.rule())


class AtMostBody(Body):
    """Another amount, but never more than the limit."""

    kind: Literal["at_most"]
    limit: FormulaBody
    of: FormulaBody

    def rule(self) -> rules.Formula:
        """Return it as the domain has it."""
        return rules.AtMost(self.limit.rule(), self.of.rule())


class RoundedBody(Body):
    """Another amount, rounded to a coin: the outermost step of every formula."""

    kind: Literal["rounded"]
    of: FormulaBody
    to: Annotated[rules.RoundTo, Field(description=choices(rules.RoundTo))]
    way: Annotated[rules.RoundingWay, Field(description=choices(rules.RoundingWay))]

    def rule(self) -> rules.Formula:
        """Return it as the domain has it."""
        return rules.Rounded(self.of.rule(), self.to, self.way)


FormulaBody = TypeAliasType(
    "FormulaBody",
    Annotated[
        FixedAmountBody
        | FactAmountBody
        | BaseAmountBody
        | ShareOfBody
        | GapToBody
        | RaisedByBody
        | MinimumRateBody
        | AtLeastBody
        | AtMostBody
        | RoundedBody,
        Field(discriminator="kind"),
    ],
)
"""Any step. It has a name in the OpenAPI document, so that a formula inside a formula comes to an end there."""


class StopRuleBody(Body):
    """From which month on a reason stops the entitlement (null: it does not); without a rule it is the following."""

    reason: Annotated[StopReason, Field(description=choices(StopReason))]
    stops: Annotated[WhichMonth | None, Field(description=choices(WhichMonth))]


class MonthlyRulesBody(Body):
    """How entitlements start, stop and are made up, and how many days ahead certificates are looked at."""

    starts: Annotated[WhichMonth, Field(description=choices(WhichMonth))] = COMMON_MONTHS.starts
    stops: list[StopRuleBody] = Field(default_factory=list, max_length=20)
    back_pay_months: Annotated[
        int, Field(strict=True, ge=0, le=12, description="最多补发月数 / Months made up at most")
    ] = COMMON_MONTHS.back_pay_months
    reminder_days: Annotated[
        int, Field(strict=True, ge=1, le=366, description="证件到期提前提醒天数 / Days ahead of a certificate's end")
    ] = COMMON_MONTHS.reminder_days

    def rule(self) -> MonthlyRules:
        """Return them as the domain has them."""
        stops = tuple(StopRule(one.reason, one.stops) for one in self.stops)
        return MonthlyRules(self.starts, stops, self.back_pay_months, self.reminder_days)
