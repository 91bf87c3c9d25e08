"""What a rebuild's worker processes do: read a range of the log, decode it, and hand back rows ready for COPY."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

import psycopg

from infrastructure.views.connections import connect
from infrastructure.views.making import Maker, Pages
from infrastructure.views.projecting import Reader, Unreadable
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
    pages: Pages


@dataclass(slots=True)
class Worker:
    """Packs ranges of one ledger, over a connection of its own."""

    connection: psycopg.Connection[tuple[object, ...]]
    maker: Maker

    def pack(self, first: int, last: int) -> Chunk:
        """Pack the rows of positions `first` to `last`; `first` begins a page. Raises RebuildFailed, Unreadable."""
        with _uncollected():
            return self._pack(first, last)

    def _pack(self, first: int, last: int) -> Chunk:
        bodies, missing = Reader(self.connection, self.maker.ledger).bodies(first - 1, last)
        made = self.maker.make(first - 1, bodies, missing=missing)
        for view, failure in made.failures.items():
            raise RebuildFailed(f"{view} cannot take the entry at position {failure.position}: {failure.error}")
        if made.unreadable is not None:
            raise Unreadable(made.unreadable.position, made.unreadable.error)
        for kind in made.unpacked:
            raise RebuildFailed(f"rows of {TABLES[kind].name} behind position {first - 1} cannot be written")
        return Chunk(first, last, {TABLES[kind].name: rows for kind, rows in made.packed.items()}, made.pages)


@contextmanager
def connected(conninfo: str, ledger: str) -> Iterator[Worker]:
    """Yield a worker in this process, with a connection that may read the log."""
    with connect(conninfo, "subsidy_projector") as connection:
        yield Worker(connection, Maker(ledger))


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
