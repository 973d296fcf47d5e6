"""Codes (số phách) by the system's random source, in one batch. There is no seed, and none can be given."""

import secrets
from collections.abc import Iterable, Sequence
from typing import TypeVar

from .faults import refused

T = TypeVar("T")
LETTERS = "ACDEFGHJKLMNPQRTUVWXY"
DIGITS = "234679"
ALL = len(LETTERS) ** 3 * len(DIGITS)


def draw(count: int, taken: Iterable[str] = ()) -> list[str]:
    """`count` different codes such as "K7QF", none of those taken."""
    used = set(taken)
    if count > (ALL - len(used)) // 2:
        raise refused("codes_spent")
    made = list[str]()
    while len(made) < count:
        code = "".join(secrets.choice(letters) for letters in (LETTERS, DIGITS, LETTERS, LETTERS))
        if code not in used:
            used.add(code)
            made.append(code)
    return made


def shuffled(items: Iterable[T]) -> Sequence[T]:
    """The items in a random order."""
    mixed = list(items)
    secrets.SystemRandom().shuffle(mixed)
    return mixed
