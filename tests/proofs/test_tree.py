"""The tree against the definition and the public vectors; a proof with anything changed in it proves nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.proofs.rejections import ConsistencyNotProven, InclusionNotProven
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
from tests.proofs.trees import (
    REFERENCE_CONSISTENCIES,
    REFERENCE_INCLUSIONS,
    REFERENCE_LEAVES,
    REFERENCE_ROOTS,
    entries,
    hashes_of,
    leaf_hashes,
    naive_path,
    naive_root,
    naive_subproof,
)

LARGEST = 70
LEAVES = entries(LARGEST)
HASHES = hashes_of(LEAVES)
ROOTS = [naive_root(LEAVES[:size]) for size in range(LARGEST + 1)]


@pytest.mark.parametrize("size", range(9))
def test_the_reference_leaves_have_the_reference_roots(size: int) -> None:
    growing = GrowingTree()
    growing.add(leaf_hashes(REFERENCE_LEAVES[:size]))
    assert growing.root() == root(size, hashes_of(REFERENCE_LEAVES)) == REFERENCE_ROOTS[size]


def test_the_reference_leaves_have_the_reference_proofs() -> None:
    hashes = hashes_of(REFERENCE_LEAVES)
    for (index, size), path in REFERENCE_INCLUSIONS.items():
        assert inclusion_proof(index, size, hashes) == path
        check_inclusion(index, size, leaf_hash(REFERENCE_LEAVES[index]), path, REFERENCE_ROOTS[size])
    for (old, new), proof in REFERENCE_CONSISTENCIES.items():
        assert consistency_proof(old, new, hashes) == proof
        check_consistency(old, REFERENCE_ROOTS[old], new, REFERENCE_ROOTS[new], proof)


def test_the_worked_examples_are_those_of_the_rfc() -> None:
    # The worked examples of RFC 6962, section 2.1.3: seven leaves.
    at = hashes_of(LEAVES)
    a, b, c, d, e, f, j = leaf_hashes(LEAVES[:7])
    g, h, i, k, l = at(1, 0), at(1, 1), at(1, 2), at(2, 0), naive_root(LEAVES[4:7])  # noqa: E741 - the RFC's letters
    assert inclusion_proof(0, 7, at) == [b, h, l]
    assert inclusion_proof(3, 7, at) == [c, g, l]
    assert inclusion_proof(4, 7, at) == [f, j, k]
    assert inclusion_proof(6, 7, at) == [i, k]
    assert consistency_proof(3, 7, at) == [c, d, g, l]
    assert consistency_proof(4, 7, at) == [l]
    assert consistency_proof(6, 7, at) == [i, j, k]
    assert (a, e) == (at(0, 0), at(0, 4))


def test_a_growing_tree_has_the_root_of_the_definition_at_every_size() -> None:
    growing = GrowingTree()
    for size, entry in enumerate(LEAVES):
        assert growing.root() == root(size, HASHES) == ROOTS[size]
        growing.add([leaf_hash(entry)])
    assert growing.root() == ROOTS[LARGEST]


@given(st.integers(0, LARGEST), st.integers(0, LARGEST))
def test_a_tree_goes_on_growing_from_where_it_was_read(size: int, more: int) -> None:
    size, end = sorted((size, more))
    growing = GrowingTree.of(size, HASHES)
    growing.add(leaf_hashes(LEAVES[size:end]))
    assert (growing.size, growing.root()) == (end, ROOTS[end])


def test_every_leaf_of_every_size_is_proven_by_the_path_of_the_definition() -> None:
    for size in range(1, LARGEST + 1):
        for index in range(size):
            proof = inclusion_proof(index, size, HASHES)
            assert proof == naive_path(index, LEAVES[:size])
            check_inclusion(index, size, leaf_hash(LEAVES[index]), proof, ROOTS[size])


def test_every_size_is_shown_to_continue_every_earlier_one_by_the_proof_of_the_definition() -> None:
    for new in range(1, LARGEST + 1):
        for old in range(1, new + 1):
            proof = consistency_proof(old, new, HASHES)
            assert proof == naive_subproof(old, LEAVES[:new])
            check_consistency(old, ROOTS[old], new, ROOTS[new], proof)


@given(st.data())
def test_an_inclusion_proof_with_anything_changed_proves_nothing(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, LARGEST))
    index = data.draw(st.integers(0, size - 1))
    leaf, proof = leaf_hash(LEAVES[index]), inclusion_proof(index, size, HASHES)
    how = data.draw(
        st.sampled_from(["bit", "leaf", "root", "index", "size", "shorter", "longer", "twice", "swap", "cut"])
    )
    tree_root = ROOTS[size]
    if how == "bit" and proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        proof[at] = flipped(proof[at], data.draw(st.integers(0, 255)))
    elif how == "leaf":
        leaf = flipped(leaf, data.draw(st.integers(0, 255)))
    elif how == "root":
        tree_root = flipped(tree_root, data.draw(st.integers(0, 255)))
    elif how == "index":
        index = data.draw(st.integers(-1, size).filter(lambda other: other != index))
    elif how == "size":
        size = data.draw(st.integers(1, LARGEST).filter(lambda other: other != size))
        tree_root = ROOTS[size]  # the size is bound to its root by the checkpoint; the root alone may fit another
    elif how == "shorter" and proof:
        del proof[data.draw(st.integers(0, len(proof) - 1))]
    elif how == "twice" and proof:
        proof.insert(data.draw(st.integers(0, len(proof))), data.draw(st.sampled_from(proof)))
    elif how == "swap" and len(proof) > 1:
        proof[0], proof[-1] = proof[-1], proof[0]
    elif how == "cut" and proof:
        proof[-1] = proof[-1][:31]
    else:
        proof.append(EMPTY_ROOT)
    with pytest.raises(InclusionNotProven):
        check_inclusion(index, size, leaf, proof, tree_root)


@given(st.data())
def test_a_consistency_proof_with_anything_changed_proves_nothing(data: st.DataObject) -> None:
    new = data.draw(st.integers(2, LARGEST))
    old = data.draw(st.integers(1, new - 1))
    proof = consistency_proof(old, new, HASHES)
    old_root, new_root = ROOTS[old], ROOTS[new]
    how = data.draw(
        st.sampled_from(["bit", "old root", "new root", "old", "shorter", "longer", "twice", "swap", "back"])
    )
    if how == "bit":
        at = data.draw(st.integers(0, len(proof) - 1))
        proof[at] = flipped(proof[at], data.draw(st.integers(0, 255)))
    elif how == "old root":
        old_root = flipped(old_root, data.draw(st.integers(0, 255)))
    elif how == "new root":
        new_root = flipped(new_root, data.draw(st.integers(0, 255)))
    elif how == "old":
        old = data.draw(st.integers(1, new).filter(lambda other: other != old))
    elif how == "shorter":
        del proof[data.draw(st.integers(0, len(proof) - 1))]
    elif how == "twice":
        proof.insert(data.draw(st.integers(0, len(proof))), data.draw(st.sampled_from(proof)))
    elif how == "swap" and len(proof) > 1:
        proof[0], proof[-1] = proof[-1], proof[0]
    elif how == "back":
        old, new, old_root, new_root = new, old, new_root, old_root
    else:
        proof.append(EMPTY_ROOT)
    with pytest.raises(ConsistencyNotProven):
        check_consistency(old, old_root, new, new_root, proof)


@given(st.data())
def test_a_proof_for_one_size_proves_nothing_of_a_size_that_needs_more_or_less(data: st.DataObject) -> None:
    old = data.draw(st.integers(1, LARGEST - 1))
    new, other = data.draw(st.integers(old + 1, LARGEST)), data.draw(st.integers(old + 1, LARGEST))
    proof = consistency_proof(old, new, HASHES)
    if len(consistency_proof(old, other, HASHES)) != len(proof):
        with pytest.raises(ConsistencyNotProven):
            check_consistency(old, ROOTS[old], other, ROOTS[new], proof)


def test_of_the_same_tree_and_of_the_empty_one_nothing_is_shown_but_the_roots_must_be_right() -> None:
    check_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, [])
    check_consistency(0, EMPTY_ROOT, 7, ROOTS[7], [])
    check_consistency(7, ROOTS[7], 7, ROOTS[7], [])
    for old, old_root, new, new_root, proof in (
        (0, ROOTS[1], 0, ROOTS[1], []),
        (0, ROOTS[1], 7, ROOTS[7], []),
        (0, EMPTY_ROOT, 7, ROOTS[7], [ROOTS[3]]),
        (7, ROOTS[7], 7, ROOTS[6], []),
        (7, ROOTS[7], 7, ROOTS[7], [ROOTS[3]]),
        (4, ROOTS[4], 7, ROOTS[7], []),
        (-1, EMPTY_ROOT, 7, ROOTS[7], []),
    ):
        with pytest.raises(ConsistencyNotProven):
            check_consistency(old, old_root, new, new_root, proof)


def test_nothing_is_proven_of_what_is_not_in_the_tree() -> None:
    for index, size in ((0, 0), (7, 7), (-1, 7)):
        with pytest.raises(ValueError, match="is not in a tree"):
            inclusion_proof(index, size, HASHES)
        with pytest.raises(InclusionNotProven):
            check_inclusion(index, size, leaf_hash(b""), [], leaf_hash(b""))
    with pytest.raises(ValueError, match="does not continue"):
        consistency_proof(7, 6, HASHES)


def flipped(value: bytes, bit: int) -> bytes:
    return value[: bit // 8] + bytes([value[bit // 8] ^ 1 << bit % 8]) + value[bit // 8 + 1 :]
