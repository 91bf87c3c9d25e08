"""What every question of the bench gives back: figures, with their samples and their targets."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field

from bench.server import BenchServer

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and how it was found: the median of `samples` where there are any, a ratio of two such otherwise.

    `target` is the bound it is held to (at least, or at most when `at_most`), None where nothing is promised.
    """

    name: str
    value: float
    unit: str
    samples: tuple[float, ...] = ()
    target: float | None = None
    at_most: bool = False

    @property
    def met(self) -> bool | None:
        """Say whether the target is reached; None without one."""
        if self.target is None:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target

    def as_json(self) -> dict[str, object]:
        """Return the figure for the machine."""
        return {**asdict(self), "samples": list(self.samples), "met": self.met}


@dataclass(slots=True)
class Question:
    """One question of the bench and its figures so far; `note` says what was measured, in a sentence."""

    name: str
    note: str
    figures: list[Figure] = field(default_factory=list)

    def measured(self, name: str, samples: Sequence[float], unit: str = "s") -> float:
        """Add the median of what was measured, and return it."""
        value = statistics.median(samples)
        self.figures.append(Figure(name, value, unit, tuple(samples)))
        return value

    def found(
        self, name: str, value: float, unit: str, *, at_least: float | None = None, at_most: float | None = None
    ) -> None:
        """Add a number worked out from others, held to a target or not."""
        target = at_least if at_most is None else at_most
        self.figures.append(Figure(name, value, unit, target=target, at_most=at_most is not None))


@dataclass(frozen=True, slots=True)
class Run:
    """What a question is asked with: the server, small sizes for `quick`, where to say how far it is, what serves."""

    server: BenchServer
    quick: bool
    say: Say
    program: tuple[str, ...] = (sys.executable, "-m", "api.cli")
    """What `subsidy-ledger` is called by."""

    def size(self, full: int, quick: int) -> int:
        """Return the size of this run."""
        return quick if self.quick else full


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    def seconds(self) -> float:
        """Return how long it has been."""
        return time.perf_counter() - self._began


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds the work took."""
    watch = Stopwatch()
    work()
    return watch.seconds()


def percentile(samples: Sequence[float], share: float) -> float:
    """Return the sample below which that share of them lies (nearest rank)."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
