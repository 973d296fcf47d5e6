"""Measures variants in turn, round after round, so that whatever disturbs the machine disturbs all of them.

What counts is the median of the ratios taken inside each round, never a time by itself. `wall` is the time that passed;
`cpu` is the processor time of the worker itself, in which waiting for a disk or a server does not count.
"""

import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import NamedTuple

from bench.protocol import Worker, order_all


class Sample(NamedTuple):
    """Microseconds that one step took."""

    wall: float
    cpu: float


Measure = Callable[[int], Sample]
"""Does so many steps, answers what one took."""

Found = Mapping[str, list[Sample]]


def in_turn(variants: Mapping[str, Measure], steps: int, rounds: int) -> dict[str, list[Sample]]:
    """The samples of each variant; the order turns and is reversed from round to round."""
    names = list(variants)
    found: dict[str, list[Sample]] = {name: [] for name in variants}
    for name in names:
        variants[name](max(steps // 2, 1))  # warm up
    for number in range(rounds):
        turned = names[number % len(names) :] + names[: number % len(names)]
        for name in turned if number % 2 else reversed(turned):
            found[name].append(variants[name](steps))
    return found


def ratio(found: Found, name: str, base: str, by: str = "wall") -> float:
    """How many times as long as `base` the variant takes: the median of the rounds' own ratios."""
    pairs = zip(found[name], found[base], strict=True)
    return median(getattr(mine, by) / getattr(other, by) for mine, other in pairs)


def workers(group: list[Worker]) -> Measure:
    """A step while every worker of the group is at work."""

    def measure(steps: int) -> Sample:
        begun, each = time.perf_counter(), 1e6 / (steps * len(group))
        answers = order_all(group, steps)
        return Sample((time.perf_counter() - begun) * each, sum(answer["cpu"] for answer in answers) * each)

    return measure


def called(function: Callable[[int], object]) -> Measure:
    """A step inside this process."""

    def measure(steps: int) -> Sample:
        wall, cpu = time.perf_counter(), time.process_time()
        function(steps)
        return Sample((time.perf_counter() - wall) / steps * 1e6, (time.process_time() - cpu) / steps * 1e6)

    return measure
