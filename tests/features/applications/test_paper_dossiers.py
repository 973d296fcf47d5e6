"""A dossier that came by post or by hand: keyed by an officer in the candidate's name, both named on the receipt."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from appointments.accounts.models import Person
from appointments.applications.models import Application
from tests.features.applications.conftest import fill_in

pytestmark = pytest.mark.one_database
WHO = {
    "full_name": "Phạm Thị Giấy", "birth_date-day": "3", "birth_date-month": "5", "birth_date-year": "1984",
    "gender": "female", "national_id": "079184000123", "channel": "hand", "current_post": "Phó Trưởng phòng Mẫu",
    "current_unit": "Phòng Mẫu",
}  # fmt: skip


def arrived(at):
    """When it came, as the form sends it."""
    local = at + timedelta(hours=7)
    parts = {"day": local.day, "month": local.month, "year": local.year, "time": f"{local:%H:%M}"}
    return {f"received_at-{name}": str(value) for name, value in parts.items()}


@pytest.fixture
def officer(built, sign_in):
    """The officer's client."""
    return sign_in(built.staff.officer)


def test_an_officer_keys_a_paper_dossier_and_both_are_named(session, built, officer, clock, sign_in):
    contest = built.contests[0]
    begun = officer.post(f"/posts/{contest.id}/paper-dossiers/new", data=WHO | arrived(clock.now - timedelta(hours=2)))
    assert begun.status_code == 303, begun.text
    base = begun.location.removesuffix("/tasks")
    fill_in(officer, base, date(2026, 11, 10))
    handed_in = officer.post(f"{base}/check", data={"declared": "y"})
    page = officer.get(handed_in.location).text

    application = session.query(Application).one()
    assert (application.state, application.channel) == ("submitted", "hand")
    assert application.keyed_by == built.staff.officer
    assert "Phạm Thị Giấy" in page
    assert "Cán Bộ Tổ Chức Mẫu" in page
    assert "07:00:00 (GMT+7)" in page
    assert sign_in(built.staff.second_officer).get(handed_in.location).status_code == 200


def test_the_same_identity_number_is_the_same_person(session, built, officer, clock):
    at = arrived(clock.now - timedelta(hours=2))
    one = officer.post(f"/posts/{built.contests[0].id}/paper-dossiers/new", data=WHO | at)
    two = officer.post(f"/posts/{built.contests[1].id}/paper-dossiers/new", data=WHO | at)
    again = officer.post(f"/posts/{built.contests[0].id}/paper-dossiers/new", data=WHO | at)
    other = {"full_name": "Người Khác Tên"}
    stranger = officer.post(f"/posts/{built.contests[1].id}/paper-dossiers/new", data=WHO | other | at)

    found = sa.select(sa.func.count(Person.id)).where(Person.full_name == "Phạm Thị Giấy")
    assert (one.status_code, two.status_code) == (303, 303)
    assert (again.status_code, stranger.status_code) == (422, 422)
    assert "đã đăng ký cho người có họ tên khác" in stranger.text
    assert session.scalar(found) == 1


def test_a_dossier_that_arrived_after_the_closing_is_refused_though_it_is_keyed(
    session, built, sign_in, check_begun, clock
):
    late = built.round.closes_at + timedelta(minutes=1)
    check_begun()
    officer = sign_in(built.staff.officer)
    begun = officer.post(f"/posts/{built.contests[0].id}/paper-dossiers/new", data=WHO | arrived(late))
    base = begun.location.removesuffix("/tasks")
    fill_in(officer, base, date(2026, 11, 10))

    answer = officer.post(f"{base}/check", data={"declared": "y"})

    assert answer.status_code == 409
    assert "08:01:00 (GMT+7), 02/12/2026" in answer.text
    assert session.query(Application).one().state == "draft"


def test_one_that_arrived_in_time_is_registered_after_the_closing(session, built, sign_in, check_begun):
    in_time = built.round.closes_at - timedelta(minutes=1)
    check_begun()
    officer = sign_in(built.staff.officer)
    begun = officer.post(f"/posts/{built.contests[0].id}/paper-dossiers/new", data=WHO | arrived(in_time))
    base = begun.location.removesuffix("/tasks")
    fill_in(officer, base, date(2026, 11, 10))

    assert officer.post(f"{base}/check", data={"declared": "y"}).status_code == 303
    assert session.query(Application).one().state == "submitted"


def test_a_returned_paper_dossier_is_completed_by_the_officer_who_keyed_it(session, built, officer, clock):
    contest = built.contests[0]
    begun = officer.post(f"/posts/{contest.id}/paper-dossiers/new", data=WHO | arrived(clock.now - timedelta(hours=2)))
    base = begun.location.removesuffix("/tasks")
    fill_in(officer, base, date(2026, 11, 10))
    officer.post(f"{base}/check", data={"declared": "y"})
    officer.post(f"{base}/return", data={"reason": "Thiếu chữ ký ở trang 2."})

    assert f"{base}/tasks" in officer.get(base).text
    again = officer.post(f"{base}/check", data={"declared": "y"})

    assert again.status_code == 303
    assert session.query(Application).one().state == "submitted"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"national_id": "123"}, "12"),
        ({"national_id": "079284000123"}, "không khớp"),
        ({"full_name": "Tên \u200bẨn"}, "không nhìn thấy"),
        ({"birth_date-day": "31", "birth_date-month": "2"}, "31/2/1984"),
        ({"birth_date-year": "2020"}, "2020"),
    ],
)
def test_what_cannot_be_right_is_refused_beside_its_field(built, officer, clock, session, changed, words):
    data = WHO | arrived(clock.now - timedelta(hours=2)) | changed

    answer = officer.post(f"/posts/{built.contests[0].id}/paper-dossiers/new", data=data)

    assert answer.status_code == 200
    assert words in answer.text
    assert session.query(Application).count() == 0


def test_a_candidate_cannot_key_for_anybody(built, sign_in, candidate):
    client = sign_in(candidate())

    assert client.get(f"/posts/{built.contests[0].id}/paper-dossiers/new").status_code == 403
