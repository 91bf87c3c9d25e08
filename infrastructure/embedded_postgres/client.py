"""A client's side: say that we are here, see that a keeper is, wait until the server answers."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from infrastructure.embedded_postgres.failure import EmbeddedServerFailed
from infrastructure.embedded_postgres.folder import DATABASE, SUPERUSER, ServerFolder, server_folder
from infrastructure.embedded_postgres.locks import is_held, lent_lock, try_lock
from infrastructure.embedded_postgres.report import Phase, Report, read_report, tail

POLL_SECONDS = 0.05
SAY_EVERY_SECONDS = 3.0
KEEPERS_MAX = 5
DEAF_SECONDS = 15.0

WAITING: dict[Phase, str] = {
    "creating": "正在建立内置数据库 / setting up the embedded database",
    "starting": "正在启动内置数据库，恢复需要时间 / starting the embedded database, recovering if need be",
    "ready": "正在连接内置数据库 / connecting to the embedded database",
    "stopping": "正在等待先前的数据库停止 / waiting for the database stopping before",
    "failed": "正在重新启动内置数据库 / starting the embedded database again",
}


def to_stderr(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


@contextmanager
def running(home: Path, *, say: Callable[[str], None] = to_stderr) -> Iterator[str]:
    """The conninfo of the embedded server with its data in `home/postgres`, running as long as we are inside.

    The first one in starts it, the last one out stops it, and a killed one counts as out.
    A forked child is not inside: it has to enter by itself.
    """
    folder = server_folder(home)
    try:
        with lent_lock(folder.users_lock) as users:
            yield _enter(folder, users, say)
    except PermissionError as problem:
        if problem.filename != str(folder.users_lock):
            raise
        raise EmbeddedServerFailed(
            "no_access",
            f"The database in {folder.path} belongs to another user; run this as that user, "
            "or set DATABASE_URL to a server you may use.",
        ) from problem


def _enter(folder: ServerFolder, users: int, say: Callable[[str], None]) -> str:
    patience = Patience(say)
    while not try_lock(users, shared=True):
        patience.wait("stopping")
    before = read_report(folder.report)
    started: list[str] = []
    deaf_since: float | None = None
    while True:
        alive = is_held(folder.keeper_lock)
        report = read_report(folder.report)
        if not alive:
            if report and report.phase == "failed" and report != before:
                raise EmbeddedServerFailed(report.code, report.message)
            if len(started) == KEEPERS_MAX:
                raise EmbeddedServerFailed(
                    "keeper_failed",
                    "The keeper of the embedded database ends as soon as it starts "
                    f"({tail(folder.keeper_log)}); see {folder.keeper_log}.",
                )
            started.append(_start_keeper(folder))
        elif report and report.phase == "ready":
            conninfo = _conninfo(folder, report)
            try:
                psycopg.connect(conninfo, connect_timeout=5).close()
            except psycopg.OperationalError as problem:
                deaf_since = deaf_since or time.monotonic()
                if time.monotonic() - deaf_since > DEAF_SECONDS:
                    raise EmbeddedServerFailed(
                        "no_answer",
                        f"The embedded PostgreSQL lets nobody in ({problem}); see {folder.server_log}.",
                    ) from problem
            else:
                return conninfo
        else:
            deaf_since = None
        patience.wait(report.phase if report else "creating")


class Patience:
    """Waits a little, and now and then says for what."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._began = self._said = time.monotonic()

    def wait(self, phase: Phase) -> None:
        now = time.monotonic()
        if now - self._said > SAY_EVERY_SECONDS:
            self._said = now
            self._say(f"{WAITING[phase]} ({now - self._began:.0f} s)")
        time.sleep(POLL_SECONDS)


def _start_keeper(folder: ServerFolder) -> str:
    """In a session of its own, out of reach of the terminal's Ctrl-C, and in no folder of the caller's."""
    name = secrets.token_hex(8)
    command = [sys.executable, "-P", "-m", "infrastructure.embedded_postgres.keeper", str(folder.path), name]
    with folder.keeper_log.open("wb") as log:
        if os.geteuid() == 0:  # in an ordinary user's folder everything stays that user's
            owner = folder.path.stat()
            os.fchown(log.fileno(), owner.st_uid, owner.st_gid)
        launched = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
            check=False,
        )
    if launched.returncode != 0:
        raise EmbeddedServerFailed(
            "keeper_failed",
            f"The keeper of the embedded database cannot be started ({tail(folder.keeper_log)}); "
            "install the program again with make.",
        )
    _wait_for_word(folder, name)
    return name


def _wait_for_word(folder: ServerFolder, name: str) -> None:
    """Until the new keeper has spoken, or found that another one was quicker."""
    for _ in range(int(5 / POLL_SECONDS)):
        report = read_report(folder.report)
        if is_held(folder.keeper_lock) or (report and report.keeper == name):
            return
        time.sleep(POLL_SECONDS)


def _conninfo(folder: ServerFolder, report: Report) -> str:
    """The empty password makes libpq look into our file instead of a PGPASSWORD meant for something else."""
    return make_conninfo(
        host=report.sockets,
        port=5432,
        user=SUPERUSER,
        dbname=DATABASE,
        password="",
        passfile=str(folder.password),
    )
