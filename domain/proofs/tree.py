"""The Merkle tree of RFC 6962 and RFC 9162 (section 2.1) over SHA-256: roots, inclusion and consistency proofs.

Leaf `index` is the entry at position `index + 1`. A perfect subtree is named by its level and its index on that level:
(0, i) is leaf i, (h, i) covers the leaves from i * 2^h on, 2^h of them. Whatever gives the hash of a perfect subtree
(`Hashes`: a table, tiles on disk) is enough to make every root and every proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from domain.proofs.rejections import ConsistencyNotProven, InclusionNotProven

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
"""The root of the tree without leaves."""

Hashes = Callable[[int, int], bytes]
"""Gives the hash of the perfect subtree (level, index)."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf: an entry's bytes behind a zero byte."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: both children behind a one byte."""
    return sha256(b"\x01" + left + right).digest()


def root(size: int, hashes: Hashes) -> bytes:
    """Return the root of the tree of the first `size` leaves."""
    return _root_of_range(0, size, hashes) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, hashes: Hashes) -> list[bytes]:
    """Return the hashes from leaf `index`'s sibling up to a child of the root. Raises ValueError outside the tree."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    proof = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _largest_power_below(end - start)
        if index < middle:
            proof.append(_root_of_range(middle, end, hashes))
            end = middle
        else:
            proof.append(_root_of_range(start, middle, hashes))
            start = middle
    return proof[::-1]


def consistency_proof(old: int, new: int, hashes: Hashes) -> list[bytes]:
    """Return the hashes that show the tree of `old` to be the beginning of the tree of `new`.

    Nothing has to be shown of an empty tree or of the same tree. Raises ValueError for a step back.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} does not continue one of {old}")
    if old in (0, new):
        return []
    proof = []
    start, end = 0, new
    whole = True  # what is left of the old tree is the old tree itself, whose root the reader knows
    while old != end:
        middle = start + _largest_power_below(end - start)
        if old <= middle:
            proof.append(_root_of_range(middle, end, hashes))
            end = middle
        else:
            proof.append(_root_of_range(start, middle, hashes))
            start, whole = middle, False
    if not whole:
        proof.append(_root_of_range(start, end, hashes))
    return proof[::-1]


def root_by_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """Return the root that the proof leads to (RFC 9162, section 2.1.3.2). Raises InclusionNotProven."""
    first, last, reached = index, size - 1, leaf
    if not 0 <= index < size or not _are_hashes([leaf, *proof]):
        raise InclusionNotProven(index=index, size=size)
    for sibling in proof:
        if last == 0:
            raise InclusionNotProven(index=index, size=size)
        if first & 1 or first == last:
            reached = node_hash(sibling, reached)
            first, last = _up_to_a_right_child(first, last)
        else:
            reached = node_hash(reached, sibling)
        first, last = first >> 1, last >> 1
    if last:
        raise InclusionNotProven(index=index, size=size)
    return reached


def check_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], tree_root: bytes) -> None:
    """See that a leaf hash stands at `index` of the tree. Raises InclusionNotProven."""
    if root_by_inclusion(index, size, leaf, proof) != tree_root:
        raise InclusionNotProven(index=index, size=size)


def check_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """See that the new tree continues the old one (RFC 9162, section 2.1.4.2). Raises ConsistencyNotProven.

    Of an empty tree and of the same tree the proof is empty, and it is the roots that must be right.
    """
    if not _continues(old, old_root, new, new_root, proof):
        raise ConsistencyNotProven(old=old, new=new)


def _continues(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    if not 0 <= old <= new or not _are_hashes([old_root, new_root, *proof]):
        return False
    if old == new:
        return not proof and old_root == new_root and (old > 0 or old_root == EMPTY_ROOT)
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    reached_old = reached_new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            reached_old, reached_new = node_hash(sibling, reached_old), node_hash(sibling, reached_new)
            first, last = _up_to_a_right_child(first, last)
        else:
            reached_new = node_hash(reached_new, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and reached_old == old_root and reached_new == new_root


@dataclass(slots=True)
class GrowingTree:
    """A tree that leaves are added to, remembered by the roots of its perfect subtrees, the largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, size: int, hashes: Hashes) -> GrowingTree:
        """Return a tree that is there already."""
        return cls(size, [hashes(*peak) for peak in peaks_of(0, size)])

    def add(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes at the end."""
        size, peaks = self.size, self.peaks
        for leaf in leaves:
            node, full = leaf, size
            while full & 1:
                node = node_hash(peaks.pop(), node)
                full >>= 1
            peaks.append(node)
            size += 1
        self.size = size

    def root(self) -> bytes:
        """Return the root as it is now."""
        return _folded(self.peaks) if self.peaks else EMPTY_ROOT


def peaks_of(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the perfect subtrees (level, index) that make up the leaves from `start` to before `end`, largest first.

    `start` is a multiple of the largest of them, as it is for every subtree of a tree.
    """
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _root_of_range(start: int, end: int, hashes: Hashes) -> bytes:
    return _folded([hashes(*peak) for peak in peaks_of(start, end)])


def _folded(peaks: Sequence[bytes]) -> bytes:
    reached = peaks[-1]
    for peak in reversed(peaks[:-1]):
        reached = node_hash(peak, reached)
    return reached


def _largest_power_below(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)


def _up_to_a_right_child(first: int, last: int) -> tuple[int, int]:
    """Climb over the levels on which the node is the last one and has no sibling."""
    while first and not first & 1:
        first, last = first >> 1, last >> 1
    return first, last


def _are_hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
