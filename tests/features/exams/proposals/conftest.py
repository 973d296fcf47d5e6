"""A round whose proposals are handed in on screen, with three candidates; fixtures of the folder build on it."""

import pytest

from tests.factories import applications, oral, proposals
from tests.features.exams.conftest import OPENED

NAMES = ["Thí Sinh Một", "Thí Sinh Hai", "Thí Sinh Ba"]


@pytest.fixture
def store(app):
    """The store of the product itself."""
    return applications.storage_at(app.config["FILES"])


@pytest.fixture
def played(session, clock, tmp_path):
    """The round with its written results final, everybody passed; the clock stands then."""
    played = proposals.passed_round(session, OPENED, NAMES, applications.storage_at(tmp_path))
    clock.set(played[2])
    return played


@pytest.fixture
def passed(played):
    """The round."""
    return played[0]


@pytest.fixture
def candidates(played):
    """The three who passed."""
    return played[1]


@pytest.fixture
def key(passed, tmp_path):
    """The round's key, on the council's own machine."""
    return proposals.key_of(passed, tmp_path)


@pytest.fixture
def awaiting(session, passed, candidates, key, clock):
    """The presentations scheduled, proposals awaited."""
    proposals.brought(session, passed, key, clock.now)
    oral.scheduled(session, passed, candidates, clock.now)
    return passed


@pytest.fixture
def lodged(session, awaiting, candidates, store, clock):
    """The first two candidates have handed in; the third has not."""
    for one in candidates[:2]:
        proposals.lodged(session, one, proposals.pdf(f"Bí mật của {one.number}"), store, clock.now)
    return awaiting


@pytest.fixture
def sealed(session, lodged, clock):
    """The deadline has passed."""
    clock.set(proposals.sealed(session, lodged))
    return lodged


@pytest.fixture
def opened(session, sealed, key, store, clock):
    """Chair and supervision board have opened both."""
    proposals.opened(session, sealed, key, store, clock.now)
    return sealed
