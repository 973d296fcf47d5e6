"""A round whose presentations are scored on screen, with three candidates; fixtures of the folder above build on it."""

from datetime import timedelta

import pytest

from appointments.exams.defences import Defence
from tests.factories import applications, oral
from tests.features.exams.conftest import OPENED

NAMES = ["Thí Sinh Một", "Thí Sinh Hai", "Thí Sinh Ba"]


@pytest.fixture
def played(session, clock, tmp_path):
    """The round with its written results final, everybody passed; the clock stands then."""
    played = oral.passed_round(session, OPENED, NAMES, applications.storage_at(tmp_path))
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
def presenting(session, passed, candidates, clock):
    """The presentations scheduled; the clock stands at the last one's beginning."""
    clock.set(oral.scheduled(session, passed, candidates, clock.now) + timedelta(hours=3))
    return passed


@pytest.fixture
def panel(presenting):
    """The members of the panel."""
    return presenting.council.panel


@pytest.fixture
def defence(session, presenting, candidates):
    """The first candidate's presentation."""
    return session.get_one(Defence, candidates[0].id)
