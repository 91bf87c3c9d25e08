"""Drawing a recorded sample again from the log alone, and naming whatever is not as it was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from application.checks.running import entries_to
from application.desk import Desk
from application.inspections.frames import FrameAsked, frame_at, frame_from
from application.inspections.seeds import counted_root, sealed_root, size_bound
from domain.inspections.drawing import drawn_from
from domain.inspections.events import InspectionOpened, Sampled
from domain.inspections.frames import Frame
from domain.inspections.rejections import NoSampleYet, SeedNotSealedYet
from domain.inspections.sample_sizes import sample_size
from domain.inspections.state import Inspection, opened, replay


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What drawing again came to. `differences` is empty when everything is as recorded.

    `missing` were drawn now and are not in the recorded sample, `surplus` are in it and were not drawn now.
    """

    inspection: str
    entries_to: int
    frame_sha256: str
    people: int
    seed: str
    tree_size: int
    drawn: int
    differences: tuple[str, ...]
    missing: tuple[str, ...]
    surplus: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether frame, seed and sample are as recorded."""
        return not self.differences


def redraw(inspection_id: str, *, desk: Desk) -> Redrawn:
    """Make the frame, the seed and the sample again from the entries up to where they were recorded; no view is asked.

    Raises NoSuchInspection, NoSampleYet, and SeedNotSealedYet where this office does not have the seal.
    """
    entries = desk.log.stream(f"inspection/{inspection_id}")
    state = replay(inspection_id, (entry.fact for entry in entries))
    begun = opened(state)
    if state.drawn is None:
        raise NoSampleYet("inspection_id", inspection=inspection_id)
    frame = frame_from(FrameAsked.of(begun), entries_to(begun.entries_to, desk=desk))
    size = size_bound(state, entries)
    seed = _seed_again(desk, size) if size else begun.seed
    people = drawn_from(frame, seed=seed, size=sample_size(begun.method, frame.counts))
    now, then = {one.beneficiary for one in people}, set(state.people)
    return Redrawn(
        inspection=inspection_id,
        entries_to=begun.entries_to,
        frame_sha256=frame.sha256,
        people=len(frame.people),
        seed=seed,
        tree_size=size,
        drawn=len(people),
        differences=tuple(_differences(state, begun, frame, seed, size, people)),
        missing=tuple(sorted(now - then)),
        surplus=tuple(sorted(then - now)),
    )


def frame_of(inspection_id: str, *, desk: Desk) -> Frame:
    """Return the frame of an inspection as of its position, for whoever draws by their own means.

    Raises NoSuchInspection.
    """
    begun = opened(_state(inspection_id, desk))
    desk.views_now()
    return frame_at(FrameAsked.of(begun), begun.entries_to, desk=desk)


def sample_of(inspection_id: str, *, desk: Desk) -> tuple[Sampled, ...]:
    """Return the recorded sample in the frame's order. Raises NoSuchInspection, NoSampleYet."""
    state = _state(inspection_id, desk)
    opened(state)
    if state.drawn is None:
        raise NoSampleYet("inspection_id", inspection=inspection_id)
    return tuple(Sampled(unit, person) for person, unit in state.sample)


def _state(inspection_id: str, desk: Desk) -> Inspection:
    return replay(inspection_id, (entry.fact for entry in desk.log.stream(f"inspection/{inspection_id}")))


def _seed_again(desk: Desk, size: int) -> str:
    if desk.sealed is None:
        raise SeedNotSealedYet("inspection_id", size=size, sealed=0)
    sealed_root(desk.sealed, size)  # is it sealed at all
    return counted_root(desk.sealed, size)


def _differences(
    state: Inspection, begun: InspectionOpened, frame: Frame, seed: str, size: int, people: Sequence[Sampled]
) -> Iterator[str]:
    assert state.drawn is not None, "the caller has looked"
    if frame.sha256 != begun.frame_sha256:
        yield "frame"
    if frame.units != begun.units:
        yield "units"
    if (seed, size) != (state.drawn.seed, state.drawn.tree_size):
        yield "seed"
    if [(one.beneficiary, one.unit) for one in people] != list(state.sample):
        yield "sample"
