"""Setting the terms of a levy: what cannot be meant is refused before anybody is assessed by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from domain.claims.naming import short_name
from domain.documents import DocumentNumber
from domain.free_text import clean_text
from domain.levies.events import LevyTermsSet
from domain.levies.rejections import (
    LevyNumberOutOfRange,
    LevyRateOutOfRange,
    LevyStairsOutOfOrder,
    LevyWeightsUnclear,
    PreferenceHasLapsed,
)
from domain.levies.state import Levy
from domain.levies.terms import LevyStair, LevyTerms
from domain.money import positive
from domain.regions import RegionCode

HEAVIEST = 10
"""People that one person may count as."""
LONGEST_NAME = 40
MOST_DAYS = 366
MOST_MONTHS = 24
MOST_TIMES = 10
MOST_EXEMPT = 1000


def set_terms(levy: Levy, *, terms: LevyTerms, by: str, on: date) -> LevyTermsSet:
    """Set a year's terms, or set them anew for what is assessed from now on.

    Raises LevyRateOutOfRange, LevyWeightsUnclear, LevyStairsOutOfOrder, PreferenceHasLapsed, LevyNumberOutOfRange,
    AmountNotPositive, NotARegionCode, NotADocumentNumber, NotAShortName, TextMissing, TextTooLong,
    PersonalNumberInText.
    """
    region = str(RegionCode.parse(levy.id.partition("/")[2], field="region"))
    if not 0 < terms.rate < 1:
        raise LevyRateOutOfRange("rate", rate=terms.rate)
    DocumentNumber.parse(terms.document, field="document")
    _weights(terms)
    positive(terms.average_wage, field="average_wage")
    clean_text(terms.average_wage_source, field="average_wage_source", limit=100)
    _between("cap_times", terms.cap_times, Fraction(1, 100), Fraction(MOST_TIMES))
    _between("due_days", terms.due_days, 1, MOST_DAYS)
    _between("defer_months_most", terms.defer_months_most, 0, MOST_MONTHS)
    if terms.reduction is not None:
        _stairs(terms.reduction.stairs, terms.rate)
        _holds("reduction", terms.reduction.document, terms.reduction.until, levy.year)
    if terms.exemption is not None:
        _between("exemption.most_employees", terms.exemption.most_employees, 1, MOST_EXEMPT)
        _holds("exemption", terms.exemption.document, terms.exemption.until, levy.year)
    return LevyTermsSet(levy.year, region, len(levy.terms) + 1, terms, by, on)


def _weights(terms: LevyTerms) -> None:
    groups = [short_name(one.group, field="weights") for one in terms.weights]
    if not groups or len(set(groups)) != len(groups):
        raise LevyWeightsUnclear("weights", most=HEAVIEST)
    for index, one in enumerate(terms.weights):
        clean_text(one.name, field=f"weights[{index}].name", limit=LONGEST_NAME)
        if not 1 <= one.counts_as <= HEAVIEST:
            raise LevyWeightsUnclear(f"weights[{index}].counts_as", most=HEAVIEST)


def _stairs(stairs: Sequence[LevyStair], rate: Fraction) -> None:
    """The first step begins at nothing, so that every share below the rate has one."""
    if not stairs or stairs[0].from_share != 0 or stairs[0].part_paid > 1 or stairs[-1].part_paid < 0:
        raise LevyStairsOutOfOrder("reduction.stairs")
    for lower, higher in pairwise(stairs):
        if not (lower.from_share < higher.from_share < rate and higher.part_paid < lower.part_paid):
            raise LevyStairsOutOfOrder("reduction.stairs")


def _holds(what: str, document: str, until: date, year: int) -> None:
    """A preference must hold for the whole year of the levy: which part of a year it would reach is not ours to say."""
    clean_text(document, field=f"{what}.document", limit=100)
    if until < date(year, 12, 31):
        raise PreferenceHasLapsed(f"{what}.until", document=document, until=until, year=year)


def _between(field: str, number: int | Fraction, least: int | Fraction, most: int | Fraction) -> None:
    if not least <= number <= most:
        raise LevyNumberOutOfRange(field, least=least, most=most)
