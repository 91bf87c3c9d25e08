"""Points for values: exact shares of targets, rounded once, half up, so that what is printed adds up."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from domain.evaluations.events import (
    ActualValue,
    ExecutionScore,
    Grade,
    Indicator,
    IndicatorScore,
    ScoringRule,
    ScoringTerms,
)
from domain.levels import GovernmentLevel
from domain.money import Money
from domain.rates import Quantity, Rate, Unit

HUNDREDTHS = 100
"""Counts are compared in hundredths of their unit (yuan: in fen)."""


def completion(indicator: Indicator, value: ActualValue) -> Fraction:
    """Return what the value is of its target: 1 is the target itself. A target of zero is met by zero only.

    Raises UnitsDoNotMix, NothingToDivideBy.
    """
    if indicator.rule is ScoringRule.JUDGED:
        return Fraction(value.judged or 0, 100)
    target = indicator.target or Fraction(0)
    reached = percentage(value) if indicator.denominator else value.count or Fraction(0)
    if indicator.rule is ScoringRule.NOT_ABOVE:
        if reached <= target:
            return Fraction(1)
        return target / reached
    return reached / target


def percentage(value: ActualValue) -> Fraction:
    """Return a part of a whole in percent."""
    return (value.count or Fraction(0)) * 100 / (value.of or 1)


def same_unit(indicator: Indicator, count: Fraction, unit: Unit, levels: Iterable[GovernmentLevel]) -> Rate | None:
    """Hold a count against a target as a rate, which mixes no units; None where the target is zero.

    Raises UnitsDoNotMix.
    """
    target = indicator.target or Fraction(0)
    at = frozenset(levels)

    def quantity(name: str, amount: Fraction, of: Unit) -> Quantity:
        return Quantity(name, int(amount * HUNDREDTHS), of, at if of is Unit.YUAN else frozenset())

    against = target if target and not indicator.denominator else Fraction(1)
    rate = Rate(quantity("实际完成值", count, unit), quantity(indicator.name, against, indicator.unit))
    return rate if target and not indicator.denominator else None


def share(indicator: Indicator, value: ActualValue, terms: ScoringTerms) -> Fraction:
    """Return the share of an indicator's points that a value earns, from 0 to 1."""
    reached = completion(indicator, value)
    if indicator.rule is ScoringRule.ALL_OR_NOTHING:
        return Fraction(1 if reached >= 1 else 0)
    if reached * 100 < terms.nothing_below:
        return Fraction(0)
    return min(reached, Fraction(1))


def score_of(indicator: Indicator, value: ActualValue, terms: ScoringTerms) -> IndicatorScore:
    """Return the points of one indicator."""
    earned = share(indicator, value, terms)
    return IndicatorScore(indicator.indicator, earned, rounded(indicator.points * earned, terms.decimals))


def execution_score(
    rate: Rate, levels: tuple[GovernmentLevel, ...], initial: Money, full_year: Money, points: int, terms: ScoringTerms
) -> ExecutionScore:
    """Return the points for the execution of the budget: in proportion, never more than there are."""
    earned = min(Fraction(rate.numerator.count, rate.denominator.count), Fraction(1))
    score = rounded(points * earned, terms.decimals)
    return ExecutionScore(levels, initial, full_year, Money(rate.numerator.count), earned, score)


def grade_of(total: Fraction, terms: ScoringTerms) -> Grade:
    """Return what the points come to, in a word."""
    if total >= terms.excellent_from:
        return Grade.EXCELLENT
    if total >= terms.good_from:
        return Grade.GOOD
    return Grade.FAIR if total >= terms.fair_from else Grade.POOR


def rounded(exact: Fraction, decimals: int) -> Fraction:
    """Round half up to so many decimals, without leaving whole numbers."""
    scale: int = 10**decimals
    scaled = exact * scale
    return Fraction((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), scale)


def written(number: Fraction, decimals: int) -> str:
    """Write a number with so many decimals, rounded half up: 8.49."""
    scale: int = 10**decimals
    whole, rest = divmod(int(rounded(number, decimals) * scale), scale)
    return f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)


def plain(number: Fraction) -> str:
    """Write a number of at most six decimals without trailing zeros: 1440, 98.5."""
    text = written(number, 6).rstrip("0")
    return text.removesuffix(".")
