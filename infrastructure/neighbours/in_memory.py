"""Ledgers in memory, side by side; use cases are tested on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import RLock

from application.neighbours import Crossing
from application.ports import Log
from application.views.transmissions import TransmissionStep, transmission_rows
from infrastructure.neighbours.rows import crossing


class MemoryNeighbours:
    """Implements `application.neighbours.Neighbours` over logs by the names of their ledgers."""

    def __init__(self, logs: Mapping[str, Log]) -> None:
        self._logs, self._lock = logs, RLock()

    def log(self, ledger: str, /) -> Log | None:
        """Return a ledger's log, None for one that is not here."""
        return self._logs.get(ledger)

    @contextmanager
    def one_at_a_time(self, _transmission: str, /) -> Iterator[None]:
        """Hold everything."""
        with self._lock:
            yield

    def crossings(self, ledger: str, /) -> Sequence[Crossing]:
        """Return what a ledger and the others say of what goes between them."""
        return [
            crossing(name, row)
            for name, log in self._logs.items()
            for entry in log.after(0, limit=log.head())
            for row in transmission_rows(entry)
            if isinstance(row, TransmissionStep) and ledger in (name, row.counterpart)
        ]
