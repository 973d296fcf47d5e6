"""The proof for each pair of equal totals: every rule of the tie order that was asked, what both had, which decided."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from appointments.results.report import said_value
from appointments.results.rules import Ranking, Verdict, value
from appointments.results.scheme import HEAD_DECIDES
from workflows.parameters_exam import TIE_RULES
from workflows.words import Words


@dataclass(frozen=True, slots=True)
class Rung:
    """One rule that was asked of a pair, and what each had by it; neither has anything where a person decided."""

    rule: str
    higher_value: Any
    lower_value: Any
    decides: bool

    @property
    def label(self) -> Words:
        """The rule in words."""
        return TIE_RULES[self.rule]

    def values(self) -> tuple[Words, Words]:
        """What each had, in words."""
        higher, lower = (
            Words(*(said_value(one, loc) for loc in ("vi", "en"))) for one in (self.higher_value, self.lower_value)
        )
        return higher, lower


@dataclass(frozen=True, slots=True)
class Ladder:
    """One pair with the same total: who stands before whom, and every rung down to the one that parted them."""

    higher: str
    lower: str
    total: Decimal | None
    rungs: tuple[Rung, ...]
    reason: str


def ladders(ranking: Ranking) -> list[Ladder]:
    """The proof of every pair that was parted, in the order of the verdicts."""
    return [_ladder(ranking, verdict) for verdict in ranking.verdicts]


def _ladder(ranking: Ranking, verdict: Verdict) -> Ladder:
    placed = {p.code: p for p in ranking.placed}
    higher, lower = placed[verdict.higher].candidate, placed[verdict.lower].candidate
    order = ranking.scheme.tie_order
    rungs: list[Rung] = []
    for rule in order[: order.index(verdict.rule)]:
        rungs.append(Rung(rule, value(higher, rule), value(lower, rule), decides=False))
        if verdict.rule == HEAD_DECIDES and None in (rungs[-1].higher_value, rungs[-1].lower_value):
            break  # what is not on record asks for a person at once
    rungs.append(Rung(verdict.rule, verdict.higher_value, verdict.lower_value, decides=True))
    return Ladder(verdict.higher, verdict.lower, placed[verdict.higher].total, tuple(rungs), verdict.reason)
