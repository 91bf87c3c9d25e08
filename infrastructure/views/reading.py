"""Reading ahead: while the server takes in one step's rows, the next entries are read, decoded and packed."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from psycopg import Connection

from application.recorded import Recorded
from application.views.view import Row, View
from infrastructure.views.connections import connect
from infrastructure.views.projecting import Failure, Gathered, Packers, Reader, Unreadable, gather


@dataclass(frozen=True, slots=True)
class Reading:
    """The entries behind `after`, the rows they give each view, and those rows packed.

    `unreadable` says why there are fewer entries than asked for.
    """

    after: int
    upto: int
    entries: Sequence[Recorded[object]]
    gathered: Gathered
    packed: dict[type[Row], bytes]
    unreadable: Failure | None

    @property
    def last(self) -> int:
        """Return the position of the last entry read."""
        return self.after + len(self.entries)


class ReadingAhead:
    """Reads one ledger's log over a connection of its own. What is in the log never changes, so neither does this."""

    def __init__(self, conninfo: str, packers: Packers, views: Sequence[View]) -> None:
        self._conninfo, self._packers, self._views = conninfo, packers, tuple(views)
        self._connection: Connection[tuple[object, ...]] | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._ahead: Future[Reading] | None = None

    def read(self, after: int, head: int, *, entries: int) -> Reading:
        """Return up to so many entries behind `after`, and begin with what follows when there is more up to `head`.

        Where nothing was read ahead it is half as many: so much the sooner is there something to write.
        """
        ahead, self._ahead = self._ahead, None
        reading = ahead.result() if ahead is not None else None
        if reading is None or reading.after != after:
            reading = self._read(after, min(head, after + max(1, entries // 2)))
        if reading.upto < head and reading.unreadable is None:
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, f"reading {self._packers.ledger}")
            self._ahead = self._thread.submit(self._read, reading.upto, min(head, reading.upto + entries))
        return reading

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
        entries: list[Recorded[object]] = []
        unreadable: Failure | None = None
        try:
            for entry in Reader(self._connection, self._packers.ledger).entries(after, upto):
                entries.append(entry)  # noqa: PERF402 - what was read before the failure is kept
        except Unreadable as error:
            unreadable = Failure(error.position, str(error))
        gathered = gather(entries, self._views)
        packed: dict[type[Row], bytes] = {}
        for kind, rows in gathered.rows.items():
            try:
                packed[kind] = self._packers[kind](rows)
            except Exception:
                continue
        return Reading(after, upto, entries, gathered, packed, unreadable)
