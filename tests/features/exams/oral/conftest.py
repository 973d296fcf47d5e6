"""A round with proposals and presentations on screen and three candidates; fixtures of the folder build on it."""

from datetime import timedelta

import pytest

from appointments.exams.defences import Defence
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
    return proposals.key_of(passed.round, tmp_path)


@pytest.fixture
def with_key(session, passed, key, clock):
    """Its public half was brought."""
    proposals.brought(session, passed, key, clock.now)


@pytest.fixture
def awaiting(session, passed, with_key, candidates, clock):
    """The presentations scheduled, proposals awaited."""
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


@pytest.fixture
def presenting(session, awaiting, candidates, clock):
    """The deadline has passed and nobody handed in; the clock stands an hour after the last one's beginning."""
    proposals.sealed(session, awaiting)
    clock.set(oral.last_begins(session, candidates) + timedelta(hours=1))
    return awaiting


@pytest.fixture
def panel(presenting):
    """The members of the panel."""
    return presenting.council.panel


@pytest.fixture
def defence(session, presenting, candidates):
    """The first candidate's presentation."""
    return session.get_one(Defence, candidates[0].id)
