"""File locks that the kernel gives back, however their holder ends."""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_lent: set[int] = set()
_lending = threading.Lock()


def open_lock(path: Path) -> int:
    """A descriptor of its own for the lock file; programs started later do not inherit it."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def try_lock(descriptor: int, *, shared: bool = False) -> bool:
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_held(path: Path) -> bool:
    """Whether another descriptor holds the lock right now."""
    descriptor = open_lock(path)
    try:
        return not try_lock(descriptor, shared=True)
    finally:
        os.close(descriptor)


@contextmanager
def lent_lock(path: Path) -> Iterator[int]:
    """A lock descriptor that a forked child drops at once.

    A lock belongs to all copies of its descriptor, so a child that outlives us would hold it for us for ever.
    """
    with _lending:
        descriptor = open_lock(path)
        _lent.add(descriptor)
    owner = os.getpid()
    try:
        yield descriptor
    finally:
        if os.getpid() == owner:
            with _lending:
                _lent.discard(descriptor)
                os.close(descriptor)


def _drop_in_child() -> None:
    for descriptor in _lent:
        os.close(descriptor)
    _lent.clear()
    _lending.release()


os.register_at_fork(before=_lending.acquire, after_in_parent=_lending.release, after_in_child=_drop_in_child)


def holders(path: Path) -> list[int]:
    """The processes that have the lock file open, as far as we may see."""
    wanted = path.stat()
    others = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [process for process in others if process != os.getpid() and _has_open(process, wanted)]


def _has_open(process: int, wanted: os.stat_result) -> bool:
    try:
        return any(os.path.samestat(opened.stat(), wanted) for opened in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return False
