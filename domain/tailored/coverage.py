"""Coverage: how many of how many, at each step. Every rate has the step before it as its denominator."""

from __future__ import annotations

from dataclasses import dataclass, fields

from domain.rates import Quantity, Rate, Unit
from domain.tailored.place_events import Factor


@dataclass(frozen=True, slots=True)
class Counts:
    """People of a place and year: in the ledger and alive, and how far their files are.

    `explained` have a reason instead of a plan, `planned` an approved plan; `answered` said how satisfied they are,
    `satisfied` said 4 or 5. Calls are households (`quota`: of all supervisors), reports are those due by the day.
    """

    registered: int = 0
    surveyed: int = 0
    planned: int = 0
    explained: int = 0
    served: int = 0
    visited: int = 0
    answered: int = 0
    satisfied: int = 0
    quota: int = 0
    fulfilled: int = 0
    reports_due: int = 0
    reports_in_time: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Counts)))

    def rate(self, factor: Factor) -> Rate | None:
        """Return a factor's rate with both of its numbers; None when there is nothing to divide by."""
        part, whole, unit = self._of(factor)
        return Rate(Quantity(part[0], part[1], unit), Quantity(whole[0], whole[1], unit)) if whole[1] else None

    def rates(self) -> dict[Factor, Rate | None]:
        """Return the rate of every factor."""
        return {factor: self.rate(factor) for factor in Factor}

    def _of(self, factor: Factor) -> tuple[tuple[str, int], tuple[str, int], Unit]:
        match factor:
            case Factor.SURVEYED:
                return ("surveyed", self.surveyed), ("registered", self.registered), Unit.PEOPLE
            case Factor.PLANNED:
                decided = self.planned + self.explained
                return ("planned or with a reason", decided), ("surveyed", self.surveyed), Unit.PEOPLE
            case Factor.SERVED:
                return ("served", self.served), ("planned", self.planned), Unit.PEOPLE
            case Factor.VISITED:
                return ("visited", self.visited), ("served", self.served), Unit.PEOPLE
            case Factor.SATISFIED:
                return ("satisfied", self.satisfied), ("answered", self.answered), Unit.PEOPLE
            case Factor.SUPERVISED:
                return ("called on", self.fulfilled), ("quota", self.quota), Unit.HOUSEHOLDS
            case Factor.PUNCTUAL:
                return ("in time", self.reports_in_time), ("due", self.reports_due), Unit.ITEMS
