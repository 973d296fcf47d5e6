"""The password asked once more, and the link that confirms an address, within their ceilings."""

import pytest

from tests.factories import competitions as make
from tests.factories.pages import heading
from tests.features.accounts.test_registering import NEWCOMER, link_in, mails
from tests.fixtures import ceilings

pytestmark = pytest.mark.one_database


def test_the_password_is_asked_once_more_of_who_is_signed_in_and_of_nobody_else(session, client, as_user, clock):
    shown = as_user(make.member(session, "Cán Bộ", clock.now)).get("/password-again?next=/me")

    assert shown.status_code == 200
    assert heading(shown.text) == "Nhập lại mật khẩu"
    assert 'type="password"' in shown.text
    answer = client.get("/password-again?next=/me")
    assert (answer.status_code, "/sign-in" in answer.location) == (303, True)


def test_a_link_of_confirmation_leads_on_within_its_ceiling_and_a_wrong_one_too(app, client, statements):
    client.post("/register", data=NEWCOMER)
    right = link_in(mails(app)[-1])

    for link in ("/confirm-email/nonsense", right, right):
        with statements() as sent:
            answer = app.test_client().get(link)
        assert answer.status_code == 302, link
        ceilings.check(app, answer.request.path, sent)
