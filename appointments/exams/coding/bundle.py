"""The sealed bundle: the SBD-named scans and the map as one encrypted stream of records.

A head in clear, then chunks of 64 KiB under AES-256-GCM. Each chunk's nonce is its number and whether it is the last,
and each is bound to the head: no chunk can be changed, moved, left out or taken from elsewhere. The stream is padded to
whole MiB, so that its length tells the volume of all scans together and of no single one.
"""

import json
import secrets
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from Crypto.Cipher import AES
from Crypto.Hash import SHA256
from Crypto.Protocol.KDF import HKDF

from .faults import refused
from .formats import COMMON, canonical, is_digest
from .shares import ROLES, Share, join

MAGIC = b"minhtuyen/coding-bundle/v1\n"
CHUNK = 64 * 1024
TAG = 16
PADDED_TO = 16  # chunks: 1 MiB
LARGEST_HEAD = 4096
RECORDS = ({"kind": str, "bytes": int}, {"kind": str, "number": str, "name": str, "bytes": int})
"""The map, and a file of a candidate's scan."""


class Writer:
    """Writes a bundle record by record."""

    def __init__(self, file: BinaryIO, key: bytes, head: dict[str, Any]):
        spelled = canonical(head)
        self._file, self._number, self._waiting = file, 0, bytearray()
        self._start = MAGIC + struct.pack(">I", len(spelled)) + spelled
        self._key, self._bound = _derived(key, head), SHA256.new(self._start).digest()
        file.write(self._start)

    def record(self, about: dict[str, Any], data: bytes) -> None:
        """Add one record: what it is, and its bytes."""
        said = canonical({**about, "bytes": len(data)})
        self._waiting += struct.pack(">I", len(said)) + said + data
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def close(self) -> None:
        """Pad, and seal the last chunk."""
        self._waiting += struct.pack(">I", 0)
        chunks = self._number + -(-len(self._waiting) // CHUNK)
        whole = -(-chunks // PADDED_TO) * PADDED_TO - self._number
        self._waiting += bytes(whole * CHUNK - len(self._waiting))
        for place in range(whole):
            self._seal(bytes(self._waiting[place * CHUNK : (place + 1) * CHUNK]), last=place == whole - 1)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        cipher = _cipher(self._key, self._number, self._bound, last=last)
        sealed, tag = cipher.encrypt_and_digest(chunk)
        self._file.write(sealed + tag)
        self._number += 1


def head(path: Path) -> dict[str, Any]:
    """What stands in clear: paper, batch, kind, demonstration, and the fingerprints of the three shares."""
    with path.open("rb") as file:
        return _head(file, path.name)[0]


def _head(file: BinaryIO, name: str) -> tuple[dict[str, Any], bytes]:
    start = file.read(len(MAGIC) + 4)
    size = int.from_bytes(start[-4:])
    if start[: len(MAGIC)] != MAGIC or size > LARGEST_HEAD:
        raise refused("bundle_form", name=name)
    spelled = file.read(size)
    try:
        said = json.loads(spelled)
        fits = canonical(said) == spelled and said.keys() == {*COMMON, "salt", "shares"}
        fits = fits and all(COMMON[key](said[key]) for key in COMMON) and is_digest(said["salt"])
        fits = fits and said["shares"].keys() == ROLES.keys() and all(map(is_digest, said["shares"].values()))
    except (ValueError, AttributeError, RecursionError):
        fits = False
    if not fits:
        raise refused("bundle_form", name=name)
    return said, start + spelled


def key_from(said: dict[str, Any], shares: list[Share], *, demonstration: bool) -> bytes:
    """The key of the bundle with this head, from two shares that were handed out for it to two roles; or Refused."""
    if len(shares) != 2:
        raise refused("share_count")
    if said["demonstration"] != demonstration or any(share.demonstration != demonstration for share in shares):
        raise refused("share_real" if demonstration else "share_demonstration")
    for share in shares:
        if share.batch != said["batch"]:
            raise refused("share_batch", role=share.label)
    one, other = shares
    if one.role == other.role:
        raise refused("share_role", role=one.label)
    for share in shares:
        if share.fingerprint != said["shares"][share.role]:
            raise refused("share_false", role=share.label)
    return join(one, other)


def records(path: Path, key: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Each record in turn; Refused at the first chunk that was changed. Whoever reads to the end has checked all."""
    with path.open("rb") as file:
        said, start = _head(file, path.name)
        plain = _Plain(file, _derived(key, said), SHA256.new(start).digest())
        while size := int.from_bytes(plain.take(4)):
            about = _about(plain.take(size), path.name)
            yield about, plain.take(about["bytes"])
        if plain.rest().strip(b"\0"):
            raise refused("bundle_changed")


def _about(spelled: bytes, name: str) -> dict[str, Any]:
    """What a record says of itself; even who had the key cannot make the reader stumble."""
    try:
        said = json.loads(spelled)
        fits = {key: type(value) for key, value in said.items()} in RECORDS and said["bytes"] >= 0
    except (ValueError, AttributeError, RecursionError):
        fits = False
    if not fits:
        raise refused("bundle_form", name=name)
    return said


class _Plain:
    """The opened stream, read in order."""

    def __init__(self, file: BinaryIO, key: bytes, bound: bytes):
        self._file, self._key, self._bound = file, key, bound
        self._number, self._ready, self._next = 0, bytearray(), file.read(CHUNK + TAG)

    def _open(self) -> bool:
        sealed, self._next = self._next, self._file.read(CHUNK + TAG)
        if not sealed:
            return False
        cipher = _cipher(self._key, self._number, self._bound, last=not self._next)
        try:
            self._ready += cipher.decrypt_and_verify(sealed[:-TAG], sealed[-TAG:])
        except ValueError:
            raise refused("bundle_changed") from None
        self._number += 1
        return True

    def take(self, size: int) -> bytes:
        """The next `size` bytes."""
        while len(self._ready) < size:
            if not self._open():
                raise refused("bundle_changed")
        taken = bytes(self._ready[:size])
        del self._ready[:size]
        return taken

    def rest(self) -> bytes:
        """All that is left."""
        while self._open():
            pass
        return bytes(self._ready)


def head_for(name: dict[str, Any], shares: list[Share]) -> dict[str, Any]:
    """The head of a new bundle."""
    return {**name, "salt": secrets.token_hex(32), "shares": {share.role: share.fingerprint for share in shares}}


def _derived(key: bytes, said: dict[str, Any]) -> bytes:
    made = HKDF(key, 32, bytes.fromhex(said["salt"]), SHA256, context=MAGIC)
    assert isinstance(made, bytes)
    return made


def _cipher(key: bytes, number: int, bound: bytes, *, last: bool) -> Any:
    cipher = AES.new(key, AES.MODE_GCM, nonce=number.to_bytes(11) + bytes([last]))
    cipher.update(bound)
    return cipher
