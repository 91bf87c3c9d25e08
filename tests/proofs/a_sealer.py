"""Processes that do nothing but seal: one to be killed, one that asks witnesses."""

from __future__ import annotations

import sys
from pathlib import Path

from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.sealer import Sealer
from infrastructure.proofs.served import served_seals
from infrastructure.proofs.tiles_store import PublishedFiles


def seal_for_ever(conninfo: str, ledger: str, home: Path, signer_folder: Path) -> None:
    """Seal without a pause; the signer is a child of this process and leaves with it."""
    with open_pool(conninfo) as pool, AskedSigner(signer_folder) as signer:
        sealer = Sealer(PostgresLog(pool, ledger), PublishedFiles(home, ledger), signer)
        while True:
            sealer.read_on()
            sealer.seal()


def seal_with_witnesses(conninfo: str, ledger: str, home: str, policy: str) -> None:
    """Seal as the service does, until standard input ends; each line that comes in is answered with the trouble."""
    with open_pool(conninfo) as pool:
        log = PostgresLog(pool, ledger)
        with served_seals(log, Path(home), seal=True, policy=Path(policy)) as seals:
            for _ in sys.stdin:
                print(seals.trouble(), flush=True)


if __name__ == "__main__":
    seal_with_witnesses(*sys.argv[1:])
