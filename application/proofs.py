"""What anybody may ask of the sealed log: a receipt of an entry, and the published files by their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.ports import Log
from domain.proofs import checkpoint
from domain.proofs.checkpoint import Checkpoint
from domain.proofs.notes import parse_note
from domain.proofs.receipts import EntryReceipt
from domain.proofs.rejections import MalformedTile, NotPublished, NotSealedYet
from domain.proofs.tiles import Bundle, Tile, bundled, hashes_from, is_in, named
from domain.proofs.tree import HASH_BYTES, check_inclusion, inclusion_proof, leaf_hash

CHECKPOINT = "checkpoint"
"""The name of the newest signed checkpoint among the published files."""


class SealedLog(Protocol):
    """One ledger's log as it is published."""

    def note(self) -> str:
        """Return the newest signed checkpoint, nothing before the first."""

    def tile(self, tile: Tile) -> bytes:
        """Return a hash tile, or the full one it became. Raises MalformedTile when it is not there."""

    def entries(self, first: int, count: int) -> Sequence[bytes]:
        """Return the bytes of so many entries from a position on."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A checkpoint of `size` entries that an authority stamped: on which day, and at which instant as it says."""

    day: str
    size: int
    at: datetime


class Seals(SealedLog, Protocol):
    """The sealed log as a service hands it out, and how the sealing goes."""

    def witnessed(self) -> str:
        """Return the newest checkpoint that enough witnesses cosigned, nothing before the first."""

    def stamps(self, newest: int) -> Sequence[Stamp]:
        """Return so many of the checkpoints that an authority stamped, the newest first; unreadable ones left out."""

    def keys(self) -> str:
        """Return the log's verifier keys, one a line; nothing before the log was opened for sealing."""

    def rotations(self) -> str:
        """Return the announcements of new keys in the log, one a line as JSON; nothing where there were none."""

    def policy(self) -> str:
        """Return whom to trust, as a tlog-policy file; nothing before the log was opened for sealing."""

    def trouble(self) -> str:
        """Return what went wrong last, nothing while all is well. It is said by the process that seals."""

    def unsealed(self) -> int:
        """Return how many entries no signed checkpoint covers yet."""

    def oldest_unsealed(self) -> datetime | None:
        """Return when the oldest of these was recorded, None when there is none."""


def receipt_of(sealed: SealedLog, position: int, *, with_entry: bool = True) -> EntryReceipt:
    """Return the receipt of the entry at a position, under the newest checkpoint.

    `with_entry` puts the entry's bytes into it, for a reader who has no other way to them. The entry is held against
    the tree first: nobody is given a receipt that does not hold.
    Raises NotSealedYet, and InclusionNotProven for an entry that is no longer the one that was sealed.
    """
    note, head = _newest(sealed)
    if not 1 <= position <= head.size:
        raise NotSealedYet("position", position=position, sealed=head.size)
    index = position - 1
    entry = sealed.entries(position, 1)[0]
    proof = inclusion_proof(index, head.size, hashes_from(sealed.tile, head.size))
    check_inclusion(index, head.size, leaf_hash(entry), proof, head.root)
    return EntryReceipt(index, tuple(proof), note, entry if with_entry else b"")


def receipts_of(sealed: SealedLog, log: Log, stream: str, *, with_entry: bool = True) -> Sequence[EntryReceipt]:
    """Return the receipts of everything recorded of one thing: a payout's, a batch's with its approvals.

    Raises what `receipt_of` raises.
    """
    return [receipt_of(sealed, entry.position, with_entry=with_entry) for entry in log.stream(stream)]


def sealed_size(sealed: SealedLog) -> int:
    """Return how many entries the newest signed checkpoint covers; 0 before the first."""
    return _newest(sealed)[1].size


def published(sealed: SealedLog, path: str) -> bytes:
    """Return the published file of a name: `checkpoint`, a hash tile, an entry bundle (for auditors only).

    Tiles and bundles beyond the newest checkpoint are not there. Raises NotPublished.
    """
    note, head = _newest(sealed)
    if path == CHECKPOINT and note:
        return note.encode()
    try:
        tile = named(path)
        if not is_in(tile, head.size):
            raise NotPublished("path", path=path)
        if isinstance(tile, Bundle):
            return bundled(sealed.entries(tile.first, tile.width))
        return sealed.tile(tile)[: HASH_BYTES * tile.width]
    except MalformedTile:
        raise NotPublished("path", path=path) from None


def _newest(sealed: SealedLog) -> tuple[str, Checkpoint]:
    note = sealed.note()
    return note, checkpoint.parse(parse_note(note).text) if note else Checkpoint("", 0, b"")
