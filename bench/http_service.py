"""The service and the empty one as processes of their own, and whoever asks them."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from bench import county
from bench.http_client import Line, request
from infrastructure import bootstrap


@dataclass(frozen=True, slots=True)
class Service:
    """Where it listens, its process, and sessions' tokens by account."""

    address: str
    process: int
    tokens: Mapping[str, str] = field(default_factory=dict)

    def peak(self) -> int:
        """Return the process's peak of resident memory so far, in bytes; 0 where the system does not say."""
        try:
            lines = Path(f"/proc/{self.process}/status").read_text().splitlines()
        except OSError:
            return 0
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


@contextmanager
def served(
    conninfo: str,
    signed_in: Callable[[], Mapping[str, str]],
    settings: Mapping[str, str] = MappingProxyType({}),
    *,
    program: tuple[str, ...],
) -> Iterator[Service]:
    """Serve the county's ledger as the program's `serve` does until the block ends; `signed_in` gives the tokens."""
    with tempfile.TemporaryDirectory(prefix="bench-home-") as home:
        own = {"HOME": home, "LEDGER": county.LEDGER, "ADDRESS": "127.0.0.1", "PORT": "0", "PROCESSES": "1"}
        environment = {f"SUBSIDY_LEDGER_{name}": value for name, value in {**own, **settings}.items()}
        with (Path(home) / "said").open("w+") as said:
            _prepared(conninfo, Path(home))
            with _running([*program, "serve"], {**environment, "DATABASE_URL": conninfo}, said.fileno()) as one:
                address = _when_ready(lambda: _address(Path(home) / "said"), "/readyz", one)
                yield Service(address, one.pid, signed_in())


@contextmanager
def empty_service(conninfo: str) -> Iterator[str]:
    """Serve the empty routes until the block ends, and yield the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bench.http_empty", str(port)]
    with _running(command, {"DATABASE_URL": conninfo}, subprocess.DEVNULL) as process:
        yield _when_ready(lambda: f"http://127.0.0.1:{port}", "/empty", process)


def _prepared(conninfo: str, home: Path) -> None:
    given = {"home": home, "DATABASE_URL": conninfo, "ledger": county.LEDGER}
    bootstrap.prepare(bootstrap.settings(given), say=lambda _: None)


@contextmanager
def _running(command: list[str], settings: Mapping[str, str], said: int) -> Iterator[subprocess.Popen[bytes]]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SUBSIDY_LEDGER_")}
    process = subprocess.Popen(command, env={**kept, **settings}, stdout=said, stderr=said)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _address(said: Path) -> str:
    found = re.findall(r"http://[0-9.]+:\d+", said.read_text())
    return str(found[-1]) if found else ""


def _when_ready(address: Callable[[], str], path: str, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + 300
    while time.monotonic() < until and process.poll() is None:
        time.sleep(0.05)
        try:
            with Line(address()) as line:
                line.ask(request("GET", path))
                return address()
        except (OSError, AssertionError, TypeError):
            continue
    raise TimeoutError("the service does not come up")
