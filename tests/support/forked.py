"""The program with its imports done: a process that forks for every start, since hundreds of starts take minutes.

`Started` is used as a `subprocess.Popen` is; `program` is for who writes `subsidy-ledger` into a shell. Either way
`api.cli.main` runs in a process of its own, with the words, folder, environment, files and signals that it is given.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_CALLER = """#!{python} -IS
import json, os, signal, socket, sys
with socket.socket(socket.AF_UNIX) as there:
    there.connect({address!r})
    said = json.dumps([sys.argv, os.getcwd(), dict(os.environ)]).encode()
    socket.send_fds(there, [len(said).to_bytes(4, "big")], [0, 1, 2])
    there.sendall(said)
    answers = there.makefile()
    child = int(answers.readline())
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda number, _: os.kill(child, number))
    code = int(answers.readline() or 1)
if code < 0:
    signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
sys.exit(code)
"""


class Started:
    """A start of the program; what it says goes to `out`, a file's number."""

    def __init__(self, words: Sequence[str], *, environment: Mapping[str, str], out: int) -> None:
        said = json.dumps([["subsidy-ledger", *words], str(Path.cwd()), dict(environment)]).encode()
        self._there = socket.socket(socket.AF_UNIX)
        self._there.connect(str(program().with_name("fork")))
        with Path(os.devnull).open() as nothing:
            socket.send_fds(self._there, [len(said).to_bytes(4, "big")], [nothing.fileno(), out, out])
        self._there.sendall(said)
        self._answers = self._there.makefile()
        self.pid = int(self._answers.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return how it ended, None while it runs."""
        try:
            return self.wait(0)
        except subprocess.TimeoutExpired:
            return None

    def wait(self, timeout: float | None = None) -> int:
        """Return how it ended, once it has. Raises subprocess.TimeoutExpired."""
        if self.returncode is None:
            if not select.select([self._there], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("subsidy-ledger", timeout or 0)
            self.returncode = int(self._answers.readline())
            self._answers.close()
            self._there.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)


@cache
def program() -> Path:
    """Return a `subsidy-ledger` to call; what it calls is there until this process ends."""
    folder = Path(tempfile.mkdtemp(prefix="subsidy-ledger-"))
    address, caller = folder / "fork", folder / "subsidy-ledger"
    caller.write_text(_CALLER.format(python=sys.executable, address=str(address)))
    caller.chmod(0o755)
    ready, told = os.pipe()
    command = [sys.executable, "-m", "tests.support.forked", str(address), str(told)]
    server = subprocess.Popen(command, cwd=Path(__file__).parents[2], pass_fds=[told])
    os.close(told)
    with os.fdopen(ready) as listening:
        assert listening.read(), "nothing listens"

    def end() -> None:
        server.terminate()
        server.wait()
        for file in (address, caller):
            file.unlink()
        folder.rmdir()

    atexit.register(end)
    return caller


def _serve(address: str, told: int) -> None:
    """Fork for every start. Only a child that is to run the program returns."""
    from api import asgi, cli  # noqa: F401  (what there is to import)

    gc.freeze()

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        os.write(told, b"!")
        os.close(told)
        while True:
            asking, _ = listening.accept()
            with asking:
                if os.fork() == 0 and _becomes_the_program(asking):
                    return


def _becomes_the_program(asking: socket.socket) -> bool:
    """Return True in the process that is to run it; the process between waits for that one, and never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    length, given, _, _ = socket.recv_fds(asking, 4, 3)
    said = b""
    while len(said) < int.from_bytes(length, "big"):
        said += asking.recv(1 << 16)
    words, folder, environment = json.loads(said)
    child = os.fork()
    if child == 0:
        for standard, other in enumerate(given):
            os.dup2(other, standard)
            os.close(other)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = words
        return True
    for other in given:
        os.close(other)
    asking.sendall(f"{child}\n".encode())
    _, status = os.waitpid(child, 0)
    asking.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _ran() -> None:
    """Run the program and leave as it does, but without taking apart all that was imported: that takes a second."""
    from api.cli import main

    code: object = 1
    try:
        main()
        code = 0
    except SystemExit as left:
        code = left.code
    finally:
        threading._shutdown()  # type: ignore[attr-defined]  # what leaving does: wait for threads, then this:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 0 if code is None else 1)


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]))
    _ran()
