"""An inspection as its decisions see it: what it draws from, its seed, its sample."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.inspections.events import (
    InspectionClosed,
    InspectionOpened,
    SampleDrawn,
    SampleListed,
    SeedBound,
)
from domain.inspections.rejections import InspectionIsClosed, NoSampleYet, NoSuchInspection


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection; `sample` is the unit of everybody drawn, by beneficiary id; `last_on` the day of its last step.

    `bound` is the binding of the seed to the sealed log, if there is one.
    """

    id: str
    opened: InspectionOpened | None = None
    bound: SeedBound | None = None
    drawn: SampleDrawn | None = None
    sample: tuple[tuple[str, str], ...] = ()
    closed: bool = False
    last_on: date | None = None

    @property
    def people(self) -> dict[str, str]:
        """The unit of each person of the sample."""
        return dict(self.sample)


def replay(inspection: str, facts: Iterable[object]) -> Inspection:
    """Build the state of an inspection from its history; an unknown event stops the replay."""
    state = Inspection(inspection)
    for fact in facts:
        match fact:
            case InspectionOpened(opened_on=on):
                state = replace(state, opened=fact, last_on=on)
            case SeedBound(bound_on=on):
                state = replace(state, bound=fact, last_on=on)
            case SampleDrawn(drawn_on=on):
                state = replace(state, drawn=fact, last_on=on)
            case SampleListed(people=people):
                listed = tuple((one.beneficiary, one.unit) for one in people)
                state = replace(state, sample=(*state.sample, *listed))
            case InspectionClosed(closed_on=on):
                state = replace(state, closed=True, last_on=on)
            case _:
                raise TypeError(f"{type(fact).__name__} does not belong to an inspection")
    return state


def opened(inspection: Inspection) -> InspectionOpened:
    """Return how it was opened. Raises NoSuchInspection."""
    if inspection.opened is None:
        raise NoSuchInspection("inspection_id", inspection=inspection.id[:50])
    return inspection.opened


def still_open(inspection: Inspection) -> InspectionOpened:
    """Return how it was opened. Raises NoSuchInspection, InspectionIsClosed."""
    begun = opened(inspection)
    if inspection.closed:
        raise InspectionIsClosed("inspection_id", inspection=inspection.id)
    return begun


def sampled(inspection: Inspection) -> SampleDrawn:
    """Return how its sample was drawn. Raises NoSuchInspection, InspectionIsClosed, NoSampleYet."""
    still_open(inspection)
    if inspection.drawn is None:
        raise NoSampleYet("inspection_id", inspection=inspection.id)
    return inspection.drawn
