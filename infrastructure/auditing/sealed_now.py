"""Seal a log now, once: by ourselves, or by whoever seals it already."""

from __future__ import annotations

import time
from pathlib import Path

from domain.rejected import Rejected
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.sealer import Sealer
from infrastructure.proofs.sealing import SIGNER_FOLDER, SealableLog, open_proofs
from infrastructure.proofs.tiles_store import PublishedFiles

PATIENCE = 60.0
"""Seconds in which a service that seals the log has to have sealed what it has now."""

_LOOK_AGAIN = 0.1


class NotSealedInTime(Rejected):
    """Another process seals the log and has come to {sealed} of {head} entries; see what it says in its own log."""

    code = "not_sealed_in_time"
    zh = "另一进程正在签封该日志，目前只到 {sealed}（共 {head} 条），请查看其运行日志。"


def seal_now(
    log: SealableLog, home: Path, *, signer_folder: Path | None = None, patience: float = PATIENCE
) -> PublishedFiles:
    """Return the published files of a log, sealed up to what it has when asked.

    Raises NotSealedInTime, NotOpenedForProofs and its kin, and what the signer refuses.
    """
    folder = signer_folder or home / SIGNER_FOLDER
    open_proofs(home, log.ledger, folder)
    files, head = PublishedFiles(home, log.ledger), log.head()
    deadline = time.monotonic() + patience
    while _sealed(files) < head:
        with files.alone() as alone:
            if alone:
                with AskedSigner(folder) as signer:
                    _seal(Sealer(log, files, signer), head)
                return files
        if time.monotonic() > deadline:
            raise NotSealedInTime(sealed=_sealed(files), head=head)
        time.sleep(_LOOK_AGAIN)
    return files


def _seal(sealer: Sealer, head: int) -> None:
    while sealer.sealed < head:
        sealer.read_on()
        sealer.seal()


def _sealed(files: PublishedFiles) -> int:
    there = files.checkpoint()
    return there.size if there else 0
