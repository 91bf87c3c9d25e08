"""What a rebuild's worker processes do: read a range of the log, decode it, and hand back rows ready for COPY."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

import psycopg

from application.views.sheet import MovedOn, page_end
from infrastructure.views.connections import connect
from infrastructure.views.projecting import Packers, Reader, Unreadable, gather, moved
from infrastructure.views.tables import TABLES


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let rows live until they are packed: they hold no cycles, and looking for any takes as long as making them."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


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

    connection: psycopg.Connection[tuple[object, ...]]
    packers: Packers

    def pack(self, first: int, last: int) -> Chunk:
        """Pack the rows of positions `first` to `last`; `first` begins a page. Raises RebuildFailed, Unreadable."""
        with _uncollected():
            return self._pack(first, last)

    def _pack(self, first: int, last: int) -> Chunk:
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


@contextmanager
def connected(conninfo: str, ledger: str) -> Iterator[Worker]:
    """Yield a worker in this process, with a connection that may read the log."""
    with connect(conninfo, "subsidy_projector") as connection:
        yield Worker(connection, Packers(ledger))


def serve(file: int) -> None:
    """Pack in a process of its own what is asked for over a socket, until it is closed.

    First comes (conninfo, ledger); that is answered by (−1, None). Each (number, first, last) is answered by the number
    and the chunk, or the exception that it came to.
    """
    with (
        Connection(file) as line,
        suppress(EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt),
        connected(*line.recv()) as worker,
        ThreadPoolExecutor(1) as sending,  # The next range is packed while the last waits to be taken.
    ):
        sent = sending.submit(line.send, (-1, None))
        while True:
            number, first, last = line.recv()
            answer: Chunk | RebuildFailed
            try:
                answer = worker.pack(first, last)
            except (RebuildFailed, Unreadable, psycopg.Error) as error:
                answer = RebuildFailed(str(error))
            sent.result()
            sent = sending.submit(line.send, (number, answer))
