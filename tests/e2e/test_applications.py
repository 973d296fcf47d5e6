"""An application in a real browser: from the start page of a post to the board's verdict."""

from datetime import UTC, datetime, timedelta

import pytest

from appointments.applications.models import Application
from tests.factories import applications, competitions
from workflows import dossier

pytestmark = pytest.mark.one_database
OPENED = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def built(live, session):
    """A round of one post that receives applications."""
    made = competitions.receiving_round(session, OPENED)
    session.commit()
    return made


def press(window, name):
    """Press the button, or follow the link, of that name."""
    page = window.page
    page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()
    page.wait_for_load_state()


def answer_all(window):
    """The four pages of questions."""
    page = window.page
    press(window, "Khai đối tượng dự tuyển")
    page.get_by_label("Quy hoạch chức danh này").check()
    press(window, "Lưu và tiếp tục")
    press(window, "Khai chức vụ hiện tại")
    page.locator("[name=current_post]").fill("Chuyên viên Mẫu")
    page.locator("[name=current_unit]").fill("Phòng Mẫu")
    page.locator("[name=months_in_post]").fill("36")
    page.locator("[name=service_months]").fill("120")
    press(window, "Lưu và tiếp tục")
    press(window, "Khai trình độ")
    page.locator("[name=meets_standards][value=yes]").check()
    page.locator("[name=degree]").fill("Thạc sĩ Luật")
    page.locator("[name=political_theory]").fill("Cao cấp")
    press(window, "Lưu và tiếp tục")
    press(window, "Trả lời về xếp loại")
    page.locator("[name=good_years]").fill("3")
    page.locator("[name=healthy][value=yes]").check()
    page.locator("[name=barred][value=no]").check()
    press(window, "Lưu và tiếp tục")


def upload_all(window, day):
    """Each paper on its own page."""
    page = window.page
    for kind in dossier.required_papers("planned_here"):
        press(window, f"Tải lên: {kind.label.vi}")
        page.set_input_files("[name=file]", {
            "name": f"{kind.label.vi}.pdf", "mimeType": "application/pdf",
            "buffer": applications.PDF + kind.key.encode() + b"\n%%EOF\n",
        })  # fmt: skip
        for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
            page.locator(f"[name=issued_on-{part}]").fill(str(value))
        page.get_by_role("button", name="Tải lên").click()
        page.wait_for_load_state()
        if kind.key == "cv":
            window.pictures("a paper as received")
        press(window, "Tiếp tục soạn hồ sơ")


def test_a_candidate_applies_and_the_board_accepts(live, built, session, enter, window):
    contest = built.contests[0]
    visitor = window()
    visitor.go(f"/posts/{contest.id}/apply")
    visitor.pictures("start page")
    press(visitor, "Tự kiểm tra")
    visitor.page.get_by_label("Quy hoạch chức danh này").check()
    visitor.page.locator("[name=months_in_post]").fill("3")
    press(visitor, "Xem kết quả")
    visitor.pictures("self check")
    assert "tối thiểu 12" in visitor.page.inner_text("main")

    person = applications.candidate(session, "Thí Sinh An", live.clock.now)
    one = enter(person)
    one.go(f"/posts/{contest.id}/apply")
    press(one, "Bắt đầu lập hồ sơ")
    press(one, "Bắt đầu soạn")
    answer_all(one)
    upload_all(one, live.clock.now - timedelta(days=20))
    one.pictures("task list")
    press(one, "Kiểm tra nội dung")
    one.pictures("check")
    one.page.locator("[name=declared]").check()
    press(one, "Nộp hồ sơ dự tuyển")
    one.pictures("receipt")
    application = session.query(Application).one()
    assert application.reference in one.page.inner_text("main")
    one.go(f"/applications/{application.id}")
    one.pictures("status")
    session.commit()

    competitions.close_and_check(session, built, built.round.closes_at)
    live.clock.set(built.round.closes_at + timedelta(days=1))
    officer = enter(built.staff.officer)
    officer.go("/applications/rounds")
    press(officer, built.round.title)
    officer.pictures("applications of a round")
    press(officer, application.reference)
    press(officer, "Đối tượng dự tuyển")
    for _ in dossier.CRITERIA:
        officer.page.locator("[name=met][value=yes]").check()
        press(officer, "Ghi kết luận")
    officer.pictures("dossier with verdicts")
    press(officer, "Kết luận đủ điều kiện")
    press(officer, "Kết luận đủ điều kiện")

    session.commit()
    session.refresh(application)
    assert application.state == "eligible"
