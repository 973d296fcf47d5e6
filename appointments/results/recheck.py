"""The sums behind a result worked out a second time: pure, in fractions, apart from the product's own arithmetic.

Every number is a weighted mean, halves upward: a part's mark of the sheets that were given for it, or the total of both
marks. Where people settled a mark it stands alone; what a sanction takes off comes last. What a person worked out is
compared with both, line by line.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from appointments.applications.numbers import in_order
from appointments.results.rules import Ranking
from workflows.margin import ORAL, WRITTEN

TOTAL = "total"
TAG = b"minhtuyen/recheck/v1\x00"
Given = Mapping[str, Mapping[str, tuple[Decimal, ...]]]
"""By candidate number and part: the marks on the sheets of which the part's mark is the mean, or the one settled."""


@dataclass(frozen=True, slots=True)
class Sum:
    """One number of one candidate: what goes into it with which weights, and what stands on record."""

    code: str
    what: str
    figures: tuple[Decimal, ...]
    weights: tuple[int, ...]
    on_record: Decimal
    percent_off: int = 0

    @property
    def again(self) -> Decimal:
        """The weighted mean in exact fractions, halves upward; then less what a sanction takes off, halves upward."""
        parts = (Fraction(f) * w for f, w in zip(self.figures, self.weights, strict=True))
        exact = sum(parts, Fraction(0)) / sum(self.weights)
        hundredths = floor(exact * 100 + Fraction(1, 2))
        left = floor(Fraction(hundredths * (100 - self.percent_off), 100) + Fraction(1, 2))
        return Decimal(left).scaleb(-2)


def sums_of(ranking: Ranking, given: Given, off: Mapping[str, int]) -> list[Sum]:
    """Every sum of a post, by candidate: each part's mark, then the total; `off` is per cent of the written mark."""
    found: list[Sum] = []
    weights = ranking.scheme.weight_written, ranking.scheme.weight_oral
    for placed in sorted(ranking.placed, key=lambda p: in_order(p.code)):
        marks = {WRITTEN: placed.candidate.written, ORAL: placed.candidate.oral}
        for part, mark in marks.items():
            if mark is not None and (figures := given.get(placed.code, {}).get(part)):
                less = off.get(placed.code, 0) if part == WRITTEN else 0
                found.append(Sum(placed.code, part, figures, (1,) * len(figures), mark, less))
        both = tuple(mark for mark in marks.values() if mark is not None)
        if placed.total is not None:
            found.append(Sum(placed.code, TOTAL, both, weights, placed.total))
    return found


def compared(sums: Sequence[Sum], typed: Sequence[Decimal]) -> dict[str, dict[str, Any]]:
    """By "number:part" each sum as it was typed, worked out again and recorded; numbers as text, for the record."""
    return {
        f"{one.code}:{one.what}": {
            "figures": [f"{figure:.2f}" for figure in one.figures],
            "typed": f"{by_hand:.2f}",
            "again": f"{one.again:.2f}",
            "on_record": f"{one.on_record:.2f}",
            "agrees": by_hand == one.again == one.on_record,
        }
        for one, by_hand in zip(sums, typed, strict=True)
    }


def content_of(ranking: Ranking) -> str:
    """The digest of the marks and totals of a post: a check of the sums holds for these and no others."""
    lines = []
    for p in sorted(ranking.placed, key=lambda p: in_order(p.code)):
        numbers = (p.candidate.written, p.candidate.oral, p.total)
        lines.append(" ".join([p.code, *("-" if n is None else f"{n:.2f}" for n in numbers)]))
    return hashlib.sha256(TAG + "\n".join(lines).encode()).hexdigest()
