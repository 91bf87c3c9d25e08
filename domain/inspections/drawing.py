"""Drawing the sample, so simply that ten lines of anybody's own do it again (docs/recipes/redraw.py).

Everybody is put in the order of SHA-256(seed | frame's SHA-256 | id), as hex text. Of each unit the first so many are
drawn; if the whole is still short of its share, the first of everybody else are.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from domain.inspections.events import Sampled
from domain.inspections.frames import Frame
from domain.inspections.sample_sizes import SampleSize


def drawn_from(frame: Frame, *, seed: str, size: SampleSize) -> tuple[Sampled, ...]:
    """Return the sample, in the frame's order."""
    fixed = frame.sha256
    order = sorted(frame.people, key=lambda one: place_in_order(seed, fixed, one.beneficiary))
    chosen: set[Sampled] = set()
    for unit, count in size.units.items():
        chosen.update([one for one in order if one.unit == unit][:count])
    chosen.update(_others(order, chosen)[: size.more])
    return tuple(one for one in frame.people if one in chosen)


def place_in_order(seed: str, frame_sha256: str, beneficiary: str) -> str:
    """Return what people are sorted by: the hash of seed, frame and id, joined by `|`."""
    return sha256(f"{seed}|{frame_sha256}|{beneficiary}".encode()).hexdigest()


def _others(order: Sequence[Sampled], chosen: set[Sampled]) -> list[Sampled]:
    return [one for one in order if one not in chosen]
