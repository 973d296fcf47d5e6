"""What the indicator becomes by the end of the period, and how many competitions it still takes. Pure but for HiGHS.

A vacancy is filled in its month either way, by competition or by the ordinary procedure; an `extra` one is filled by
competition or not at all. A month is a number, year * 12 + month - 1. Sums are exact: the solver's answer is whole
numbers that are held against the constraints again.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, sqrt
from typing import Any

from appointments.indicator.rules import Figure, shortfall

LEAD = 4
"""Months that a competition takes unless the address says otherwise; as the parameter `kpi.lead_months`."""
Z95 = 1.959963984540054
"""The standard normal deviate of a two-sided interval of 95 per cent."""


@dataclass(frozen=True, slots=True)
class Vacancy:
    """One vacancy known: where, in which month it is to be filled, whether a competition can still fill it."""

    id: Hashable
    organisation: Hashable
    month: int
    may_compete: bool = True
    is_planned: bool = False
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The fewest competitions: their vacancies, the soonest first; None where not even all of them reach the goal."""

    chosen: tuple[Vacancy, ...] | None

    @property
    def count(self) -> int | None:
        """How many competitions that is."""
        return None if self.chosen is None else len(self.chosen)


@dataclass(frozen=True, slots=True)
class Path:
    """One scenario: the figure at the end of each month."""

    name: str
    steps: tuple[tuple[int, Figure], ...]

    @property
    def last(self) -> Figure:
        """The figure at the end of the period."""
        return self.steps[-1][1]


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of past competitions ended with somebody appointed, with Wilson's interval of 95 per cent."""

    successes: int
    trials: int

    @property
    def share(self) -> Fraction | None:
        """The rate itself; None of nothing."""
        return Fraction(self.successes, self.trials) if self.trials else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The bounds between which the true rate lies; for print and for prudence, never for a verdict."""
        if not self.trials:
            return None
        n, p, zz = self.trials, self.successes / self.trials, Z95 * Z95
        centre, half = p + zz / (2 * n), Z95 * sqrt(p * (1 - p) / n + zz / (4 * n * n))
        low, high = (centre - half) / (1 + zz / n), (centre + half) / (1 + zz / n)
        return max(0.0, low), min(1.0, high)

    def to_hold(self, needed: int) -> tuple[int | None, int | None]:
        """How many to hold so that so many succeed: at the rate itself, and at its lower bound."""
        if self.share is None or self.interval is None:
            return None, None
        low = self.interval[0]
        return (ceil(needed / self.share) if self.share else None), (ceil(needed / low) if low > 0 else None)


def fewest(
    now: Mapping[Hashable, Figure],
    vacancies: Sequence[Vacancy],
    target: Fraction,
    *,
    whole: bool,
    each: Iterable[Hashable] = (),
) -> Plan:
    """The fewest competitions that reach the target at the end for the whole, for `each` organisation, or for both."""
    groups = _groups(now, vacancies)
    wanted = _constraints(groups, target, whole, set(each))
    counts = _solved([cap for group in groups.values() for cap in group.caps], wanted)
    if counts is None:
        return Plan(None)
    chosen: list[Vacancy] = []
    for n, group in enumerate(groups.values()):
        for queue, count in zip((group.usual, group.extra), counts[2 * n : 2 * n + 2], strict=True):
            chosen += queue[:count]
    return Plan(tuple(sorted(chosen, key=lambda v: (v.month, str(v.id)))))


def by_organisation(
    now: Mapping[Hashable, Figure], vacancies: Sequence[Vacancy], target: Fraction
) -> dict[Hashable, int | None]:
    """For each organisation by itself, the fewest competitions that reach the target; None where it cannot."""
    groups = _groups(now, vacancies)
    wanted = _constraints(groups, target, False, set(groups))
    caps = [cap for group in groups.values() for cap in group.caps]
    within = [one for one in wanted if _is_possible(one, caps)]
    counts = _solved(caps, within) or []  # they share no vacancy, so the least sum is each one's least
    return {
        name: counts[2 * n] + counts[2 * n + 1] if _is_possible(wanted[n], caps) else None
        for n, name in enumerate(groups)
    }


@dataclass(slots=True)
class _Group:
    """One organisation: its figure if every vacancy is filled without competition, and what could be put to one."""

    figure: Figure
    usual: list[Vacancy]
    extra: list[Vacancy]

    @property
    def caps(self) -> tuple[int, int]:
        return len(self.usual), len(self.extra)


def _groups(now: Mapping[Hashable, Figure], vacancies: Sequence[Vacancy]) -> dict[Hashable, _Group]:
    groups = {name: _Group(figure, [], []) for name, figure in now.items()}
    for vacancy in sorted(vacancies, key=lambda v: (v.month, str(v.id))):
        group = groups.setdefault(vacancy.organisation, _Group(Figure(0, 0), [], []))
        if not vacancy.is_extra:
            group.figure = Figure(group.figure.new + 1, group.figure.exam)
        if vacancy.may_compete:
            (group.extra if vacancy.is_extra else group.usual).append(vacancy)
    return groups


Constraint = tuple[dict[int, int], int]
"""Coefficients of the variables, and what their sum must reach at least."""


def _constraints(
    groups: Mapping[Hashable, _Group], target: Fraction, whole: bool, each: set[Hashable]
) -> list[Constraint]:
    p, q = target.numerator, target.denominator
    found: list[Constraint] = []
    every: dict[int, int] = {}
    lacking = 0
    for n, (name, group) in enumerate(groups.items()):
        own = {2 * n: q, 2 * n + 1: q - p}
        lacks = p * group.figure.new - q * group.figure.exam
        every |= own
        lacking += lacks
        if name in each:
            found.append((own, lacks))
    return [*found, (every, lacking)] if whole else found


def _is_possible(wanted: Constraint, caps: Sequence[int]) -> bool:
    """Whether all competitions together meet it: a coefficient is never negative, so that is the best there is."""
    return sum(c * caps[v] for v, c in wanted[0].items()) >= wanted[1]


def _solved(caps: Sequence[int], wanted: Sequence[Constraint]) -> list[int] | None:
    """Whole numbers within the caps that meet every constraint with the least sum; None where there are none."""
    if not all(_is_possible(one, caps) for one in wanted):
        return None
    if not wanted or all(least <= 0 for _one, least in wanted):
        return [0] * len(caps)
    import highspy  # loaded by whoever plans, not by every worker

    model: Any = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 0.5)
    count = len(caps)
    model.addVars(count, [0.0] * count, [float(cap) for cap in caps])
    model.changeColsCost(count, list(range(count)), [1.0] * count)
    model.changeColsIntegrality(count, list(range(count)), [highspy.HighsVarType.kInteger] * count)
    for one, least in wanted:
        if least > 0:
            model.addRow(float(least), highspy.kHighsInf, len(one), list(one), [float(c) for c in one.values()])
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ArithmeticError(f"the solver answers {model.getModelStatus()}")
    found = [round(value) for value in model.getSolution().col_value]
    if any(sum(c * found[v] for v, c in one.items()) < least for one, least in wanted):
        raise ArithmeticError("the solver's answer does not meet a constraint")
    return found


def path(
    name: str, now: Figure, vacancies: Iterable[Vacancy], competing: Iterable[Vacancy], first: int, last: int
) -> Path:
    """The figure at the end of each month if these vacancies are put to competition and succeed."""
    chosen = {vacancy.id for vacancy in competing}
    steps, new, exam = [], now.new, now.exam
    by_month: dict[int, list[Vacancy]] = {}
    for vacancy in vacancies:
        by_month.setdefault(min(max(vacancy.month, first), last), []).append(vacancy)
    for month in range(first, last + 1):
        for vacancy in by_month.get(month, ()):
            by_exam = vacancy.id in chosen
            new += by_exam or not vacancy.is_extra
            exam += by_exam
        steps.append((month, Figure(new, exam)))
    return Path(name, tuple(steps))


def too_late(now: Figure, vacancies: Sequence[Vacancy], target: Fraction, first: int, last: int) -> int | None:
    """The first month from which not even every competition still open reaches the goal; None if that never comes.

    Until then everything is filled without competition; from then on everything that may be is put to competition.
    """
    usual = sum(not vacancy.is_extra for vacancy in vacancies)
    for month in range(first, last + 2):
        open_ = [vacancy for vacancy in vacancies if vacancy.may_compete and vacancy.month >= month]
        extra = sum(vacancy.is_extra for vacancy in open_)
        if shortfall(Figure(now.new + usual + extra, now.exam + len(open_)), target) > 0:
            return month
    return None
