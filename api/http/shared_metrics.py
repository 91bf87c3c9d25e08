"""Processes behind one address tell their figures to one another, since whoever asks reaches any one of them.

Each puts its own figures into a file of a common folder every few seconds, and reads the others' when it is asked. A
file goes when its process ends; one whose process was killed is no longer believed after a while, and is taken away.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import orjson
import structlog
from prometheus_client.metrics_core import Metric

from api.http.metrics import Metrics

_BELIEVED = 5
"""Times the pause between two tellings that a file is believed: a busy process may be late."""

_log = structlog.get_logger("subsidy_ledger.metrics")


@contextmanager
def shared(
    metrics: Metrics, folder: Path, *, service: str, process: str, every: timedelta = timedelta(seconds=2)
) -> Iterator[None]:
    """Tell the processes of one service of our figures, and have theirs told beside ours, while the block is open.

    `service` is the same for the processes behind one address and no others, such as the id of the process that
    started them. A folder that cannot be written costs the others our figures, nothing else.
    """
    board = _Board(folder, service, process, every)
    leave = threading.Event()

    def tell() -> None:
        told = True
        while not leave.is_set():
            try:
                board.put(metrics.own())
                told = True
            except OSError as error:
                if told:
                    _log.warning("figures are not shared", exc_info=error)
                told = False
            leave.wait(every.total_seconds())

    metrics.beside(board.others)
    teller = threading.Thread(target=tell, name="figures for the other processes", daemon=True)
    teller.start()
    try:
        yield
    finally:
        leave.set()
        teller.join()
        metrics.beside(tuple)
        board.leave()


class _Board:
    """The common folder, as one process sees it."""

    def __init__(self, folder: Path, service: str, process: str, every: timedelta) -> None:
        self._folder, self._service = folder, service
        self._file = folder / f"{service}.{process}.json"
        self._believed = every.total_seconds() * _BELIEVED

    def put(self, figures: Iterable[Metric]) -> None:
        """Put our figures up in one move, so that nobody reads half of them. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        told = [
            [one.name, one.documentation, one.type, one.unit, [list(sample[:3]) for sample in one.samples]]
            for one in figures
        ]
        fresh = self._file.with_suffix(".new")
        fresh.write_bytes(orjson.dumps(told))
        fresh.replace(self._file)

    def others(self) -> Iterator[Metric]:
        """Yield what the others put up lately."""
        for file in sorted(self._folder.glob(f"{self._service}.*.json")):
            if file != self._file:
                yield from self._read(file)

    def leave(self) -> None:
        """Take our figures down."""
        with suppress(OSError):
            self._file.unlink()

    def _read(self, file: Path) -> Iterator[Metric]:
        try:
            if time.time() - file.stat().st_mtime > self._believed:
                file.unlink()
                return
            told = orjson.loads(file.read_bytes())
        except (OSError, ValueError):  # Taken down just now.
            return
        for name, documentation, kind, unit, samples in told:
            metric = Metric(name, documentation, kind, unit)
            for sample in samples:
                metric.add_sample(*sample)
            yield metric
