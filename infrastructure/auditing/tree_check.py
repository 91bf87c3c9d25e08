"""Hashes a log's entries as they are read and holds tree, tiles and receipts against the seals.

When the entries give the sealed root, a tile that differs is damaged. When they do not, each leaf hash that the tiles
prove under the sealed root names the entry that is no longer the one that was sealed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.proofs.heads import Head
from domain.proofs.rejections import MalformedTile
from domain.proofs.tiles import HEIGHT, WIDTH, GrowingTiles, Tile, hashes_from, split
from domain.proofs.tree import HASH_BYTES, check_inclusion, inclusion_proof, leaf_hash
from domain.rejected import Rejected
from infrastructure.auditing.seals import Seals
from infrastructure.findings import Finding

_NO_ENTRY = bytes(HASH_BYTES)
_MOST_NOTED = 1_000


@dataclass(frozen=True, slots=True)
class _OddLeaf:
    position: int
    stream: str
    published: bytes


class TreeCheck:
    """Takes the entries in the order of their positions with `see`; `end` says what does not hold."""

    def __init__(self, seals: Seals) -> None:
        self._seals, self._newest = seals, seals.newest
        self._growing = GrowingTiles()
        self._leaves: list[bytes] = []
        self._streams: list[str] = []
        self._next = 1
        cuts = {anchor.head.size for anchor in seals.anchors} | {seals.newest.size}
        self._cuts = sorted(cuts - {0}, reverse=True)
        self._roots = {0: Head().root}
        self._wanted = {receipt.position for _, receipt in seals.receipts}
        self._asked_for: dict[int, bytes] = {}
        self._odd_tiles: list[tuple[Tile, str]] = []
        self._odd_leaves: list[_OddLeaf] = []
        self._missing: list[int] = []

    def see(self, position: int, stream: str, body: bytes) -> None:
        """Take the entry at a position; positions left out are noted, one that was there already is passed over."""
        while self._next < position:
            if len(self._missing) < _MOST_NOTED:
                self._missing.append(self._next)
            self._take("", _NO_ENTRY)
        if position == self._next:
            self._take(stream, leaf_hash(body))

    def end(self) -> Iterator[Finding]:
        """Yield what does not hold, once all entries were seen."""
        self._flush()
        last = self._growing.size
        if last < self._newest.size:
            for tile, content in self._growing.partials():
                self._compare(tile, content)
        yield from self._seals.troubles
        for position in self._missing:
            yield Finding("sealed", "the entry is missing", position=position)
        named = False
        for finding in self._differences():
            named = True
            yield finding
        yield from self._anchors(last, named=named or bool(self._missing))
        yield from self._receipts()

    def _take(self, stream: str, leaf: bytes) -> None:
        if self._next in self._wanted:
            self._asked_for[self._next] = leaf
        self._next += 1
        self._leaves.append(leaf)
        self._streams.append(stream)
        if len(self._streams) == WIDTH or (self._cuts and self._next - 1 == self._cuts[-1]):
            self._flush()

    def _flush(self) -> None:
        for tile, content in self._growing.add(self._leaves):
            self._compare(tile, content)
        self._leaves.clear()
        size = self._growing.size
        if self._cuts and size == self._cuts[-1]:
            self._roots[self._cuts.pop()] = self._growing.root()
            if size == self._newest.size:
                for tile, content in self._growing.partials():
                    self._compare(tile, content)
        if size % WIDTH == 0:
            self._streams.clear()

    def _compare(self, tile: Tile, content: bytes) -> None:
        """Hold a tile that the entries give against the published one, if the sealed tree has it."""
        there = (self._newest.size >> (HEIGHT * tile.level)) - tile.index * WIDTH
        width = min(tile.width, there)
        if width <= 0 or tile.width > there:  # The published one, narrower, was compared when it was reached.
            return
        published = Tile(tile.level, tile.index, min(there, WIDTH))
        try:
            stored = b"".join(split(self._seals.read(published), published)[:width])
        except MalformedTile as refusal:
            self._note_tile(published, refusal.sentence("en"))
            return
        if stored == content[: width * HASH_BYTES]:
            return
        self._note_tile(published, f"{published.path} is not of the log's tree")
        if tile.level == 0:
            self._note_leaves(tile.index * WIDTH, stored, content)

    def _note_tile(self, tile: Tile, what: str) -> None:
        if len(self._odd_tiles) < _MOST_NOTED:
            self._odd_tiles.append((tile, what))

    def _note_leaves(self, first: int, stored: bytes, content: bytes) -> None:
        for at in range(0, len(stored), HASH_BYTES):
            published = stored[at : at + HASH_BYTES]
            if published != content[at : at + HASH_BYTES] and len(self._odd_leaves) < _MOST_NOTED:
                place = at // HASH_BYTES
                self._odd_leaves.append(_OddLeaf(first + place + 1, self._streams[place], published))

    def _differences(self) -> Iterator[Finding]:
        if self._roots.get(self._newest.size) == self._newest.root:
            for tile, what in self._odd_tiles:
                yield Finding("tiles", what, position=(tile.index << (HEIGHT * (tile.level + 1))) + 1)
            return
        for odd in self._odd_leaves:
            if odd.position in self._missing:
                continue
            if self._is_sealed(odd.position - 1, odd.published):
                yield Finding("sealed", "this is not the entry that was sealed", odd.position, odd.stream)
            else:
                what = "the entry, or the tile that holds its hash, is not the sealed one"
                yield Finding("sealed", what, odd.position, odd.stream)
        odd_at = {(odd.position - 1) // WIDTH for odd in self._odd_leaves}
        for tile, what in self._odd_tiles:
            if tile.level == 0 and tile.index not in odd_at:
                yield Finding("tiles", what, position=tile.index * WIDTH + 1)

    def _is_sealed(self, index: int, leaf: bytes) -> bool:
        """Say whether the published tiles prove a leaf hash under the sealed root."""
        size = self._newest.size
        try:
            proof = inclusion_proof(index, size, hashes_from(self._seals.read, size))
            check_inclusion(index, size, leaf, proof, self._newest.root)
        except Rejected:
            return False
        return True

    def _anchors(self, last: int, *, named: bool) -> Iterator[Finding]:
        for anchor in self._seals.anchors:
            source, head = anchor.source, anchor.head
            if head.size > last:
                what = f"the log ends at {last}, {source} seals {head.size} entries"
                yield Finding("sealed", what, position=last + 1)
            elif self._roots[head.size] != head.root and not (named and head == self._newest):
                yield Finding("sealed", f"{source} seals other entries up to here", position=head.size)

    def _receipts(self) -> Iterator[Finding]:
        for name, receipt in self._seals.receipts:
            head, leaf = receipt.claims, self._asked_for.get(receipt.position, _NO_ENTRY)
            try:
                check_inclusion(receipt.index, head.size, leaf, receipt.proof, head.root)
            except Rejected as refusal:
                yield Finding("receipts", f"{name}: {refusal.sentence('en')}", position=receipt.position)
