"""The tree as static files, in the layout of C2SP tlog-tiles: tiles of 256 hashes, eight levels of the tree at a time.

A tile at level 0 holds leaf hashes; a hash in a tile above is the root of a full tile below. The rightmost tile of a
level may be partial: it is published under its width and never hashed into the level above before it is full.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from domain.proofs.rejections import MalformedTile
from domain.proofs.tree import HASH_BYTES, Hashes, node_hash, root

HEIGHT = 8
WIDTH = 1 << HEIGHT
LARGEST_ENTRY = 65_535
"""Bytes; a bundle counts an entry's length in sixteen bits."""

_HIGHEST_LEVEL = 63
_LARGEST_INDEX = 1 << 63
_CACHED = 64
_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<index>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


@dataclass(frozen=True, slots=True)
class Tile:
    """The name of a tile: `index` counts tiles of a level from the left, `width` how many of its hashes are there."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Return where it lies below the log's prefix, such as `tile/0/x001/x234/067` or `tile/1/000.p/17`."""
        return _path(str(self.level), self.index, self.width)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The name of an entry bundle: the entries behind the leaf hashes of one tile of level 0."""

    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Return where it lies below the log's prefix, such as `tile/entries/000.p/17`."""
        return _path("entries", self.index, self.width)

    @property
    def first(self) -> int:
        """Return the position of its first entry."""
        return self.index * WIDTH + 1


Read = Callable[[Tile], bytes]
"""Gives a tile's hashes, one behind the other; more than its width when the tile has grown meanwhile."""


def named(path: str) -> Tile | Bundle:
    """Return what lies at a path. Raises MalformedTile for any other spelling than the one there is."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise MalformedTile(what=path)
    index = int(found["index"].replace("x", "").replace("/", ""))
    width = int(found["width"] or WIDTH)
    tile = Bundle(index, width) if found["level"] == "entries" else Tile(int(found["level"]), index, width)
    if tile.path != path or index >= _LARGEST_INDEX or (isinstance(tile, Tile) and tile.level > _HIGHEST_LEVEL):
        raise MalformedTile(what=path)
    return tile


def partial_tiles(size: int) -> Iterator[Tile]:
    """Yield the rightmost tiles of a tree that are not full, level by level."""
    level = 0
    while size:
        if size % WIDTH:
            yield Tile(level, size // WIDTH, size % WIDTH)
        level, size = level + 1, size // WIDTH


def is_in(tile: Tile | Bundle, size: int) -> bool:
    """Say whether a tree of `size` has the tile, or had it on its way there: every hash of it is the tree's own."""
    level = tile.level if isinstance(tile, Tile) else 0
    return tile.index * WIDTH + tile.width <= size >> (HEIGHT * level)


