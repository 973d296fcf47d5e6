"""Clients who are signed in, and a store for files."""

import pytest

from tests.factories import accounts, applications


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
def store(tmp_path):
    return applications.storage_at(tmp_path)
