"""Dice that fall as a test says: the machine's random source gives what leads the coding tool to the codes wanted.

The tool takes no seed and is not touched. What `random.SystemRandom` makes of a byte is known: to choose the i-th of n
things it asks for the bits of n and takes the highest ones of a byte. Everything longer than a byte (keys, salts,
names) comes from the source as it was.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest import mock

from appointments.exams.coding.codes import DIGITS, LETTERS

SHAPE = (LETTERS, DIGITS, LETTERS, LETTERS)


@contextmanager
def loaded(codes: Sequence[str]) -> Iterator[None]:
    """While this is open the tool draws these codes, deals them in this order, and writes them in their own order."""
    system = random._urandom  # type: ignore[attr-defined]
    still = list(range(len(codes)))
    thrown = iter([*_drawn(codes), *_shuffled(still, still), *_shuffled(codes, sorted(codes))])

    def throw(count: int) -> bytes:
        return bytes([next(thrown)]) if count == 1 else system(count)

    with mock.patch.object(random, "_urandom", throw):
        yield
    assert next(thrown, None) is None, "the tool threw fewer dice than it needs for these codes"


def _drawn(codes: Sequence[str]) -> list[int]:
    return [_face(faces.index(sign), len(faces)) for code in codes for faces, sign in zip(SHAPE, code, strict=True)]


def _shuffled(items: Sequence[Any], wanted: Sequence[Any]) -> list[int]:
    """What is thrown for a shuffle (Fisher and Yates, from the last place to the second) to end in the order wanted."""
    mixed, thrown = list(items), []
    for place in reversed(range(1, len(mixed))):
        found = mixed.index(wanted[place], 0, place + 1)
        mixed[place], mixed[found] = mixed[found], mixed[place]
        thrown.append(_face(found, place + 1))
    return thrown


def _face(which: int, of: int) -> int:
    """The byte that chooses this one of so many."""
    return which << (8 - of.bit_length())
