"""The way to the signer: its socket, and a signer of our own for as long as we are here when there is none."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from domain.proofs.heads import Continuation
from domain.rejected import Rejected, every_rule
from infrastructure.proofs.signer import LONGEST_LINE, SOCKET_NAME, Announced, attesting, preparing, written_ask

PATIENCE = 15.0
"""Seconds until a signer that does not answer is given up."""

LOOK_AGAIN = 0.02


class SignerAway(Rejected):
    """No signer answers in {folder}."""

    code = "signer_away"
    zh = "{folder} 处没有签名进程应答。"


class AskedSigner:
    """Asks the signer of a folder. With `start`, one is started when none is there, and it leaves with us.

    Use it as a context manager; safe to share between threads.
    """

    def __init__(self, folder: Path, *, start: bool = True, patience: float = PATIENCE) -> None:
        self._folder, self._start, self._patience = folder.absolute(), start, patience
        self._own: subprocess.Popen[bytes] | None = None
        self._starting = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._starting:
            if self._own is not None:
                self._leave(self._own)
                self._own = None

    @property
    def process(self) -> int | None:
        """Return the number of the process we started, if we did."""
        return self._own.pid if self._own is not None else None

    def last(self, origin: str) -> str:
        """Return the note signed last for a log. Raises SignerAway, UnknownOrigin, SignerForgot."""
        return self._ask(written_ask(origin, None))

    def prepared(self, origin: str) -> str:
        """Return the announcement of the keys that are to follow. Raises SignerAway, UnknownOrigin, SignerForgot."""
        return self._ask(preparing(origin))

    def attested(self, origin: str, text: str) -> str:
        """Return a trial balance's statement, signed. Raises SignerAway, UnknownOrigin, StatementUnfit."""
        return self._ask(attesting(origin, text))

    def signed(self, origin: str, asked: Continuation, announced: Announced | None = None) -> str:
        """Return the signed checkpoint of a head, which is the signer's last by then.

        Raises SignerAway (it may have been signed all the same: look at `last`), and what `signer.sign` raises.
        """
        return self._ask(written_ask(origin, asked, announced))

    def _ask(self, line: bytes) -> str:
        deadline = time.monotonic() + self._patience
        while (told := self._told(line, deadline)) is None:
            self._see_that_one_is_there()
            time.sleep(LOOK_AGAIN)
        if "note" in told:
            return str(told["note"])
        raise _refusal(told)

    def _told(self, line: bytes, deadline: float) -> dict[str, Any] | None:
        try:
            return _exchange(self._folder, line, max(deadline - time.monotonic(), LOOK_AGAIN))
        except OSError as error:
            if time.monotonic() > deadline:
                raise SignerAway(folder=self._folder) from error
        return None

    def _see_that_one_is_there(self) -> None:
        """Start a signer unless ours lives; one that finds another at work ends by itself."""
        with self._starting:
            if self._start and (self._own is None or self._own.poll() is not None):
                if self._own is not None:
                    self._leave(self._own)
                command = [sys.executable, "-P", "-m", "infrastructure.proofs.signer", str(self._folder)]
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                with (self._folder / "signer.log").open("ab") as log:
                    self._own = subprocess.Popen(
                        [*command, "--while-asked"],
                        stdin=subprocess.PIPE,
                        stdout=log,
                        stderr=log,
                        cwd="/",
                        start_new_session=True,
                    )

    def _leave(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        process.stdin.close()
        process.wait()


def _exchange(folder: Path, line: bytes, seconds: float) -> dict[str, Any]:
    """Raises OSError while nobody answers, whole lines only."""
    there = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(seconds)
            connection.connect(f"/proc/self/fd/{there}/{SOCKET_NAME}")
            connection.sendall(line)
            told = b""
            while not told.endswith(b"\n"):
                piece = connection.recv(LONGEST_LINE)
                if not piece:
                    raise ConnectionResetError("the signer left in the midst")
                told += piece
    finally:
        os.close(there)
    read = json.loads(told)
    assert isinstance(read, dict)
    return read


def _refusal(told: dict[str, Any]) -> Rejected:
    for rule in every_rule():
        if rule.code == told["refused"]:
            return rule(**told["facts"])
    return SignerAway(folder=told.get("why", ""))
