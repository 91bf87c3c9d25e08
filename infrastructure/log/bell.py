"""Wakes followers in this process right after an append; others look again by themselves."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Condition

LOOK_AGAIN = 0.05
"""Seconds between two looks at the head row when no bell rings: so late are others' entries seen."""


class Bell:
    """Holds the last position this process knows of."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._position = 0
        self._rings = 0

    def ring(self, position: int = 0) -> None:
        """Say that entries up to `position` are there; without a position, only have everyone look up."""
        with self._condition:
            self._position = max(self._position, position)
            self._rings += 1
            self._condition.notify_all()

    def wait(self, position: int, seconds: float) -> bool:
        """Return when an entry behind `position` is known of, at a ring, or after so many seconds (then False)."""
        with self._condition:
            rings = self._rings
            return self._condition.wait_for(lambda: self._position > position or self._rings > rings, seconds)

    def wait_beyond(self, position: int, seconds: float, head: Callable[[], int]) -> int:
        """Return the head as soon as it lies behind `position`, or whatever it is after so many seconds."""
        deadline = time.monotonic() + seconds
        while (last := head()) <= position and (left := deadline - time.monotonic()) > 0:
            self.wait(position, min(left, LOOK_AGAIN))
        return last
