"""What commands of inspections, visits and what they find are answered, for the document."""

from __future__ import annotations

from pydantic import Field

from api.http.answers import Count, Done, People, Position


class InspectionNamed(Done):
    """The inspection took this step."""

    inspection: str = Field(examples=["inspection-2017-1"])


class InspectionOpened(InspectionNamed):
    """Who may be drawn is fixed: so many people, as of a position, under this hash."""

    people: People
    entries_to: Position
    frame_sha256: str = Field(pattern="^[0-9a-f]{64}$")


class SampleDrawn(InspectionNamed):
    """So many people were drawn from this seed; `tree_size` is the size whose root it is, 0 for a chosen one."""

    people: People
    seed: str
    tree_size: Count


class InspectionClosed(InspectionNamed):
    """How many people were met, and how many were not."""

    met: Count
    not_met: Count


class VisitsPlanned(InspectionNamed):
    """So many visits are planned."""

    visits: Count


class VisitRecorded(InspectionNamed):
    """The visit is on record; so many facts were not as stored."""

    beneficiary: str
    differing: Count


class VisitFindingNamed(Done):
    """The finding of a visit took this step."""

    visit_finding: str = Field(examples=["inspection-2017-1/b-7k0v9m2xq4a8e1zt/1"])


class VisitFindingOrderedBack(VisitFindingNamed):
    """The recovery that was ordered because of the finding."""

    recovery: str
