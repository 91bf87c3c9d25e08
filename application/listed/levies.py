"""Rows of the lists of levies, assessments and their workings, of charges and of fees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.levies.events import LevyStep
from domain.money import Money


class LevyState(StrEnum):
    """How an assessment stands."""

    NOTHING_OWED = "nothing_owed"
    OWED = "owed"
    DEFERRED = "deferred"
    PAID = "paid"
    OVERPAID = "overpaid"


class LevyMeasure(StrEnum):
    """What the result of a line counts."""

    PEOPLE = "people"
    SHARE = "share"
    YUAN = "yuan"


@dataclass(frozen=True, slots=True)
class LevyTermsListed:
    """Terms of a year's levy in a region, each time they were set; shares and weights as they are written."""

    levy: str
    fiscal_year: int
    region: str
    version: int
    levy_rate: str
    group_weights: str
    wage_times: str
    society_wage: Money
    wage_source: str
    reduction: str | None
    reduction_until: date | None
    exempt_most: int | None
    exempt_until: date | None
    document: str
    rounding: str
    due_days: int
    set_by: str
    set_on: date
    recorded_at: int


@dataclass(frozen=True, slots=True)
class LevyAssessmentListed:
    """What an employer was assessed for, as corrected, and what became of it; `owed` is still to be paid.

    `overpaid` is still to be refunded.
    """

    assessment: str
    fiscal_year: int
    region: str
    employer: str
    name: str
    stage: LevyState
    version: int
    headcount: str
    arranged: str
    average_wage: Money
    assessed: Money
    relieved: Money
    paid: Money
    refunded: Money
    owed: Money
    overpaid: Money
    pay_by: date
    assessed_on: date
    corrected_on: date | None
    why: str | None
    recorded_at: int


@dataclass(frozen=True, slots=True)
class LevyWorkingListed:
    """One line of how an amount came about; `result` is exact."""

    assessment: str
    assessed_on: date
    number: int
    working: LevyStep
    said: str
    rests_on: str
    result: str
    measured: LevyMeasure
    source: str
    recorded_at: int


@dataclass(frozen=True, slots=True)
class ChargeListed:
    """A charge at one of its prices; `valid_to` is the last day, also where a later price ends it."""

    charge: str
    name: str
    charged_unit: str
    price: Money
    document: str
    valid_from: date
    valid_to: date | None
    set_by: str
    set_on: date
    recorded_at: int


@dataclass(frozen=True, slots=True)
class FeeListed:
    """A fee that was collected: units × price = amount."""

    charge: str
    name: str
    fee_units: int
    price: Money
    amount: Money
    voucher: str
    collected_by: str
    collected_on: date
    recorded_at: int
