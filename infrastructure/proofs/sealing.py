"""Sealing while the service runs: a thread that seals half a second after an entry at the latest, batches at once."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from domain.proofs.notes import VerifierKey
from infrastructure.log.bell import LOOK_AGAIN, Bell
from infrastructure.proofs import durable
from infrastructure.proofs.memory import SignerMemory, file_name
from infrastructure.proofs.sealer import Sealer
from infrastructure.proofs.tiles_store import NotOpenedForProofs, PublishedFiles

SEAL_EVERY = 0.5
"""Seconds between two checkpoints where no batch ended: an entry is sealed a second after its append at the latest."""

LONGEST_PAUSE = 5.0
"""Seconds until something that went wrong is tried again."""

_log = logging.getLogger(__name__)


def open_proofs(home: Path, ledger: str, signer_folder: Path) -> tuple[VerifierKey, ...]:
    """Make keys and memory of a ledger's log at its signer, and publish the keys; may be repeated.

    The log's origin ends in a random word, so that a witness never takes the `main` of two offices for one log.
    """
    files = PublishedFiles(home, ledger)
    try:
        return files.keys()
    except NotOpenedForProofs:
        files.folder.mkdir(parents=True, exist_ok=True)
    named = files.folder / "origin"
    if not named.exists():
        durable.replace(named, f"subsidy-ledger/{file_name(ledger)}/{secrets.token_hex(4)}".encode())
    origin = named.read_text("utf-8")
    known = (signer_folder / file_name(origin)).is_dir()
    memory = (SignerMemory.of if known else SignerMemory.open)(signer_folder, origin)
    files.publish_keys(memory.verifier_keys())
    return files.keys()


class Sealing:
    """Seals while the block is open. Where another process seals the same folder, it stands by and takes over.

    `bell` is rung by this process's appends; those of other processes are seen within 50 ms.
    """

    def __init__(self, sealer: Sealer, files: PublishedFiles, bell: Bell | None = None) -> None:
        self._sealer, self._files, self._bell = sealer, files, bell or Bell()
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
                if self._sealer.read == self._sealer.sealed:
                    since = time.monotonic()  # nothing waits to be sealed
                now = self._sealer.read_on()
                if now or time.monotonic() - since >= SEAL_EVERY:
                    self._sealer.seal()
            except Exception as error:  # Whatever it is, sealing goes on and `trouble` says so.
                self.trouble = f"{type(error).__name__}: {error}"
                _log.warning("the log of %s is not sealed: %s", self._files.ledger, self.trouble)
                self._sealer.forget()
                self._leave.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                self.trouble, pause = "", LOOK_AGAIN
                self._bell.wait(self._sealer.read, LOOK_AGAIN)
        if not self.trouble:
            self._leave_nothing_unsealed()

    def _leave_nothing_unsealed(self) -> None:
        try:
            self._sealer.read_on()
            self._sealer.seal()
        except Exception as error:
            self.trouble = f"{type(error).__name__}: {error}"
            _log.warning("the log of %s is left unsealed: %s", self._files.ledger, self.trouble)
