"""Opening an inspection over a frame, leaving its seed to the sealed log, drawing its sample, closing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.inspections.frames import FrameAsked, frame_at
from application.inspections.seeds import seed_of
from application.road import Answer, Officer
from application.work import Work
from domain.inspections import decisions as inspections
from domain.inspections.events import FrameKind, Method, SampleDrawn
from domain.inspections.rejections import PositionNotReached
from domain.inspections.state import sampled
from domain.periods import Period
from domain.programmes.state import existing
from domain.regions import RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInspection:
    """Inspect a programme's period in a region. `as_of` is the position the frame is taken at (None: the newest).

    `seed` is what the sample is drawn from; empty when it is to be bound to the sealed log, so that nobody chose it.
    """

    command_id: str
    inspection_id: str
    programme: str
    period: Period
    region: str
    frame: FrameKind
    as_of: int | None
    method: Method
    seed: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BindSeed:
    """Leave the seed to the sealed log: its root at this entry's position + `entries_later`."""

    command_id: str
    inspection_id: str
    entries_later: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSample:
    """Draw the sample, once."""

    command_id: str
    inspection_id: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseInspection:
    """Everybody was called on and every finding is closed."""

    command_id: str
    inspection_id: str
    on: date


def open_inspection(ask: OpenInspection, *, by: Officer, desk: Desk) -> Answer:
    """Open an inspection and record the hash of who may be drawn. The answer has it, and how many they are.

    Raises NoSuchProgramme, PositionNotReached, NobodyInFrame and what `domain.inspections.decisions` names.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        existing(streams.programme(work, ask.programme).state)
        RegionCode.parse(ask.region)
        loaded = streams.inspection(work, ask.inspection_id)
        head = desk.views_now()
        position = head if ask.as_of is None else ask.as_of
        if position > head:
            raise PositionNotReached("as_of", head=head, asked=position)
        asked = FrameAsked(ask.frame, ask.programme, ask.period, ask.region)
        opened = inspections.open_inspection(
            loaded.state,
            programme=ask.programme,
            period=ask.period,
            region=ask.region,
            kind=ask.frame,
            frame=frame_at(asked, position, desk=desk),
            entries_to=position,
            method=ask.method,
            seed=ask.seed,
            by=by.id,
            on=ask.on,
        )
        work.record(loaded, opened)
        people = sum(unit.people for unit in opened.units)
        return {
            "inspection": ask.inspection_id,
            "people": people,
            "entries_to": position,
            "frame_sha256": opened.frame_sha256,
        }

    return desk.take(ask, decide, by=by)


def bind_seed(ask: BindSeed, *, by: Officer, desk: Desk) -> Answer:
    """Bind the seed. Raises NoSuchInspection, SeedSetAlready, TooManyEntriesLater and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.inspection(work, ask.inspection_id)
        bound = inspections.bind_seed(loaded.state, entries_later=ask.entries_later, by=by.id, on=ask.on)
        work.record(loaded, bound)
        return {"inspection": ask.inspection_id}

    return desk.take(ask, decide, by=by)


def draw_sample(ask: DrawSample, *, by: Officer, desk: Desk) -> Answer:
    """Draw the sample from the frame as it was recorded. The answer has the seed and how many were drawn.

    Raises NoSuchInspection, SampleDrawnAlready, SeedMissing, SeedNotSealedYet, FrameDiffers.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.inspection(work, ask.inspection_id)
        begun = inspections.may_draw(loaded.state)
        seed, size = seed_of(loaded.state, desk.log.stream(loaded.stream), desk.sealed)
        desk.views_now()
        frame = frame_at(FrameAsked.of(begun), begun.entries_to, desk=desk)
        facts = inspections.draw(loaded.state, frame=frame, seed=seed, tree_size=size, by=by.id, on=ask.on)
        work.record(loaded, *facts)
        drawn = facts[0]
        assert isinstance(drawn, SampleDrawn), "the pages come behind"
        people = sum(unit.drawn for unit in drawn.units)
        return {"inspection": ask.inspection_id, "people": people, "seed": seed, "tree_size": size}

    return desk.take(ask, decide, by=by)


def close_inspection(ask: CloseInspection, *, by: Officer, desk: Desk) -> Answer:
    """Close an inspection. Raises NoSuchInspection, NoSampleYet, VisitsStillOpen, VisitFindingsStillOpen."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.inspection(work, ask.inspection_id)
        sampled(loaded.state)
        visits = streams.visits_to(work, ask.inspection_id, list(loaded.state.people))
        closed = inspections.close(loaded.state, visits=[visit.state for visit in visits], by=by.id, on=ask.on)
        work.record(loaded, closed)
        return {"inspection": ask.inspection_id, "met": closed.met, "not_met": closed.not_met}

    return desk.take(ask, decide, by=by)
