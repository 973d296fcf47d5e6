"""What a candidate learns, and when: the self-check, one's own marks, nothing of the board's business."""

from datetime import timedelta
from decimal import Decimal

import pytest

from appointments.applications.models import Application
from appointments.applications.views.status import own_marks, shown_state
from appointments.core.ledger.history import case_history
from tests.factories import competitions

pytestmark = pytest.mark.one_database
MARKS = {"written_mark": Decimal("81.50"), "oral_mark": Decimal(77), "total": Decimal("78.50"), "place": 1}


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("listed", None),
        ("sat", None),
        ("written_passed", ["written"]),
        ("written_failed", ["written"]),
        ("oral_done", ["written"]),
        ("winner", ["written", "oral", "total", "place"]),
        ("reserve", ["written", "oral", "total", "place"]),
        ("not_passed", ["written", "oral", "total", "place"]),
    ],
)
def test_marks_are_shown_when_they_are_out_and_not_before(state, shown):
    marks = own_marks(Application(state=state, **MARKS))

    assert (None if marks is None else [name for name, value in marks.items() if value is not None]) == shown


def test_a_proposed_rejection_looks_to_the_candidate_like_the_check_it_is():
    assert shown_state(Application(state="rejection_proposed")) == "submitted"
    assert shown_state(Application(state="rejected")) == "rejected"


def test_the_self_check_tells_each_condition_with_its_clause_and_stores_nothing(built, client, session):
    answers = {"source": "none", "months_in_post": "36", "good_years": "1", "birth_date-day": "1",
               "birth_date-month": "1", "birth_date-year": "1968", "gender": "male"}  # fmt: skip

    page = client.post(f"/posts/{built.contests[0].id}/self-check", data=answers).text

    assert "có 3 điều kiện chưa đáp ứng" in page
    assert "tối thiểu 3" in page
    assert "Nghỉ hưu ngày" in page
    assert "Điều 29 khoản 7, NĐ 170/2025/NĐ-CP" in page
    assert page.count("Chưa trả lời") == 3
    assert session.query(Application).count() == 0


def test_an_answer_that_cannot_be_read_is_said_beside_its_question(built, client):
    answers = {"months_in_post": "ba mươi", "birth_date-day": "31", "birth_date-month": "2", "birth_date-year": "1980"}

    page = client.post(f"/posts/{built.contests[0].id}/self-check", data=answers)

    assert page.status_code == 200
    assert "31/2/1980" in page.text
    assert "ba mươi" in page.text


@pytest.mark.parametrize("year", ["1900", "2091"])
def test_a_date_of_birth_that_nobody_has_is_said_beside_its_question(built, client, year):
    answers = {"birth_date-day": "1", "birth_date-month": "1", "birth_date-year": year, "gender": "female"}

    page = client.post(f"/posts/{built.contests[0].id}/self-check", data=answers)

    assert page.status_code == 200
    assert 'href="#birth_date-' in page.text


def test_a_post_that_was_not_announced_has_no_page(session, client, clock, app):
    built = competitions.planned_round(session, clock.now + timedelta(days=30))
    session.commit()

    for page in ("apply", "self-check"):
        assert client.get(f"/posts/{built.contests[0].id}/{page}").status_code == 404


def test_a_post_whose_window_is_over_says_so_and_begins_nothing(session, built, clock, client, sign_in, candidate):
    clock.set(built.round.closes_at)
    address = f"/posts/{built.contests[0].id}"

    start = client.get(f"{address}/apply").text
    begun = sign_in(candidate()).post(f"{address}/begin")

    assert "hiện không tiếp nhận hồ sơ" in start
    assert "/begin" not in start
    assert begun.status_code == 422
    assert session.query(Application).count() == 0


def test_every_page_of_a_candidate_is_there_in_english_too(built, handed_in, sign_in):
    application = handed_in(built.contests[0])
    client = sign_in(application.person_id)

    page = client.get(f"/applications/{application.id}?lang=en").text

    assert "What happens next" in page
    assert "Withdraw" in page


