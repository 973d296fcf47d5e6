"""An agency with its staff, for terms that end."""

from datetime import timedelta

import pytest

from tests.factories import competitions as make


@pytest.fixture
def agency(session, clock):
    """An agency with its staff, of which nobody has an office yet."""
    return make.staff(session, make.agency(session), clock.now - timedelta(days=60))
