"""Measures variants in turn, round after round, so that whatever disturbs the machine disturbs all of them.

What counts is the median of the ratios taken inside each round, never a time by itself.
"""

import time
from collections.abc import Callable, Mapping
from statistics import median

from bench.protocol import Worker, order_all

Measure = Callable[[int], float]
"""Does so many steps, answers the microseconds that one took."""


def in_turn(variants: Mapping[str, Measure], steps: int, rounds: int) -> dict[str, list[float]]:
    """Microseconds a step of each variant in each round; the order turns and is reversed from round to round."""
    names, found = list(variants), {name: [] for name in variants}
    for name in names:
        variants[name](max(steps // 2, 1))  # warm up
    for number in range(rounds):
        turned = names[number % len(names) :] + names[: number % len(names)]
        for name in turned if number % 2 else reversed(turned):
            found[name].append(variants[name](steps))
    return found


def ratio(found: Mapping[str, list[float]], name: str, base: str) -> float:
    """How many times as long as `base` the variant takes: the median of the rounds' own ratios."""
    return median(mine / other for mine, other in zip(found[name], found[base], strict=True))


def workers(group: list[Worker]) -> Measure:
    """The wall time of a step while every worker of the group is at work."""

    def measure(steps: int) -> float:
        begun = time.perf_counter()
        order_all(group, steps)
        return (time.perf_counter() - begun) / (steps * len(group)) * 1e6

    return measure


def processor(group: list[Worker]) -> Measure:
    """The processor time of a step inside the workers themselves; waiting for a disk or a server is not in it."""

    def measure(steps: int) -> float:
        return sum(answer["cpu"] for answer in order_all(group, steps)) / (steps * len(group)) * 1e6

    return measure


def called(function: Callable[[int], object]) -> Measure:
    """The time of a step inside this process."""

    def measure(steps: int) -> float:
        begun = time.perf_counter()
        function(steps)
        return (time.perf_counter() - begun) / steps * 1e6

    return measure
