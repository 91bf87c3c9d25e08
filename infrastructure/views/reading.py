"""Reading ahead: while the server takes in one step's rows, the next entries are read and their rows made."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from psycopg import Connection

from application.views.view import View
from infrastructure.views.connections import connect
from infrastructure.views.making import Made, Maker
from infrastructure.views.projecting import Reader


@dataclass(frozen=True, slots=True)
class Reading:
    """What the entries behind `made.after` came to; they were asked for up to `upto`."""

    upto: int
    made: Made


class ReadingAhead:
    """Reads one ledger's log over a connection of its own. What is in the log never changes, so neither does this."""

    def __init__(self, conninfo: str, ledger: str, views: Sequence[View]) -> None:
        self._conninfo, self._maker = conninfo, Maker(ledger, views)
        self._connection: Connection[tuple[object, ...]] | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._ahead: Future[Reading] | None = None

    def read(self, after: int, head: int, *, entries: int) -> Made:
        """Return up to so many entries behind `after`, and begin with what follows when there is more up to `head`.

        Where nothing was read ahead it is half as many: so much the sooner is there something to write.
        """
        ahead, self._ahead = self._ahead, None
        reading = ahead.result() if ahead is not None else None
        if reading is None or reading.made.after != after:
            reading = self._read(after, min(head, after + max(1, entries // 2)))
        if reading.upto < head and reading.made.unreadable is None:
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, f"reading {self._maker.ledger}")
            self._ahead = self._thread.submit(self._read, reading.upto, min(head, reading.upto + entries))
        return reading.made

    def close(self) -> None:
        """Let the thread and the connection go; the next reading makes new ones."""
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)
            self._thread = None
        self._ahead = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _read(self, after: int, upto: int) -> Reading:
        if self._connection is None or self._connection.closed:
            self._connection = connect(self._conninfo, "subsidy_projector")
        bodies, missing = Reader(self._connection, self._maker.ledger).bodies(after, upto)
        return Reading(upto, self._maker.make(after, bodies, missing=missing))
