"""Stored files by the SHA-256 of their bytes: written once, never changed, found again by what they are."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


class Missing(LookupError):
    """The store has no file with that digest."""


class Storage:
    """A folder of files named by their digest: `<first two digits>/<digest>`."""

    def __init__(self, folder: Path):
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Store `data` durably before returning; gives its SHA-256 in hex. The same bytes are kept once."""
        digest = hashlib.sha256(data).hexdigest()
        place = self._place(digest)
        if place.exists():
            return digest
        place.parent.mkdir(parents=True, exist_ok=True)
        with _draft(place.with_name(f".{digest}.{secrets.token_hex(4)}")) as draft:
            draft.write(data)
            _keep(draft, place)
        return digest

    def take(self, pieces: Iterable[bytes]) -> str:
        """Store what comes in pieces and may be larger than memory, as durably; gives its SHA-256 in hex."""
        self.folder.mkdir(parents=True, exist_ok=True)
        made = hashlib.sha256()
        with _draft(self.folder / f".{secrets.token_hex(8)}") as draft:
            for piece in pieces:
                made.update(piece)
                draft.write(piece)
            place = self._place(made.hexdigest())
            place.parent.mkdir(parents=True, exist_ok=True)
            _keep(draft, place)
        return made.hexdigest()

    def get(self, digest: str) -> bytes:
        """The bytes with that digest, or Missing."""
        try:
            return self._place(digest).read_bytes()
        except FileNotFoundError:
            raise Missing(digest) from None

    def digest(self, digest: str) -> str:
        """The SHA-256 of the bytes that really lie under that digest, however many, or Missing."""
        try:
            with open(self._place(digest), "rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            raise Missing(digest) from None

    def has(self, digest: str) -> bool:
        """Whether the file is there; its bytes are not checked."""
        return self._place(digest).exists()

    def _place(self, digest: str) -> Path:
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise ValueError(f"{digest!r} is no SHA-256 digest")
        return self.folder / digest[:2] / digest


@contextmanager
def _draft(path: Path) -> Iterator[BinaryIO]:
    """A file to be written; where that fails, half of it is not left lying about."""
    with open(path, "wb") as file:
        try:
            yield file
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _keep(draft: BinaryIO, place: Path) -> None:
    """The whole draft, durably, under the name by which it is found."""
    draft.flush()
    os.fsync(draft.fileno())
    Path(draft.name).rename(place)
    _sync(place.parent)


def _sync(folder: Path) -> None:
    """Make the new name in the folder durable too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
