"""The pages of a round, walked by the people whose pages they are."""

from datetime import timedelta

import pytest

from appointments.competitions import context, forms
from appointments.competitions.models import Contest, Hold, Round
from tests.factories import competitions as make
from tests.factories.pages import hidden_of, located, send
from workflows.rules import PARAMETERS


def moment(name: str, text: str) -> dict[str, str]:
    """The inputs of a date and a time of day."""
    return {f"{name}-{part}": typed for part, typed in zip(("day", "month", "year", "time"), text.split(), strict=True)}


def test_an_officer_writes_down_a_need_and_the_authority_approves_it(app, session, as_user, begun, clock):
    agency = make.agency(session)
    post = make.post(session, agency)
    who = make.staff(session, agency, begun)
    officer, authority = as_user(who.users["officer"]), as_user(who.users["authority"])

    made = located(send(officer, "/needs/new", post=post.id.hex, slots="1", ground="Nghỉ hưu", source="Tại chỗ"))
    shown = officer.get(made)
    located(send(officer, f"{made}/steps/request_policy"))
    located(send(authority, f"{made}/steps/approve_policy"))

    assert "Phó Trưởng phòng Mẫu" in shown.text
    assert session.query(Contest).one().state == "policy_approved"


def test_a_plan_is_drawn_up_submitted_and_approved_on_the_pages(app, session, as_user, begun, clock):
    agency = make.agency(session)
    who = make.staff(session, agency, begun)
    contest = make.approved_need(session, who, make.post(session, agency), begun)
    officer, authority = as_user(who.users["officer"]), as_user(who.users["authority"])

    made = located(send(officer, "/plans/new", title="Kỳ thi Mẫu", agency=agency.id.hex, contests=[contest.id.hex]))
    located(send(officer, f"{made}/texts", **make.PLAN_TEXTS))
    located(
        send(
            officer,
            f"{made}/papers/new",
            title="Bài viết",
            minutes="180",
            contests=[contest.id.hex],
            **moment("starts_at", "1 3 2027 8:00"),
        )
    )
    located(send(officer, f"{made}/steps/submit_plan"))
    day = {"issued_on-day": "23", "issued_on-month": "11", "issued_on-year": "2026"}
    located(send(authority, f"{made}/steps/approve_plan", number="01/KH-UBND", **day))

    round_ = session.query(Round).one()
    assert (round_.state, round_.plan_number) == ("plan_approved", "01/KH-UBND")
    assert "01/KH-UBND" in officer.get(made).text


@pytest.mark.one_database
def test_the_announcement_says_what_is_missing_until_nothing_is(app, session, as_user, clock):
    built = make.planned_round(session, clock.now + timedelta(days=20))
    make.declared_council(session, built.round, clock.now)
    officer = as_user(built.staff.users["officer"])
    approver = as_user(built.staff.users["approver"])
    path = f"/plans/{built.round.id}"

    before, read = officer.get(f"{path}/announcement"), approver.get(f"{path}/announcement")
    for section in ("bases", "people", "reception", "exam"):
        located(send(officer, f"{path}/announcement/{section}", **make.ANNOUNCEMENT))
    dates = moment("opens_at", "13 12 2026 8:00") | moment("closes_at", "13 1 2027 17:00")
    located(send(officer, f"{path}/window", **dates))
    after = officer.get(f"{path}/announcement")
    hidden = approver.get(f"/rounds/{built.round.id}").status_code
    located(send(approver, f"{path}/steps/announce"))

    assert "Thông báo còn thiếu 10 mục bắt buộc" in before.text
    to_the_window = f'<a href="{path}/window">Đến nơi xử lý</a>'
    assert (to_the_window in before.text, to_the_window in read.text) == (True, False), (
        "only who may remove it is led there"
    )
    assert "Không còn thiếu gì" in after.text
    assert hidden == 404
    assert "Nội dung mẫu của thông báo" in approver.get(f"/rounds/{built.round.id}").text


@pytest.mark.one_database
def test_the_page_of_a_round_says_where_it_stands_and_who_must_act(app, session, as_user, clock):
    built = make.receiving_round(session, clock.now, posts=2)
    officer = as_user(built.staff.users["officer"])

    page = officer.get(f"/plans/{built.round.id}")

    assert "Đang nhận hồ sơ" in page.text
    assert "Cán Bộ Tổ Chức Mẫu" in page.text
    assert "<svg" in page.text
    assert "Mở nhận hồ sơ" in page.text


