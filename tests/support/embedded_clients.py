"""Client processes of the embedded server, and ways to see what runs and what is left."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg

from infrastructure.embedded_postgres.folder import ServerFolder
from infrastructure.embedded_postgres.locks import holders, is_held
from infrastructure.embedded_postgres.report import Report, read_report

CLIENT = Path(__file__).parent.parent / "embedded_postgres" / "a_client.py"


class Client:
    """One process inside `running(home)`; leaving the block closes its input, and it goes."""

    def __init__(
        self,
        home: Path,
        *options: str,
        python: Sequence[str] = (sys.executable,),
        environment: Mapping[str, str] | None = None,
        user: int | None = None,
    ) -> None:
        self.process = subprocess.Popen(
            [*python, str(CLIENT), str(home), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
            cwd="/",
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
        self._answer: dict[str, Any] | None = None

    @property
    def answer(self) -> dict[str, Any]:
        """What it said; waits for it."""
        if self._answer is None:
            assert self.process.stdout is not None
            self._answer = json.loads(self.process.stdout.readline() or '{"code": "silent"}')
        return self._answer

    @property
    def conninfo(self) -> str:
        assert "conninfo" in self.answer, self.answer
        return str(self.answer["conninfo"])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def folder_of(home: Path) -> ServerFolder:
    return ServerFolder(home / "postgres")


def report_of(home: Path) -> Report:
    report = read_report(folder_of(home).report)
    assert report is not None
    return report


def ask(conninfo: str, question: str) -> Any:
    with psycopg.connect(conninfo) as connection:
        row = connection.execute(question.encode()).fetchone()
        return row[0] if row else None


def until(condition: Callable[[], bool], what: str, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain until {what}"
        time.sleep(0.02)


def answers(conninfo: str) -> bool:
    try:
        return bool(ask(conninfo, "SELECT 1") == 1)
    except psycopg.OperationalError:
        return False


def lives(process: int) -> bool:
    """Not a zombie: those are dead and only wait to be counted."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)


def nothing_is_left(home: Path) -> None:
    """No keeper, no server process, no lock, no unfinished data."""
    folder = folder_of(home)
    until(lambda: not is_held(folder.keeper_lock), "the keeper is gone")
    until(lambda: not is_held(folder.server_lock), "the server is gone")
    until(lambda: not is_held(folder.users_lock), "the users are gone")
    assert holders(folder.server_lock) == []
    assert not list(folder.path.glob("data.unfinished-*"))