def hashes_from(read: Read, size: int) -> Hashes:
    """Return what gives the perfect subtrees of a tree of `size` out of its tiles. Raises MalformedTile, as it reads.

    The last tiles read are kept, so a proof reads each tile once.
    """

    @lru_cache(_CACHED)
    def tile_hashes(level: int, index: int) -> Sequence[bytes]:
        there = (size >> (HEIGHT * level)) - index * WIDTH
        tile = Tile(level, index, min(there, WIDTH))
        if there <= 0:
            raise MalformedTile(what=f"{tile.path} is not in a tree of {size}")
        return split(read(tile), tile)

    def hashes(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, HEIGHT)
        first = index << height
        within = first % WIDTH
        nodes = tile_hashes(tile_level, first // WIDTH)[within : within + (1 << height)]
        if len(nodes) != 1 << height:
            raise MalformedTile(what=f"subtree {level}/{index} is not in a tree of {size}")
        return folded(nodes)

    return hashes


def split(content: bytes, tile: Tile) -> list[bytes]:
    """Return a tile's hashes. Raises MalformedTile when there are too few of them."""
    if len(content) % HASH_BYTES or len(content) < tile.width * HASH_BYTES or len(content) > WIDTH * HASH_BYTES:
        raise MalformedTile(what=f"{tile.path} has {len(content)} bytes")
    return [content[at : at + HASH_BYTES] for at in range(0, tile.width * HASH_BYTES, HASH_BYTES)]


def folded(nodes: Sequence[bytes]) -> bytes:
    """Return the root over a power of two of neighbouring hashes."""
    while len(nodes) > 1:
        nodes = [node_hash(nodes[at], nodes[at + 1]) for at in range(0, len(nodes), 2)]
    return nodes[0]


@dataclass(slots=True)
class GrowingTiles:
    """The right edge of a tree in tiles: leaf hashes go in, tiles come out as they fill up."""

    size: int = 0
    edges: list[list[bytes]] = field(default_factory=list)
    """Of each level, the hashes of its last tile, fewer than 256."""

    @classmethod
    def of(cls, size: int, read: Read) -> GrowingTiles:
        """Return the edge of a tree that is there already. Raises MalformedTile."""
        growing = cls(size, [[] for _ in range((size.bit_length() + HEIGHT - 1) // HEIGHT)])
        for tile in partial_tiles(size):
            growing.edges[tile.level] = split(read(tile), tile)
        return growing

    def add(self, leaves: Iterable[bytes]) -> Iterator[tuple[Tile, bytes]]:
        """Add leaf hashes at the end and yield the tiles that are full now, each with its content.

        The leaves are added as the tiles are taken: exhaust the iterator.
        """
        coming = iter(leaves)
        while True:
            edge = self._edge(0)
            new = list(islice(coming, WIDTH - len(edge)))
            if not new:
                return
            edge += new
            self.size += len(new)
            yield from self._filled(0)

    def partials(self) -> Iterator[tuple[Tile, bytes]]:
        """Yield the tiles of the edge as they are now, each with its content."""
        for tile in partial_tiles(self.size):
            yield tile, b"".join(self.edges[tile.level])

    def root(self) -> bytes:
        """Return the root as it is now."""
        return root(self.size, hashes_from(lambda tile: b"".join(self.edges[tile.level]), self.size))

    def _filled(self, level: int) -> Iterator[tuple[Tile, bytes]]:
        """Yield the tile of a level when it is full, and those above that are full with it."""
        full = self.edges[level]
        if len(full) == WIDTH:
            yield Tile(level, (self.size >> (HEIGHT * (level + 1))) - 1), b"".join(full)
            self.edges[level] = []
            self._edge(level + 1).append(folded(full))
            yield from self._filled(level + 1)

    def _edge(self, level: int) -> list[bytes]:
        if level == len(self.edges):
            self.edges.append([])
        return self.edges[level]


def bundled(entries: Iterable[bytes]) -> bytes:
    """Return entries as a bundle: each behind its length in two bytes. Raises MalformedTile for one too long."""
    parts = []
    for entry in entries:
        if len(entry) > LARGEST_ENTRY:
            raise MalformedTile(what=f"an entry has {len(entry)} bytes")
        parts += [len(entry).to_bytes(2, "big"), entry]
    return b"".join(parts)


def unbundled(content: bytes) -> list[bytes]:
    """Return the entries of a bundle. Raises MalformedTile."""
    entries: list[bytes] = []
    at = 0
    while at < len(content):
        end = at + 2 + int.from_bytes(content[at : at + 2], "big")
        if at + 2 > len(content) or end > len(content) or len(entries) == WIDTH:
            raise MalformedTile(what="an entry bundle that does not come out even")
        entries.append(content[at + 2 : end])
        at = end
    return entries


def _path(level: str, index: int, width: int) -> str:
    parts = [f"{index % 1000:03d}"]
    while index := index // 1000:
        parts.append(f"x{index % 1000:03d}")
    return f"tile/{level}/{'/'.join(reversed(parts))}" + (f".p/{width}" if width != WIDTH else "")
