"""Tiles as C2SP tlog-tiles lays them out: names, widths, every hash of every tree, entries in bundles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.proofs.rejections import MalformedTile
from domain.proofs.tiles import (
    WIDTH,
    Bundle,
    GrowingTiles,
    Tile,
    bundled,
    hashes_from,
    is_in,
    named,
    partial_tiles,
    unbundled,
)
from domain.proofs.tree import (
    EMPTY_ROOT,
    GrowingTree,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root,
)

COUNT = 67_000
"""Enough for full tiles on level 1, and a tile on level 2."""

LEAVES = [leaf_hash(str(number).encode()) for number in range(COUNT)]


class Shelf:
    """Every tile that was ever published, with the right edge at some sizes."""

    def __init__(self, *stops: int) -> None:
        self.tiles: dict[Tile, bytes] = {}
        self.growing = GrowingTiles()
        for start, stop in zip((0, *stops), (*stops, COUNT), strict=True):
            self.tiles |= dict(self.growing.add(LEAVES[start:stop]))
            self.tiles |= dict(self.growing.partials())

    def read(self, tile: Tile) -> bytes:
        """The tile under its width, or else the full one it became."""
        full = Tile(tile.level, tile.index)
        return self.tiles[tile] if tile in self.tiles else self.tiles[full]


SIZES = [1, 2, 255, 256, 257, 511, 512, 1000, 65_535, 65_536, 65_537, 65_793, COUNT]
SHELF = Shelf(*SIZES[:-1])


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(0, 0, 1), "tile/0/000.p/1"),
        (Tile(1, 999, 255), "tile/1/999.p/255"),
        (Tile(63, 1_000), "tile/63/x001/000"),
        (Bundle(67_000, 17), "tile/entries/x067/000.p/17"),
    ],
)
def test_a_tile_lies_where_the_specification_says(tile: Tile | Bundle, path: str) -> None:
    assert tile.path == path
    assert named(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/67",
        "tile/0/0067",
        "tile/0/001/067",
        "tile/0/x000/067",
        "tile/0/x001",
        "tile/64/000",
        "tile/00/000",
        "tile/-1/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/017",
        "tile/data/000",
        "tile/0/../checkpoint",
        "tile/0/x٠٠١/٠٦٧",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/" + "x999/" * 7 + "999",
        "checkpoint",
    ],
)
def test_any_other_spelling_names_no_tile(path: str) -> None:
    with pytest.raises(MalformedTile):
        named(path)


def test_a_tree_of_70_000_has_the_partial_tiles_of_the_specifications_example() -> None:
    assert list(partial_tiles(70_000)) == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(partial_tiles(256)) == [Tile(1, 0, 1)]
    assert list(partial_tiles(0)) == []


@pytest.mark.parametrize("size", SIZES)
def test_tiles_give_the_root_of_the_tree(size: int) -> None:
    plain = GrowingTree()
    plain.add(LEAVES[:size])
    assert root(size, hashes_from(SHELF.read, size)) == plain.root()
    assert GrowingTiles.of(size, SHELF.read).root() == plain.root()


def test_no_leaf_no_tile() -> None:
    nothing = GrowingTiles()
    assert (list(nothing.partials()), nothing.root()) == ([], EMPTY_ROOT)


@given(st.data())
def test_tiles_give_every_proof(data: st.DataObject) -> None:
    size = data.draw(st.sampled_from(SIZES))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    hashes = hashes_from(SHELF.read, size)
    tree_root = root(size, hashes)
    check_inclusion(index, size, LEAVES[index], inclusion_proof(index, size, hashes), tree_root)
    before = GrowingTree.of(old, hashes).root()
    check_consistency(old, before, size, tree_root, consistency_proof(old, size, hashes))


@given(st.sampled_from(SIZES), st.integers(0, 700))
def test_a_tree_goes_on_growing_from_its_tiles_into_the_same_tiles(size: int, more: int) -> None:
    growing = GrowingTiles.of(size, SHELF.read)
    full = dict(growing.add(LEAVES[size : size + more]))
    assert growing.size == min(size + more, COUNT)
    assert all(SHELF.tiles[tile] == content for tile, content in full.items())
    plain = GrowingTree.of(size, hashes_from(SHELF.read, size))
    plain.add(LEAVES[size : size + more])
    assert growing.root() == plain.root()


def test_a_full_tile_is_published_once_and_its_hash_stands_in_the_tile_above() -> None:
    growing = GrowingTiles()
    full = list(growing.add(LEAVES[:65_536]))
    assert [tile for tile, _ in full if tile.level == 0] == [Tile(0, index) for index in range(256)]
    assert [tile for tile, _ in full if tile.level == 1] == [Tile(1, 0)]
    assert list(growing.partials()) == [(Tile(2, 0, 1), root(65_536, hashes_from(SHELF.read, 65_536)))]


def test_a_tile_belongs_to_a_tree_that_covers_all_its_hashes() -> None:
    for size in SIZES:
        assert all(is_in(tile, size) for tile in partial_tiles(size))
        assert not any(is_in(tile, size - 1) for tile in partial_tiles(size) if tile.level == 0)
    assert is_in(Tile(1, 0, 1), 256)
    assert not is_in(Tile(1, 0, 1), 255)
    assert is_in(Bundle(1, 2), 258)
    assert not is_in(Bundle(1, 3), 258)


def test_a_tile_that_is_cut_off_or_overlong_is_refused() -> None:
    for length in (0, 31, 16 * 32, 257 * 32):
        with pytest.raises(MalformedTile):
            hashes_from(lambda _, length=length: bytes(length), 17)(0, 16)  # type: ignore[misc] # a default binds it
    with pytest.raises(MalformedTile):
        hashes_from(SHELF.read, 17)(0, 17)
    with pytest.raises(MalformedTile):
        hashes_from(SHELF.read, 300)(0, 512)
    with pytest.raises(MalformedTile):
        hashes_from(SHELF.read, 17)(3, 2)


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_gives_back_its_entries_and_is_refused_when_it_is_cut(entries: list[bytes]) -> None:
    content = bundled(entries)
    assert unbundled(content) == entries
    if content:
        with pytest.raises(MalformedTile):
            unbundled(content[:-1])


def test_the_length_of_an_entry_stands_before_it_in_two_bytes() -> None:
    assert bundled([b"", b"ab"]) == b"\x00\x00\x00\x02ab"
    assert unbundled(bundled([b"x" * 65_535])) == [b"x" * 65_535]
    with pytest.raises(MalformedTile):
        bundled([b"x" * 65_536])
    with pytest.raises(MalformedTile):
        unbundled(bundled([b""] * (WIDTH + 1)))
