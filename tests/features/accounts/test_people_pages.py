"""Inviting staff, giving roles and shutting accounts through the screens and the command line."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

import config
from appointments.accounts import commands
from appointments.accounts.models import Assignment, Person, User
from appointments.core.work import By
from tests.factories.accounts import PASSWORD, founders, give, person, sign_in, with_password
from workflows.roles import AUDITOR, CHAIR, MARKER, PERSONNEL

AGENCY, ROUND, ELSEWHERE = "agency:" + "a" * 32, "round:" + "b" * 32, "agency:" + "c" * 32


@pytest.fixture
def grantors(app: Flask, session: Session, clock) -> tuple[FlaskClient, FlaskClient]:
    """The two founders, signed in."""
    clients = []
    for user in founders(session, clock.now):
        client = app.test_client()
        with_password(app, session, user, clock.now)
        assert sign_in(client, user.email).status_code == 302
        clients.append(client)
    return clients[0], clients[1]


def test_staff_are_invited_and_get_a_role_through_the_screens(app: Flask, grantors, session: Session, clock):
    one, two = grantors

    made = one.post("/people/new", data={"full_name": "Cán bộ Mẫu", "email": "cb@example.vn"})
    assert made.status_code == 303, made.text
    mail = max(Path(app.config["MAIL_FOLDER"]).glob("*cb@example.vn*"), key=lambda p: p.stat().st_mtime_ns)
    import email
    from email import policy

    text = email.message_from_bytes(mail.read_bytes(), policy=policy.default).get_content()
    link = re.search(r"/invitation/\S+", text)[0]
    assert link not in one.get(made.location).text

    newcomer = app.test_client()
    assert newcomer.get(link).status_code == 200
    weak = newcomer.post(link, data={"national_id": "079185000123", "password": "ngắn", "password_confirm": "ngắn"})
    assert "15" in weak.text
    chosen = {"password": PASSWORD, "password_confirm": PASSWORD}
    nobody = newcomer.post(link, data={"national_id": "0791850", **chosen})
    assert "12 chữ số" in nobody.text
    assert newcomer.post(link, data={"national_id": "079 185 000 123", **chosen}).status_code == 303
    assert newcomer.get(link).status_code == 410
    assert sign_in(newcomer, "cb@example.vn").status_code == 302
    assert newcomer.get("/people").status_code == 403

    form = {"role": "personnel_officer", "scope": "city", "ground": "QĐ 12/QĐ-UBND"}
    proposed = one.post(f"{made.location}/roles/new", data=form)
    assert proposed.status_code == 303, proposed.text
    role = session.query(Assignment).filter_by(state="proposed").one()
    assert "Cán bộ Mẫu" in two.get("/people").text.partition("<table")[0]
    mine = one.get(f"/roles/{role.id}")
    assert "SD3" in mine.text
    approved = two.post(f"/roles/{role.id}", data={"trigger": "approve", "seen": "1"})
    assert approved.status_code == 303, approved.text

    assert newcomer.get("/people").status_code == 200
    assert "Cán bộ tổ chức" in newcomer.get("/me").text


def test_a_weighty_step_asks_for_the_password_when_it_was_given_long_ago(app: Flask, grantors, session: Session, clock):
    _one, two = grantors
    someone = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now)
    one_id = founders(session, clock.now)[0].person_id
    role = commands.propose_role(
        session, commands.Proposal(someone.person_id, PERSONNEL, "city"), by=By(one_id), now=clock.now
    )
    clock.forward(minutes=10)

    asked = two.post(f"/roles/{role.id}", data={"trigger": "approve"})
    assert asked.status_code == 303
    assert asked.location.startswith("/password-again")
    session.rollback()
    session.expire_all()
    assert session.get(Assignment, role.id).state == "proposed"

    wrong = two.post(asked.location, data={"password": "sai hẳn mật khẩu rồi"})
    assert "không đúng" in wrong.text
    assert two.post(asked.location, data={"password": PASSWORD}).status_code == 302
    assert two.post(f"/roles/{role.id}", data={"trigger": "approve"}).location == f"/roles/{role.id}"
    session.rollback()
    session.expire_all()
    assert session.get(Assignment, role.id).state == "in_force"


def shuts(client: FlaskClient, someone: Person) -> bool:
    """Whether this weighty act is carried out without asking for the password."""
    answer = client.post(f"/people/{someone.id}/account", data={"active": "no"})
    assert answer.status_code == 303, answer.text
    return not answer.location.startswith("/password-again?next=")


@pytest.mark.parametrize(("after", "asked"), [(599, False), (600, True), (601, True)])
def test_ten_minutes_by_the_house_s_clock_the_password_is_fresh(grantors, session, clock, after, asked):
    one, _two = grantors
    someone = person(session, "Thí sinh Mẫu", "ts@example.vn", clock.now).person
    clock.forward(seconds=after)

    assert shuts(one, someone) is not asked


def test_whoever_goes_on_with_weighty_acts_is_not_asked_until_a_pause_of_ten_minutes(grantors, session, clock):
    one, _two = grantors
    someone = person(session, "Thí sinh Mẫu", "ts@example.vn", clock.now).person
    for _ in range(3):
        clock.forward(seconds=599)
        assert shuts(one, someone)

    clock.forward(seconds=600)

    assert not shuts(one, someone)


@pytest.mark.parametrize(("password", "enough"), [(PASSWORD, True), ("sai hẳn mật khẩu rồi", False)])
def test_the_password_given_once_more_counts_from_then_on(grantors, session, clock, password, enough):
    one, _two = grantors
    someone = person(session, "Thí sinh Mẫu", "ts@example.vn", clock.now).person
    clock.forward(seconds=600)
    one.post("/password-again", data={"password": password})
    clock.forward(seconds=599)

    assert shuts(one, someone) is enough


def test_an_account_is_shut_and_opened_again(app: Flask, grantors, session: Session, clock):
    one, _two = grantors
    user = with_password(app, session, person(session, "Thí sinh Mẫu", "ts@example.vn", clock.now), clock.now)
    theirs = app.test_client()
    sign_in(theirs, user.email)

    assert one.post(f"/people/{user.person_id}/account", data={"active": "no"}).status_code == 303
    assert theirs.get("/me").status_code == 303
    assert sign_in(theirs, user.email).status_code == 200
    assert one.post(f"/people/{user.person_id}/account", data={"active": "yes"}).status_code == 303
    assert sign_in(theirs, user.email).status_code == 302


def test_the_list_of_people_costs_the_same_for_many(app: Flask, grantors, session: Session, clock, statements):
    one, _two = grantors
    for n in range(3):
        give(
            session,
            person(session, "Cán bộ Mẫu", f"cb{n}@example.vn", clock.now).person_id,
            PERSONNEL,
            clock.now,
            AGENCY,
        )
    with statements() as few:
        one.get("/people")
    for n in range(3, 12):
        give(
            session,
            person(session, "Cán bộ Mẫu", f"cb{n}@example.vn", clock.now).person_id,
            PERSONNEL,
            clock.now,
            AGENCY,
        )
    with statements() as many:
        one.get("/people")

    assert len(few) == len(many) <= 10


@pytest.fixture
def serving(session: Session, clock):
    """A chair and a marker of a round, an officer of its agency, an officer elsewhere, a candidate."""
    people = {}
    for n, (role, scope, within) in enumerate([
        (CHAIR, ROUND, (AGENCY,)), (MARKER, ROUND, (AGENCY,)), (PERSONNEL, AGENCY, ()), (PERSONNEL, ELSEWHERE, ()),
        (AUDITOR, "city", ()),
    ]):  # fmt: skip
        made = people[role, scope] = person(session, f"Cán bộ Mẫu {'ABCDE'[n]}", f"cb{n}@example.vn", clock.now)
        give(session, made.person_id, role, clock.now, scope, within)
    people["candidate"] = person(session, "Cán bộ Mẫu T", "ts@example.vn", clock.now)
    session.commit()
    return people


@pytest.mark.parametrize(
    ("reader", "seen"),
    [((CHAIR, ROUND), "AB"), ((PERSONNEL, AGENCY), "ABC"), ((PERSONNEL, ELSEWHERE), "D"), ((AUDITOR, "city"), "ABCDE")],
)
def test_one_reads_of_those_who_serve_where_one_serves_and_of_no_candidate(serving, as_user, reader, seen):
    client = as_user(serving[reader])
    listed = client.get("/people?q=Cán bộ Mẫu").text.partition("<table")[2]

    assert "".join(letter for letter in "ABCDET" if f"Cán bộ Mẫu {letter}<" in listed) == seen
    opened = {
        user.person.full_name[-1]: client.get(f"/people/{user.person_id}").status_code for user in serving.values()
    }
    assert {letter: status for letter, status in opened.items() if letter in "ABCDE"} == {
        letter: 200 if letter in seen else 404 for letter in "ABCDE"
    }


def test_a_role_that_has_ended_is_still_read_by_whoever_ended_it(session: Session, serving, as_user, clock):
    _one, two = founders(session, clock.now)
    [role] = session.query(Assignment).filter_by(person_id=serving[MARKER, ROUND].person_id)
    commands.decide_role(session, role.id, "end", by=By(two.person_id), now=clock.now, reason="Thôi nhiệm vụ.")
    chair = as_user(serving[CHAIR, ROUND])

    assert "Mẫu B<" not in chair.get("/people").text
    assert chair.get(f"/roles/{role.id}").status_code == 200
    assert as_user(serving[PERSONNEL, ELSEWHERE]).get(f"/roles/{role.id}").status_code == 404


def test_a_long_list_of_people_comes_in_pages(grantors, session: Session, clock):
    one, _two = grantors
    for n in range(51):
        give(
            session, person(session, f"Cán bộ Mẫu {n}", f"cb{n}@example.vn", clock.now).person_id, PERSONNEL, clock.now
        )

    first, second = (one.get(f"/people?q=Cán bộ&page={page}").text for page in (1, 2))

    assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (50, 1)
    assert "page=2" in first


@pytest.mark.parametrize("path", ["/people", "/people/new", "/me", "/roles/" + "0" * 32])
def test_a_visitor_is_asked_to_sign_in(client: FlaskClient, path: str):
    assert client.get(path).status_code in (303, 404)


def test_a_new_installation_is_founded_on_the_command_line(empty_engine, tmp_path: Path):
    from appointments.app import create_app

    url = empty_engine.url.render_as_string(hide_password=False)
    app = create_app(config.Testing(VAR=tmp_path, DATABASE_URL=url))
    run = app.test_cli_runner().invoke(
        args=["init", "Người Duyệt Một <mot@example.vn>", "Người Duyệt Hai <hai@example.vn>"]
    )
    assert run.exit_code == 0, run.output
    links = re.findall(r"/invitation/(\S+)", run.output)
    assert len(set(links)) == 2
    assert app.test_client().get(f"/invitation/{links[0]}").status_code == 200

    again = app.test_cli_runner().invoke(args=["init", "Kẻ Ba <ba@example.vn>", "Kẻ Bốn <bon@example.vn>"])
    assert again.exit_code == 1
    with Session(empty_engine) as session:
        assert session.query(User).count() == 2
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
