"""A session that ended while somebody was typing costs nothing: the form opens again as it was."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa

from appointments.web.models import Draft

AN, BINH = {"X-Trial": "an"}, {"X-Trial": "binh"}
TYPED = {
    "name": "Thí sinh Mẫu 01",
    "reason": "Dòng một\nDòng hai",
    "born-day": "30",
    "born-month": "02",
    "born-year": "1990",
}


def author_of(page) -> str:
    return re.search(r'name="author" type="hidden" value="([^"]*)"', page.text)[1]


def send_after_the_session_ended(visitor, author, **more):
    """The form was made for somebody who is signed in; it arrives without a session. Where does signing in lead to?"""
    answer = visitor.post("/trial/own", **TYPED, author=author, **more)
    assert answer.status_code == 303
    return parse_qs(urlsplit(answer.location).query)["next"][0]


def test_after_signing_in_again_the_form_is_as_it_was(visitor):
    author = author_of(visitor.get("/trial/own", headers=AN))

    following = send_after_the_session_ended(visitor, author)
    page = visitor.get(following, headers=AN)

    assert 'value="Thí sinh Mẫu 01"' in page.text
    assert "Dòng một\nDòng hai" in page.text
    assert re.search(r'id="born-day"[^>]*value="30"', page.text)


def test_the_form_that_opens_again_can_be_sent(visitor):
    author = author_of(visitor.get("/trial/own", headers=AN))
    following = send_after_the_session_ended(visitor, author)
    page = visitor.get(following, headers=AN)
    fields = dict(re.findall(r'name="(idem|seen|author)" type="hidden" value="([^"]*)"', page.text))

    answer = visitor.post(following, headers=AN, name="Thí sinh Mẫu 01", **fields)

    assert "Thí sinh Mẫu 01 |" in answer.text
    assert fields["seen"] == "7"


def test_nobody_else_sees_it_on_the_same_machine(visitor):
    author = author_of(visitor.get("/trial/own", headers=AN))
    following = send_after_the_session_ended(visitor, author)

    assert "Thí sinh Mẫu 01" not in visitor.get(following, headers=BINH).text


def test_nobody_sees_it_from_another_machine(visitor, other_visitor):
    author = author_of(visitor.get("/trial/own", headers=AN))
    following = send_after_the_session_ended(visitor, author)

    assert "Thí sinh Mẫu 01" not in other_visitor.get(following, headers=AN).text


def test_it_fills_no_other_page(visitor):
    author = author_of(visitor.get("/trial/own", headers=AN))
    following = send_after_the_session_ended(visitor, author)

    page = visitor.get(following.replace("/trial/own", "/trial/form"), headers=AN)

    assert page.status_code == 200
    assert "Thí sinh Mẫu 01" not in page.text


def test_it_is_forgotten_after_some_hours(visitor, clock):
    author = author_of(visitor.get("/trial/own", headers=AN))
    following = send_after_the_session_ended(visitor, author)

    clock.forward(hours=9)

    assert "Thí sinh Mẫu 01" not in visitor.get(following, headers=AN).text


def test_what_is_forgotten_is_deleted_when_the_next_one_comes(visitor, clock, session):
    author = author_of(visitor.get("/trial/own", headers=AN))
    send_after_the_session_ended(visitor, author)
    clock.forward(hours=9)
    send_after_the_session_ended(visitor, author)

    assert session.scalar(sa.select(sa.func.count()).select_from(Draft)) == 1


def test_the_database_alone_cannot_tell_what_was_typed(visitor, session):
    author = author_of(visitor.get("/trial/own", headers=AN))
    send_after_the_session_ended(visitor, author)

    sealed = session.scalar(sa.select(Draft.sealed))

    assert b"Thi" not in sealed
    assert "Thí sinh".encode() not in sealed


def test_a_password_is_never_kept(visitor):
    author = author_of(visitor.get("/trial/own", headers=AN))
    following = send_after_the_session_ended(visitor, author, new_password="bi-mat-mau", word="khong-hien-lai")

    text = visitor.get(following, headers=AN).text

    assert "bi-mat-mau" not in text
    assert "khong-hien-lai" not in text


@pytest.mark.one_database
def test_a_made_up_address_opens_an_empty_form(visitor):
    for name in ("x", "00000000-0000-0000-0000-000000000000", "%00", "a" * 400):
        assert visitor.get(f"/trial/own?draft={name}", headers=AN).status_code == 200


@pytest.mark.one_database
def test_a_step_without_a_page_of_its_own_leads_back_to_where_it_was_sent_from(visitor):
    headers = {"Referer": "http://localhost/trial/own?tab=2"}

    answer = visitor.post("/trial/only-post", headers=headers, name="Mẫu")

    assert parse_qs(urlsplit(answer.location).query)["next"][0].startswith("/trial/own?tab=2&draft=")


@pytest.mark.one_database
def test_one_machine_cannot_fill_the_database_with_drafts(settings, catalogues, database_url):
    from appointments.app import create_app
    from tests.features.web.conftest import bp
    from tests.fixtures.application import dispose

    settings.RATELIMIT_ENABLED = True
    app = create_app(settings)
    app.register_blueprint(bp)
    client = app.test_client()
    answers = [client.post("/trial/own", data=TYPED).location for _ in range(70)]
    dispose(app)

    assert sum("draft" in location for location in answers) == 60
