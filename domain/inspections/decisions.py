"""Opening an inspection, settling its seed, drawing its sample, closing it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from domain.dates import not_before
from domain.free_text import looks_like_personal_number, new_id
from domain.inspections.drawing import drawn_from
from domain.inspections.events import (
    FrameKind,
    InspectionClosed,
    InspectionOpened,
    Method,
    SampleDrawn,
    SampleListed,
    SeedBound,
    UnitDrawn,
)
from domain.inspections.frames import Frame
from domain.inspections.rejections import (
    FrameDiffers,
    InspectionExists,
    NobodyInFrame,
    NotASeed,
    SampleDrawnAlready,
    SeedMissing,
    SeedSetAlready,
    TooManyEntriesLater,
    VisitFindingsStillOpen,
    VisitsStillOpen,
)
from domain.inspections.sample_sizes import checked_method, sample_size
from domain.inspections.state import Inspection, opened, sampled, still_open
from domain.inspections.visit_state import Visit
from domain.periods import Period
from domain.regions import RegionCode

PEOPLE_PER_PAGE = 300
"""Keeps a page of ids of up to 100 characters with their units well below an entry's 65,535 bytes."""
MOST_ENTRIES_LATER = 1_000_000
_SEED = re.compile(r"[A-Za-z0-9._-]{8,100}")


def open_inspection(
    inspection: Inspection,
    *,
    programme: str,
    period: Period,
    region: str,
    kind: FrameKind,
    frame: Frame,
    entries_to: int,
    method: Method,
    seed: str,
    by: str,
    on: date,
) -> InspectionOpened:
    """Begin an inspection over a frame as of a position of the log.

    A seed that is given is chosen by whoever opens, knowing the frame; without one (empty) it is bound later.

    Raises InspectionExists, NotAReference, PersonalNumberInText, NotARegionCode, NobodyInFrame, LessThanATenth,
    ConfidenceOutOfRange, MarginOutOfRange, NotASeed.
    """
    if inspection.opened is not None:
        raise InspectionExists("inspection_id", inspection=inspection.id)
    new_id(inspection.id, field="inspection_id")
    if seed and (not _SEED.fullmatch(seed) or looks_like_personal_number(seed)):
        raise NotASeed("seed")
    checked_method(method)
    if not frame.people:
        raise NobodyInFrame("region")
    return InspectionOpened(
        programme=programme,
        period=period,
        region=str(RegionCode.parse(region)),
        frame=kind,
        entries_to=entries_to,
        frame_sha256=frame.sha256,
        units=frame.units,
        method=method,
        seed=seed,
        opened_by=by,
        opened_on=on,
    )


def bind_seed(inspection: Inspection, *, entries_later: int, by: str, on: date) -> SeedBound:
    """Leave the seed to the sealed log. Whoever binds it farther ahead leaves it to more entries of others.

    Raises NoSuchInspection, InspectionIsClosed, SeedSetAlready, TooManyEntriesLater, BeforeItsCause.
    """
    begun = still_open(inspection)
    if begun.seed or inspection.bound is not None:
        raise SeedSetAlready("inspection_id", inspection=inspection.id)
    if not 0 <= entries_later <= MOST_ENTRIES_LATER:
        raise TooManyEntriesLater("entries_later", limit=MOST_ENTRIES_LATER, asked=entries_later)
    return SeedBound(entries_later, by, not_before(on, inspection.last_on, field="bound_on"))


def may_draw(inspection: Inspection) -> InspectionOpened:
    """Return what is to be drawn from.

    Raises NoSuchInspection, InspectionIsClosed, SampleDrawnAlready, SeedMissing.
    """
    begun = still_open(inspection)
    if inspection.drawn is not None:
        raise SampleDrawnAlready("inspection_id", inspection=inspection.id)
    if not begun.seed and inspection.bound is None:
        raise SeedMissing("inspection_id", inspection=inspection.id)
    return begun


def draw(
    inspection: Inspection, *, frame: Frame, seed: str, tree_size: int, by: str, on: date
) -> tuple[SampleDrawn | SampleListed, ...]:
    """Draw the sample, once. `tree_size` is the size of the tree whose root the seed is, 0 for a chosen seed.

    Raises what `may_draw` raises, FrameDiffers, BeforeItsCause.
    """
    begun = may_draw(inspection)
    if frame.sha256 != begun.frame_sha256:
        facts = {"position": begun.entries_to, "found": frame.sha256[:16], "recorded": begun.frame_sha256[:16]}
        raise FrameDiffers("inspection_id", **facts)
    size = sample_size(begun.method, frame.counts)
    people = drawn_from(frame, seed=seed, size=size)
    drawn = {unit: sum(one.unit == unit for one in people) for unit in frame.counts}
    sample = SampleDrawn(
        seed=seed,
        tree_size=tree_size,
        units=tuple(UnitDrawn(unit, count, drawn[unit]) for unit, count in frame.counts.items()),
        topped_up=size.more,
        drawn_by=by,
        drawn_on=not_before(on, inspection.last_on, field="drawn_on"),
    )
    pages = (
        SampleListed(1 + start // PEOPLE_PER_PAGE, begun.programme, people[start : start + PEOPLE_PER_PAGE], on)
        for start in range(0, len(people), PEOPLE_PER_PAGE)
    )
    return (sample, *pages)


def close(inspection: Inspection, *, visits: Sequence[Visit], by: str, on: date) -> InspectionClosed:
    """Close it when everybody of the sample was called on, met or not, and every finding is closed.

    Raises NoSuchInspection, InspectionIsClosed, NoSampleYet, VisitsStillOpen, VisitFindingsStillOpen, BeforeItsCause.
    """
    sampled(inspection)
    if missing := sum(visit.recorded is None for visit in visits):
        raise VisitsStillOpen("inspection_id", count=missing)
    findings = [finding for visit in visits for finding in visit.findings.values()]
    if unsettled := sum(not finding.closed for finding in findings):
        raise VisitFindingsStillOpen("inspection_id", count=unsettled)
    days = [visit.recorded.visited_on for visit in visits if visit.recorded] + [one.last_on for one in findings]
    not_before(on, max(days), field="closed_on")
    met = sum(visit.met for visit in visits)
    return InspectionClosed(met, len(visits) - met, len(findings), by, on)


def seed_position(inspection: Inspection, *, bound_at: int) -> int:
    """Return the tree size whose root is the seed, from the position of the entry that bound it."""
    opened(inspection)
    assert inspection.bound is not None, "only a bound seed has one"
    return bound_at + inspection.bound.entries_later
