"""Replacing the signer's keys: new ones are prepared, announced in the log, and sign from the sealing of that on.

It may be cut off at any point and be asked for again: keys that are prepared are announced once, and keys that are
announced come into use with the next checkpoint, whoever seals it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from application.commands.signing_keys import AnnounceKeys, announce_keys
from application.road import Officer
from domain.proofs.rejections import KeysAnnouncedAlready
from infrastructure.auditing.sealed_now import seal_now
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.keys import is_good


@dataclass(frozen=True, slots=True)
class Rotated:
    """The position of the announcement, from which on the keys (verifier keys, as text) sign."""

    position: int
    keys: tuple[str, ...]


def rotate_keys(log: PostgresLog, home: Path, signer_folder: Path, *, by: Officer, command_id: str) -> Rotated:
    """Bring new keys into use, and return them once a checkpoint is signed by them.

    Raises SignerAway, KeyRotationForged, and what `seal_now` raises.
    """
    files = seal_now(log, home, signer_folder=signer_folder)
    with AskedSigner(signer_folder) as signer:
        announcement = signer.prepared(files.origin())
    with suppress(KeysAnnouncedAlready):
        announce_keys(
            AnnounceKeys(command_id=command_id, announcement=announcement), files.history(), is_good, by=by, log=log
        )
    newest = seal_now(log, home, signer_folder=signer_folder).history().generations[-1]
    return Rotated(newest.since, tuple(map(str, newest.keys)))
