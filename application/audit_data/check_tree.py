"""Holds what a control sheet says of the sealed log against itself: the checkpoint continues the tree of the books."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.audit_data.rejections import CheckpointNotTheBooks
from domain.proofs import checkpoint
from domain.proofs.notes import from_base64, parse_note
from domain.proofs.tree import check_consistency
from domain.rejected import Rejected


def check_sealed(sealed: Mapping[str, Any] | None, as_of: int) -> None:
    """Return if nobody sealed the log, or if the checkpoint's tree begins with the tree of so many entries.

    Raises CheckpointNotTheBooks.
    """
    if sealed is None:
        return
    try:
        size, note = sealed["size"], str(sealed["checkpoint"])
        root, proof = _hash(sealed["root"]), [_hash(one) for one in sealed["consistency"]]
        head = checkpoint.parse(parse_note(note).text)
        if size != as_of:
            raise CheckpointNotTheBooks(what=f"{size} != {as_of}")
        check_consistency(size, root, head.size, head.root, proof)
    except CheckpointNotTheBooks:
        raise
    except Rejected as refusal:
        raise CheckpointNotTheBooks(what=refusal.code) from None
    except (KeyError, TypeError, ValueError) as error:
        raise CheckpointNotTheBooks(what=type(error).__name__) from None


def _hash(written: str) -> bytes:
    found = from_base64(written)
    if found is None:
        raise ValueError(written)
    return found
