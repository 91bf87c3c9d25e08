"""互斥: which programmes may not be held together. Either programme's policy may say so; it counts for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """A programme somebody holds (a live case), and what that programme's policy in force excludes."""

    programme: str
    excludes: tuple[str, ...] = ()


def exclusions(programme: str, excludes: Sequence[str], held: Sequence[Held]) -> tuple[str, ...]:
    """Name the held programmes that may not be held together with `programme`, sorted."""
    return tuple(
        sorted(
            other.programme
            for other in held
            if other.programme != programme and (other.programme in excludes or programme in other.excludes)
        )
    )
