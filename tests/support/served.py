"""The service as it is run: `subsidy-ledger serve` in processes of its own, reached over a socket."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from application.commands.accounts import appoint_first_administrator
from infrastructure import bootstrap
from infrastructure.bootstrap import Office
from tests.support.forked import Started
from tests.support.service import ADMINISTRATOR, LEDGER, Service


@dataclass
class Served:
    """`address` is where it listens; `office` stands on the same ledger, for looking behind it."""

    address: str
    process: Started
    office: Office
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def workers(self) -> list[int]:
        """The process ids of those that answer, which a process forks that the one started has started for it."""
        return [worker for one in self.forking for worker in _children(one)]

    @property
    def forking(self) -> list[int]:
        """The process id of what forks them; there is one where there are several to fork."""
        return [one for one in _children(self.process.pid) if b"forkserver" in _words(one)]

    @contextmanager
    def client(self) -> Iterator[Service]:
        """A client of one's own, as the tests of the service in this process use it."""
        with httpx2.Client(base_url=self.address, timeout=60) as client:
            yield Service(client, self.office, self.tokens)


@contextmanager
def served(database_url: str, home: Path, *, processes: int = 1, port: int = 0, **settings: str) -> Iterator[Served]:
    """Prepare a ledger and serve it until the block ends; whoever is still there then is told to stop."""
    given = bootstrap.settings({"home": home, "DATABASE_URL": database_url, "ledger": LEDGER})
    bootstrap.prepare(given, say=_quiet)
    with bootstrap.office(given, say=_quiet) as office:
        appoint_first_administrator(ADMINISTRATOR, desk=office.desk)
        process = start(database_url, home, processes=processes, port=port, **settings)
        try:
            yield Served(_address(process, home), process, office)
        finally:
            stop(process)


def start(database_url: str, home: Path, *, processes: int, port: int, **settings: str) -> Started:
    """Start the program. What it says goes to `serve.log` in the home."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SUBSIDY_LEDGER_")},
        "DATABASE_URL": database_url,
        "SUBSIDY_LEDGER_HOME": str(home),
        "SUBSIDY_LEDGER_LEDGER": LEDGER,
        "SUBSIDY_LEDGER_SEAL": "false",
        **settings,
    }
    words = ["serve", "--port", str(port), "--processes", str(processes)]
    with (home / "serve.log").open("a") as log:
        return Started(words, environment=environment, out=log.fileno())


def stop(process: Started | subprocess.Popen[str]) -> None:
    """Tell it to stop and wait until it has."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    process.wait(60)


def ready(address: str, *, seconds: int = 90) -> None:
    """Wait until the service answers that it is ready."""
    until = time.monotonic() + seconds
    while True:
        try:
            if httpx2.get(f"{address}/readyz", timeout=5).status_code == 200:
                return
        except httpx2.TransportError:
            pass
        assert time.monotonic() < until, "the service did not come up"
        time.sleep(0.1)


def _address(process: Started, home: Path) -> str:
    until = time.monotonic() + 60
    while not (found := re.findall(r"http://[0-9.]+:\d+", (home / "serve.log").read_text())):
        said = (home / "serve.log").read_text()
        assert process.poll() is None, said
        assert time.monotonic() < until, said
        time.sleep(0.05)
    ready(found[-1])
    return str(found[-1])


def _children(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def _words(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


def _quiet(_sentence: str) -> None:
    return
