"""A marker at the desk in a real browser: points, recap, final and the next script without ever touching a mouse."""

import sys
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import expect

from appointments.core.work import By
from appointments.exams.case import first_scripts
from appointments.exams.commands.rounds import begin_examination
from appointments.exams.models import Mark, MarkDraft
from tests.factories import applications, competitions, exams, screen

pytestmark = pytest.mark.one_database
OPENED = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
NAMES = ["Thí Sinh Mẫu Một", "Thí Sinh Mẫu Hai", "Thí Sinh Mẫu Ba", "Thí Sinh Mẫu Bốn"]


def marked_on_screen(live, session, folder, names, more=0):
    """A paper being marked on screen: the round as built, and the paper; `more` are codes beyond those handed in."""
    made = competitions.receiving_round(session, OPENED, changes=screen.ON_SCREEN)
    sitting = applications.shortlisted(session, made, names, applications.storage_at(folder))
    live.clock.set(made.round.closes_at + timedelta(days=5))
    exams.everybody_declares(session, made, live.clock.now)
    begin_examination(session, made.round.id, by=By(made.council.chair), now=live.clock.now)
    paper = made.papers[0]
    exams.made_ready(session, made, paper, live.clock.now)
    live.clock.set(exams.sat(session, made, paper, sitting))
    screen.begun(session, made, paper, live.clock.now, more=more)
    return made, paper


@pytest.fixture
def marking(live, session, tmp_path):
    """The scripts of four candidates."""
    return marked_on_screen(live, session, tmp_path, NAMES)


def marks_by_keys(page, points):
    """From the first criterion to the next script: type, Tab, type, Enter for the recap, Enter for final."""
    keys = page.keyboard
    ready(page)
    keys.type(points[0])
    keys.press("Tab")
    keys.type(points[1])
    keys.press("Enter")
    page.wait_for_url("**/final")
    ready(page)
    keys.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/final"))


def ready(page):
    """A person types when the cursor stands in the field."""
    expect(page.locator("[autofocus]")).to_be_focused()


@pytest.mark.parametrize("javascript", [True, False])
def test_scripts_are_marked_by_keyboard_alone(live, session, marking, enter, javascript, record_property):
    built, paper = marking
    person = built.council.markers[0]
    mine = [s.code for s in first_scripts(session, paper.id) if person.hex in s.markers]
    window = enter(person, javascript=javascript)
    page, desk = window.page, f"/exams/papers/{paper.id}/marking"
    window.go(desk)
    window.pictures("marking desk")
    page.get_by_role("link", name="Chấm bài tiếp theo").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{desk}/*")
    window.pictures("a script to mark")

    began = time.monotonic()
    for _ in mine:
        marks_by_keys(page, ("48,5", "30,25"))
    each = (time.monotonic() - began) / len(mine)
    record_property("seconds a script", f"{each:.2f}")
    sys.stdout.write(f"{len(mine)} scripts by keyboard, {each:.2f} s each\n")

    assert page.url.endswith(desk)
    window.pictures("everything final")
    session.rollback()
    marks = session.query(Mark).filter_by(marker_id=person).all()
    assert sorted(m.points for m in marks) == [["48.50", "30.25"]] * len(mine)


def test_the_sum_runs_along_and_the_keys_lead_to_the_neighbours_and_keep_the_draft(live, session, marking, enter):
    built, paper = marking
    person = built.council.markers[0]
    window = enter(person)
    page, desk = window.page, f"/exams/papers/{paper.id}/marking"
    window.go(desk)
    page.get_by_role("link", name="Chấm bài tiếp theo").click()
    first = page.url
    ready(page)
    page.keyboard.type("48,5")
    page.keyboard.press("Tab")
    page.keyboard.type("1")
    assert page.locator("[data-sum]").inner_text() == "49,50"

    page.keyboard.press("Alt+PageDown")
    page.wait_for_url(lambda url: url != first)
    session.rollback()
    assert session.query(MarkDraft).one().typed == ["48,5", "1"]
    page.keyboard.press("Alt+PageUp")
    page.wait_for_url(first)
    assert page.locator("[data-points]").first.input_value() == "48,5"

    page.locator("[data-points]").first.fill("60,5")
    page.get_by_role("button", name="Xem lại trước khi chốt").click()
    assert "Cho điểm từ 0 đến 60" in page.locator("main").inner_text()
    window.pictures("points that do not fit")


def test_what_was_typed_before_the_script_of_the_page_arrived_is_kept_too(live, session, marking, enter):
    built, paper = marking
    window = enter(built.council.markers[0])
    page, late = window.page, []
    page.route("**/marking.js*", lambda route: late.append(route))
    window.go(f"/exams/papers/{paper.id}/marking")
    page.get_by_role("link", name="Chấm bài tiếp theo").click()
    first = page.url
    ready(page)
    page.keyboard.type("48,5")

    late[0].continue_()
    page.unroute("**/marking.js*")
    expect(page.locator("[data-sum]")).to_have_text("48,50")
    page.keyboard.press("Alt+PageDown")
    page.wait_for_url(lambda url: url != first)

    session.rollback()
    assert session.query(MarkDraft).one().typed == ["48,5", ""]


