"""Verify the log alone: that every entry is the one that was sealed, as fast as reading and hashing allow.

What the entries say is not looked at: `infrastructure.views.verify` does that. Where a root differs, the entries are
gone through once more, tile by tile, to name those that do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import Connection

from domain.proofs import tree
from domain.proofs.tree import check_inclusion, node_hash
from domain.rejected import Rejected
from infrastructure.auditing.hashing import CHUNK, LEVEL, Chunks, RangeUnreadable, hashed
from infrastructure.auditing.seals import Seals
from infrastructure.auditing.signed_facts import SignedFacts
from infrastructure.auditing.tree_check import TreeCheck
from infrastructure.findings import Finding
from infrastructure.log.mapper import EntryMapper, Unreadable
from infrastructure.views.building import Progress
from infrastructure.views.connections import connect
from infrastructure.views.tables import statements

_SQL = statements("verify.sql")
_PAGE = 5_000


def verify_log(
    conninfo: str, ledger: str, *, seals: Seals, processes: int = 2, progress: Progress | None = None
) -> Iterator[Finding]:
    """Yield what is not as it was sealed; none means that all is well. Nothing is changed.

    The login must be a member of subsidy_owner. `seals` have to be read before the call.
    """
    with connect(conninfo, "subsidy_owner") as connection:
        row = connection.execute(_SQL["head"], {"ledger": ledger}).fetchone()
        head, last = row or (0, 0)
        if head != last:
            yield Finding("head", f"the head is {head}, the last entry {last}", position=last)
        if _holds(conninfo, ledger, last, seals, processes, progress):
            yield from seals.troubles
            yield from _signed(connection, ledger, seals)
            return
        yield from _named(connection, ledger, last, seals)


def _holds(conninfo: str, ledger: str, last: int, seals: Seals, processes: int, progress: Progress | None) -> bool:
    """Say whether the entries give every sealed root, and every receipt's leaf."""
    sizes = {anchor.head.size for anchor in seals.anchors} | {receipt.position for _, receipt in seals.receipts}
    if max(sizes, default=0) > last:
        return False
    chunks: Chunks = {}
    try:
        for number, hashes in hashed(conninfo, ledger, last, cuts=sizes, processes=processes):
            chunks[number] = hashes
            if progress is not None:
                progress(min(len(chunks) * CHUNK, last), last)
    except (RangeUnreadable, psycopg.Error):
        return False
    tried = _Subtrees(chunks)
    if any(tree.root(anchor.head.size, tried) != anchor.head.root for anchor in seals.anchors):
        return False
    try:
        for _, receipt in seals.receipts:
            claimed = receipt.claims
            check_inclusion(receipt.index, claimed.size, tried(0, receipt.index), receipt.proof, claimed.root)
    except Rejected:
        return False
    return True


class _Subtrees:
    """The hashes of full subtrees, `domain.proofs.tree.Hashes`, out of chunks."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks, self._known = chunks, dict[tuple[int, int], bytes]()

    def __call__(self, level: int, index: int) -> bytes:
        if (found := self._known.get((level, index))) is None:
            self._known[level, index] = found = self._found(level, index)
        return found

    def _found(self, level: int, index: int) -> bytes:
        if level == LEVEL and len(self._chunks[index]) == 1:
            return self._chunks[index][0]
        if level == 0:
            return self._chunks[index // CHUNK][index % CHUNK]
        return node_hash(self(level - 1, 2 * index), self(level - 1, 2 * index + 1))


def _signed(connection: Connection[tuple[Any, ...]], ledger: str, seals: Seals) -> Iterator[Finding]:
    """See that the log holds the announcements that its keys rest on."""
    facts, mapper = SignedFacts(seals), EntryMapper()
    for position, _ in seals.rotations:
        given = {"ledger": ledger, "after": position - 1, "upto": position}
        for row in connection.cursor(binary=True).execute(_SQL["entries"], given):
            try:
                yield from facts.see(mapper.read(row[5]))
            except Unreadable as error:
                yield Finding("bytes", str(error), position=position)
    yield from facts.end()


def _named(connection: Connection[tuple[Any, ...]], ledger: str, last: int, seals: Seals) -> Iterator[Finding]:
    check = TreeCheck(seals)
    for after in range(0, last, _PAGE):
        given = {"ledger": ledger, "after": after, "upto": min(after + _PAGE, last)}
        for row in connection.cursor(binary=True).execute(_SQL["entries"], given):
            check.see(row[0], row[1], row[5])
    yield from check.end()
