"""Two worlds that differ only in who wrote which script; a third round with a word of its own in every secret."""

import logging

import pytest

from tests.features.twin.house import House
from tests.features.twin.seeded import STAGES, Seeded
from tests.features.twin.sightings import Secrets
from tests.features.twin.story import AROUND_PUBLICATION, BEFORE_DECODING

WRITERS = {"one": (0, 1, 2, 3, 4), "other": (3, 2, 4, 1, 0)}
"""Script by candidate. In the other world nobody wrote a script of the same number of pages, but one."""


@pytest.fixture(scope="session")
def house(sqlite_template, tmp_path_factory, catalogues) -> House:
    """A house for stories, empty."""
    return House(tmp_path_factory.mktemp("twin"), sqlite_template)


@pytest.fixture(scope="session")
def twins(house) -> House:
    """The house with both worlds played until the written results are out."""
    for world, writers in WRITERS.items():
        house.play(world, writers, (*BEFORE_DECODING, *AROUND_PUBLICATION))
    return house


class Logs(logging.Handler):
    """What was logged, as it would be written."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture(scope="session")
def logs():
    """Whatever the house and its server log while the round with the secrets is played and visited."""
    handler, loggers = Logs(), [logging.getLogger(name) for name in ("appointments", "werkzeug")]
    levels = [one.level for one in loggers]
    logging.getLogger().addHandler(handler)
    for one in loggers:
        one.setLevel(logging.INFO)
    yield handler.lines
    logging.getLogger().removeHandler(handler)
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)


@pytest.fixture(scope="session")
def secret_story(sqlite_template, tmp_path_factory, catalogues, logs) -> tuple[House, Seeded]:
    """A house in which the whole round was played with its secrets, and how it went."""
    house = House(tmp_path_factory.mktemp("secrets"), sqlite_template)
    return house, house.play("seeded", WRITERS["one"], STAGES, Seeded)


@pytest.fixture(scope="session")
def secret_round(secret_story) -> tuple[House, Secrets]:
    """That house, and what is secret in it."""
    house, story = secret_story
    return house, Secrets(story.spelt(), story.together(), story.pages())
