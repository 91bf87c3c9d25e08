"""Answers that do not change any more, kept for a while: what was said as of a position is said again."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

Answer = TypeVar("Answer")

MOST = 512
SECONDS = 60.0
"""After which an answer is worked out anew: tables of the views may have been made anew from the log meanwhile."""


class Known:
    """The newest answers by what was asked, a position among it. Safe to share between threads."""

    def __init__(self, *, most: int = MOST, seconds: float = SECONDS) -> None:
        self._most, self._seconds = most, seconds
        self._answers: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._lock = Lock()

    def of(self, asked: Hashable, worked_out: Callable[[], Answer]) -> Answer:
        """Return the answer to what is asked, worked out where it is not known. Whatever that raises is not kept."""
        with self._lock:
            until, answer = self._answers.get(asked, (0.0, None))
        if time.monotonic() < until:
            found: Answer = answer
            return found
        found = worked_out()
        with self._lock:
            self._answers[asked] = time.monotonic() + self._seconds, found
            self._answers.move_to_end(asked)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return found
