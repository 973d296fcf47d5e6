"""Which files may be handed in: told by their first bytes, not by their name."""

from dataclasses import dataclass

import filetype

MIB = 1024 * 1024
LARGEST = 20 * MIB
ACCEPTED = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}


@dataclass(frozen=True)
class BadFile(Exception):
    """The file cannot be taken: `why` is "empty", "too_large", "wrong_kind", "encrypted" or "truncated"."""

    why: str


def media_type(data: bytes, largest: int = LARGEST) -> str:
    """The media type of an acceptable file, or BadFile."""
    if not data:
        raise BadFile("empty")
    if len(data) > largest:
        raise BadFile("too_large")
    kind = filetype.guess(data[:8192])
    if kind is None or kind.mime not in ACCEPTED:
        raise BadFile("wrong_kind")
    if kind.mime == "application/pdf":
        _check_pdf(data)
    return str(kind.mime)


def _check_pdf(data: bytes) -> None:
    """A PDF that nobody can open helps nobody: refuse what is cut off or needs a password."""
    if b"%%EOF" not in data[-2048:]:
        raise BadFile("truncated")
    if b"/Encrypt" in data:
        raise BadFile("encrypted")
