"""The key to the map, split 2-of-3: chair, head of the coding board, supervisor as custodian. One share tells nothing.

A share is a line of letters and digits that a person can copy by hand: twelve groups of four, of which the last seven
letters are a checksum.
"""

import hashlib
import re
from base64 import b32decode, b32encode
from dataclasses import dataclass

from Crypto.Protocol.SecretSharing import Shamir

from .faults import refused

ROLES = {"chair": "Chủ tịch Hội đồng thi", "coding_head": "Trưởng ban phách", "supervisor": "Ban giám sát"}
KEY_BYTES = 16
REAL, DEMONSTRATION = 0x01, 0x81
PREFIX = {REAL: "MT1", DEMONSTRATION: "DEMO1"}
LINE = re.compile(r"\b(MT1|DEMO1)((?:[ -]*[0-9A-Z]){48})(?![0-9A-Z])")
STANDARD, CAREFUL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The letters of RFC 4648 and those that nobody mistakes for one another (no I, L, O, U)."""


@dataclass(frozen=True, repr=False)
class Share:
    """One custodian's part of the key of one batch."""

    role: str
    batch: str
    value: bytes
    demonstration: bool

    @property
    def label(self) -> str:
        """Whose it is, in words."""
        return ROLES[self.role]

    @property
    def fingerprint(self) -> str:
        """What the bundle keeps, so that a false share can be told from a damaged bundle."""
        return hashlib.sha256(b"minhtuyen/coding-share/v1\0" + self._payload()).hexdigest()

    def _payload(self) -> bytes:
        version = DEMONSTRATION if self.demonstration else REAL
        return bytes([version, 1 + list(ROLES).index(self.role)]) + bytes.fromhex(self.batch) + self.value

    def line(self) -> str:
        """The share as a person copies it."""
        data = self._payload()
        letters = b32encode(data + _checksum(data)).decode().translate(str.maketrans(STANDARD, CAREFUL))
        groups = [letters[at : at + 4] for at in range(0, len(letters), 4)]
        return "-".join([PREFIX[data[0]], *groups])


def split(key: bytes, batch: str, *, demonstration: bool) -> list[Share]:
    """The key's three shares, any two of which give it back."""
    parts = dict(Shamir.split(2, len(ROLES), key))
    return [Share(role, batch, parts[place], demonstration) for place, role in enumerate(ROLES, 1)]


def join(one: Share, other: Share) -> bytes:
    """The key from two shares of two roles."""
    places = list(ROLES)
    return Shamir.combine([(1 + places.index(share.role), share.value) for share in (one, other)])


MAP = "BẢN ĐỒ PHÁCH - THE MAP OF CODES"
"""What the key of a batch of codes opens."""


def text(share: Share, paper: str, purpose: str = MAP) -> str:
    """What is printed or put on the custodian's own medium; `paper` is the round where the key is the proposals'."""
    word = "TRÌNH DIỄN - DEMONSTRATION\n" if share.demonstration else ""
    return (
        f"{word}MẢNH KHÓA - SHARE OF THE KEY: {purpose}\n"
        f"Người giữ - held by: {share.label} ({share.role})\n"
        f"Bài thi, kỳ thi - paper, round: {paper}\nĐợt - batch: {share.batch}\n\n{share.line()}\n\n"
        "Giữ riêng, niêm phong, không sao chép, không để cùng chỗ với mảnh khác.\n"
        "Mở cần hai trong ba mảnh.\n"
        "Keep it alone and sealed; never beside another share. Two of the three open.\n"
    )


def read(said: str, name: str) -> Share:
    """The share in a text, whoever typed it; Refused where the checksum does not agree."""
    found = LINE.search(said.upper())
    letters = re.sub("[ -]", "", found[2]).translate(str.maketrans("OIL", "011")) if found else ""
    if not found or not set(letters) <= set(CAREFUL):
        raise refused("share_form", name=name)
    data = b32decode(letters.translate(str.maketrans(CAREFUL, STANDARD)))
    data, check = data[:-4], data[-4:]
    if check != _checksum(data) or PREFIX.get(data[0]) != found[1] or not 1 <= data[1] <= len(ROLES):
        raise refused("share_form", name=name)
    return Share(list(ROLES)[data[1] - 1], data[2:10].hex(), data[10:], data[0] == DEMONSTRATION)


def _checksum(data: bytes) -> bytes:
    return hashlib.sha256(b"minhtuyen/coding-share-checksum/v1\0" + data).digest()[:4]
