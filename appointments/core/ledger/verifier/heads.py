"""Signed heads and the tree under them: C2SP signed notes, RFC 6962. Written apart from the program that makes them."""

import hashlib
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class BadHead(Exception):
    """A head that the pinned key did not sign, or that is not written as a head."""


class Key:
    """The pinned public key of a log, as `name+id+base64`."""

    def __init__(self, text: str):
        try:
            self.name, identifier, encoded = text.strip().split("+", 2)
            raw = b64decode(encoded, validate=True)
        except ValueError as error:
            raise BadHead("no key") from error
        self.id = hashlib.sha256(self.name.encode() + b"\n" + raw).digest()[:4]
        if raw[:1] != b"\x01" or len(raw) != 33 or self.id.hex() != identifier:
            raise BadHead("the key contradicts itself")
        self._key = Ed25519PublicKey.from_public_bytes(raw[1:])

    def open(self, note: str) -> tuple[int, bytes]:
        """The size and root of a head that this key signed."""
        text, gap, tail = note.rpartition("\n\n")
        text += "\n"
        if not gap:
            raise BadHead("no signature")
        self._verify(text, tail)
        lines = text.split("\n")
        if len(lines) != 4 or lines[0] != self.name or not lines[1].isdecimal():
            raise BadHead("not a head of this log")
        size, root = int(lines[1]), _exact_base64(lines[2])
        if str(size) != lines[1] or len(root) != 32:
            raise BadHead("size or root")
        return size, root

    def _verify(self, text: str, tail: str) -> None:
        for line in tail.splitlines():
            name, _, encoded = line.removeprefix("\N{EM DASH} ").partition(" ")
            if name != self.name:
                continue
            signature = _exact_base64(encoded)
            if signature[:4] == self.id:
                try:
                    return self._key.verify(signature[4:], text.encode())
                except InvalidSignature as error:
                    raise BadHead("the signature is wrong") from error
        raise BadHead("not signed with the pinned key")


class Tree:
    """A Merkle tree that only grows."""

    def __init__(self) -> None:
        self.size = 0
        self._roots: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Add a leaf's hash."""
        height, node = 0, leaf
        while self._roots and self._roots[-1][0] == height:
            node = hashlib.sha256(b"\x01" + self._roots.pop()[1] + node).digest()
            height += 1
        self._roots.append((height, node))
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        node = b""
        for _, left in reversed(self._roots):
            node = hashlib.sha256(b"\x01" + left + node).digest() if node else left
        return node or hashlib.sha256(b"").digest()


def _exact_base64(text: str) -> bytes:
    try:
        data = b64decode(text, validate=True)
    except ValueError as error:
        raise BadHead("base64") from error
    if b64encode(data).decode() != text:
        raise BadHead("base64")
    return data
