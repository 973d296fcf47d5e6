"""A proposal's file made unreadable in the transaction that takes it, and read again once its key was opened.

AES-256-GCM under a fresh key for each file; that key wrapped by HPKE (RFC 9180) for the round's public key. The private
half follows from shares that never come here.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from appointments.exams.coding import formats

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
NONCE = 12


@dataclass(frozen=True)
class SealedFile:
    """What is kept of a file: its digest, the ciphertext with its own, and the wrapped key."""

    digest: str
    ciphertext: bytes
    sealed: str
    wrapped: str


class NotWhatWasLodged(Exception):
    """The key does not open the file, or what it opens is not what was handed in."""


def seal(data: bytes, public: str, round_id: str, proposal: str) -> SealedFile:
    """Encrypt a file under a fresh key, and wrap that key for the round's public one. The key is forgotten here."""
    key, nonce = secrets.token_bytes(32), secrets.token_bytes(NONCE)
    ciphertext = nonce + AESGCM(key).encrypt(nonce, data, _about(round_id, proposal))
    sealed = hashlib.sha256(ciphertext).hexdigest()
    receiver = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    wrapped = SUITE.encrypt(key, receiver, formats.bound_to(round_id, proposal, sealed))
    return SealedFile(hashlib.sha256(data).hexdigest(), ciphertext, sealed, wrapped.hex())


def unseal(ciphertext: bytes, key: str, digest: str, round_id: str, proposal: str) -> bytes:
    """The file that was handed in, byte for byte; or NotWhatWasLodged."""
    try:
        data = AESGCM(bytes.fromhex(key)).decrypt(ciphertext[:NONCE], ciphertext[NONCE:], _about(round_id, proposal))
    except (InvalidTag, ValueError):
        raise NotWhatWasLodged(proposal) from None
    if not hmac.compare_digest(hashlib.sha256(data).hexdigest(), digest):
        raise NotWhatWasLodged(proposal)
    return data


def _about(round_id: str, proposal: str) -> bytes:
    return formats.canonical(["minhtuyen/proposal-file/v1", round_id, proposal])
