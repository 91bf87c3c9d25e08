"""A signer that cannot be had when the service starts is tried again, and everybody is told meanwhile."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from infrastructure.log.memory_log import MemoryLog
from infrastructure.proofs import trying
from infrastructure.proofs.served import served_seals
from infrastructure.proofs.tiles_store import PublishedFiles
from tests.log.support import append, new_id, released

SECONDS = 60


def eventually(what: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture
def log() -> MemoryLog:
    log = MemoryLog(secrets.token_hex(3))
    append(log, (f"payout/{new_id()}", 0, released()))
    return log


def test_sealing_begins_as_soon_as_the_signers_folder_can_be_had(log: MemoryLog, tmp_path: Path) -> None:
    signer = tmp_path / "mounted later" / "signer"
    signer.parent.write_text("not a folder yet")
    files = PublishedFiles(tmp_path, log.ledger)
    with served_seals(log, tmp_path, seal=True, signer_folder=signer) as seals:
        assert "NotADirectoryError" in seals.trouble()
        assert seals.unsealed() == 1
        signer.parent.unlink()
        signer.parent.mkdir()
        eventually(lambda: files.note() != "")
        eventually(lambda: seals.trouble() == "")
        assert seals.unsealed() == 0


def test_a_policy_that_cannot_be_read_yet_keeps_nobody_from_sealing(log: MemoryLog, tmp_path: Path) -> None:
    policy = tmp_path / "policy"
    files = PublishedFiles(tmp_path, log.ledger)
    with served_seals(log, tmp_path, seal=True, policy=policy) as seals:
        assert "FileNotFoundError" in seals.trouble()
        eventually(lambda: files.note() != "")
        policy.write_text(f"log {files.keys()[0]}\nquorum none\n")
        eventually(lambda: seals.trouble() == "")
        assert seals.policy() == policy.read_text()


def test_what_never_begins_is_left_at_once_when_the_service_stops(tmp_path: Path) -> None:
    def never(_: object) -> None:
        raise OSError("not today")

    with trying.Trying("something", never, pause=1000) as tried:
        assert "not today" in tried.trouble
