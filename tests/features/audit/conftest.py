"""Inspectors, and the round that they inspect."""

from datetime import timedelta

import pytest

from appointments.accounts import queries
from tests.factories import accounts
from tests.factories import competitions as make
from tests.features.notifications.conftest import receiving
from workflows.roles import AUDITOR

__all__ = ["receiving"]


@pytest.fixture
def auditor(session, as_user, clock):
    """A client signed in as an auditor of the whole city."""
    if not queries.grantors(session, clock.now):
        accounts.founders(session, clock.now - timedelta(days=400))  # before any round of these tests
    user = make.member(session, "Thanh Tra", clock.now)
    accounts.give(session, user.person_id, AUDITOR, clock.now)
    return as_user(user)
