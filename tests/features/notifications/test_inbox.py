"""The first screen: what waits for whom, since when, until when, why; and the messages below."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from appointments.accounts.models import User
from appointments.competitions.commands.council import Answer, declare
from appointments.core import directory
from appointments.core.mail import FileMail
from appointments.core.work import By
from appointments.notifications import queries
from appointments.notifications.delivery import deliver
from appointments.notifications.models import Notice
from appointments.notifications.within import reaches
from tests.factories import accounts, applications
from tests.factories import competitions as make
from workflows.duties import CITY
from workflows.roles import AUDITOR, CANDIDATE, PERSONNEL


def user_of(session, person_id) -> User:
    return session.scalars(sa.select(User).where(User.person_id == person_id)).one()


def told(session, tmp_path, now) -> None:
    deliver(session, FileMail("a@example.vn", tmp_path / "mail"), "http://localhost", now)


def by_hand(session, person_id, now):
    """What waits for a person, found by reading every row there is."""
    held = reaches(session, person_id, now)
    found = set()
    for kind in directory.kinds():
        for row in session.scalars(kind.resting(())).unique():
            scopes = {CITY, *kind.scopes(row)}
            towards = {role for role, reach in held.items() if scopes & reach.scopes}
            if kind.owner(row) == person_id:
                towards = {CANDIDATE}
            elif row.state in queries.TOGETHER.get(kind.process, ()) or row.state in queries.AT_REST.get(
                kind.process, ()
            ):
                towards = set()
            if towards & set(row.at.owners):
                found.add(row.case_key)
    return found


@pytest.mark.one_database
def test_signing_in_leads_to_what_waits(client, app, session, clock):
    user = accounts.with_password(
        app, session, accounts.person(session, "Ai Đó", "ai@example.vn", clock.now), clock.now
    )
    session.commit()

    answer = accounts.sign_in(client, user.email)

    assert answer.location == "/inbox"
    assert "Không có việc nào đang chờ" in client.get("/inbox").text
    assert 'href="/inbox"' in client.get("/").text


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/inbox").status_code == 303
    assert client.get("/cases/round:" + "0" * 32).status_code == 303
    assert "Việc của tôi" not in client.get("/").text


def test_an_officer_sees_the_applications_to_be_checked_with_deadline_and_reason(session, as_user, receiving, clock):
    built, handed_in, _ = receiving
    page = as_user(built.staff.users["officer"]).get("/inbox").text

    assert "Đã nộp, chờ kiểm tra" in page
    for application in handed_in:
        assert application.reference in page
        assert f"/applications/{application.id}" in page
    assert "Cán bộ tổ chức" in page
    assert "ngày" in page
    assert "quá hạn" not in page


@pytest.mark.one_database
def test_what_is_late_says_so_and_stands_first(session, as_user, receiving, clock):
    built, _, _ = receiving
    clock.forward(days=200)

    page = as_user(built.staff.users["officer"]).get("/inbox").text

    assert "quá hạn" in page
    groups = queries.waiting_for(session, built.staff.officer, clock.now)
    dated = [group.due_at for group in groups if group.due_at]
    assert dated == sorted(dated)
    assert [group.due_at is None for group in groups] == sorted(group.due_at is None for group in groups)


@pytest.mark.one_database
def test_a_candidate_sees_own_cases_only(session, as_user, receiving):
    _, handed_in, drafting = receiving

    page = as_user(user_of(session, drafting)).get("/inbox").text

    assert "Dự thảo" in page
    assert "Thí sinh" in page
    assert all(application.reference not in page for application in handed_in)


@pytest.mark.one_database
def test_another_agency_does_not_see_what_waits_here(session, as_user, receiving, clock):
    stranger = make.member(session, "Cán Bộ Khác", clock.now)
    accounts.give(session, stranger.person_id, PERSONNEL, clock.now, f"agency:{make.agency(session, 'Sở Khác').id.hex}")

    assert queries.waiting_for(session, stranger.person_id, clock.now) == []


def test_the_condition_in_sql_says_what_scopes_and_owners_say(session, receiving, clock):
    built, handed_in, drafting = receiving
    parent = make.agency(session, "Cơ quan trên")
    built.staff.agency.parent = parent
    session.commit()
    above = make.member(session, "Cán Bộ Cấp Trên", clock.now)
    accounts.give(session, above.person_id, PERSONNEL, clock.now, f"agency:{parent.id.hex}")
    team, who = built.council, built.staff
    people = [above.person_id, drafting, handed_in[0].person_id, who.officer, who.authority, who.approver]
    people += [team.chair, team.secretary, team.supervisor, *team.invigilators, *team.markers]

    for person in people:
        groups = queries.waiting_for(session, person, clock.now)
        shown = {one.row.case_key for group in groups for one in group.cases}
        assert shown == by_hand(session, person, clock.now)
        assert all(group.total == len(group.cases) for group in groups)
    assert by_hand(session, above.person_id, clock.now)


def test_filters_are_links_with_counts(session, as_user, receiving):
    built, _, _ = receiving
    officer = as_user(built.staff.users["officer"])

    page = officer.get("/inbox").text
    narrowed = officer.get("/inbox?process=application").text

    assert 'href="/inbox?process=application"' in page
    assert "Hồ sơ dự tuyển (2)" in page
    assert "Đang nhận hồ sơ" in page
    assert 'id="round-receiving"' not in narrowed
    assert 'id="application-submitted"' in narrowed


@pytest.mark.one_database
def test_many_cases_of_one_state_stand_on_pages_of_their_own(session, as_user, clock, tmp_path):
    built = make.receiving_round(session, clock.now - timedelta(days=3))
    store = applications.storage_at(tmp_path)
    for n in range(queries.FEW + 2):
        applications.submitted(session, built.contests[0].id, f"Thí Sinh {'ABCDEFGH'[n]}", clock.now, store)
    session.commit()
    officer = as_user(built.staff.users["officer"])

    overview = officer.get("/inbox").text
    whole = officer.get("/inbox/application/submitted").text

    assert overview.count('<th scope="row"><a href="/applications/') == queries.FEW
    assert 'href="/inbox/application/submitted"' in overview
    assert whole.count('<th scope="row"><a href="/applications/') == queries.FEW + 2
    assert officer.get("/inbox/application/nonsense").status_code == 404
    assert officer.get("/inbox/application/submitted?page=9").status_code == 200


@pytest.mark.one_database
def test_the_number_of_statements_does_not_depend_on_how_much_waits(
    session, as_user, receiving, clock, statements, tmp_path
):
    built, _, _ = receiving
    officer = as_user(built.staff.users["officer"])
    told(session, tmp_path, clock.now)
    officer.get("/inbox")
    with statements() as few:
        officer.get("/inbox")
    store = applications.storage_at(tmp_path)
    for n in range(4):
        applications.submitted(session, built.contests[0].id, f"Thí Sinh {'ABCD'[n]}", clock.now, store)
    told(session, tmp_path, clock.now)
    with statements() as many:
        officer.get("/inbox")

    assert len(few) == len(many) <= 26, many


def test_a_message_is_unread_until_it_is_marked(session, as_user, receiving, clock, tmp_path):
    _, handed_in, _ = receiving
    told(session, tmp_path, clock.now)
    candidate = as_user(user_of(session, handed_in[0].person_id))
    notice = session.scalars(sa.select(Notice).where(Notice.person_id == handed_in[0].person_id)).one()

    before = candidate.get("/inbox").text
    answer = candidate.post(f"/inbox/messages/{notice.id}/read")
    after = candidate.get("/inbox").text

    assert answer.location == "/inbox"
    assert "chưa đọc" in before
    assert "chưa đọc" not in after
    session.commit()
    session.refresh(notice)
    assert notice.read_at == clock.now


@pytest.mark.one_database
def test_nobody_marks_the_messages_of_another(session, as_user, receiving, clock, tmp_path):
    _, (one, two), _ = receiving
    told(session, tmp_path, clock.now)
    theirs = session.scalars(sa.select(Notice).where(Notice.person_id == two.person_id)).one()
    curious = as_user(user_of(session, one.person_id))

    assert curious.post(f"/inbox/messages/{theirs.id}/read").status_code == 404
    assert curious.post("/inbox/messages/read").location == "/inbox"
    session.commit()
    session.refresh(theirs)
    assert theirs.read_at is None
    assert queries.counted(session, one.person_id) == (1, 0)


@pytest.mark.one_database
def test_all_messages_have_a_page(session, as_user, receiving, clock, tmp_path):
    built, _, _ = receiving
    told(session, tmp_path, clock.now)
    officer = as_user(built.staff.users["officer"])

    assert "Nộp hồ sơ" in officer.get("/inbox/messages").text
    assert officer.post("/inbox/messages/read", data={"from": "all"}).location == "/inbox/messages"
    assert queries.counted(session, built.staff.officer)[1] == 0


@pytest.mark.one_database
class TestDuties:
    """What a member of a council must do that is no step of a case."""

    def test_a_member_declares_and_then_has_done_so(self, session, as_user, clock):
        built = make.planned_round(session, clock.now + timedelta(days=20))
        team = make.declared_council(session, built.round, clock.now, declare=False)
        marker = as_user(team.users[team.markers[0]])

        before = marker.get("/inbox").text
        declare(session, built.round.id, Answer("none"), by=By(team.markers[0]), now=clock.now)
        session.commit()

        assert f"/plans/{built.round.id}/declaration" in before
        assert "Cán bộ chấm thi" in before
        assert f"/plans/{built.round.id}/declaration" not in marker.get("/inbox").text

    def test_a_declared_relation_waits_for_the_chair_and_for_nobody_s_self(self, session, as_user, clock):
        built = make.planned_round(session, clock.now + timedelta(days=20))
        team = make.declared_council(session, built.round, clock.now, declare=False)
        related = declare(
            session, built.round.id, Answer("relative", "Cháu ruột"), by=By(team.markers[0]), now=clock.now
        )
        own = declare(session, built.round.id, Answer("unsure", "Có thể quen"), by=By(team.chair), now=clock.now)
        session.commit()
        page = as_user(team.users[team.chair]).get("/inbox").text

        assert f"/declarations/{related.id}" in page
        assert f"/declarations/{own.id}" not in page
        assert "Cháu ruột" not in page
        assert f"/declarations/{own.id}" in as_user(team.users[team.supervisor]).get("/inbox").text
        assert "/declarations/" not in as_user(team.users[team.markers[0]]).get("/inbox").text


@pytest.mark.one_database
class TestTheAddressOfACase:
    """/cases/<name>: what the mails link to."""

    def test_it_leads_to_the_page_of_the_case(self, session, as_user, receiving):
        built, handed_in, _ = receiving
        officer = as_user(built.staff.users["officer"])

        assert officer.get(f"/cases/{built.round.case_key}").location == f"/plans/{built.round.id}"
        assert officer.get(f"/cases/{handed_in[0].case_key}").location == f"/applications/{handed_in[0].id}"

    def test_a_candidate_is_led_from_the_round_to_the_own_application(self, session, as_user, receiving):
        built, handed_in, _ = receiving
        candidate = as_user(user_of(session, handed_in[0].person_id))
        own = f"/applications/{handed_in[0].id}"

        for row in (handed_in[0], built.round, built.contests[0], built.papers[0]):
            assert candidate.get(f"/cases/{row.case_key}").location == own
        assert candidate.get(f"/cases/{handed_in[1].case_key}").status_code == 404

    @pytest.mark.parametrize(
        "key", ["round:" + "0" * 32, "round:zz", "nonsense", "nonsense:" + "0" * 32, "round:" + "A" * 32]
    )
    def test_what_is_no_case_is_not_found(self, session, as_user, receiving, key):
        built, _, _ = receiving
        assert as_user(built.staff.users["officer"]).get(f"/cases/{key}").status_code == 404

    def test_without_a_role_towards_it_there_is_no_such_case(self, session, as_user, receiving, clock):
        built, _, _ = receiving
        stranger = make.member(session, "Người Lạ", clock.now)
        auditor = make.member(session, "Thanh Tra", clock.now)
        accounts.give(session, auditor.person_id, AUDITOR, clock.now)

        assert as_user(stranger).get(f"/cases/{built.round.case_key}").status_code == 404
        assert as_user(auditor).get(f"/cases/{built.round.case_key}").status_code == 303
