"""A ledger and two witnesses as processes; whoever restores yesterday's copy is refused by both, with evidence."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.proofs import checkpoint
from domain.proofs.notes import parse_note
from infrastructure.backup import back_up, looked_through, restore
from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.proofs.sealing import SIGNER_FOLDER, open_proofs
from infrastructure.proofs.tiles_store import PublishedFiles
from infrastructure.schema.migrate import migrate, open_ledger
from tests.cli.terminal import Terminal
from tests.log.support import append, new_id, released
from tests.support.database import empty_database
from tests.support.served import stop

LEDGER = "990101"
pytestmark = pytest.mark.slow

SECONDS = 240
PROGRAM = [sys.executable, "-m", "api.cli"]


@dataclass
class Witness:
    """One office's witness: its folder, its process, where it listens."""

    folder: Path
    name: str
    process: subprocess.Popen[str] | None = None
    address: str = ""

    def verb(self, *words: str) -> str:
        told = Terminal(self.folder.parent, {}).run("witness", *words)
        assert told.code == 0, told.err
        return told.out

    @contextmanager
    def serving(self) -> Iterator[None]:
        log = self.folder.parent / f"{self.folder.name}.log"
        with log.open("w") as file:
            words = ["witness", "serve", str(self.folder), "--port", "0"]
            self.process = subprocess.Popen([*PROGRAM, *words], env=environment(), stdout=file, stderr=file, text=True)
        try:
            until = time.monotonic() + SECONDS
            while not (found := re.findall(r"http://[0-9.]+:\d+", log.read_text())):
                assert time.monotonic() < until, log.read_text()
                assert self.process.poll() is None, log.read_text()
                time.sleep(0.05)
            self.address = found[-1]
            yield
        finally:
            stop(self.process)

    def kept(self, why: str) -> bool:
        return any(why in one["why"] for one in self.evidence())

    def evidence(self) -> list[dict[str, str]]:
        found = json.loads(self.verb("evidence", str(self.folder), "--json"))
        assert isinstance(found, list)
        return found


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("SUBSIDY_LEDGER_")}


@dataclass
class Ledger:
    """The office that keeps the ledger: its database, its home, and the process that seals."""

    conninfo: str
    home: Path
    log: PostgresLog
    process: subprocess.Popen[str]

    def records(self, count: int) -> int:
        """Append so many entries; the sealing process sees them."""
        append(self.log, *((f"payout/x/2017/{new_id()}", 0, released()) for _ in range(count)))
        return self.log.head()

    @property
    def trouble(self) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("?\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@contextmanager
def sealed(conninfo: str, home: Path, policy: Path) -> Iterator[Ledger]:
    program = [sys.executable, "-m", "tests.proofs.a_sealer", conninfo, LEDGER, str(home), str(policy)]
    with (
        open_pool(conninfo) as pool,
        subprocess.Popen(
            program, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process,
    ):
        yield Ledger(conninfo, home, PostgresLog(pool, LEDGER), process)
        process.communicate()


def eventually(what: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < until
        time.sleep(0.1)


def cosigned(files: PublishedFiles) -> int:
    note = files.witnessed()
    return checkpoint.parse(parse_note(note).text).size if note else 0


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[tuple[Path, list[Witness], Path]]:
    """A ledger's home, two witnesses that know it, and a policy that asks for both."""
    home, policy = tmp_path / "home", tmp_path / "policy"
    home.mkdir()
    log_keys = open_proofs(home, LEDGER, home / SIGNER_FOLDER)
    witnesses = [Witness(tmp_path / name, f"city/{name}") for name in ("wa", "wb")]
    lines = [f"log {key}" for key in log_keys]
    with ExitStack() as stack:
        for number, one in enumerate(witnesses):
            key = one.verb("init", str(one.folder), one.name).splitlines()[0]
            one.verb("know", str(one.folder), str(PublishedFiles(home, LEDGER).folder / "vkeys"))
            stack.enter_context(one.serving())
            lines.append(f"witness w{number} {key} {one.address}")
        policy.write_text("\n".join([*lines, "group both 2 w0 w1", "quorum both", ""]))
        yield home, witnesses, policy


@pytest.mark.timeout(900)
def test_yesterdays_copy_is_refused_by_both_witnesses_and_what_it_signed_is_kept(
    server_dsn: str, tmp_path: Path, offices: tuple[Path, list[Witness], Path]
) -> None:
    """Yesterday's dump, files and signer are restored together: nothing in the office itself remembers today."""
    home, witnesses, policy = offices
    files, yesterday, dump = PublishedFiles(home, LEDGER), tmp_path / "yesterday", tmp_path / "dump"
    with empty_database(server_dsn) as today, empty_database(server_dsn) as restored:
        migrate(today)
        open_ledger(today, LEDGER)
        with sealed(today, home, policy) as ledger:
            head = ledger.records(5)
            eventually(lambda: cosigned(files) == head)
            back_up(today, dump)
            shutil.copytree(home, yesterday, ignore=shutil.ignore_patterns("*.sock", "*.lock", "*.log"))
            head = ledger.records(6)
            eventually(lambda: cosigned(files) == head)
            eventually(lambda: ledger.trouble == "")
        restore(restored, looked_through(dump))
        with sealed(restored, yesterday, policy) as ledger:
            ledger.records(2)
            eventually(lambda: "larger tree" in ledger.trouble)
            eventually(lambda: all(one.kept("After a tree of 11 no tree of 7") for one in witnesses))
            ledger.records(20)
            eventually(lambda: all(one.kept("not shown to continue") for one in witnesses))
            assert "QuorumMissing" in ledger.trouble
            assert ledger.log.head() == 27
        assert cosigned(PublishedFiles(yesterday, LEDGER)) == 5
    for one in witnesses:
        [first, *_] = one.evidence()
        assert first["origin"] == files.origin()
        assert first["content"].count(f"— {files.origin()} ") == 4
