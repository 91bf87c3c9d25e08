"""A process that does nothing but seal, to be killed."""

from __future__ import annotations

from pathlib import Path

from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.sealer import Sealer
from infrastructure.proofs.tiles_store import PublishedFiles


def seal_for_ever(conninfo: str, ledger: str, home: Path, signer_folder: Path) -> None:
    """Seal without a pause; the signer is a child of this process and leaves with it."""
    with open_pool(conninfo) as pool, AskedSigner(signer_folder) as signer:
        sealer = Sealer(PostgresLog(pool, ledger), PublishedFiles(home, ledger), signer)
        while True:
            sealer.read_on()
            sealer.seal()
