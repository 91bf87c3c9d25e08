"""What happens to a levy. Streams: levy/<year>/<region>, levy_assessment/<year>/<credit code>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from domain.levies.terms import LevyTerms
from domain.money import Money


class LevyStep(StrEnum):
    """What a line of the workings does."""

    HEADCOUNT = "headcount"
    EXEMPT = "exempt"
    QUOTA = "quota"
    ARRANGED = "arranged"
    MISSING = "missing"
    WAGE = "wage"
    WAGE_CAP = "wage_cap"
    WAGE_TAKEN = "wage_taken"
    FULL = "full"
    SHARE = "share"
    REDUCED = "reduced"
    ROUNDED = "rounded"


class LevyUnit(StrEnum):
    """What the result of a line counts."""

    PEOPLE = "people"
    SHARE = "share"
    FEN = "fen"


@dataclass(frozen=True, slots=True)
class ArrangedPeople:
    """Disabled people an employer had on its staff on average, of one group of the terms."""

    group: str
    people: Fraction


@dataclass(frozen=True, slots=True)
class EmployerFigures:
    """An employer's year before: staff on average, disabled people among them, average wage of the year."""

    headcount: Fraction
    arranged: tuple[ArrangedPeople, ...]
    average_wage: Money


@dataclass(frozen=True, slots=True)
class LevyWorking:
    """One line; lines are counted from 1 and `lines` are those it rests on. `result` is exact; amounts are fen."""

    working: LevyStep
    said: str
    source: str
    lines: tuple[int, ...]
    result: Fraction
    measure: LevyUnit


@dataclass(frozen=True, slots=True)
class LevyTermsSet:
    """The terms of a year's levy in a region were set, or set anew; what was assessed before stands.

    `version` counts from 1.
    """

    year: int
    region: str
    version: int
    terms: LevyTerms
    set_by: str
    set_on: date


@dataclass(frozen=True, slots=True)
class LevyAssessed:
    """核定: what an employer owes for a year, line by line. `version` counts the terms it rests on from 1."""

    year: int
    region: str
    employer: str
    name: str
    version: int
    figures: EmployerFigures
    workings: tuple[LevyWorking, ...]
    amount: Money
    pay_by: date
    pay_by_latest: date
    assessed_by: str
    assessed_on: date


@dataclass(frozen=True, slots=True)
class LevyCorrected:
    """更正: the assessment in the place of the one before, with its reason."""

    version: int
    figures: EmployerFigures
    workings: tuple[LevyWorking, ...]
    amount: Money
    pay_by: date
    pay_by_latest: date
    reason: str
    corrected_by: str
    corrected_on: date


@dataclass(frozen=True, slots=True)
class LevyRelieved:
    """减免: so much of what is owed need not be paid, by a document."""

    amount: Money
    document: str
    relieved_by: str
    relieved_on: date


@dataclass(frozen=True, slots=True)
class LevyDeferred:
    """缓缴: what is owed is due on a later day, by a document."""

    until: date
    document: str
    deferred_by: str
    deferred_on: date


@dataclass(frozen=True, slots=True)
class LevyReceived:
    """An employer paid, whole or in part; the same append collects it as revenue of the year it came in."""

    amount: Money
    voucher: str
    booked_by: str
    received_on: date


@dataclass(frozen=True, slots=True)
class RefundPart:
    """So much of a refund goes out of the revenue of this year."""

    year: int
    amount: Money


@dataclass(frozen=True, slots=True)
class LevyRefunded:
    """退库: what was overpaid, or some of it, went back by the treasury; the same append takes it out of revenue."""

    amount: Money
    parts: tuple[RefundPart, ...]
    document: str
    voucher: str
    refunded_by: str
    refunded_on: date


LevyEvent = LevyTermsSet | LevyAssessed | LevyCorrected | LevyRelieved | LevyDeferred | LevyReceived | LevyRefunded
