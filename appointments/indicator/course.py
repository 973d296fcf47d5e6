"""How the figure came about, month by month, for the City and for each organisation. Pure."""

from collections.abc import Mapping
from itertools import accumulate

from appointments.indicator.planning import Path
from appointments.indicator.rules import Counted, Figure, Place, Row, Tally, month_of, months_of

Months = Mapping[int, Figure]
"""The new ones of each month by its number."""


def course(found: Tally) -> Path:
    """The figure at the end of each month of the period up to the as-of day."""
    return path_of(found, found.months)


def months_by_place(found: Counted) -> dict[Place, Months]:
    """The months of each organisation."""
    groups: dict[Place, list[Row]] = {}
    for row in found.counted:
        groups.setdefault(row.top, []).append(row)
    return {place: months_of(rows, found.definition) for place, rows in groups.items()}


def greatest(found: Tally, most: int) -> list[Place]:
    """The organisations with most new appointments, those with most in front."""
    split: Mapping[Place, Figure] = found.by["agency"]
    return sorted(split, key=lambda place: (-split[place].new, place.name.vi))[:most]


def path_of(found: Tally, months: Months) -> Path:
    """The figure at the end of each month, from the new ones of each."""
    d = found.definition
    first = month_of(d.first)
    last = max(first, month_of(min(found.on, d.last)))
    within = {n: Figure(0, 0) for n in range(first, last + 1)}
    for month, figure in months.items():
        place = min(max(month, first), last)
        within[place] += figure
    return Path("course", tuple(zip(within, accumulate(within.values()), strict=True)))
