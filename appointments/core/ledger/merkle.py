"""The Merkle tree of RFC 6962: roots, a frontier that grows, inclusion and consistency proofs. Pure.

A frontier is the list of roots of the perfect subtrees that a tree of `size` leaves consists of, the largest first: all
that is needed to go on appending.
"""

import hashlib
from collections.abc import Iterable, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()


class BadProof(Exception):
    """A proof does not show what it claims."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that can only grow, in as much memory as its height."""

    def __init__(self, size: int = 0, subtrees: Iterable[bytes] = ()):
        self.size, self.subtrees = size, list(subtrees)
        if len(self.subtrees) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} perfect subtrees")

    def append(self, leaf: bytes) -> None:
        """Add a leaf, given by its hash."""
        size, node = self.size, leaf
        while size & 1:
            node = node_hash(self.subtrees.pop(), node)
            size >>= 1
        self.subtrees.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree so far."""
        if not self.subtrees:
            return EMPTY_ROOT
        node = self.subtrees[-1]
        for left in reversed(self.subtrees[:-1]):
            node = node_hash(left, node)
        return node

    def packed(self) -> bytes:
        """The subtrees as one byte string."""
        return b"".join(self.subtrees)

    @classmethod
    def unpack(cls, size: int, packed: bytes) -> "Frontier":
        """The frontier that `packed` describes."""
        return cls(size, (packed[i : i + 32] for i in range(0, len(packed), 32)))


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over these leaf hashes."""
    tree = Frontier()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The sibling hashes from leaf `index` up to the root over all `leaves` (RFC 6962, 2.1.1)."""
    if not 0 <= index < len(leaves):
        raise ValueError(f"no leaf {index} among {len(leaves)}")
    path: list[bytes] = []
    low, high = 0, len(leaves)
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(root(leaves[middle:high]))
            high = middle
        else:
            path.append(root(leaves[low:middle]))
            low = middle
    return path[::-1]


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """The hashes that show that the first `old_size` leaves are a prefix of all (RFC 6962, 2.1.2)."""
    if not 0 < old_size <= len(leaves):
        raise ValueError(f"no tree of {old_size} leaves within {len(leaves)}")
    path: list[bytes] = []
    low, high, whole = 0, len(leaves), True
    while old_size != high:
        middle = low + _split(high - low)
        if old_size <= middle:
            path.append(root(leaves[middle:high]))
            high = middle
        else:
            path.append(root(leaves[low:middle]))
            low, whole = middle, False
    if not whole:
        path.append(root(leaves[low:high]))
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> None:
    """Return when `leaf` (its hash) stands at `index` of the tree with this size and root; else BadProof."""
    if not 0 <= index < size:
        raise BadProof(f"index {index} outside a tree of {size}")
    node, place, last = leaf, index, size - 1
    for sibling in proof:
        if last == 0:
            raise BadProof("the proof is too long")
        if place & 1 or place == last:
            node = node_hash(sibling, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise BadProof("the proof is too short")
    if node != expected:
        raise BadProof("the proof leads to another root")


def verify_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Return when the tree of size `old` is a prefix of that of size `new`; else BadProof."""
    if not 0 < old <= new:
        raise BadProof(f"no consistency from {old} to {new}")
    if old == new:
        if proof or old_root != new_root:
            raise BadProof("two trees of one size differ")
        return
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    rest = list(proof)
    if place:
        if not rest:
            raise BadProof("the proof is too short")
        seed = rest.pop(0)
    else:
        seed = old_root
    first, second = _climb(seed, place, last, rest)
    if first != old_root or second != new_root:
        raise BadProof("the proof leads to other roots")


def _climb(seed: bytes, place: int, last: int, proof: Iterable[bytes]) -> tuple[bytes, bytes]:
    first = second = seed
    for sibling in proof:
        if last == 0:
            raise BadProof("the proof is too long")
        if place & 1 or place == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise BadProof("the proof is too short")
    return first, second


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)
