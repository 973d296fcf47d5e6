"""Chance that comes out the same in two worlds: one seeded source under everything that the standard library draws.

Ids, salts, tokens, codes and seeds all come from `os.urandom`, directly or by `random.SystemRandom`. The process's
clock is the simulated one as well, for what signs with a time of its own (cookies, mails).
"""

import hashlib
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest import mock

import werkzeug.utils

SYSTEM = os.urandom


class Chance:
    """The source. `restart` names what is about to be drawn: the same name gives the same draws again."""

    def __init__(self) -> None:
        self.restart("the beginning")

    def restart(self, *about: str) -> None:
        """From here on as if everything so named were to begin."""
        self._key, self._drawn = hashlib.sha256("\0".join(about).encode()).digest(), 0
        random.seed(self._key)

    def bytes(self, count: int) -> bytes:
        """The next bytes; SQLAlchemy, which names by chance what it keeps for next time, has them from elsewhere."""
        if sys._getframe(1).f_globals["__name__"].startswith("sqlalchemy"):
            return SYSTEM(count)
        self._drawn += 1
        return hashlib.shake_256(self._key + self._drawn.to_bytes(8)).digest(count)


@contextmanager
def given(now: Callable[[], datetime]) -> Iterator[Chance]:
    """While this is open, chance comes from the seeded source and the time from `now`."""
    chance = Chance()

    def seconds() -> float:
        return now().timestamp()

    with (
        mock.patch.object(os, "urandom", chance.bytes),
        mock.patch.object(random, "_urandom", chance.bytes),
        mock.patch.object(time, "time", seconds),
        mock.patch.object(werkzeug.utils, "time", seconds),  # which took the function by its name
    ):
        yield chance
