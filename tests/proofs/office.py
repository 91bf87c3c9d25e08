"""An office that seals its log, and an outsider who believes only what the published files prove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from domain.proofs import checkpoint
from domain.proofs.checkpoint import Checkpoint
from domain.proofs.notes import parse_note
from domain.proofs.signatures import who_signed
from domain.proofs.tiles import hashes_from
from domain.proofs.tree import check_consistency, consistency_proof, root
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.keys import is_good
from infrastructure.proofs.memory import SignerMemory
from infrastructure.proofs.sealer import Sealer
from infrastructure.proofs.sealing import open_proofs
from infrastructure.proofs.tiles_store import PublishedFiles
from tests.log.support import AnyLog, append, new_id, released
from tests.proofs.trees import naive_root


@dataclass(frozen=True, slots=True)
class Office:
    """One ledger's log, where it is published, who signs it, and who seals it."""

    log: AnyLog
    home: Path
    files: PublishedFiles
    signer: AskedSigner
    signer_folder: Path
    sealer: Sealer

    @property
    def memory(self) -> SignerMemory:
        return SignerMemory.of(self.signer_folder, self.files.origin())

    def records(self, count: int) -> None:
        """Append so many entries, each in a stream of its own."""
        if count:
            append(self.log, *((f"payout/{new_id()}", 0, released()) for _ in range(count)))

    def seals(self) -> int:
        self.sealer.read_on()
        return self.sealer.seal()

    def comes_back(self, log: AnyLog | None = None) -> Office:
        """The same office after a kill, perhaps with another log in its database."""
        return replace(self, log=log or self.log, sealer=Sealer(log or self.log, self.files, self.signer))

    def bodies(self) -> list[bytes]:
        """The bytes of every entry."""
        return [row[5] for row in self.log.entries(0, limit=self.log.head())] if self.log.head() else []

    def sealed(self) -> Checkpoint:
        """What the published checkpoint says, its signatures checked."""
        return seen(self.files)


def open_office(log: AnyLog, home: Path, signer: AskedSigner, signer_folder: Path) -> Office:
    """Open a ledger for sealing."""
    open_proofs(home, log.ledger, signer_folder)
    files = PublishedFiles(home, log.ledger)
    return Office(log, home, files, signer, signer_folder, Sealer(log, files, signer))


def seen(files: PublishedFiles, note: str = "") -> Checkpoint:
    """Return what a signed note (by default the published one) says. Both keys have to have signed it."""
    read = parse_note(note or files.note())
    assert set(who_signed(read, files.keys(), is_good)) == set(files.keys())
    return checkpoint.parse(read.text)


def is_one_history(files: PublishedFiles, notes: Sequence[str]) -> None:
    """See that all these signed checkpoints are of one tree, by the published tiles alone."""
    heads = sorted((seen(files, note) for note in notes), key=lambda head: head.size)
    last = heads[-1]
    hashes = hashes_from(files.read, last.size)
    assert root(last.size, hashes) == last.root
    for older, newer in pairwise(heads):
        proof = consistency_proof(older.size, newer.size, hashes)
        check_consistency(older.size, older.root, newer.size, newer.root, proof)


def seals_the_log(office: Office) -> None:
    """See that what is published is a seal of exactly what the log has."""
    head = office.sealed()
    assert (head.size, head.root) == (office.log.head(), naive_root(office.bodies()))
    assert root(head.size, hashes_from(office.files.read, head.size)) == head.root
