"""What may differ between the worlds: values drawn from the sealed map, each found at its one place in the database.

They are not blotted out wherever something looks like a hash: a nonce is a value that stands in the column named in
`nonces.csv`, and only that value is replaced, by the nonce's name and its place among its kind.
"""

import csv
import json
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from appointments.core.ledger import merkle

TABLE = Path(__file__).with_name("nonces.csv")
HEX = re.compile(rb"[0-9a-f]{32}(?:[0-9a-f]{32}|(?=\xe2\x80\xa6))")
SHORT = re.compile(rb"(?<=<code>)[0-9a-f]{12}(?=</code>)")
"""Whole, or as pages shorten them: half of it before an ellipsis, or the first twelve digits."""
BASE64 = re.compile(rb"[A-Za-z0-9+/]{43}(?:[A-Za-z0-9+/]{48})?=")


def named() -> dict[str, dict[str, str]]:
    """The committed list, by name."""
    with TABLE.open(newline="", encoding="utf-8") as file:
        return {line["name"]: line for line in csv.DictReader(file)}


class Nonces:
    """The nonces of one world at one stage."""

    def __init__(self, connection: Connection):
        self.known: dict[bytes, bytes] = {}
        for name, values in FOUND.items():
            for place, value in enumerate(values(connection)):
                self.known.setdefault(value, f"<{name} {place}>".encode())
        self.short = {value[:size]: name for value, name in self.known.items() for size in (6, 16)}

    def of(self, name: str) -> set[bytes]:
        """The values of one nonce."""
        return {value for value, known in self.known.items() if known.startswith(f"<{name} ".encode())}

    def out_of(self, text: bytes) -> bytes:
        """The text with every nonce in it replaced by its name and place."""
        return BASE64.sub(self._base64, SHORT.sub(self._hex, HEX.sub(self._hex, text)))

    def _hex(self, found: re.Match[bytes]) -> bytes:
        value = bytes.fromhex(found[0].decode())
        return self.known.get(value) or self.short.get(value) or found[0]

    def _base64(self, found: re.Match[bytes]) -> bytes:
        try:
            return self.known.get(b64decode(found[0], validate=True), found[0])
        except Error:
            return found[0]


class Told(NamedTuple):
    """Something that was told or lies somewhere, and the nonces that may stand in it."""

    text: bytes
    nonces: Nonces | None = None

    @property
    def plain(self) -> bytes:
        """Without the nonces."""
        return self.nonces.out_of(self.text) if self.nonces else self.text


def _column(statement: str) -> Callable[[Connection], Iterator[Any]]:
    return lambda connection: (value for (value,) in connection.execute(sa.text(statement)))


def _maps(connection: Connection) -> Iterator[bytes]:
    for seal in _column("SELECT map_seal FROM paper WHERE map_seal <> '' ORDER BY id")(connection):
        yield bytes.fromhex(seal)


def _bundles(connection: Connection) -> Iterator[bytes]:
    for said in _column("SELECT commitment FROM coding_batch ORDER BY id")(connection):
        yield bytes.fromhex(json.loads(said)["bundle"])


def _commitments(connection: Connection) -> Iterator[bytes]:
    for leaf in _column("SELECT leaf FROM ledger_leaf ORDER BY id")(connection):
        yield b64decode(json.loads(leaf)["pc"].removeprefix("c1:"))


def _leaves(connection: Connection) -> Iterator[bytes]:
    yield from map(bytes, _column("SELECT leaf_hash FROM ledger_leaf ORDER BY id")(connection))


def _nodes(connection: Connection) -> Iterator[bytes]:
    """Every hash inside the log's tree as it is now."""
    made: list[bytes] = []
    leaves = list(map(bytes, _column("SELECT leaf_hash FROM ledger_position ORDER BY idx")(connection)))
    _tree(leaves, made)
    yield from made


def _tree(leaves: list[bytes], made: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    made.append(merkle.node_hash(_tree(leaves[:half], made), _tree(leaves[half:], made)))
    return made[-1]


def _roots(connection: Connection) -> Iterator[bytes]:
    yield from map(bytes, _column("SELECT root FROM ledger_head ORDER BY size")(connection))


def _signatures(connection: Connection) -> Iterator[bytes]:
    for note in _column("SELECT note FROM ledger_head ORDER BY size")(connection):
        yield b64decode(note.split()[-1])


FOUND: dict[str, Callable[[Connection], Iterator[bytes]]] = {
    "map": _maps, "bundle": _bundles, "commitment": _commitments, "leaf": _leaves, "node": _nodes, "root": _roots,
    "signature": _signatures,
}  # fmt: skip
"""How the values of each nonce are found; the places in words stand in `nonces.csv`."""
