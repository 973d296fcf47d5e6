"""The small chart of the indicator: for each year, all new appointments and those by competition. Pure geometry."""

from dataclasses import dataclass

from appointments.indicator.rules import Counted

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 240, 44, 30, 16
GAP = 0.35
"""Of the width of a year, how much stays free between its bar and the next."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One year: where its bar stands, how high all of it is, how high the competitions are, where a fifth lies."""

    year: int
    new: int
    exam: int
    x: float
    width: float
    top: float
    height: float
    exam_top: float
    exam_height: float
    goal: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars with the marks of the axis: (height on the page, number)."""

    bars: tuple[Bar, ...]
    marks: tuple[tuple[float, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = HEIGHT - BOTTOM


def bars(found: Counted) -> Chart:
    """The chart of a figure; years of the period without appointments are empty places."""
    years = range(found.definition.first.year, min(found.on, found.definition.last).year + 1)
    figures = [(year, found.by["year"].get(year)) for year in years]
    most = max([1, *(figure.new for _, figure in figures if figure)])
    step = (WIDTH - LEFT) / max(1, len(figures))
    made = []
    for n, (year, figure) in enumerate(figures):
        new, exam = (figure.new, figure.exam) if figure else (0, 0)
        goal = _y(float(found.definition.target) * new, most)
        x, width = LEFT + n * step + step * GAP / 2, step * (1 - GAP)
        top, exam_top = _y(new, most), _y(exam, most)
        floor = HEIGHT - BOTTOM
        made.append(Bar(year, new, exam, _r(x), _r(width), top, _r(floor - top), exam_top, _r(floor - exam_top), goal))
    return Chart(tuple(made), tuple((_y(n, most), n) for n in _round_marks(most)))


def _y(number: float, most: int) -> float:
    floor = HEIGHT - BOTTOM
    return _r(floor - (floor - TOP) * number / most)


def _r(length: float) -> float:
    return round(length, 1)


def _round_marks(most: int) -> list[int]:
    """Nought, the greatest number, and one between."""
    return sorted({0, most // 2, most})
