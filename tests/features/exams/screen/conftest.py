"""A paper marked on screen, with four candidates; fixtures of the folder above build on it."""

import pytest

from tests.factories import applications, competitions, screen
from tests.features.exams.conftest import OPENED

NAMES = ["Thí Sinh Một", "Thí Sinh Hai", "Thí Sinh Ba", "Thí Sinh Bốn"]


@pytest.fixture
def built(session, clock):
    """A round whose regulation has scripts marked on screen."""
    clock.set(OPENED)
    return competitions.receiving_round(session, OPENED, changes=screen.ON_SCREEN)


@pytest.fixture
def candidates(session, built, tmp_path):
    """Four candidates of the published shortlist."""
    return applications.shortlisted(session, built, NAMES, applications.storage_at(tmp_path))


@pytest.fixture
def drawn(session, begun, held, clock):
    """The paper with its scripts allocated, and the map's file."""
    return held, screen.drawn(session, begun, held, clock.now)


@pytest.fixture
def being_marked(session, begun, held, clock):
    """The paper being marked on screen, and the map's file."""
    return held, screen.begun(session, begun, held, clock.now)
