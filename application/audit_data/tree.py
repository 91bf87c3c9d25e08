"""What the books stand on: the tree of the log as of their position, and the signed checkpoint that continues it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from application.desk import Desk
from domain.audit_data.rejections import PositionNotRecorded
from domain.proofs import checkpoint
from domain.proofs.notes import parse_note
from domain.proofs.rejections import NotSealedYet
from domain.proofs.tiles import hashes_from
from domain.proofs.tree import consistency_proof, root


@dataclass(frozen=True, slots=True)
class Sealed:
    """The tree of the first `size` entries, a signed checkpoint of at least as many, and the proof between them."""

    size: int
    root: bytes
    note: str
    proof: Sequence[bytes]

    def said(self) -> dict[str, Any]:
        """Return it as the control sheet says it; hashes in base64, as checkpoints have them."""
        return {
            "size": self.size,
            "root": b64encode(self.root).decode(),
            "checkpoint": self.note,
            "consistency": [b64encode(one).decode() for one in self.proof],
        }


def sealed_at(as_of: int | None, desk: Desk) -> tuple[int, Sealed | None]:
    """Return the position the books are as of, by default the newest sealed one, and how the log is sealed there.

    A log that nobody seals has no tree: its books are as of the head. Raises NotSealedYet, PositionNotRecorded.
    """
    sealed = desk.sealed
    note = sealed.note() if sealed else ""
    if sealed is None or not note:
        newest = desk.log.head()
        if as_of is not None and as_of > newest:
            raise PositionNotRecorded("as_of", position=as_of, head=newest)
        return (newest if as_of is None else as_of), None
    head = checkpoint.parse(parse_note(note).text)
    position = head.size if as_of is None else as_of
    if position > head.size:
        raise NotSealedYet("as_of", position=position, sealed=head.size)
    hashes = hashes_from(sealed.tile, head.size)
    proof = consistency_proof(position, head.size, hashes)
    return position, Sealed(position, root(position, hashes), note, proof)
