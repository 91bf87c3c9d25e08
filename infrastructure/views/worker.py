"""What a rebuild's worker processes do: read a range of the log, decode it, and hand back rows ready for COPY."""

from __future__ import annotations

import gc
from dataclasses import dataclass

from psycopg import Connection

from application.views.sheet import MovedOn, page_end
from infrastructure.views.connections import connect
from infrastructure.views.projecting import Packers, Reader, gather, moved
from infrastructure.views.tables import TABLES


class RebuildFailed(Exception):
    """A view cannot take an entry, or an entry cannot be read; nothing was swapped in."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """One range's rows by table, and what each of its pages moves."""

    first: int
    last: int
    packed: dict[str, bytes]
    pages: tuple[tuple[int, dict[MovedOn, int]], ...]


@dataclass(slots=True)
class Worker:
    """Packs ranges of one ledger, over a connection of its own."""

    connection: Connection[tuple[object, ...]]
    packers: Packers

    @classmethod
    def connected(cls, conninfo: str, ledger: str) -> Worker:
        """Return a worker with a connection that may read the log."""
        return cls(connect(conninfo, "subsidy_projector"), Packers(ledger))

    def pack(self, first: int, last: int) -> Chunk:
        """Pack the rows of positions `first` to `last`; `first` begins a page. Raises RebuildFailed, Unreadable."""
        gathered = gather(Reader(self.connection, self.packers.ledger).entries(first - 1, last))
        for view, failure in gathered.failures.items():
            raise RebuildFailed(f"{view} cannot take the entry at position {failure.position}: {failure.error}")
        pages = []
        start = first
        while start <= last:
            end = page_end(start)
            pages.append((end, moved(gathered.rows, start, min(end, last))))
            start = end + 1
        packed = {TABLES[kind].name: self.packers[kind](rows) for kind, rows in gathered.rows.items()}
        return Chunk(first, last, packed, tuple(pages))


_this: Worker | None = None


def begin(conninfo: str, ledger: str) -> None:
    """Make this process a worker."""
    global _this
    # Rows live until they are packed and hold no cycles: looking for any took as long as making them.
    gc.disable()
    _this = Worker.connected(conninfo, ledger)


def pack(first: int, last: int) -> Chunk:
    """Pack a range in a worker process."""
    assert _this is not None
    return _this.pack(first, last)
