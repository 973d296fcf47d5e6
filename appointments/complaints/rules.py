"""What a case can be about, how a statement is bound without being told, which counts the public reads. Pure."""

import hashlib
import json
import secrets
from collections.abc import Mapping

from workflows.roles import AUTHORITY, CHAIR, INVIGILATOR, MARKER, MARKING_HEAD, PANEL, PERSONNEL, SECRETARY, SUPERVISOR
from workflows.words import Words

ABOUT = {
    "sanction": Words("Việc xử lý vi phạm trong kỳ thi", "A sanction in the exam"),
    "dossier": Words("Việc kiểm tra hồ sơ", "The checking of applications"),
    "marking": Words("Việc chấm thi", "The marking"),
    "result": Words("Kết quả thi", "The result"),
    "conduct": Words("Hành vi của người có nhiệm vụ trong kỳ thi", "The conduct of somebody who serves in the exam"),
    "other": Words("Việc khác", "Something else"),
}
ABOUT_ROLES = (CHAIR, SECRETARY, SUPERVISOR, AUTHORITY, PERSONNEL, MARKING_HEAD, MARKER, INVIGILATOR, PANEL)
OF_THE_COUNCIL = (CHAIR, SUPERVISOR)
"""Where it is about one of these, the case goes to the appointing authority and to nobody in the round."""
FEWEST = 5
"""Smaller numbers are not told to the public: they would point at somebody."""
TAG = b"minhtuyen/statement/v1\x00"


def new_salt() -> str:
    """32 random bytes, so that nobody finds a name by trying."""
    return secrets.token_hex(32)


def seal(name: str, contact: str, text: str, salt: str) -> str:
    """The digest that the ledger keeps of a statement."""
    told = json.dumps([salt, name, contact, text], ensure_ascii=False).encode()
    return hashlib.sha256(TAG + told).hexdigest()


def told_to_public(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The numbers by stage, None for those that are too small to be told; nought is told."""
    return {stage: None if 0 < number < FEWEST else number for stage, number in counts.items()}
