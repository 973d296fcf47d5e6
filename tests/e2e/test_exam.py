"""The exam in a real browser: the desk, a telephone in the exam room, the map's download, keying, the results."""

from datetime import UTC, datetime, timedelta

import pytest

from appointments.core.work import By
from appointments.exams.case import first_scripts
from appointments.exams.commands import marking, sittings
from appointments.exams.mapfile import read
from appointments.files import svg
from tests.factories import applications, competitions, exams

pytestmark = pytest.mark.one_database
OPENED = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
NAMES = ["Thí Sinh Mẫu Một", "Thí Sinh Mẫu Hai", "Thí Sinh Mẫu Ba"]


@pytest.fixture
def built(live, session, tmp_path):
    """A round whose shortlist of three is out; the clock stands five days after the closing date."""
    made = competitions.receiving_round(session, OPENED)
    applications.shortlisted(session, made, NAMES, applications.storage_at(tmp_path))
    live.clock.set(made.round.closes_at + timedelta(days=5))
    exams.everybody_declares(session, made, live.clock.now)
    svg.draw(made.papers[0].process)  # the first drawing of a process is slow; no window should wait for it
    return made


def press(window, name):
    """Press the button, or follow the link, of that name in the page's own part."""
    main = window.page.locator("main")
    main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()
    window.page.wait_for_load_state()


def test_the_exam_by_those_who_hold_it(live, session, built, enter, window):
    team, paper = built.council, built.papers[0]
    desk, base = f"/exams/rounds/{built.round.id}", f"/exams/papers/{paper.id}"

    chair = enter(team.chair)
    chair.go(desk)
    chair.pictures("desk before the exam")
    press(chair, "Bắt đầu tổ chức thi")
    press(chair, "Bắt đầu tổ chức thi")

    secretary = enter(team.secretary)
    secretary.go(base)
    secretary.pictures("paper planned")
    press(secretary, "Phòng thi và chỗ ngồi")
    page = secretary.page
    page.locator("[name=name_0]").fill("Phòng 101")
    page.locator("[name=seats_0]").fill("24")
    page.locator("[name=watch_0]").first.check()
    secretary.pictures("rooms")
    press(secretary, "Lưu và xếp chỗ")
    secretary.pictures("room list")
    for act in ("summon", "post_lists"):
        secretary.go(f"{base}/acts/{act}")
        press(secretary, "Xác nhận")
    press(secretary, "Xác nhận sẵn sàng thi")
    press(secretary, "Xác nhận sẵn sàng thi")
    session.rollback()
    session.expire_all()
    assert paper.state == "ready"

    # The invigilator's telephone.
    live.clock.set(paper.starts_at + timedelta(hours=4))
    phone = enter(team.invigilators[0], width=320)
    phone.go(f"{base}/attendance")
    for _ in NAMES:
        phone.page.locator("main .govuk-task-list__item", has_text="Chưa ghi nhận").first.get_by_role("link").click()
        phone.page.get_by_label("Có mặt và đã nộp bài").check()
        phone.page.locator("[name=sheets]").fill("4")
        press(phone, "Ghi nhận")
    phone.pictures("attendance on a telephone", widths=(320,))
    secretary = enter(team.secretary)
    secretary.go(f"{base}/acts/record_counts")
    secretary.pictures("counts")
    press(secretary, "Xác nhận")
    sittings.attest_counts(session, paper.id, by=By(team.supervisor), now=live.clock.now)
    phone.go(f"{base}/minutes")
    phone.pictures("minutes of the rooms", widths=(320,))
    exams.minutes_signed(session, built, paper, live.clock.now)
    sittings.take_step(session, paper.id, "close_session", by=By(team.chair), now=live.clock.now)

    # The coding board's one download.
    coder = enter(team.coding)
    coder.go(f"{base}/codes")
    coder.pictures("codes before they are drawn")
    coder.page.get_by_label("Tôi đã chép mã bí mật ra giấy").check()
    with coder.page.expect_download() as started:
        coder.page.get_by_role("button", name="Đánh phách và lưu bản đồ").click()
    the_map = started.value.path().read_bytes()
    assert len(read(the_map).pairs) == len(NAMES)
    coder.go(f"{base}/codes")
    coder.pictures("codes after they were drawn")

    # The marking board.
    head = enter(team.marking_head)
    head.go(f"{base}/criteria")
    for n, (label, points) in enumerate((("Kiến thức chuyên môn", "60"), ("Kỹ năng xử lý tình huống", "40"))):
        head.page.locator(f"[name=label_{n}]").fill(label)
        head.page.locator(f"[name=points_{n}]").fill(points)
    head.pictures("criteria")
    press(head, "Lưu")
    head.go(f"{base}/markers")
    head.pictures("markers")
    press(head, "Lưu")
    press(head, "Bắt đầu chấm thi")
    press(head, "Bắt đầu chấm thi")
    session.rollback()
    session.expire_all()
    scripts = first_scripts(session, paper.id)
    for opened in (secretary, head):
        for n, script in enumerate(scripts):
            opened.go(f"/exams/scripts/{script.id}/key")
            inputs = opened.page.locator("main input[name^=mark_]")
            inputs.nth(0).fill("80")
            inputs.nth(1).fill("82,5" if n else "40")
            if not n:
                opened.pictures("keying")
            press(opened, "Lưu lần nhập này")
    head.pictures("scripts")
    head.go(f"/exams/scripts/{scripts[0].id}")
    head.pictures("a script whose marks diverge")
    chair = enter(team.chair)
    chair.go(f"/exams/scripts/{scripts[0].id}/mark/decide")
    chair.page.locator("[name=mark]").fill("61,25")
    chair.page.locator("[name=reason]").fill("Hai phiếu đều có căn cứ; lấy mức giữa.")
    chair.pictures("the chair decides a mark")
    press(chair, "Chủ tịch Hội đồng quyết định điểm")
    head.go(base)
    head.pictures("paper being marked")
    press(head, "Đề nghị khóa điểm")
    press(head, "Đề nghị khóa điểm")
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=live.clock.now)
    chair.go(f"{base}/steps/lock")
    chair.pictures("lock")
    press(chair, "Khóa điểm")

    # Decoding and publication.
    coder.go(f"{base}/share")
    coder.page.locator("input[type=file]").set_input_files(
        {"name": "ban-do.txt", "mimeType": "text/plain", "buffer": the_map}
    )
    press(coder, "Giao nộp")
    supervisor = enter(team.supervisor)
    supervisor.go(f"{base}/acts/attest_decoding")
    supervisor.pictures("attest the decoding")
    press(supervisor, "Xác nhận")
    chair.go(base)
    press(chair, "Ghép phách")
    press(chair, "Ghép phách")
    press(chair, "Công bố")
    press(chair, "Công bố")
    chair.go(base)
    chair.pictures("paper published")
    visitor = window()
    visitor.go(f"{base}/results")
    visitor.pictures("results")
    assert "Thí Sinh" not in visitor.page.content()
