"""The marking criteria of a paper as the board's head entered them, and whether points fit them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

USUAL_STEP = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the marking: its label, the most points, and the step in which points are given."""

    label: str
    most: Decimal
    step: Decimal = USUAL_STEP

    def fits(self, points: Decimal) -> bool:
        """Whether these points may be given: from 0 to the most, a whole number of steps; the most itself always."""
        return Decimal(0) <= points <= self.most and (points % self.step == 0 or points == self.most)


def criteria_of(stored: Mapping[str, Any] | None) -> list[Criterion]:
    """The criteria kept on a paper, in their order."""
    return [
        Criterion(line["label"], Decimal(line["points"]), Decimal(line.get("step", USUAL_STEP)))
        for line in (stored or {}).get("lines", ())
    ]


def to_store(criteria: Sequence[Criterion]) -> dict[str, Any]:
    """The criteria as a paper keeps them."""
    return {"lines": [{"label": c.label.strip(), "points": str(c.most), "step": str(c.step)} for c in criteria]}


def misfits(criteria: Sequence[Criterion], points: Sequence[Decimal]) -> int:
    """How many points break their criterion; a wrong number of points breaks them all."""
    if len(criteria) != len(points):
        return max(len(criteria), len(points))
    return sum(not one.fits(given) for one, given in zip(criteria, points, strict=True))
