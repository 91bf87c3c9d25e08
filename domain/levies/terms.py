"""On which terms a year's levy is worked out in a region. Everything offices set differently stands here, as data.

Where each comes from: the formula, half people, weights and deferral from 财税〔2015〕72号; the share from a province's
document under 《残疾人就业条例》; steps and exemption from 财政部公告2019年第98号 and 2023年第8号. All (m).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from domain.money import Money
from domain.programmes.formulas import RoundingWay, RoundTo


@dataclass(frozen=True, slots=True)
class LevyWeight:
    """One person of this group counts as so many: certificates of level 1 and 2 count as two."""

    group: str
    name: str
    counts_as: int


@dataclass(frozen=True, slots=True)
class LevyStair:
    """Whose share of disabled staff reaches `from_share` (and not the rate) pays this part of the amount."""

    from_share: Fraction
    part_paid: Fraction


@dataclass(frozen=True, slots=True)
class LevyReduction:
    """分档减缴: the lower the share, the larger the part that is paid, on a document that holds until a day."""

    stairs: tuple[LevyStair, ...]
    document: str
    until: date


@dataclass(frozen=True, slots=True)
class LevyExemption:
    """免征: who has at most so many staff pays nothing, on a document that holds until a day."""

    most_employees: int
    document: str
    until: date


@dataclass(frozen=True, slots=True)
class LevyTerms:
    """The terms. `average_wage` is the region's average wage of society in the year before; wages count up to
    `cap_times` of it. `due_days` are days from an assessment to its payment."""

    rate: Fraction
    document: str
    weights: tuple[LevyWeight, ...]
    cap_times: Fraction
    average_wage: Money
    average_wage_source: str
    reduction: LevyReduction | None
    exemption: LevyExemption | None
    rounded_to: RoundTo
    rounding: RoundingWay
    due_days: int
    defer_months_most: int
