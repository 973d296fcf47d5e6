"""How the panel's sheets of one presentation become its mark, and the rubric that a round begins with. Pure.

The mark is the mean of the sheets that count, to two decimals. A sheet farther from the mean than
`exam.oral_divergence` is talked over once; its member then scores again or keeps the score, with a reason. It counts
either way: no sheet is dropped because it differs.
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from workflows.words import Words

HUNDREDTH = Decimal("0.01")
RUBRIC: tuple[tuple[Words, Decimal], ...] = (
    (Words("Nội dung đề án (phân tích, mục tiêu, giải pháp, tính khả thi)",
           "Content of the proposal (analysis, objectives, solutions, feasibility)"), Decimal(40)),
    (Words("Trình bày", "Presentation"), Decimal(20)),
    (Words("Hỏi - đáp", "Questions and answers"), Decimal(30)),
    (Words("Tác phong, năng lực lãnh đạo", "Manner and leadership"), Decimal(10)),
)  # fmt: skip
"""Criteria with their most points of 100: the house's design, no law; the council's chair may enter others."""


def mean(scores: Sequence[Decimal]) -> Decimal:
    """The mean to two decimals, halves upward."""
    return (sum(scores, Decimal(0)) / len(scores)).quantize(HUNDREDTH, ROUND_HALF_UP)


def far_from_mean(scores: Mapping[str, Decimal], limit: Decimal, asked: Collection[str] = ()) -> list[str]:
    """Whose score lies more than `limit` from the mean of all, in the order given; not whoever was `asked` before."""
    if not scores:
        return []
    middle = mean(list(scores.values()))
    return [who for who, score in scores.items() if abs(score - middle) > limit and who not in asked]
