"""Signing in, registering, passwords and sessions, from outside: a browser without its screen."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from appointments.accounts import queries
from appointments.accounts.models import FailedSignIns, User
from tests.factories.accounts import PASSWORD, founders, give, person, sign_in, with_password
from workflows.roles import PERSONNEL


@pytest.fixture
def officer(app: Flask, session: Session, clock) -> User:
    """A personnel officer with a password."""
    user = person(session, "Cán bộ Mẫu", "can.bo@example.vn", clock.now)
    give(session, user.person_id, PERSONNEL, clock.now)
    return with_password(app, session, user, clock.now)


def without_values(page: str, address: str = "@") -> str:
    return re.sub(r'value="[^"]*"', "", page).replace(address, "")


def test_the_right_password_signs_in_and_leads_back(client: FlaskClient, officer: User):
    answer = client.post("/sign-in?next=/me", data={"email": "CAN.BO@example.vn", "password": PASSWORD, "next": "/me"})

    assert answer.status_code == 302
    assert answer.location == "/me"
    page = client.get("/me")
    assert page.status_code == 200
    assert "Cán bộ Mẫu" in page.text


def test_a_page_for_members_leads_to_the_sign_in_page_and_back(client: FlaskClient, officer: User):
    answer = client.get("/me")

    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/me"


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client: FlaskClient, officer: User):
    known = sign_in(client, "can.bo@example.vn", "sai mật khẩu rồi đấy")
    unknown = sign_in(client, "nobody@example.vn", "sai mật khẩu rồi đấy")

    assert known.status_code == unknown.status_code == 200
    assert without_values(known.text) == without_values(unknown.text)
    assert "không đúng" in known.text


def test_five_failures_close_the_account_to_that_source_only(app: Flask, client: FlaskClient, officer: User, clock):
    own = app.test_client()
    assert sign_in(own, "can.bo@example.vn").status_code == 302
    own.post("/sign-out")

    for _ in range(5):
        assert "không đúng" in sign_in(client, "can.bo@example.vn", "sai mật khẩu rồi đấy").text
    closed = sign_in(client, "can.bo@example.vn")
    assert closed.status_code == 200
    assert "Quá nhiều lần" in closed.text

    assert sign_in(own, "can.bo@example.vn").status_code == 302
    clock.forward(minutes=15)
    assert sign_in(client, "can.bo@example.vn").status_code == 302


def test_of_ten_thousand_tries_from_many_places_few_reach_the_password(
    app: Flask, session: Session, officer: User, clock
):
    from appointments.accounts.lockout import Attempt, admit

    reached = sum(
        admit(session, Attempt("can.bo@example.vn", f"10.0.{n // 256}.{n % 256}"), "key", clock.now) is None
        for n in range(300)
    )

    assert reached == 30


def test_success_takes_the_failures_back(client: FlaskClient, officer: User, session: Session):
    for _ in range(4):
        sign_in(client, "can.bo@example.vn", "sai mật khẩu rồi đấy")
    assert sign_in(client, "can.bo@example.vn").status_code == 302

    session.rollback()
    left = session.query(FailedSignIns).filter(FailedSignIns.account != "*").count()
    assert left == 0


def test_staff_are_signed_out_after_fifteen_idle_minutes(client: FlaskClient, officer: User, clock):
    sign_in(client, "can.bo@example.vn")

    clock.forward(minutes=14, seconds=59)
    assert client.get("/me").status_code == 200
    clock.forward(minutes=15)
    assert client.get("/me").status_code == 303


def test_a_candidate_may_think_for_an_hour(app: Flask, client: FlaskClient, session: Session, clock):
    user = with_password(app, session, person(session, "Thí sinh Mẫu 02", "ts02@example.vn", clock.now), clock.now)
    sign_in(client, user.email)

    clock.forward(minutes=59)
    assert client.get("/me").status_code == 200
    clock.forward(minutes=60)
    assert client.get("/me").status_code == 303


def test_no_session_outlives_twelve_hours(app: Flask, client: FlaskClient, session: Session, clock):
    user = with_password(app, session, person(session, "Thí sinh Mẫu 03", "ts03@example.vn", clock.now), clock.now)
    sign_in(client, user.email)

    for _ in range(12):
        assert client.get("/me").status_code == 200
        clock.forward(minutes=59)
    clock.forward(minutes=12)
    assert client.get("/me").status_code == 303


def test_a_copy_of_the_cookie_opens_nothing_once_its_owner_has_signed_out(app: Flask, officer: User):
    own, thief = app.test_client(), app.test_client()
    sign_in(own, "can.bo@example.vn")
    cookie = own.get_cookie("session")
    assert cookie is not None
    thief.set_cookie("session", cookie.value)
    assert thief.get("/me").status_code == 200

    own.post("/sign-out")

    assert thief.get("/me").status_code == 303
    assert sign_in(own, "can.bo@example.vn").status_code == 302
    assert own.get("/me").status_code == 200


def test_a_shut_account_is_out_at_its_next_request(client: FlaskClient, officer: User, session: Session):
    sign_in(client, "can.bo@example.vn")
    assert client.get("/me").status_code == 200

    session.get(User, officer.id).active = False
    session.commit()

    assert client.get("/me").status_code == 303
    assert "Tài khoản" not in sign_in(client, "can.bo@example.vn", "sai mật khẩu rồi đấy").text


def test_a_role_that_was_ended_opens_nothing_at_the_next_request(
    client: FlaskClient, officer: User, session: Session, clock
):
    from appointments.accounts import commands
    from appointments.core.work import By

    sign_in(client, "can.bo@example.vn")
    assert client.get("/people").status_code == 200

    held = queries.assignments_of(session, officer.person_id)[0]
    two = founders(session, clock.now)[1]
    commands.decide_role(session, held.id, "end", by=By(two.person_id), now=clock.now, reason="Chuyển công tác")

    assert client.get("/people").status_code == 403


def test_changing_the_password_needs_the_old_one(client: FlaskClient, officer: User):
    sign_in(client, officer.email)
    new = "mật khẩu hoàn toàn mới nhé"

    wrong = client.post("/change-password", data={"password": "sai", "new_password": new, "new_password_confirm": new})
    assert "không đúng" in wrong.text
    right = client.post(
        "/change-password", data={"password": PASSWORD, "new_password": new, "new_password_confirm": new}
    )
    assert right.status_code == 302
    assert client.get("/me").status_code == 200


def test_nobody_is_led_to_another_site(client: FlaskClient, officer: User):
    answer = client.post("/sign-in", data={"email": officer.email, "password": PASSWORD, "next": "//evil.example/x"})

    assert "evil.example" not in (answer.location or "")


@pytest.mark.one_database
def test_without_its_token_no_form_is_taken(settings, catalogues, session: Session, clock):
    from appointments.app import create_app

    settings.WTF_CSRF_ENABLED = True
    app = create_app(settings)
    client = app.test_client()
    user = with_password(app, session, person(session, "Thí sinh Mẫu 04", "ts04@example.vn", clock.now), clock.now)

    assert sign_in(client, user.email).status_code == 400
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/sign-in").text)[1]
    form = {"email": user.email, "password": PASSWORD, "csrf_token": token}
    assert client.post("/sign-in", data=form).status_code == 302
    assert client.post("/sign-out").status_code == 400
    assert client.get("/me").status_code == 200
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/me").text)[1]
    assert client.post("/sign-out", data={"csrf_token": token}).status_code == 302
    assert client.get("/me").status_code == 303
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


def test_a_stranger_s_host_name_is_refused(client: FlaskClient):
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_demonstration_accounts_are_shown_only_in_the_demonstration(app: Flask, client: FlaskClient):
    app.config["DEMO_ACCOUNTS"] = [
        {"role": "Thí sinh", "name": "Mẫu", "email": "m@example.vn", "password": "chỉ để xem thử"}
    ]
    assert "chỉ để xem thử" not in client.get("/sign-in").text

    app.config["DEMO"] = True
    assert "chỉ để xem thử" in client.get("/sign-in").text


def test_an_address_can_be_tried_again_after_a_day(session: Session, clock):
    from appointments.accounts.lockout import Attempt, admit, forget

    attempt = Attempt("a@example.vn", "10.0.0.1")
    for _ in range(5):
        assert admit(session, attempt, "key", clock.now) is None
    assert admit(session, attempt, "key", clock.now) == clock.now + timedelta(minutes=15)
    clock.forward(days=1, seconds=1)
    assert admit(session, attempt, "key", clock.now) is None
    clock.forward(days=2)
    assert forget(session, clock.now) == 3
