"""Reading by sample: how many scripts the board's head reads again before the lock, and whether that reading holds; how
many the supervision board reads after it.

A reading holds for one mark. When the mark changes after it, or the script is marked anew, the reading is stale.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

SHARE = "exam.moderation_sample"
INSPECTED = "exam.inspection_sample"
AGREE, ASK = "agree", "ask"
"""What the head may find: the mark stands, or the pair is asked to talk about it."""


class Standing(StrEnum):
    """Where a script of the sample stands."""

    unread = "unread"
    agreed = "agreed"
    asked = "asked"
    stale = "stale"


def sample_size(scripts: int, rules: Mapping[str, Any], share: str = SHARE) -> int:
    """How many of so many scripts are read, rounded up; none in a round pinned before the parameter."""
    return -(-scripts * int(rules.get(share, 0)) // 100)


def standing(verdict: str, read: Decimal | None, settled: bool, mark: Decimal | None) -> Standing:
    """Where a script stands after its latest reading of the mark `read`, now that its mark is `mark`."""
    if verdict == ASK:
        return Standing.asked
    if verdict != AGREE:
        return Standing.unread
    return Standing.agreed if settled and read == mark else Standing.stale
