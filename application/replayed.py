"""What streams were replayed to the last time: a fund of a thousand entries is not gone through for each command.

States are frozen, so one may be handed to many; they follow from the entries alone, so nothing is lost with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar, cast

from application.recorded import Recorded

MOST = 1_000
"""Streams; beyond that all is forgotten and begins anew."""

S = TypeVar("S")


class _Known(NamedTuple):
    last: Recorded[object]
    state: object


class Replayed:
    """The states of one ledger's streams in one process. Safe to share between threads."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}

    def state(
        self, stream: str, entries: Sequence[Recorded[object]], start: S, on: Callable[[S, Iterable[object]], S]
    ) -> S:
        """Return `start` carried on over the entries, from where it was carried to before.

        That counts only if the very entry it ended with is among these: the log remembers entries as objects, and
        reads them anew when they are no longer what is there. A stream always has the same `start` and `on`.
        """
        known = self._known.get(stream)
        version = known.last.version if known else 0
        if known and version <= len(entries) and entries[version - 1] is known.last:
            state = on(cast("S", known.state), (entry.fact for entry in entries[version:]))
        else:
            state = on(start, (entry.fact for entry in entries))
        if entries:
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[stream] = _Known(entries[-1], state)
        return state
