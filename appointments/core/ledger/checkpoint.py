"""Signed heads: C2SP checkpoints in signed notes, with one Ed25519 key of the log. Pure but for the key's file.

The key's identifier is SHA-256(name, newline, 0x01, public key)[:4]; the note's text is origin, size and root, each on
its own line; no extension lines.
"""

import hashlib
import json
import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

ED25519 = b"\x01"
MARK = "\N{EM DASH} "


class BadNote(Exception):
    """The note is malformed, or the key's signature is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a head says: the log's name, how many leaves it covers, and their root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The signed lines."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under the name of its log."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes that stand before a signature."""
        return key_id(self.name, self.public)

    def __str__(self) -> str:
        """The key as C2SP writes it: name+id+base64(type, key)."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Read a key; BadNote when its identifier does not belong to it."""
        try:
            name, identifier, encoded = text.strip().split("+", 2)
            raw = b64decode(encoded, validate=True)
        except (ValueError, NotBase64) as error:
            raise BadNote("no verifier key") from error
        made = cls(name, raw[1:])
        if raw[:1] != ED25519 or len(raw) != 33 or made.key_id.hex() != identifier:
            raise BadNote("a verifier key that contradicts itself")
        return made

    def text_of(self, note: str) -> str:
        """The text of a note that this key signed, or BadNote."""
        text, found = split(note)
        for name, signature in found:
            if name == self.name and signature[:4] == self.key_id:
                try:
                    Ed25519PublicKey.from_public_bytes(self.public).verify(signature[4:], text.encode())
                except InvalidSignature as error:
                    raise BadNote("the signature is wrong") from error
                return text
        raise BadNote("not signed with the expected key")

    def open(self, note: str) -> Checkpoint:
        """The checkpoint in a note that this key signed, or BadNote."""
        return parse_text(self.text_of(note))


class Signer:
    """The log's private key."""

    def __init__(self, name: str, key: Ed25519PrivateKey):
        if not name or "+" in name or any(c.isspace() for c in name):
            raise ValueError(f"{name!r} cannot name a key")
        self.name, self._key = name, key
        self.verifier = Verifier(name, key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def sign(self, size: int, root: bytes) -> str:
        """The signed note for a head of this log."""
        text = Checkpoint(self.name, size, root).text()
        signature = b64encode(self.verifier.key_id + self._key.sign(text.encode())).decode()
        return f"{text}\n{MARK}{self.name} {signature}\n"


def key_id(name: str, public: bytes) -> bytes:
    """The identifier of a key under a name."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """A note's text and its signatures, unverified: (name, identifier and signature)."""
    text, gap, tail = note.rpartition("\n\n")
    if not gap or not tail.endswith("\n") or any(ord(c) < 32 and c != "\n" for c in note):
        raise BadNote("malformed note")
    found = []
    for line in tail[:-1].split("\n"):
        name, _, encoded = line.removeprefix(MARK).partition(" ")
        try:
            signature = b64decode(encoded, validate=True)
        except NotBase64 as error:
            raise BadNote("malformed signature line") from error
        exact = b64encode(signature).decode() == encoded and line == f"{MARK}{name} {encoded}"
        if not (exact and name and len(signature) > 4):
            raise BadNote("malformed signature line")
        found.append((name, signature))
    return text + "\n", found


def parse_text(text: str) -> Checkpoint:
    """The checkpoint that a note's text states; BadNote unless written exactly as we write it."""
    lines = text.split("\n")
    try:
        origin, size, encoded, end = lines
        made = Checkpoint(origin, int(size), b64decode(encoded, validate=True))
    except (ValueError, NotBase64) as error:
        raise BadNote("malformed checkpoint") from error
    if end or len(made.root) != 32 or made.text() != text:
        raise BadNote("malformed checkpoint")
    return made


def load_or_create(path: Path, name: str) -> Signer:
    """The key in the file at `path`, made on first use, readable by its owner only."""
    if not path.exists():
        _create(path)
    return Signer(name, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip())))


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):  # another process was first: its key is the log's
        os.link(draft, path)
    draft.unlink()


def heads_beside(key: Path) -> Path:
    """Where an installation keeps its heads outside the database: beside its key."""
    return key.with_suffix(".heads")


def keeper(path: Path) -> Callable[[str], None]:
    """A function that adds a note to the file at `path`: what shows a log that was cut, even to itself."""

    def keep(note: str) -> None:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
            file.write(json.dumps(note) + "\n")
            file.flush()
            os.fsync(file.fileno())

    return keep


def kept(path: Path) -> list[str]:
    """The notes in such a file; none where there is no file. A last line that a crash cut short is left out."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text().splitlines(keepends=True) if line.endswith("\n")]
