"""The leaf of one act: canonical bytes without personal data, its hash, the commitment to what is beside it. Pure."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from secrets import token_bytes
from typing import Any

from appointments.core.ledger.canonical import canonical, instant

FORMAT = "minhtuyen/audit/v1"
COMMIT_TAG = b"minhtuyen/commit/v1\x00"
MAX_LEAF = 4096
SALT_BYTES = 32


class LeafTooLarge(ValueError):
    """The leaf would exceed what a log tile can hold by our rule."""


def leaf_bytes(
    *,
    log: str,
    case: str,
    cseq: int,
    cprev: bytes | None,
    act: str,
    source: str | None,
    to: str,
    person: str | None,
    role: str,
    at: datetime,
    rule: str,
    commit: bytes,
    auth: str | None = None,
    docs: Iterable[tuple[bytes, int]] = (),
    idem: bytes | None = None,
) -> bytes:
    """The canonical bytes of one act.

    `person` is the actor's random id (hex), `auth` how they had signed in, `cprev` the hash of the case's leaf before,
    `commit` the payload's commitment, `docs` the SHA-256 and length of every file that the act brought in, `idem` the
    SHA-256 of the request's idempotency key.
    """
    leaf: dict[str, Any] = {
        "t": FORMAT,
        "log": log,
        "case": case,
        "cseq": cseq,
        "cprev": base64(cprev) if cprev is not None else None,
        "act": act,
        "st": [source, to],
        "actor": {"p": person, "role": role, "auth": auth},
        "at": instant(at),
        "rule": rule,
        "pc": f"c1:{base64(commit)}",
        "docs": [{"h": f"sha256:{digest.hex()}", "b": length} for digest, length in docs],
        "idem": f"sha256:{idem.hex()}" if idem is not None else None,
    }
    made = canonical(leaf)
    if len(made) > MAX_LEAF:
        raise LeafTooLarge(f"{len(made)} bytes in the leaf of {case}")
    return made


def leaf_hash(leaf: bytes) -> bytes:
    """The RFC 6962 hash of a leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def new_salt() -> bytes:
    """A fresh random salt; destroying it together with the payload makes the commitment unopenable."""
    return token_bytes(SALT_BYTES)


def commitment(salt: bytes, body: bytes) -> bytes:
    """What the leaf says of a payload: it binds the body and tells nothing about it."""
    return hmac.digest(salt, COMMIT_TAG + body, "sha256")


def base64(data: bytes) -> str:
    """Standard base64 text."""
    return b64encode(data).decode("ascii")
