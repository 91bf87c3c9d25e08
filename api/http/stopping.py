"""Those who follow the log hear at once that the service ends: the server says so only when all are answered."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_TOLD_BY = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def set_by_signals(stopping: threading.Event) -> Iterator[None]:
    """Set the event when the process is told to stop, and let whoever was to hear of that hear it as well.

    Signals reach the main thread only; in any other nothing is done, and nobody stops a process from there.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _TOLD_BY}

    def told(number: int, frame: FrameType | None) -> Any:
        stopping.set()
        heard = before[signal.Signals(number)]
        return heard(number, frame) if callable(heard) else None

    for number, heard in before.items():
        if callable(heard):  # Else the process would not end any more.
            signal.signal(number, told)
    try:
        yield
    finally:
        for number, heard in before.items():
            signal.signal(number, heard)
