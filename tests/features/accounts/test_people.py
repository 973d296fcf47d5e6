"""Names, identity numbers, accounts of staff, and roles given by two people."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

import config
from appointments.accounts import commands, identity, invitations, names, queries
from appointments.accounts.models import Assignment, Invitation, Person, User
from appointments.core.errors import Forbidden, Invalid, Stale
from appointments.core.sweep import sweep
from appointments.core.work import By
from tests.factories.accounts import PASSWORD, founders, give, person, sign_in, with_password
from workflows.engine import Refused
from workflows.roles import APPROVER, AUDITOR, CHAIR, CODING, MARKER, PERSONNEL, SECRETARY, Role

AGENCY, ROUND = "agency:" + "a" * 32, "round:" + "b" * 32


def test_names_stand_in_vietnamese_order_by_given_name(session: Session, clock):
    given = "Uyên Ánh Đức Ôn An đào Oanh dao Ưng Đặng Ơn Dương".split()
    for word in given:
        session.add(Person(full_name=f"Nguyễn Văn {word}", created_at=clock.now))
    session.add(Person(full_name="Bùi Thị An", created_at=clock.now))
    session.add(Person(full_name="Y", created_at=clock.now))
    session.commit()

    listed = [p.full_name for p in session.query(Person).order_by(Person.sort_key)]

    assert [n.split()[-1] for n in listed] == "An An Ánh dao Dương đào Đặng Đức Oanh Ôn Ơn Uyên Ưng Y".split()
    assert listed[:2] == ["Bùi Thị An", "Nguyễn Văn An"] or listed[:2] == ["Nguyễn Văn An", "Bùi Thị An"]


@pytest.mark.parametrize(
    "name", ["Y", "H' Hen Niê", "Y-Ngông Kriêng", "Nguyễn Thị Thuý", "NGUYỄN VĂN A", "Trần Lê Thị Ngọc Bích Hà"]
)
def test_real_names_are_kept_as_they_are(name: str):
    assert names.clean(f"  {name.replace(' ', '  ')} ") == name


@pytest.mark.parametrize(
    "name",
    ["", "   ", "A\u202eB", "A\u200bB", "A\x00B", "Nguyễn 2", "Аnh", "a" * 101, "Nguyễn🙂", "<b>A</b>", "A\nB", "＝A"],
)
def test_what_no_name_holds_is_refused(name: str):
    with pytest.raises(Invalid):
        names.clean(name)


def test_one_name_in_two_unicode_forms_is_the_same_name():
    composed, decomposed = "Nguyễn Thuý Hoà", "Nguye\u0302\u0303n Thuy\u0301 Hoa\u0300"

    assert names.clean(decomposed) == composed
    assert names.fold("NGUYỄN THUÝ HOÀ") == names.fold(composed)
    assert names.fold("Nguyễn Thúy Hòa") != names.fold(composed)
    assert names.similar("Nguyễn Thúy Hòa") == names.similar(composed)
    assert names.similar("Nguyễn Thúy Hóa") != names.similar(composed)


@pytest.mark.parametrize(
    ("number", "birth", "ok"),
    [
        ("079185012345", date(1985, 3, 27), True),
        ("079 185 012 345", date(1985, 1, 1), True),
        ("079385012345", date(2085, 1, 1), True),
        ("079300012345", date(2000, 1, 1), True),
        ("079185012345", date(1986, 1, 1), False),
        ("079300012345", date(1900, 1, 1), False),
    ],
)
def test_an_identity_number_fits_the_year_of_birth(number: str, birth: date, ok: bool):
    clean = identity.clean_number(number)
    if ok:
        identity.check_against_birth(clean, birth)
    else:
        with pytest.raises(Invalid):
            identity.check_against_birth(clean, birth)


def test_an_identity_number_is_kept_only_under_the_key():
    assert identity.number_hash("k1", "079185012345") == identity.number_hash("k1", "079185012345")
    assert identity.number_hash("k1", "079185012345") != identity.number_hash("k2", "079185012345")


def test_an_installation_begins_with_two_grantors_and_no_password(session: Session, clock):
    one, two = founders(session, clock.now)

    assert queries.grantors(session, clock.now) == 2
    assert one.password is None
    assert two.password is None
    with pytest.raises(invitations.AlreadyFounded):
        invitations.found_installation(
            session,
            [invitations.Newcomer("Kẻ Ba", "ba@example.vn"), invitations.Newcomer("Kẻ Bốn", "bon@example.vn")],
            clock.now,
        )
    session.rollback()
    assert session.query(User).count() == 2


def test_one_proposes_and_another_approves(session: Session, clock):
    one, two = founders(session, clock.now)
    someone = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now)
    proposal = commands.Proposal(someone.person_id, PERSONNEL, AGENCY, ground="QĐ 1")

    made = commands.propose_role(session, proposal, by=By(one.person_id), now=clock.now)
    assert queries.roles_of(session, someone.person_id, AGENCY, clock.now) == frozenset()
    with pytest.raises(Refused) as refused:
        commands.decide_role(session, made.id, "approve", by=By(one.person_id), now=clock.now)
    assert [r.guard for r in refused.value.refusals if r.guard != "role"] == ["approver_is_not_the_proposer"]

    commands.decide_role(session, made.id, "approve", by=By(two.person_id), now=clock.now)
    assert queries.roles_of(session, someone.person_id, AGENCY, clock.now) == {PERSONNEL}
    assert queries.roles_of(session, someone.person_id, [ROUND, AGENCY], clock.now) == {PERSONNEL}
    assert queries.roles_of(session, someone.person_id, ROUND, clock.now) == frozenset()
    assert queries.roles_of(session, one.person_id, ROUND, clock.now) == {APPROVER}
    assert queries.holders_of(session, [PERSONNEL], [ROUND, AGENCY], clock.now) == [someone.person_id]


def test_nobody_approves_their_own_role(session: Session, clock):
    one, two = founders(session, clock.now)
    proposal = commands.Proposal(two.person_id, Role.appointing_authority, AGENCY, ground="QĐ 1")
    made = commands.propose_role(session, proposal, by=By(one.person_id), now=clock.now)

    with pytest.raises(Refused) as refused:
        commands.decide_role(session, made.id, "approve", by=By(two.person_id), now=clock.now)

    assert {r.guard for r in refused.value.refusals if r.guard != "role"} == {"approver_is_not_the_subject"}


def test_two_proposals_that_clash_cannot_both_be_approved(session: Session, clock):
    one, two = founders(session, clock.now)
    someone = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now)
    both = [
        commands.propose_role(
            session,
            commands.Proposal(someone.person_id, role, ROUND, (AGENCY,), ground="QĐ"),
            by=By(one.person_id),
            now=clock.now,
        )
        for role in (MARKER, CODING)
    ]
    commands.decide_role(session, both[0].id, "approve", by=By(two.person_id), now=clock.now)

    with pytest.raises(Refused) as refused:
        commands.decide_role(session, both[1].id, "approve", by=By(two.person_id), now=clock.now)

    told = next(r for r in refused.value.refusals if r.guard == "duties_stay_separate")
    assert "SD4" in told.say("vi")


def test_a_clash_with_an_agency_wide_role_is_seen_through_the_round_s_agency(session: Session, clock):
    one, _two = founders(session, clock.now)
    someone = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now)
    give(session, someone.person_id, APPROVER, clock.now, AGENCY)

    with pytest.raises(Refused, match="SD5"):
        commands.propose_role(
            session, commands.Proposal(someone.person_id, MARKER, ROUND, (AGENCY,)), by=By(one.person_id), now=clock.now
        )
    with pytest.raises(Refused, match="SD9"):
        commands.propose_role(
            session,
            commands.Proposal(someone.person_id, AUDITOR, "round:" + "c" * 32),
            by=By(one.person_id),
            now=clock.now,
        )


def test_only_who_may_propose_proposes(session: Session, clock):
    founders(session, clock.now)
    secretary = person(session, "Thư ký Mẫu", "tk@example.vn", clock.now)
    someone = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now)
    give(session, secretary.person_id, SECRETARY, clock.now, ROUND, (AGENCY,))
    by = By(secretary.person_id)

    made = commands.propose_role(
        session, commands.Proposal(someone.person_id, MARKER, ROUND, (AGENCY,)), by=by, now=clock.now
    )
    assert made.state == "proposed"
    with pytest.raises(Forbidden):
        commands.propose_role(
            session, commands.Proposal(someone.person_id, CHAIR, ROUND, (AGENCY,)), by=by, now=clock.now
        )
    with pytest.raises(Forbidden):
        commands.propose_role(session, commands.Proposal(someone.person_id, MARKER, AGENCY), by=by, now=clock.now)
    with pytest.raises(Invalid):
        commands.propose_role(
            session, commands.Proposal(someone.person_id, MARKER, ROUND, (AGENCY,)), by=by, now=clock.now
        )


def test_a_role_counts_only_within_its_term_and_ends_by_itself(session: Session, clock):
    one, two = founders(session, clock.now)
    someone = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now)
    begins, ends = clock.now + timedelta(days=1), clock.now + timedelta(days=2)
    proposal = commands.Proposal(someone.person_id, PERSONNEL, AGENCY, valid_from=begins, valid_to=ends)
    made = commands.propose_role(session, proposal, by=By(one.person_id), now=clock.now)
    commands.decide_role(session, made.id, "approve", by=By(two.person_id), now=clock.now)

    def held(at):
        return queries.roles_of(session, someone.person_id, AGENCY, at)

    tick = timedelta(microseconds=1)
    assert [bool(held(at)) for at in (clock.now, begins - tick, begins, ends - tick, ends)] == [
        False,
        False,
        True,
        True,
        False,
    ]
    assert sweep(session, ends) == 1
    assert session.get(Assignment, made.id).state == "ended"


def test_the_last_two_grantors_cannot_be_ended_or_shut_out(session: Session, clock):
    one, two = founders(session, clock.now)
    grant = queries.assignments_of(session, one.person_id)[0]

    with pytest.raises(Refused) as refused:
        commands.decide_role(session, grant.id, "end", by=By(two.person_id), now=clock.now, reason="thử")
    assert "enough_grantors_remain" in {r.guard for r in refused.value.refusals}
    with pytest.raises(Invalid):
        invitations.disable_account(session, one.id, active=False, by=two.person_id, now=clock.now)


def test_two_deciders_at_once_are_told_apart(session: Session, clock):
    one, two = founders(session, clock.now)
    someone = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now)
    made = commands.propose_role(
        session, commands.Proposal(someone.person_id, PERSONNEL, AGENCY), by=By(one.person_id), now=clock.now
    )
    seen = made.version
    commands.decide_role(
        session, made.id, "refuse", by=By(two.person_id), now=clock.now, seen=seen, reason="Chưa đủ điều kiện"
    )

    with pytest.raises(Stale) as stale:
        commands.decide_role(session, made.id, "approve", by=By(two.person_id), now=clock.now, seen=seen)
    assert str(stale.value.changed_by) in (str(two.person_id), two.person_id.hex)


def test_a_link_works_once_and_only_for_seven_days(session: Session, clock):
    newcomer = invitations.Newcomer("Cán bộ Mẫu", "cb@example.vn")
    user, first = invitations.invite(session, newcomer, by=None, now=clock.now)
    _user, second = invitations.invite(session, newcomer, by=None, now=clock.now)

    with pytest.raises(invitations.LinkIsOver):
        invitations.accept_invitation(session, first, "hash", clock.now)
    with pytest.raises(invitations.LinkIsOver):
        invitations.accept_invitation(session, second, "hash", clock.now + timedelta(days=7))
    invitations.accept_invitation(session, second, "hash", clock.now + timedelta(days=7, microseconds=-1))
    with pytest.raises(invitations.LinkIsOver):
        invitations.accept_invitation(session, second, "other", clock.now)
    session.rollback()

    assert session.get(User, user.id).password == "hash"
    assert all(second.encode() not in row.token_hash for row in session.query(Invitation))
    with pytest.raises(Invalid):
        invitations.invite(session, newcomer, by=None, now=clock.now)


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
    weak = newcomer.post(link, data={"password": "ngắn", "password_confirm": "ngắn"})
    assert "15" in weak.text
    assert newcomer.post(link, data={"password": PASSWORD, "password_confirm": PASSWORD}).status_code == 303
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
    with two.session_transaction() as kept:
        kept["fs_paa"] -= 3600
        kept.pop("fs_gexp", None)

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

    assert len(few) == len(many) <= 9


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
