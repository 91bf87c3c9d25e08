"""Live following: a thread that projects whatever the log has, woken by the bell or a moment later by itself."""

from __future__ import annotations

import logging
import threading
from types import TracebackType
from typing import Self

from infrastructure.log.bell import LOOK_AGAIN, Bell
from infrastructure.views.projector import Projector

_log = logging.getLogger(__name__)
_LONGEST_PAUSE = 5.0


class Follower:
    """Follows while the block is open. A lost connection is tried again, ever more slowly, up to every five seconds.

    `bell` is rung by this process's appends; those of other processes are seen within 50 ms.
    """

    def __init__(self, projector: Projector, bell: Bell | None = None) -> None:
        self._projector, self._bell = projector, bell or Bell()
        self._leave = threading.Event()
        self._thread = threading.Thread(target=self._follow, name=f"views of {projector.ledger}", daemon=True)
        self.trouble: str = ""
        """What went wrong last, or empty while all is well."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave.set()
        self._bell.ring()
        self._thread.join()
        self._projector.close()

    def _follow(self) -> None:
        pause = LOOK_AGAIN
        while not self._leave.is_set():
            try:
                reached = self._projector.catch_up()
            except Exception as error:  # Whatever it is, following goes on and `trouble` says so.
                self.trouble = f"{type(error).__name__}: {error}"
                _log.warning("the views of %s do not follow: %s", self._projector.ledger, self.trouble)
                self._leave.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                self.trouble, pause = "", LOOK_AGAIN
                self._bell.wait(reached, LOOK_AGAIN)
