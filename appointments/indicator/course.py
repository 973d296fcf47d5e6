"""How the figure came about, month by month, for the City and for each organisation. Pure."""

from collections.abc import Sequence
from datetime import date

from appointments.indicator.planning import Path
from appointments.indicator.rules import Counted, Figure, Place, Row


def month_of(day: date) -> int:
    """A month as a number, year * 12 + month - 1."""
    return day.year * 12 + day.month - 1


def course(found: Counted) -> Path:
    """The figure at the end of each month of the period up to the as-of day."""
    return _course("course", found, found.counted)


def courses(found: Counted) -> list[tuple[Place, Path]]:
    """The same for each organisation, those with most new appointments in front."""
    groups: dict[Place, list[Row]] = {}
    for row in found.counted:
        groups.setdefault(row.top, []).append(row)
    ordered = sorted(groups, key=lambda place: (-len(groups[place]), place.name.vi))
    return [(place, _course("course", found, groups[place])) for place in ordered]


def _course(name: str, found: Counted, rows: Sequence[Row]) -> Path:
    d = found.definition
    first = month_of(d.first)
    last = max(first, month_of(min(found.on, d.last)))
    news, exams = [0] * (last - first + 1), [0] * (last - first + 1)
    for row in rows:
        place = min(max(month_of(row.day(d)), first), last) - first
        news[place] += 1
        exams[place] += row.is_by_exam
    steps, new, exam = [], 0, 0
    for n in range(last - first + 1):
        new, exam = new + news[n], exam + exams[n]
        steps.append((first + n, Figure(new, exam)))
    return Path(name, tuple(steps))
