"""Policies whose standards are worked out: insurance by the gap to a base, a raised standard, a lowest rate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from domain.facts import Fact
from domain.money import Money
from domain.programmes.formulas import (
    AtLeast,
    AtMost,
    FactAmount,
    FixedAmount,
    Formula,
    GapTo,
    MinimumRate,
    NamedAmount,
    Pays,
    RaisedBy,
    Rounded,
    RoundingWay,
    RoundTo,
    ShareOf,
)
from domain.programmes.policy import FactSource, Policy, Standard
from tests.domain.people_stories import POLICY, SOURCES, facts

PAID_ON = date(2017, 2, 28)
PREMIUM = "insurance_paid_yuan"
BASES = (
    NamedAmount("insurance_base", "", "", Money(98_765), "第七条", "缴费基数", "contribution base"),
    NamedAmount(
        "low_income_standard", "residence", "urban", Money(65_000), "第八条", "低保标准", "low-income standard"
    ),
    NamedAmount(
        "low_income_standard", "residence", "rural", Money(48_050), "第八条", "低保标准", "low-income standard"
    ),
    NamedAmount("lowest_rate", "", "", Money(10_050), "第九条", "最低缴费档", "lowest contribution rate"),
)
HALF_OF_THE_GAP = Rounded(
    AtMost(FixedAmount(Money(30_000)), ShareOf(Fraction(1, 3), GapTo("insurance_base", FactAmount(PREMIUM)))),
    RoundTo.JIAO,
    RoundingWay.HALF_UP,
)
"""A third of what the person's own payment falls short of 987.65 yuan, at most 300, to the jiao."""
PLUS_TWENTY = Rounded(RaisedBy("low_income_standard", Fraction(1, 5), Pays.ADDITION), RoundTo.FEN, RoundingWay.DOWN)
"""+20 % on the low-income standard."""
LOWEST_IN_FULL = Rounded(MinimumRate("lowest_rate", Fraction(1)), RoundTo.FEN, RoundingWay.HALF_UP)
LOWEST_IN_PART = Rounded(MinimumRate("lowest_rate", Fraction(1, 2)), RoundTo.YUAN, RoundingWay.DOWN)


def rounded(formula: Formula, to: RoundTo = RoundTo.FEN, way: RoundingWay = RoundingWay.DOWN) -> Rounded:
    return Rounded(formula, to, way)


def by_formula(formula: Formula, **changed: object) -> Policy:
    """The policy of the stories, its standard a formula."""
    standards = (Standard("", "", None, "第七条", formula),)
    sources = (*SOURCES, FactSource(PREMIUM, "social security"), FactSource("residence", "household register"))
    made = replace(POLICY, standards=standards, bases=BASES, fact_sources=sources)
    return replace(made, **changed)  # type: ignore[arg-type]  # whatever a policy has


def paying(premium: str = "380.00", residence: str = "rural", low_income: str = "yes") -> tuple[Fact, ...]:
    """Somebody who pays so much themselves."""
    own = (
        Fact(PREMIUM, premium, "social security", PAID_ON),
        Fact("residence", residence, "household register", PAID_ON),
    )
    return (*facts(low_income=low_income), *(fact for fact in own if fact.value))


INSURANCE = by_formula(HALF_OF_THE_GAP)
AT_LEAST_TEN = rounded(AtLeast(FixedAmount(Money(1_000)), ShareOf(Fraction(1, 10), FactAmount(PREMIUM))))
