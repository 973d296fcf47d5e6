"""How likely so great a deviation is by chance: the upper tail of the chi-square distribution, in closed form."""

from collections.abc import Collection, Mapping
from math import erfc, exp, lgamma, log, sqrt


def chi_square_tail(statistic: float, degrees: int) -> float:
    """P(X >= statistic): a Poisson sum, over whole numbers or, for odd degrees of freedom, over halves."""
    half = statistic / 2
    if half == 0:
        return 1.0
    first, tail = (0.0, 0.0) if degrees % 2 == 0 else (0.5, erfc(sqrt(half)))
    terms = (first + k for k in range(degrees // 2))
    return min(1.0, tail + sum(exp(k * log(half) - half - lgamma(k + 1)) for k in terms))


def equally_likely(counts: Mapping[str, int], kinds: int) -> float:
    """The p-value of one draw a round from `kinds` equally likely kinds."""
    expected = sum(counts.values()) / kinds
    statistic = sum((n - expected) ** 2 for n in counts.values()) / expected + expected * (kinds - len(counts))
    return chi_square_tail(statistic, kinds - 1)


def equally_often(counts: Collection[int], rounds: int) -> float:
    """The p-value that all are chosen equally often where each round chooses the same number of them.

    What is chosen leaves less for the rest, so the counts lean against each other: the variance of a sum that cannot
    vary is spread over one degree of freedom fewer.
    """
    n = len(counts)
    share = sum(counts) / rounds / n
    spread = share * (1 - share) * n / (n - 1)
    return chi_square_tail(sum((count - rounds * share) ** 2 for count in counts) / (rounds * spread), n - 1)


def equal_table(counts: Collection[int], rows: int, columns: int, rounds: int) -> float:
    """The same for the cells of a table whose rows and columns have the same sums in each round."""
    assert len(counts) == rows * columns
    share = sum(counts) / rounds / len(counts)
    degrees = (rows - 1) * (columns - 1)
    spread = share * (1 - share) * rows * columns / degrees
    return chi_square_tail(sum((count - rounds * share) ** 2 for count in counts) / (rounds * spread), degrees)
