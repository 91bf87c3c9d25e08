"""One run of `postgres`: started as our child, its log kept short, its end noticed."""

import os
import selectors
import signal
import subprocess
import time
from collections import deque
from pathlib import Path

from infrastructure.embedded_postgres.folder import ServerFolder
from infrastructure.embedded_postgres.identity import Identity, program_environment, settings_option
from infrastructure.embedded_postgres.locks import holders, open_lock, try_lock
from infrastructure.embedded_postgres.settings import sockets_option

LOG_BYTES = 4 * 2**20
PATIENCE_SECONDS = 1.0
LAST_PATIENCE_SECONDS = 6.0


def lock_out_every_server(folder: ServerFolder) -> int:
    """The server lock, held: no process of an earlier run lives any more.

    After a kill of the postmaster its children notice and leave; one lost in a long computation is told to,
    because nothing may start while it still writes into the same memory and files.
    """
    descriptor = open_lock(folder.server_lock)
    began = time.monotonic()
    while not try_lock(descriptor):
        waited = time.monotonic() - began
        if waited > PATIENCE_SECONDS:
            for process in holders(folder.server_lock):
                _send(process, signal.SIGKILL if waited > LAST_PATIENCE_SECONDS else signal.SIGQUIT)
        time.sleep(0.05 if waited < PATIENCE_SECONDS else 0.5)
    return descriptor


class Server:
    """A running postmaster. Its children inherit the server lock and with it prove that they live."""

    def __init__(self, folder: ServerFolder, identity: Identity, sockets: Path, server_lock: int) -> None:
        # A dying keeper takes the server along with an immediate shutdown, which ends the sessions too.
        command = identity.command(
            "postgres",
            *("-D", str(folder.data)),
            *settings_option(folder),
            *sockets_option(sockets),
            dies_with_us=signal.SIGQUIT,
        )
        self._status_file = folder.data / "postmaster.pid"
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=program_environment(),
            pass_fds=(server_lock,),
            start_new_session=True,
            cwd="/",
        )
        assert self._process.stdout is not None
        self._output = self._process.stdout
        os.set_blocking(self._output.fileno(), False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._output, selectors.EVENT_READ)
        self._log = ShortLog(folder.server_log)
        self.last_words: deque[str] = deque(maxlen=6)

    @property
    def pid(self) -> int:
        return self._process.pid

    def watch(self, seconds: float) -> int | None:
        """Carry the log for a moment; the exit status once it has ended (negative: killed by that signal)."""
        if self._selector.select(seconds):
            self._carry_log()
        status = self._process.poll()
        if status is not None:
            self._carry_log()
        return status

    def is_ready(self) -> bool:
        """What the postmaster itself writes when recovery is over."""
        try:
            lines = self._status_file.read_text().splitlines()
        except FileNotFoundError:
            return False
        # The file is there before a word stands in it.
        return len(lines) > 7 and lines[0] == str(self.pid) and lines[7].strip() == "ready"

    def stop(self) -> None:
        """End all sessions and shut down in order; the final checkpoint may take its time."""
        _send(self.pid, signal.SIGINT)
        while self.watch(0.1) is None:
            pass

    def close(self) -> None:
        self._selector.close()
        self._output.close()
        self._log.close()

    def _carry_log(self) -> None:
        while text := self._output.read(65536):
            self._log.write(text)
            self.last_words.extend(text.decode(errors="replace").splitlines())


class ShortLog:
    """The log file and one before it, each of bounded size."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("ab")

    def write(self, text: bytes) -> None:
        if self._file.tell() + len(text) > LOG_BYTES:
            self._file.close()
            self._path.replace(self._path.with_name(self._path.name + ".1"))
            self._file = self._path.open("ab")
        self._file.write(text)
        self._file.flush()

    def close(self) -> None:
        self._file.close()


def _send(process: int, number: signal.Signals) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return
