"""A round with its people, and clients who are signed in as them."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import accounts

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def as_user(app, session, clock):
    """`as_user(user)` is a client that is signed in as that user."""

    def enter(user):
        if user.password is None:
            accounts.with_password(app, session, user, clock.now)
        email = user.email
        session.commit()
        client = app.test_client()
        answer = accounts.sign_in(client, email)
        assert answer.status_code == 302, answer.text
        return client

    return enter


@pytest.fixture
def begun() -> datetime:
    """When the house of these tests was founded: long before its clock's now."""
    return NOW - timedelta(days=60)