def test_the_status_page_leads_to_withdrawal_which_ends_the_application(session, built, handed_in, sign_in):
    application = handed_in(built.contests[0])
    client = sign_in(application.person_id)

    assert client.get(f"/applications/{application.id}/withdraw").status_code == 200
    assert client.post(f"/applications/{application.id}/withdraw").status_code == 303

    session.refresh(application)
    assert application.state == "withdrawn"
    assert "Đã rút hồ sơ" in client.get(f"/applications/{application.id}").text


def test_the_receipt_stays_readable_after_the_end(built, handed_in, sign_in):
    application = handed_in(built.contests[0])
    client = sign_in(application.person_id)
    before = client.get(f"/applications/{application.id}/receipt").text
    client.post(f"/applications/{application.id}/withdraw")

    after = client.get(f"/applications/{application.id}/receipt").text

    for words in (application.reference, "09:00:00 (GMT+7), 23/11/2026"):
        assert words in before
        assert words in after


def test_the_filters_of_the_list_are_links_with_counts(built, handed_in, sign_in, check_begun):
    one = handed_in(built.contests[0], "Thí Sinh Một")
    two = handed_in(built.contests[1], "Thí Sinh Hai")
    check_begun()
    client, base = sign_in(built.staff.officer), f"/rounds/{built.round.id}/applications"

    whole, narrow = client.get(base).text, client.get(f"{base}?post={built.contests[1].id.hex}").text
    nothing = client.get(f"{base}?state=rejected").text

    assert "Đã nộp, chờ kiểm tra (2)" in whole
    assert one.reference in whole
    assert two.reference in whole
    assert one.reference not in narrow
    assert two.reference in narrow
    assert "Không có hồ sơ nào" in nothing


def test_staff_roles_pass_the_gate_only_where_the_table_of_rights_lets_them(built, handed_in, sign_in, check_begun):
    application = handed_in(built.contests[0])
    base = f"/rounds/{built.round.id}"
    early = sign_in(built.council.secretary).get(f"{base}/applications").status_code
    check_begun()
    supervisor, head = sign_in(built.council.supervisor), sign_in(built.council.marking_head)

    assert early == 404
    assert supervisor.get(f"/applications/{application.id}").location == f"/applications/{application.id}/inspect"
    assert supervisor.get(f"/applications/{application.id}/files/cv").status_code == 404
    assert supervisor.get(f"{base}/shortlist").status_code == 200
    assert head.get(f"/applications/{application.id}").status_code == 404
    assert head.get(f"{base}/applications").status_code == 403
    assert sign_in(built.council.chair).get(f"/applications/{application.id}").status_code == 200


def test_a_supervisor_reads_a_dossier_on_a_reason_that_is_on_record(
    session, built, handed_in, sign_in, check_begun, clock
):
    application = handed_in(built.contests[0])
    check_begun()
    supervisor, base = sign_in(built.council.supervisor), f"/applications/{application.id}"

    assert supervisor.get(f"{base}/inspect").status_code == 200
    empty = supervisor.post(f"{base}/inspect", data={"reason": ""})
    assert supervisor.get(base).status_code == 303
    given = supervisor.post(f"{base}/inspect", data={"reason": "Đơn phản ánh số 7."})

    recorded = [e for e in case_history(session, application.case_key) if e.act == "application.inspect"]
    assert (empty.status_code, given.status_code) == (200, 303)
    assert [e.detail["reason"] for e in recorded] == ["Đơn phản ánh số 7."]
    assert supervisor.get(base).status_code == 200
    assert supervisor.get(f"{base}/files/cv").status_code == 200
    assert "Đơn phản ánh số 7." not in sign_in(application.person_id).get(base).text
    clock.forward(minutes=10)
    assert supervisor.get(base).status_code == 200
    clock.forward(minutes=51)
    assert sign_in(built.council.supervisor).get(base).status_code == 303