@pytest.mark.one_database
def test_a_stranger_to_the_agency_is_told_that_there_is_no_such_round(app, session, as_user, clock):
    built = make.receiving_round(session, clock.now)
    other = make.agency(session, "Sở Mẫu khác")
    stranger = as_user(make.staff(session, other, clock.now - timedelta(days=30)).users["officer"])

    answers = {path: stranger.get(path).status_code for path in (
        f"/plans/{built.round.id}", f"/plans/{built.round.id}/council", f"/needs/{built.contests[0].id}",
        f"/plans/{built.round.id}/announcement", f"/plans/papers/{built.papers[0].id}")}  # fmt: skip

    assert set(answers.values()) == {404}
    assert built.round.title not in stranger.get("/plans").text


@pytest.mark.one_database
def test_the_public_reads_rounds_and_posts_that_are_open_now(app, session, client, clock):
    make.receiving_round(session, clock.now, posts=2)
    make.planned_round(session, clock.now)
    session.commit()

    page = client.get("/rounds")
    english = client.get("/rounds?lang=en")

    assert page.text.count("Kỳ thi tuyển Mẫu") == 1
    assert page.text.count("Phó Trưởng phòng Mẫu") >= 2
    assert english.text.count("Sample: Phó Trưởng phòng Mẫu") >= 2


@pytest.mark.one_database
def test_a_member_declares_and_only_the_chair_reads_the_relation(app, session, as_user, clock):
    built = make.planned_round(session, clock.now + timedelta(days=20))
    council = make.declared_council(session, built.round, clock.now, declare=False)
    marker = as_user(council.users[council.markers[0]])
    chair, coding = as_user(council.users[council.chair]), as_user(council.users[council.coding])
    path = f"/plans/{built.round.id}"

    asked = marker.get(f"{path}/council")
    located(send(marker, f"{path}/declaration", answer="relative", note="Em ruột của một thí sinh"))

    assert "Khai báo ngay" in asked.text
    assert "Em ruột của một thí sinh" in chair.get(f"{path}/council").text
    assert "Em ruột của một thí sinh" not in coding.get(f"{path}/council").text


@pytest.mark.one_database
def test_an_approver_proposes_the_chair_on_the_page_of_the_council(app, session, as_user, begun, clock):
    built = make.planned_round(session, begun)
    chair, path = make.member(session, "Chủ Tịch Mẫu", begun), f"/plans/{built.round.id}/council"
    approver = as_user(built.staff.users["approver"])
    given = {"email": chair.email, "role": "council_chair", "ground": "Quyết định số 02/QĐ-MAU"}

    assert f'href="{path}/new"' in approver.get(path).text
    located(send(approver, f"{path}/new", **given))

    assert "Chủ Tịch Mẫu" in approver.get(path).text


@pytest.mark.one_database
def test_a_member_of_a_board_reads_neither_who_else_serves_nor_who_acted(app, session, as_user, clock):
    built = make.receiving_round(session, clock.now)
    marker = as_user(built.council.users[built.council.markers[0]])
    chair = as_user(built.council.users[built.council.chair])
    path = f"/plans/{built.round.id}"

    for page in (path, f"{path}/council"):
        assert "Giám Thị Mẫu" in chair.get(page).text
        assert "Giám Thị Mẫu" not in marker.get(page).text
    assert "Người Chấm Mẫu" in marker.get(f"{path}/council").text


def test_the_chair_suspends_a_round_and_every_step_is_barred(app, session, as_user, clock):
    built = make.receiving_round(session, clock.now)
    chair = as_user(built.council.users[built.council.chair])
    path = f"/holds/of/{built.round.id}"
    day = {"review_on-day": "30", "review_on-month": "11", "review_on-year": "2026"}

    made = located(send(chair, path, target=built.round.case_key, reason="Có đơn tố cáo", **day))
    page = chair.get(made)

    assert session.query(Hold).one().state == "in_force"
    assert "Có đơn tố cáo" in page.text
    assert "tạm dừng" in chair.get(f"/plans/{built.round.id}").text


