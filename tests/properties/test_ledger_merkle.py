"""The tree against the vectors of RFC 6962's own implementers, against pymerkle, and against itself for every size."""

from hashlib import sha256

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.core.ledger import merkle

VECTOR = [bytes.fromhex(h) for h in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [merkle.leaf_hash(str(i).encode()) for i in range(257)]


@pytest.mark.parametrize("size", range(9))
def test_the_root_is_the_one_of_the_published_vectors(size):
    assert merkle.root([merkle.leaf_hash(leaf) for leaf in VECTOR[:size]]).hex() == ROOTS[size]


def test_pymerkle_comes_to_the_same_root_at_every_size():
    other, ours = pymerkle.InmemoryTree(algorithm="sha256"), merkle.Frontier()

    for i, leaf in enumerate(LEAVES):
        other.append_entry(str(i).encode())
        ours.append(leaf)

        assert ours.root() == other.get_root(i + 1)


def test_a_frontier_that_was_stored_goes_on_as_if_never_interrupted():
    for size in range(0, 257, 7):
        first = merkle.Frontier()
        for leaf in LEAVES[:size]:
            first.append(leaf)
        again = merkle.Frontier.unpack(size, first.packed())
        for leaf in LEAVES[size:]:
            again.append(leaf)

        assert again.root() == merkle.root(LEAVES)


def test_a_frontier_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="perfect subtrees"):
        merkle.Frontier.unpack(3, b"\x00" * 32)


def test_every_leaf_of_every_tree_up_to_65_is_proven_included():
    for size in range(1, 66):
        top = merkle.root(LEAVES[:size])
        for index in range(size):
            proof = merkle.inclusion_proof(LEAVES[:size], index)
            merkle.verify_inclusion(LEAVES[index], index, size, proof, top)
            with pytest.raises(merkle.BadProof):
                merkle.verify_inclusion(LEAVES[(index + 1) % 257], index, size, proof, top)


def test_every_pair_of_trees_up_to_65_is_proven_consistent():
    roots = [merkle.root(LEAVES[:size]) for size in range(66)]
    for new in range(1, 66):
        for old in range(1, new + 1):
            proof = merkle.consistency_proof(LEAVES[:new], old)
            merkle.verify_consistency(old, roots[old], new, roots[new], proof)
            with pytest.raises(merkle.BadProof):
                merkle.verify_consistency(old, sha256(roots[old]).digest(), new, roots[new], proof)


@given(st.data(), st.integers(1, 257))
def test_no_single_flipped_bit_leaves_an_inclusion_proof_valid(data, size):
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(LEAVES[:size], index)
    joined = bytearray(b"".join([LEAVES[index], *proof]))
    bit = data.draw(st.integers(0, len(joined) * 8 - 1))
    joined[bit // 8] ^= 1 << bit % 8
    leaf, *bent = (bytes(joined[i : i + 32]) for i in range(0, len(joined), 32))

    with pytest.raises(merkle.BadProof):
        merkle.verify_inclusion(leaf, index, size, bent, merkle.root(LEAVES[:size]))


@given(st.data(), st.integers(2, 257))
def test_no_single_flipped_bit_leaves_a_consistency_proof_valid(data, size):
    old = data.draw(st.integers(1, size - 1))
    joined = bytearray(b"".join(merkle.consistency_proof(LEAVES[:size], old)))
    bit = data.draw(st.integers(0, len(joined) * 8 - 1))
    joined[bit // 8] ^= 1 << bit % 8
    bent = [bytes(joined[i : i + 32]) for i in range(0, len(joined), 32)]

    with pytest.raises(merkle.BadProof):
        merkle.verify_consistency(old, merkle.root(LEAVES[:old]), size, merkle.root(LEAVES[:size]), bent)


@given(st.data(), st.integers(2, 129))
def test_a_proof_of_another_length_index_or_size_is_refused(data, size):
    index = data.draw(st.integers(0, size - 1))
    top, proof = merkle.root(LEAVES[:size]), merkle.inclusion_proof(LEAVES[:size], index)
    wrong = [
        (index, size, proof[:-1]),
        (index, size, [*proof, LEAVES[0]]),
        (index ^ 1, size, proof),
        (index, 0, proof),
        (-1, size, proof),
    ]

    for place, count, path in wrong:
        with pytest.raises(merkle.BadProof):
            merkle.verify_inclusion(LEAVES[index], place, count, path, top)


def test_an_inner_node_cannot_pass_as_a_leaf():
    inner = LEAVES[0] + LEAVES[1]
    top = merkle.root(LEAVES[:4])

    with pytest.raises(merkle.BadProof):
        merkle.verify_inclusion(merkle.leaf_hash(inner), 0, 2, [merkle.node_hash(LEAVES[2], LEAVES[3])], top)


@pytest.mark.parametrize(("old", "new"), [(0, 4), (5, 4), (4, 4)])
def test_a_consistency_that_makes_no_sense_is_refused(old, new):
    with pytest.raises(merkle.BadProof):
        merkle.verify_consistency(old, LEAVES[0], new, LEAVES[1], [])
