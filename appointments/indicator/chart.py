"""The charts of the indicator: the years as bars, the planner's scenarios as lines. Pure geometry."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from appointments.indicator.planning import Path
from appointments.indicator.rules import Tally

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


def bars(found: Tally) -> Chart:
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


@dataclass(frozen=True, slots=True)
class Line:
    """One scenario: its name, and the points of its line."""

    name: str
    points: str
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Lines:
    """Scenarios as lines of shares, the line of the goal, marks of the axes as (place, text)."""

    lines: tuple[Line, ...]
    goal: float
    marks: tuple[tuple[float, str], ...]
    months: tuple[tuple[float, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def lines(paths: Sequence[Path], target: Fraction) -> Lines:
    """The shares at the end of each month; a month without any appointment yet lies on the floor."""
    shares = [figure.share or Fraction(0) for one in paths for _month, figure in one.steps]
    top = max([target * 3 / 2, *shares]) or Fraction(1)
    months = [month for month, _figure in paths[0].steps]
    step = (WIDTH - LEFT - 20) / max(1, len(months) - 1)
    xs = [_r(LEFT + 6 + n * step) for n in range(len(months))]
    made = []
    for one in paths:
        ys = [_y(float((figure.share or 0) / top), 1) for _month, figure in one.steps]
        made.append(Line(one.name, " ".join(f"{x},{y}" for x, y in zip(xs, ys, strict=True)), (xs[-1], ys[-1])))
    marks = tuple((_y(float(share / top), 1), f"{round(share * 100)} %") for share in (Fraction(0), target, top))
    every = max(1, len(months) // 6)
    return Lines(tuple(made), _y(float(target / top), 1), marks, tuple(zip(xs, months, strict=True))[::every])
