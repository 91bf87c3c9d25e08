"""What an inspection's pages show: what it draws from, how many, whom, and where each visit is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from api.pages.page import Page
from application.access.places import place_of_inspection
from application.inspections.seeds import size_bound
from application.listed.inspections import VisitFindingListed, VisitListed
from application.lists import VISIT_FINDINGS, VISITS, Where
from application.recorded import Recorded
from domain.inspections.confidence import z_between
from domain.inspections.events import ByConfidence, ByShare, InspectionClosed, InspectionOpened, Method, SampleDrawn
from domain.inspections.sample_sizes import sample_size
from domain.inspections.state import Inspection, opened, replay


@dataclass(frozen=True, slots=True)
class Formula:
    """The numbers of the confidence formula, written out: z, n₀, and how many of N that makes."""

    confidence: Fraction
    margin: Fraction
    z: str
    first: str
    people: int
    needed: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the frame: how many live there, how many were drawn, and who."""

    unit: str
    people: int
    drawn: int | None
    sample: Sequence[tuple[str, VisitListed | None]]


class InspectionShown:
    """One inspection as of a page's moment. Raises NoSuchInspection, what permissions raise."""

    def __init__(self, page: Page, inspection: str, operation: str = "inspections") -> None:
        desk = page.caller.services.desk
        page.query.may(operation, place_of_inspection(inspection, desk))
        moment = page.moment
        self.entries: list[Recorded[object]] = [
            entry
            for entry in desk.log.stream(f"inspection/{inspection}")
            if entry.position <= moment.position and (moment.effective is None or _day(entry.fact) <= moment.effective)
        ]
        self.page, self.id = page, inspection
        self.state: Inspection = replay(inspection, (entry.fact for entry in self.entries))
        self.opened: InspectionOpened = opened(self.state)

    @property
    def drawn(self) -> SampleDrawn | None:
        """How the sample was drawn; None: not yet."""
        return self.state.drawn

    @property
    def people(self) -> int:
        """How many may be drawn."""
        return sum(one.people for one in self.opened.units)

    @property
    def to_draw(self) -> int:
        """How many the method draws of them."""
        return sample_size(self.opened.method, {one.unit: one.people for one in self.opened.units}).people

    @property
    def is_by_share(self) -> bool:
        """Whether it draws shares of the units and of the whole."""
        return isinstance(self.opened.method, ByShare)

    @property
    def formula(self) -> Formula | None:
        """The confidence formula with its numbers; None where shares are drawn."""
        return formula(self.opened.method, self.people)

    @property
    def size_bound(self) -> int:
        """The size of the sealed log whose root the seed is; 0: it was chosen, or is not bound yet."""
        return size_bound(self.state, self.entries)

    @property
    def closed(self) -> InspectionClosed | None:
        """How it ended; None: it has not."""
        return next((one.fact for one in self.entries if isinstance(one.fact, InspectionClosed)), None)

    def visits(self) -> Mapping[str, VisitListed]:
        """Return the visits that are planned or made, by person; none to who may not see them."""
        if not self.page.may("visits"):
            return {}
        rows = self.page.views.rows(VISITS, where=Where(inspection=self.id), **self.page.times)
        return {one.beneficiary: one for one in rows}

    def findings(self) -> Sequence[VisitFindingListed]:
        """Return what its visits found."""
        rows = self.page.views.rows(VISIT_FINDINGS, where=Where(inspection=self.id), **self.page.times)
        return list(rows)

    def units(self) -> Sequence[Unit]:
        """Return the units in their order, with the sample of each for who may see it."""
        sees, visits = self.page.may("samples"), self.visits()
        drawn = {one.unit: one.drawn for one in self.drawn.units} if self.drawn else {}
        return [
            Unit(
                one.unit,
                one.people,
                drawn.get(one.unit) if self.drawn else None,
                [(who, visits.get(who)) for who, unit in self.state.sample if sees and unit == one.unit],
            )
            for one in self.opened.units
        ]


def formula(method: Method, people: int) -> Formula | None:
    """Return the confidence formula's numbers for so many people; None for a method of shares."""
    if not isinstance(method, ByConfidence) or not people:
        return None
    z = z_between(method.confidence)[0]
    first = z * z / (4 * method.margin * method.margin)
    needed = sample_size(method, {"": people}).people
    return Formula(method.confidence, method.margin, _decimal(z), _decimal(first), people, needed)


def _decimal(number: Fraction, places: int = 4) -> str:
    """Write a number to so many places, cut off."""
    whole, rest = divmod(int(number * 10**places), 10**places)
    return f"{whole}.{rest:0{places}d}"


def _day(fact: object) -> date:
    for name in ("opened_on", "bound_on", "drawn_on", "closed_on"):
        if isinstance(day := getattr(fact, name, None), date):
            return day
    raise TypeError(f"nobody has said when {type(fact).__name__} counts")
