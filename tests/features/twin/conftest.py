"""Two worlds in which the same round is played; they differ only in who wrote which script."""

import pytest

from tests.features.twin.house import House
from tests.features.twin.story import BEFORE_DECODING

WRITERS = {"one": (0, 1, 2, 3, 4), "other": (3, 2, 4, 1, 0)}
"""Script by candidate. In the other world nobody wrote a script of the same number of pages, but one."""


@pytest.fixture(scope="session")
def house(sqlite_template, tmp_path_factory, catalogues) -> House:
    """A house for stories, empty."""
    return House(tmp_path_factory.mktemp("twin"), sqlite_template)


@pytest.fixture(scope="session")
def twins(house) -> House:
    """The house with both worlds played up to the lock."""
    for world, writers in WRITERS.items():
        house.play(world, writers, BEFORE_DECODING)
    return house
