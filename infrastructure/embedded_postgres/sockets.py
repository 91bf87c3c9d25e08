"""A private folder for the server's socket, short enough for the kernel wherever the data lie."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from infrastructure.embedded_postgres.failure import EmbeddedServerFailed

LONGEST = 107
SOCKET_NAME = ".s.PGSQL.5432"


def make_socket_folder(data: Path, owner: int) -> Path:
    """The same name for the same data if it can be had, so that a restarted server is found where it was.

    A folder or link that somebody else put there is never used; the next name is tried instead.
    """
    for candidate in _names(data):
        if len(os.fsencode(candidate / SOCKET_NAME)) <= LONGEST and _make_ours(candidate, owner):
            return candidate
    raise EmbeddedServerFailed(
        "no_sockets",
        "No private folder can be made in /tmp for the database socket; make room there and try again.",
    )


def forget_dead_sockets(folder: Path) -> None:
    """Remove what a killed server left here; the caller holds the server lock, so none of its processes lives.

    PostgreSQL would ask whether the process recorded in the lock file exists, and be fooled as by `postmaster.pid`.
    """
    for name in (SOCKET_NAME, SOCKET_NAME + ".lock"):
        (folder / name).unlink(missing_ok=True)


def remove_socket_folder(folder: Path) -> None:
    forget_dead_sockets(folder)
    folder.rmdir()


def _names(data: Path) -> Iterator[Path]:
    found = data.stat()  # two containers may share /tmp and each have its own data under one path
    whose = f"{found.st_dev} {found.st_ino} {os.geteuid()}"
    digest = hashlib.sha256(os.fsencode(data) + b"\0" + whose.encode()).hexdigest()[:12]
    for attempt in ("", "-1", "-2", "-3", "-4", "-5", "-6", "-7"):
        for base in (os.environ.get("XDG_RUNTIME_DIR", ""), "/tmp", "/var/tmp"):
            if base.startswith("/"):
                yield Path(base) / f"subsidy-ledger-{digest}{attempt}"


def _make_ours(folder: Path, owner: int) -> bool:
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, owner, -1)
    except FileExistsError:
        pass
    except OSError:
        return False
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == owner and stat.S_IMODE(found.st_mode) == 0o700
