"""What has to run beside the service and may fail to start: it is tried again until it runs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Self

SHORTEST_PAUSE = 0.5
LONGEST_PAUSE = 30.0

_log = logging.getLogger(__name__)


class Trying:
    """Begins something when the block opens; where that fails, again and again in a thread, until it succeeds.

    `begin` enters what it needs into the stack it is given, which is closed with the block. `trouble` says what went
    wrong last, and nothing once it runs.
    """

    def __init__(self, name: str, begin: Callable[[ExitStack], None], *, pause: float = SHORTEST_PAUSE) -> None:
        self._name, self._begin, self._pause = name, begin, pause
        self._leave, self._stack = threading.Event(), ExitStack()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.trouble = ""

    def __enter__(self) -> Self:
        if not self._begun():
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave.set()
        if self._thread.ident is not None:
            self._thread.join()
        self._stack.close()

    def _begun(self) -> bool:
        try:
            with ExitStack() as stack:
                self._begin(stack)
                self._stack = stack.pop_all()
        except Exception as error:  # Whatever it is, it is tried again, and `trouble` says so.
            self.trouble = f"{type(error).__name__}: {error}"
            _log.error("%s cannot begin yet: %s", self._name, self.trouble)
            return False
        self.trouble = ""
        return True

    def _run(self) -> None:
        pause = self._pause
        while not self._leave.wait(pause) and not self._begun():
            pause = min(2 * pause, LONGEST_PAUSE)
