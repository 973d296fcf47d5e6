"""Reads leaves: canonical form, hash, commitment. Written apart from the program that makes them."""

import hashlib
import hmac
import json
import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any
from unicodedata import is_normalized

FORMAT = "minhtuyen/audit/v1"
COMMIT_TAG = b"minhtuyen/commit/v1\x00"
MAX_LEAF = 4096
KEYS = {"t", "log", "case", "cseq", "cprev", "act", "st", "actor", "at", "rule", "pc", "docs", "idem"}
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{43}=")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode


class NotALeaf(Exception):
    """The bytes are not a leaf in its one canonical spelling."""


def _no_float(text: str) -> Any:
    raise NotALeaf(f"the number {text}")


_decode = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float).decode


def read_leaf(leaf: bytes) -> dict[str, Any]:
    """The leaf's contents, or NotALeaf with the reason."""
    if len(leaf) > MAX_LEAF:
        raise NotALeaf("too long")
    try:
        text = leaf.decode()
        said = _decode(text)
    except (ValueError, RecursionError) as error:
        raise NotALeaf("no JSON in UTF-8") from error
    if not isinstance(said, dict) or set(said) != KEYS:
        raise NotALeaf("keys")
    if _encode(said) != text:
        raise NotALeaf("spelling")
    if not text.isascii() and not is_normalized("NFC", text):
        raise NotALeaf("Unicode normal form")
    if wrong := [name for name in sorted(KEYS) if not _CHECKS[name](said[name])]:
        raise NotALeaf(", ".join(wrong))
    return said


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256 over a zero byte and the leaf (RFC 6962)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def opens(commitment: str, salt: bytes, body: bytes) -> bool:
    """Whether salt and body are what the leaf committed to."""
    return hmac.compare_digest(commitment[3:], _b64(hmac.digest(salt, COMMIT_TAG + body, "sha256")))


def _b64(data: bytes) -> str:
    return b64encode(data).decode()


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _optional_text(value: Any) -> bool:
    return value is None or _text(value)


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def _is_doc(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"b", "h"} and type(value["b"]) is int and _is_digest(value["h"])


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "t": lambda v: v == FORMAT,
    "log": _text,
    "case": _text,
    "cseq": lambda v: type(v) is int and 0 < v < 2**53,
    "cprev": lambda v: v is None or (isinstance(v, str) and _BASE64.fullmatch(v) is not None),
    "act": _text,
    "st": lambda v: isinstance(v, list) and len(v) == 2 and _optional_text(v[0]) and _text(v[1]),
    "actor": lambda v: (
        isinstance(v, dict)
        and set(v) == {"p", "role", "auth"}
        and _optional_text(v["p"])
        and _text(v["role"])
        and _optional_text(v["auth"])
    ),
    "at": lambda v: isinstance(v, str) and _INSTANT.fullmatch(v) is not None,
    "rule": _text,
    "pc": lambda v: isinstance(v, str) and v.startswith("c1:") and _BASE64.fullmatch(v[3:]) is not None,
    "docs": lambda v: isinstance(v, list) and all(map(_is_doc, v)),
    "idem": lambda v: v is None or _is_digest(v),
}
