"""A sheet: what one official paper says, whatever its format, with the mark that tells this version from any other."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import category, normalize

from appointments.core.ledger.canonical import canonical

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"
MARK_LENGTH = 16
DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper ready to be printed.

    `template` names the files in templates/documents; `fields` is what they print; `made_at` is when its case came into
    the state that it tells, so that the same paper has the same bytes; `address` leads to the page about this version.
    """

    template: str
    fields: Mapping[str, Any]
    title: str
    made_at: datetime
    mark: str
    address: str
    is_draft: bool

    def printed(self) -> dict[str, Any]:
        """What both templates read: the fields, and what stands on every page."""
        about = {"title": self.title, "mark": spaced(self.mark), "address": self.address, "is_draft": self.is_draft}
        printed: dict[str, Any] = printable({**self.fields, **about})
        return printed


def mark_of(secret: str, template: str, fields: Mapping[str, Any]) -> str:
    """The short hash of what a paper says, under the house's key.

    Without the key anybody could try out dates of birth until the hash fits a paper that hides them.
    """
    said = canonical({"fields": printable(dict(fields)), "template": template})
    return hmac.new(secret.encode(), b"paper\0" + said, hashlib.sha256).hexdigest()[:MARK_LENGTH]


def same_mark(one: str, other: str) -> bool:
    """Whether two marks are equal, compared in constant time; blanks and capitals do not matter."""
    plain = (text.replace(" ", "").lower().encode() for text in (one, other))
    return hmac.compare_digest(*plain)


def spaced(mark: str) -> str:
    """A mark in groups of four, as it is printed and read out."""
    return " ".join(mark[at : at + 4] for at in range(0, len(mark), 4))


def printable(value: Any) -> Any:
    """The value with text that can be printed: composed letters, no control characters, nothing that turns the line."""
    if isinstance(value, str):
        text = normalize("NFC", value)
        return "".join(" " if category(c) in ("Cc", "Cs") else c for c in text if c not in DIRECTIONS)
    if isinstance(value, Mapping):
        return {key: printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    return value
