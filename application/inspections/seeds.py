"""The seed that nobody chose: a root of the sealed log's tree, fixed by its size before anybody could know it."""

from __future__ import annotations

from collections.abc import Sequence

from application.proofs import SealedLog
from application.recorded import Recorded
from domain.inspections.decisions import seed_position
from domain.inspections.events import SeedBound
from domain.inspections.rejections import SeedNotSealedYet
from domain.inspections.state import Inspection
from domain.proofs import checkpoint
from domain.proofs.notes import parse_note
from domain.proofs.tiles import hashes_from
from domain.proofs.tree import GrowingTree, leaf_hash, root

READ_AT_ONCE = 5000


def size_bound(inspection: Inspection, entries: Sequence[Recorded[object]]) -> int:
    """Return the tree size whose root is the seed; 0 for a seed that was chosen. `entries` are the inspection's own."""
    bound = next((entry.position for entry in entries if isinstance(entry.fact, SeedBound)), 0)
    return seed_position(inspection, bound_at=bound) if bound else 0


def sealed_root(sealed: SealedLog | None, size: int) -> str:
    """Return the root (hex) of the first `size` entries, out of the published tiles. Raises SeedNotSealedYet."""
    note = sealed.note() if sealed is not None else ""
    head = checkpoint.parse(parse_note(note).text) if note else None
    if sealed is None or head is None or head.size < size:
        raise SeedNotSealedYet("inspection_id", size=size, sealed=head.size if head else 0)
    return root(size, hashes_from(sealed.tile, head.size)).hex()


def counted_root(sealed: SealedLog, size: int) -> str:
    """Return the same from the entries' bytes alone, each hashed anew."""
    tree = GrowingTree()
    while tree.size < size:
        entries = sealed.entries(tree.size + 1, min(READ_AT_ONCE, size - tree.size))
        if not entries:
            break
        tree.add(leaf_hash(entry) for entry in entries)
    return tree.root().hex()


def seed_of(inspection: Inspection, entries: Sequence[Recorded[object]], sealed: SealedLog | None) -> tuple[str, int]:
    """Return the seed to draw from and the size whose root it is (0: it was chosen).

    Raises SeedNotSealedYet.
    """
    size = size_bound(inspection, entries)
    if not size:
        assert inspection.opened is not None, "whoever draws has seen that it is open"
        return inspection.opened.seed, 0
    return sealed_root(sealed, size), size
