"""Streams read or added to lately: what is appended never changes, so a stream is read on from where it was left.

A batch's four approvals and its release each need its 10,000 payments; decoding them once is enough.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from application.recorded import Recorded
from infrastructure.log.mapper import RawEntry

MOST_BYTES = 16 * 2**20
"""Bytes of entries kept; as objects they take two or three times as much."""


@dataclass(frozen=True, slots=True)
class Read:
    """A stream up to some version: its entries, those behind them not yet decoded, and the last one as it lies.

    `size` is how many bytes they have.
    """

    entries: tuple[Recorded[object], ...] = ()
    undecoded: tuple[RawEntry, ...] = ()
    last: RawEntry | None = None
    size: int = 0

    @property
    def version(self) -> int:
        """Return the last version, 0 for none."""
        return self.last[2] if self.last else 0


NOTHING = Read()


class Remembered:
    """The streams used last, as many as fit. Safe to share between threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._size, self._lock = most_bytes, 0, Lock()
        self._streams: OrderedDict[str, Read] = OrderedDict()

    def of(self, stream: str) -> Read:
        """Return what is remembered of a stream."""
        with self._lock:
            if stream in self._streams:
                self._streams.move_to_end(stream)
            return self._streams.get(stream, NOTHING)

    def keep(self, stream: str, read: Read) -> None:
        """Remember a stream, and forget those that were not used for longest when there is no room."""
        with self._lock:
            self._keep(stream, read)

    def went_on(self, rows: Iterable[RawEntry]) -> None:
        """Remember entries just added to streams that are remembered up to there."""
        with self._lock:
            for row in rows:
                stream, read = row[1], self._streams.get(row[1])
                if read is not None and read.version == row[2] - 1:
                    size = read.size + len(row[5])
                    self._keep(stream, Read(read.entries, (*read.undecoded, row), row, size))

    def _keep(self, stream: str, read: Read) -> None:
        self._size -= self._streams.pop(stream, NOTHING).size
        if read.size > self._most or read.last is None:
            return
        self._streams[stream] = read
        self._size += read.size
        while self._size > self._most:
            self._size -= self._streams.popitem(last=False)[1].size
