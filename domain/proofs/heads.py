"""Tree heads one after the other: what whoever signs heads, the log's signer or a witness, goes by."""

from __future__ import annotations

from dataclasses import dataclass

from domain.proofs.rejections import Forked, NotTheNewestHead, SteppedBack
from domain.proofs.tree import EMPTY_ROOT, check_consistency


@dataclass(frozen=True, slots=True)
class Head:
    """A tree: how many leaves, under which root."""

    size: int = 0
    root: bytes = EMPTY_ROOT


@dataclass(frozen=True, slots=True)
class Continuation:
    """What is asked to be signed: `new`, shown by `proof` to continue the tree of `old`."""

    old: int
    new: Head
    proof: tuple[bytes, ...] = ()


def continued(last: Head, asked: Continuation) -> Head:
    """Return the head that may be signed after `last`. To sign the same head again is no harm.

    Raises NotTheNewestHead (ask again from `last`), SteppedBack, Forked, ConsistencyNotProven: the last three are
    evidence against whoever asks.
    """
    if asked.old != last.size:
        raise NotTheNewestHead(asked=asked.old, last=last.size)
    if asked.new.size < last.size:
        raise SteppedBack(last=last.size, new=asked.new.size)
    if asked.new.size == last.size and asked.new.root != last.root:
        raise Forked(size=last.size)
    check_consistency(last.size, last.root, asked.new.size, asked.new.root, asked.proof)
    return asked.new


EVIDENCE = ("tree_stepped_back", "tree_forked", "consistency_not_proven")
"""The codes of the refusals of which the ask itself is kept."""
