"""Walks in the browser. The windows and the served application are in `tests/fixtures/browser.py`."""

import pytest
from playwright.sync_api import expect

from appointments.accounts.models import Person
from tests.e2e.people import PATIENCE
from tests.factories import accounts

expect.set_options(timeout=PATIENCE)  # what is looked for on a page is waited for as patiently as the page itself


@pytest.fixture
def enter(live, session, window):
    """`enter(person_id)` is that person's window, signed in with a password just given."""

    def go(person_id, **options):
        session.rollback()  # what was read before may be old
        user = session.get_one(Person, person_id).user
        accounts.with_password(live.app, session, user, live.clock.now)
        email = user.email
        session.commit()
        opened = window(**options)
        opened.go("/sign-in")
        opened.page.get_by_label("thư điện tử").fill(email)
        opened.page.locator("input[type=password]").fill(accounts.PASSWORD)
        opened.page.locator("main button[type=submit]").click()
        opened.page.wait_for_url(lambda url: "/sign-in" not in url)
        return opened

    return go
