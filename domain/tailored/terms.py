"""The terms of a place: weights, quotas, deadlines and limits, set by a document and found by the closest place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from domain.dates import not_before
from domain.free_text import clean_text
from domain.money import ZERO
from domain.regions import RegionCode
from domain.tailored.place_events import ServiceTermsSet, Terms
from domain.tailored.place_rejections import (
    AidLimitsCross,
    FactorTwice,
    NoServiceTerms,
    TermOutOfRange,
    TermsBeforeTheLast,
    WeightNotPositive,
    WeightsDoNotSumToOne,
)

MOST_HOUSEHOLDS, MOST_DAYS = 1000, 366


@dataclass(frozen=True, slots=True)
class PlaceTerms:
    """All versions of a place's terms, in the order set, which is that of their days."""

    region: str
    versions: tuple[ServiceTermsSet, ...] = ()

    def on(self, day: date) -> ServiceTermsSet | None:
        """Return those in force on a day; None before the first."""
        return next((one for one in reversed(self.versions) if one.valid_from <= day), None)


def replay(region: str, facts: Iterable[object]) -> PlaceTerms:
    """Build a place's terms from their history; an unknown event stops the replay."""
    versions = []
    for fact in facts:
        if not isinstance(fact, ServiceTermsSet):
            raise TypeError(f"{type(fact).__name__} does not belong to terms of service")
        versions.append(fact)
    return PlaceTerms(region, tuple(versions))


def set_terms(
    place: PlaceTerms, terms: Terms, *, valid_from: date, document: str, by: str, on: date
) -> ServiceTermsSet:
    """Set a place's terms from a day on.

    Raises FactorTwice, WeightNotPositive, WeightsDoNotSumToOne, TermOutOfRange, AidLimitsCross, TermsBeforeTheLast and
    the refusals of free text.
    """
    RegionCode.parse(place.region)
    factors = [one.factor for one in terms.weights]
    for index, one in enumerate(terms.weights):
        if one.factor in factors[:index]:
            raise FactorTwice(f"weights[{index}].factor", factor=one.factor.value)
        if one.weight <= 0:
            raise WeightNotPositive(f"weights[{index}].weight")
    if (total := sum((one.weight for one in terms.weights), Fraction(0))) != 1:
        raise WeightsDoNotSumToOne("weights", total=total)
    for name, given, limit in (
        ("households", terms.households, MOST_HOUSEHOLDS),
        ("monthly_days", terms.monthly_days, MOST_DAYS),
        ("quarterly_days", terms.quarterly_days, MOST_DAYS),
    ):
        if not 1 <= given <= limit:
            raise TermOutOfRange(name, name=name, least=1, limit=limit, given=given)
    if not ZERO < terms.aid_a_person <= terms.aid_a_year:
        raise AidLimitsCross("aid_a_person", person=terms.aid_a_person, place=terms.aid_a_year)
    if place.versions and valid_from <= place.versions[-1].valid_from:
        raise TermsBeforeTheLast("valid_from", last=place.versions[-1].valid_from)
    not_before(on, place.versions[-1].set_on if place.versions else None, field="on")
    said = clean_text(document, field="document", limit=100)
    return ServiceTermsSet(len(place.versions) + 1, terms, valid_from, said, by, on)


def places_above(region: str) -> tuple[str, ...]:
    """Return the place and those it lies in, closest first, each in its usual spelling."""
    own, found = RegionCode.parse(region).segments(), [region]
    for count in range(len(own) - 1, 0, -1):
        text = "".join(own[:count])
        found.append(text.ljust(6, "0") if len(text) <= 6 else text.ljust(12, "0"))
    spelled = [*found, *(place.ljust(12, "0") for place in found if len(place) == 6)]
    return tuple(dict.fromkeys(spelled))


def closest(places: Sequence[PlaceTerms], *, region: str, on: date) -> tuple[str, ServiceTermsSet]:
    """Return the first place that has terms in force on a day, and them. Raises NoServiceTerms."""
    for place in places:
        if (found := place.on(on)) is not None:
            return place.region, found
    raise NoServiceTerms("region", region=region, day=on)
