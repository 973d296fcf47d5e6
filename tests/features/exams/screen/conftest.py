"""A paper marked on screen, with four candidates; fixtures of the folder above build on it."""

import pytest

from tests.factories import applications, screen
from tests.features.exams.conftest import OPENED

NAMES = ["Thí Sinh Một", "Thí Sinh Hai", "Thí Sinh Ba", "Thí Sinh Bốn"]


@pytest.fixture
def shortlisted(session, clock, tmp_path):
    """A round whose regulation has scripts marked on screen, and the four candidates of its published list."""
    clock.set(OPENED)
    store = applications.storage_at(tmp_path)
    return applications.shortlisted_round(session, OPENED, NAMES, store, changes=screen.ON_SCREEN)


@pytest.fixture
def drawn(session, begun, held, clock):
    """The paper with its scripts allocated, and the map's file."""
    return held, screen.drawn(session, begun, held, clock.now)


@pytest.fixture
def being_marked(session, begun, held, clock):
    """The paper being marked on screen, and the map's file."""
    return held, screen.begun(session, begun, held, clock.now)