@pytest.mark.one_database
def test_a_page_costs_the_same_number_of_statements_for_one_post_and_for_many(app, session, as_user, clock, statements):
    few = make.receiving_round(session, clock.now, posts=1)
    officer = as_user(few.staff.users["officer"])
    pages = {
        "/plans": 8,
        f"/plans/{few.round.id}": 30,
        f"/plans/{few.round.id}/announcement": 24,
        f"/plans/{few.round.id}/council": 26,
        "/needs": 6,
        f"/needs/{few.contests[0].id}": 22,
        "/rounds": 6,
        f"/rounds/{few.round.id}": 6,
    }
    officer.get(f"/plans/{few.round.id}")  # the first page of a session writes when it was last seen

    counted = {}
    for path in pages:
        with statements() as sent:
            assert officer.get(path).status_code == 200
        counted[path] = len(sent)

    assert {path: n for path, n in counted.items() if n > pages[path]} == {}, counted


@pytest.mark.one_database
def test_lists_cost_the_same_for_one_round_and_for_three(app, session, as_user, clock, statements):
    built = make.receiving_round(session, clock.now)
    founder = as_user(built.staff.users["approver"])
    paths = ("/plans", "/needs", "/rounds")

    def cost() -> list[int]:
        counts = []
        for path in paths:
            with statements() as sent:
                assert founder.get(path).status_code == 200
            counts.append(len(sent))
        return counts

    cost()
    one = cost()
    make.receiving_round(session, clock.now, posts=3)
    make.planned_round(session, clock.now, posts=2)
    session.commit()

    assert cost() == one


def test_a_plan_sent_twice_is_one_plan_and_both_answers_lead_to_it(app, session, as_user, begun, clock):
    agency = make.agency(session)
    officer = as_user(make.staff(session, agency, begun).users["officer"])
    fields = hidden_of(officer.get("/plans/new")) | {"title": "Kỳ thi Mẫu", "agency": agency.id.hex}

    first, second = (located(officer.post("/plans/new", data=fields)) for _ in range(2))

    assert first == second
    assert session.query(Round).count() == 1


def test_the_second_of_two_officers_is_told_who_was_first_and_keeps_what_was_typed(app, session, as_user, begun, clock):
    agency = make.agency(session)
    who = make.staff(session, agency, begun)
    contest = make.approved_need(session, who, make.post(session, agency), begun)
    made = make.drafted_plan(session, who, [contest], begun, exam_at=clock.now + timedelta(days=90))
    one, two = as_user(who.users["officer"]), as_user(who.users["second_officer"])
    path = f"/plans/{made.id}/texts"
    late = hidden_of(two.get(path)) | {"budget": "Kinh phí của người thứ hai"}

    located(send(one, path, budget="Kinh phí của người thứ nhất"))
    answer = two.post(path, data=late)

    session.refresh(made)
    assert answer.status_code == 409
    assert "Cán Bộ Tổ Chức Mẫu" in answer.text
    assert "Kinh phí của người thứ hai" in answer.text
    assert made.plan["budget"] == "Kinh phí của người thứ nhất"


def test_a_parameter_out_of_range_is_told_at_its_field_and_nothing_is_saved(app, session, as_user, begun, clock):
    agency = make.agency(session)
    who = make.staff(session, agency, begun)
    contest = make.approved_need(session, who, make.post(session, agency), begun)
    made = make.drafted_plan(session, who, [contest], begun, exam_at=clock.now + timedelta(days=90))
    officer = as_user(who.users["officer"])
    path, rules = f"/plans/{made.id}/parameters", context.rules_of(made, clock.now)
    values = {key.replace(".", "__"): forms.as_typed(PARAMETERS[key], rules[key]) for key in forms.OWN_PARAMETERS}

    wrong = send(officer, path, **values | {"exam__written_minutes": "20"})
    clash = send(officer, path, **values | {"exam__oral_qa_min": "60", "exam__oral_present_min": "45"})
    located(send(officer, path, **values | {"exam__written_minutes": "150"}))

    session.refresh(made)
    assert (wrong.status_code, "govuk-error-message" in wrong.text) == (200, True)
    assert "không quá 90 phút" in clash.text
    assert context.rules_of(made, clock.now)["exam.written_minutes"] == 150
