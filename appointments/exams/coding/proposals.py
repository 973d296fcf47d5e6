"""The key under which a round's proposals are sealed: made here, split 2-of-3, and joined here to open them.

The private half follows from the split key and is written nowhere: who has the public half and one share has nothing.
What is opened are the keys of the single files; the files themselves stay where they are.
"""

import secrets
from itertools import combinations
from pathlib import Path
from typing import Any

from Crypto.Hash import SHA256
from Crypto.Protocol import DH, HPKE
from Crypto.Protocol.KDF import HKDF
from Crypto.PublicKey.ECC import EccKey

from . import folders, formats, shares
from .bundle import key_from
from .faults import refused

PURPOSE = "ĐỀ ÁN - PROPOSALS"
PUBLIC = "proposal-key.json"


def make(round_id: str, out: Path, places: dict[str, Path], *, demonstration: bool) -> dict[str, Any]:
    """A new key for a round: its public half in `out`, each share in its own file."""
    if not formats.is_id(round_id):
        raise refused("round")
    key, batch = secrets.token_bytes(shares.KEY_BYTES), secrets.token_hex(8)
    parts = shares.split(key, batch, demonstration=demonstration)
    said = {
        "round": round_id, "batch": batch, "demonstration": demonstration, "salt": secrets.token_hex(32),
        "shares": {share.role: share.fingerprint for share in parts},
    }  # fmt: skip
    said["public"] = _private(key, said).public_key().export_key(format="raw").hex()
    again = [shares.read(shares.text(share, round_id, PURPOSE), share.role) for share in parts]
    for pair in combinations(again, 2):
        if key_from(said, list(pair), demonstration=demonstration) != key:
            raise refused("share_count")
    with folders.draft(out) as folder:
        folders.put(folder / PUBLIC, formats.write(formats.PROPOSAL_KEY, said))
        for share in parts:
            path = places.get(share.role) or folder / folders.SHARES / f"{share.role}.txt"
            folders.put(path, shares.text(share, round_id, PURPOSE).encode())
        (folder / folders.SERVER / folders.SCRIPTS).rmdir()
        (folder / folders.SERVER).rmdir()
    return said


def unseal(sealed: Path, parts: list[shares.Share], *, demonstration: bool, expected: str | None) -> bytes:
    """The keys of all files in the list of sealed keys, which must be the very list that chair and supervisor saw."""
    listed = formats.read_proposals(sealed.read_bytes(), formats.PROPOSALS)
    if formats.proposals_digest(listed["entries"]) != listed["content"]:
        raise refused("proposals_changed")
    if expected is not None and expected.strip().lower() != listed["content"]:
        raise refused("proposals_other")
    said = formats.read(listed["key"].encode(), formats.PROPOSAL_KEY)
    if (said["round"], said["batch"]) != (listed["round"], listed["batch"]):
        raise refused("other_batch", what=sealed.name)
    private = _private(key_from(said, parts, demonstration=demonstration), said)
    if private.public_key().export_key(format="raw").hex() != said["public"]:
        raise refused("proposals_changed")
    opened = [{"proposal": one["proposal"], "key": _unwrap(private, listed["round"], one)} for one in listed["entries"]]
    kept = {name: listed[name] for name in ("round", "batch", "content")}
    return formats.write(formats.PROPOSAL_KEYS, {**kept, "entries": opened})


def _unwrap(private: EccKey, round_id: str, one: dict[str, str]) -> str:
    wrapped = bytes.fromhex(one["wrapped"])
    about = formats.bound_to(round_id, one["proposal"], one["sealed"])
    try:
        opener = HPKE.new(receiver_key=private, enc=wrapped[:32], aead_id=HPKE.AEAD.AES256_GCM, info=about)
        return opener.unseal(wrapped[32:]).hex()
    except ValueError:
        raise refused("proposals_changed") from None


def _private(key: bytes, said: dict[str, Any]) -> EccKey:
    seed = HKDF(key, 32, bytes.fromhex(said["salt"]), SHA256, context=formats.PROPOSAL_KEY.encode())
    assert isinstance(seed, bytes)
    return DH.import_x25519_private_key(seed)
