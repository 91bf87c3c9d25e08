"""A ledger and two witnesses as they are run; whoever restores yesterday's copy is refused by both, with evidence."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from domain.proofs import checkpoint
from domain.proofs.notes import parse_note
from infrastructure import bootstrap
from infrastructure.proofs.sealing import SIGNER_FOLDER, open_proofs
from infrastructure.proofs.tiles_store import PublishedFiles
from tests.cli.terminal import Terminal
from tests.log.support import append, new_id, released
from tests.support.database import empty_database
from tests.support.served import Served, served, stop
from tests.support.service import LEDGER

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

    def evidence(self) -> list[dict[str, str]]:
        found = json.loads(self.verb("evidence", str(self.folder), "--json"))
        assert isinstance(found, list)
        return found


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("SUBSIDY_LEDGER_")}


def records(there: Served, count: int) -> int:
    """Append so many entries behind the service's back; the sealing process sees them all the same."""
    append(there.office.log, *((f"payout/x/2017/{new_id()}", 0, released()) for _ in range(count)))
    return there.office.log.head()


def eventually(what: object) -> None:
    until = time.monotonic() + SECONDS
    assert callable(what)
    while not what():
        assert time.monotonic() < until
        time.sleep(0.1)


def cosigned(files: PublishedFiles) -> int:
    note = files.witnessed()
    return checkpoint.parse(parse_note(note).text).size if note else 0


@pytest.mark.timeout(600)
def test_yesterdays_copy_is_refused_by_both_witnesses_and_what_it_signed_is_kept(
    server_dsn: str, tmp_path: Path
) -> None:
    home, database = tmp_path / "home", ExitStack()
    home.mkdir()
    log_keys = open_proofs(home, LEDGER, home / SIGNER_FOLDER)
    files, witnesses = PublishedFiles(home, LEDGER), [Witness(tmp_path / name, f"city/{name}") for name in ("wa", "wb")]
    policy = tmp_path / "policy"
    with database, ExitStack() as stack:
        for one in witnesses:
            one.verb("init", str(one.folder), one.name)
            one.verb("know", str(one.folder), str(files.folder / "vkeys"))
            stack.enter_context(one.serving())
        lines = [f"log {key}" for key in log_keys]
        for number, one in enumerate(witnesses):
            key = one.verb("keys", str(one.folder)).splitlines()[0]
            lines.append(f"witness w{number} {key} {one.address}")
        policy.write_text("\n".join([*lines, "group both 2 w0 w1", "quorum both", ""]))
        sealing: dict[str, Any] = {"SUBSIDY_LEDGER_SEAL": "true", "SUBSIDY_LEDGER_POLICY": str(policy)}
        dump, yesterday = tmp_path / "dump", tmp_path / "yesterday"
        today = database.enter_context(empty_database(server_dsn))
        with served(today, home, **sealing) as there:
            head = records(there, 5)
            eventually(lambda: cosigned(files) == head)
            given = bootstrap.settings({"home": home, "DATABASE_URL": today, "ledger": LEDGER})
            bootstrap.back_up(given, dump, say=print, progress=lambda *_: None)
            shutil.copytree(home, yesterday, ignore=shutil.ignore_patterns("*.sock", "*.lock", "serve.log"))
            head = records(there, 6)
            eventually(lambda: cosigned(files) == head)
            assert "sealing" not in httpx2.get(f"{there.address}/readyz").json()
        restored = database.enter_context(empty_database(server_dsn))
        old = bootstrap.settings({"home": yesterday, "DATABASE_URL": restored, "ledger": LEDGER})
        bootstrap.restore(old, dump, say=print, progress=lambda *_: None)
        with served(restored, yesterday, **sealing) as there:
            again = PublishedFiles(yesterday, LEDGER)
            before = cosigned(again)
            records(there, 2)
            eventually(lambda: all("after a tree" in one.lower() for one in whys(witnesses)) and whys(witnesses))
            records(there, 20)
            eventually(lambda: all(len(one.evidence()) >= 2 for one in witnesses))
            assert httpx2.get(f"{there.address}/readyz").json()["sealing"] is False
            assert cosigned(again) == before
        for one in witnesses:
            assert {"not shown to continue" in kept["why"] for kept in one.evidence()} == {True, False}
            assert all(kept["origin"] == files.origin() for kept in one.evidence())
            assert "— " + files.origin() in one.evidence()[0]["content"]


def whys(witnesses: list[Witness]) -> list[str]:
    """The first thing each witness kept."""
    return [kept["why"] for one in witnesses for kept in one.evidence()[:1]]