def test_a_draft_that_is_under_way_never_overtakes_what_was_sent(live, session, marking, enter):
    built, paper = marking
    person, held = built.council.markers[0], []
    window = enter(person)
    page = window.page
    window.go(f"/exams/papers/{paper.id}/marking")
    page.get_by_role("link", name="Chấm bài tiếp theo").click()
    ready(page)
    page.route("**/marking/*", lambda route: held.append(route) if is_quiet(route) else route.continue_())
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.type("48,5")

    page.keyboard.press("Tab")
    page.keyboard.type("30,25")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)  # long enough for the recap to come, where nothing is waited for
    held[0].continue_()
    page.wait_for_url("**/final")
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Chốt điểm").click()
    page.wait_for_url(lambda url: not url.endswith("/final"))

    session.rollback()
    assert [mark.points for mark in session.query(Mark).filter_by(marker_id=person)] == [["48.50", "30.25"]]


def is_quiet(route):
    """Whether the page's own script sends a draft."""
    return route.request.method == "POST" and not route.request.is_navigation_request()


def test_the_head_draws_the_markers_and_takes_one_out(live, session, marking, enter):
    built, paper = marking
    window = enter(built.council.marking_head)
    window.go(f"/exams/papers/{paper.id}/pool")
    window.pictures("pool")
    window.page.get_by_role("link", name="Đưa ra khỏi danh sách chấm").first.click()
    window.page.locator("[name=reason]").fill("Là anh họ của một thí sinh.")
    window.pictures("a marker leaves")
    window.page.locator("main button[type=submit]").click()
    window.page.wait_for_url("**/pool")
    window.pictures("after one left")
    session.rollback()
    for script in first_scripts(session, paper.id):
        assert len({UUID(who) for who in script.markers}) == 2


@pytest.fixture
def hundred(live, session, tmp_path):
    """A hundred scripts for each marker; nobody will decode those beyond the two that were handed in."""
    return marked_on_screen(live, session, tmp_path, NAMES[:2], more=198)


@pytest.mark.soak
def test_a_hundred_scripts_are_marked_by_keyboard_alone(session, hundred, enter, record_property):
    built, paper = hundred
    person = built.council.markers[0]
    mine = [s.code for s in first_scripts(session, paper.id) if person.hex in s.markers]
    assert len(mine) == 100
    window = enter(person)
    window.go(f"/exams/papers/{paper.id}/marking")
    window.page.get_by_role("link", name="Chấm bài tiếp theo").focus()
    window.page.keyboard.press("Enter")
    window.page.wait_for_url("**/marking/*")

    began = time.monotonic()
    for _ in mine:
        marks_by_keys(window.page, ("48,5", "30,25"))
    each = (time.monotonic() - began) / len(mine)
    record_property("seconds a script", f"{each:.2f}")
    sys.stdout.write(f"{len(mine)} scripts by keyboard, {each:.2f} s each\n")

    session.rollback()
    assert session.query(Mark).filter_by(marker_id=person).count() == 100
