"""How many are drawn of each unit and how many more of the whole; every share is rounded up, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from domain.inspections.confidence import people_needed
from domain.inspections.events import ByConfidence, ByShare, Method
from domain.inspections.rejections import ConfidenceOutOfRange, LessThanATenth, MarginOutOfRange

LEAST_SHARE = Fraction(1, 10)
"""Of the beneficiaries of each town and of the whole. Whoever means to see fewer says with what confidence."""
LEAST_CONFIDENCE, MOST_CONFIDENCE = Fraction(1, 2), Fraction(9999, 10_000)
LEAST_MARGIN, MOST_MARGIN = Fraction(1, 1000), Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class SampleSize:
    """How many of each unit, and how many more of everybody else, so that the whole has its share too."""

    units: Mapping[str, int]
    more: int

    @property
    def people(self) -> int:
        """How many are drawn altogether."""
        return sum(self.units.values()) + self.more


def sample_size(method: Method, units: Mapping[str, int]) -> SampleSize:
    """Return how many are drawn of units of so many people each.

    The units' ceilings never come to less than the same share of the whole, often to more; where the whole asks for a
    larger share than the units, what is missing is drawn from everybody who is left.
    """
    people = sum(units.values())  # nobody opens an inspection over an empty frame
    if isinstance(method, ByShare):
        each, whole = method.of_each_unit, ceil(method.of_the_whole * people)
    else:
        whole = people_needed(people, confidence=method.confidence, margin=method.margin)
        each = Fraction(whole, people)
    drawn = {unit: ceil(each * count) for unit, count in units.items()}
    return SampleSize(drawn, max(0, whole - sum(drawn.values())))


def checked_method(method: Method) -> Method:
    """Return the method. Raises LessThanATenth, ConfidenceOutOfRange, MarginOutOfRange."""
    match method:
        case ByShare():
            for name, share in (("of_each_unit", method.of_each_unit), ("of_the_whole", method.of_the_whole)):
                if not LEAST_SHARE <= share <= 1:
                    raise LessThanATenth(f"method.{name}", share=share)
        case ByConfidence(confidence=confidence, margin=margin):
            if not LEAST_CONFIDENCE <= confidence <= MOST_CONFIDENCE:
                raise ConfidenceOutOfRange("method.confidence", confidence=confidence)
            if not LEAST_MARGIN <= margin <= MOST_MARGIN:
                raise MarginOutOfRange("method.margin", margin=margin)
    return method
