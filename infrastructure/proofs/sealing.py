"""Sealing while the service runs: a thread that seals half a second after an entry at the latest, batches at once."""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from domain.proofs.heads import EVIDENCE
from domain.proofs.notes import VerifierKey
from domain.proofs.rejections import UnknownOrigin
from domain.rejected import Rejected
from infrastructure.log.bell import LOOK_AGAIN, Bell
from infrastructure.proofs import durable
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.memory import SignerMemory, file_name
from infrastructure.proofs.sealer import Entries, Sealer
from infrastructure.proofs.tiles_store import NotOpenedForProofs, PublishedFiles

SEAL_EVERY = 0.5
"""Seconds between two checkpoints where no batch ended: an entry is sealed a second after its append at the latest."""

ANSWERED_FIRST = 0.05
"""Seconds left to whoever has just appended: hashing their ten thousand entries would delay the answer to them."""

LONGEST_PAUSE = 5.0
"""Seconds until something that went wrong is tried again."""

REFUSED_PAUSE = 300.0
"""Seconds until a log that is not the sealed one is put before the signer again: each time it is hashed whole."""

SIGNER_FOLDER = "signer"
"""Where a home's own signer keeps its keys and its memory. It is in no backup of the database."""

_log = logging.getLogger(__name__)


def open_proofs(home: Path, ledger: str, signer_folder: Path) -> tuple[VerifierKey, ...]:
    """Make keys and memory of a ledger's log at its signer, and publish the keys; may be repeated.

    The log's origin ends in a random word, so that a witness never takes the `main` of two offices for one log.
    """
    files = PublishedFiles(home, ledger)
    files.folder.mkdir(parents=True, exist_ok=True)
    lock = durable.held(files.folder / "opening.lock", wait=True)
    assert lock is not None
    try:
        return files.keys()
    except NotOpenedForProofs:
        files.publish_keys(_opened(files, signer_folder).verifier_keys())
        return files.keys()
    finally:
        os.close(lock)


def _opened(files: PublishedFiles, signer_folder: Path) -> SignerMemory:
    """Choose the log's origin and have the signer open it, going on where somebody was cut off."""
    named = files.folder / "origin"
    if not named.exists():
        durable.replace(named, f"subsidy-ledger/{file_name(files.ledger)}/{secrets.token_hex(4)}".encode())
    origin = named.read_text("utf-8")
    try:
        return SignerMemory.of(signer_folder, origin)
    except UnknownOrigin:
        return SignerMemory.open(signer_folder, origin)


@contextmanager
def sealing(
    log: SealableLog, home: Path, *, signer_folder: Path | None = None, start: bool = True
) -> Iterator[Sealing]:
    """Seal a ledger's log while we are inside; it is opened for proofs first where that was not done.

    `signer_folder` is `home/signer` if not said otherwise; with `start` a signer is started there when none answers.
    """
    folder = signer_folder or home / SIGNER_FOLDER
    open_proofs(home, log.ledger, folder)
    files = PublishedFiles(home, log.ledger)
    with AskedSigner(folder, start=start) as signer, Sealing(Sealer(log, files, signer), files, log.bell) as running:
        yield running


class SealableLog(Entries, Protocol):
    """`PostgresLog` and `MemoryLog` are such."""

    bell: Bell

    @property
    def ledger(self) -> str:
        """The ledger's id."""


class Sealing:
    """Seals while the block is open. Where another process seals the same folder, it stands by and takes over.

    `bell` is rung by this process's appends; those of other processes are seen within 50 ms.
    """

    def __init__(self, sealer: Sealer, files: PublishedFiles, bell: Bell | None = None) -> None:
        self.sealer, self._files, self._bell = sealer, files, bell or Bell()
        self._leave = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"seals of {files.ledger}", daemon=True)
        self.trouble = ""
        """What went wrong last, or empty while all is well: a refusal of the signer for one."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave.set()
        self._bell.ring()
        self._thread.join()

    def _run(self) -> None:
        while not self._leave.is_set():
            with self._files.alone() as alone:
                if alone:
                    self._seal_until_we_leave()
            self._leave.wait(SEAL_EVERY)

    def _seal_until_we_leave(self) -> None:
        pause, since = LOOK_AGAIN, time.monotonic()
        while not self._leave.is_set():
            try:
                if self.sealer.read == self.sealer.sealed:
                    since = time.monotonic()  # nothing waits to be sealed
                now = self.sealer.read_on()
                if now or time.monotonic() - since >= SEAL_EVERY:
                    self.sealer.seal()
            except Exception as error:  # Whatever it is, sealing goes on and `trouble` says so.
                self.trouble = f"{type(error).__name__}: {error}"
                _log.warning("the log of %s is not sealed: %s", self._files.ledger, self.trouble)
                self.sealer.forget()
                refused = isinstance(error, Rejected) and error.code in EVIDENCE
                self._leave.wait(REFUSED_PAUSE if refused else pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                self.trouble, pause = "", LOOK_AGAIN
                if self._bell.wait(self.sealer.read, LOOK_AGAIN):
                    self._leave.wait(ANSWERED_FIRST)
        if not self.trouble:
            self._leave_nothing_unsealed()

    def _leave_nothing_unsealed(self) -> None:
        try:
            self.sealer.read_on()
            self.sealer.seal()
        except Exception as error:
            self.trouble = f"{type(error).__name__}: {error}"
            _log.warning("the log of %s is left unsealed: %s", self._files.ledger, self.trouble)
