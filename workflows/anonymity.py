"""How well a script is hidden among those of the same paper, and how much of the marking may be told before the lock.

With k scripts to one paper, a guess at whose script it is hits once in k; with one or two, a code hides nothing. Posts
that take the same paper are marked as one pool, which is what helps.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflows.kinds import told
from workflows.rules import PARAMETERS
from workflows.words import Words

LEAST = "exam.anonymity_min"
ENOUGH = Words("%(scripts)d bài làm cùng một đề.", "%(scripts)d scripts share this paper.")
TOO_FEW = Words(
    "Chỉ có %(scripts)d bài làm cùng một đề (nên có từ %(least)d): người chấm dễ đoán ra bài của ai.",
    "Only %(scripts)d scripts share this paper (%(least)d or more are wanted): a marker can guess whose is whose.",
)
POOL = Words(
    "Nên cho các vị trí sau thi chung một đề để chấm gộp: %(posts)s (tổng cộng %(scripts)d bài).",
    "Let these posts take the same paper, to be marked as one pool: %(posts)s (%(scripts)d scripts together).",
)
PROGRESS = Words("Đã chốt %(signed)d/%(total)d bài.", "%(signed)d of %(total)d signed.")


@dataclass(frozen=True, slots=True)
class Anonymity:
    """The meter of one paper: how many scripts share it, and whether these are enough."""

    scripts: int
    least: int

    @property
    def is_low(self) -> bool:
        """Whether a warning is due; a paper without scripts hides nobody and betrays nobody."""
        return 0 < self.scripts < self.least

    def say(self) -> Words:
        """The meter in words."""
        return told(TOO_FEW if self.is_low else ENOUGH, scripts=self.scripts, least=self.least)


def anonymity(scripts: int, rules: Mapping[str, Any]) -> Anonymity:
    """The meter for so many scripts that share a paper; a round pinned before the parameter has its default."""
    if scripts < 0:
        raise ValueError("a number of scripts is not negative")
    return Anonymity(scripts, rules.get(LEAST, PARAMETERS[LEAST].default))


def pooling(post: str, scripts: Mapping[str, int], rules: Mapping[str, Any]) -> Words | None:
    """The advice to pool a post with others, as few as are enough; None where it is not needed or would not help.

    `scripts` counts them by post, the post itself included; the others are those that could take the same paper.
    """
    if not anonymity(scripts[post], rules).is_low:
        return None
    pool, total = [post], scripts[post]
    for other in sorted(scripts.keys() - {post}, key=lambda name: (-scripts[name], name)):
        if scripts[other] > 0 and anonymity(total, rules).is_low:
            pool.append(other)
            total += scripts[other]
    return told(POOL, posts=", ".join(pool), scripts=total) if len(pool) > 1 else None


def told_progress(signed: int, total: int) -> Words:
    """All that may be told of the marking before the lock: how many are signed; no mark, mean, order or name."""
    if not 0 <= signed <= total:
        raise ValueError("as many are signed as there are, at most")
    return told(PROGRESS, signed=signed, total=total)
