"""The processes that pack a rebuild's ranges, and who packs which.

They are started with what they need and nothing else: the library's pool starts each with the whole program once more
(the command line, every command), which took as long as 20,000 entries. Until the first is there, we pack ourselves.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait

from infrastructure.views.worker import Chunk, RebuildFailed, Worker, connected

AHEAD = 3
"""Ranges a worker may be in front of who writes them, so that none waits and few are held."""

Range = tuple[int, int]


def packed(conninfo: str, ledger: str, ranges: Sequence[Range], *, processes: int) -> Iterator[Chunk]:
    """Yield the ranges packed, in order. Raises what packing one raised, RebuildFailed when a worker ended."""
    with _started(conninfo, ledger, processes) as lines, connected(conninfo, ledger) as ourselves:
        yield from _Packing(lines, ourselves, ranges).chunks()


class _Packing:
    """Which ranges are given out (`given` of them, in order), done (by number), and yielded."""

    def __init__(self, lines: Sequence[Connection], ourselves: Worker, ranges: Sequence[Range]) -> None:
        self._lines, self._ourselves, self._ranges = lines, ourselves, ranges
        self._at_work: dict[Connection, int] = {}
        self._given, self._done = 0, dict[int, Chunk]()

    def chunks(self) -> Iterator[Chunk]:
        for number in range(len(self._ranges)):
            while number not in self._done:
                if not self._at_work and self._given == number:
                    self._done[self._next()] = self._ourselves.pack(*self._ranges[number])
                    self._hear(number, patience=0)
                else:
                    self._hear(number, patience=None)
            yield self._done.pop(number)
            self._hear(number, patience=0)

    def _next(self) -> int:
        self._given += 1
        return self._given - 1

    def _hear(self, number: int, *, patience: float | None) -> None:
        """Take what the workers have done, and give each that has room its next range."""
        for line in wait(self._lines, patience):
            assert isinstance(line, Connection)
            try:
                of, answer = line.recv()
            except (EOFError, ConnectionError):
                raise RebuildFailed("a process that packs rows has ended") from None
            if isinstance(answer, Exception):
                raise answer
            if answer is None:
                self._at_work[line] = 0
            else:
                self._done[of] = answer
                self._at_work[line] -= 1
        for line in self._at_work:
            while self._at_work[line] < 2 and self._given < min(number + AHEAD * len(self._lines), len(self._ranges)):
                given = self._next()
                line.send((given, *self._ranges[given]))
                self._at_work[line] += 1


@contextmanager
def _started(conninfo: str, ledger: str, processes: int) -> Iterator[list[Connection]]:
    """Start the processes and yield a line to each; it says (−1, None) when it is ready. They end with the block."""
    lines: list[Connection] = []
    started: list[subprocess.Popen[bytes]] = []
    try:
        for _ in range(processes):
            ours, theirs = socket.socketpair()
            with theirs:
                code = "\n".join(
                    (
                        f"import sys; sys.path[:] = {sys.path!r}",
                        "from infrastructure.views.worker import serve",
                        f"serve({theirs.fileno()})",
                    )
                )
                command = [sys.executable, "-c", code]
                started.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]))
            lines.append(Connection(ours.detach()))
            lines[-1].send((conninfo, ledger))
        yield lines
    finally:
        for line in lines:
            line.close()
        for process in started:
            process.kill()
            process.wait()
