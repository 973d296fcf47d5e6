"""What every page owes its reader: the keyboard is enough, no typed text is lost, English beside, narrow screens."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from appointments.applications.commands import drafts
from appointments.applications.models import Application
from appointments.core.work import By
from tests.e2e.navigators.candidate import Candidate
from tests.e2e.navigators.person import Person
from tests.e2e.navigators.public import Visitor
from tests.e2e.people import People
from tests.factories import applications, competitions

pytestmark = pytest.mark.one_database
OPENED = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
SECTION = "Khai chức vụ hiện tại"
TYPED = {
    "Chức vụ, chức danh hiện tại": "Chuyên viên Mẫu",
    "Cơ quan, đơn vị hiện tại": "Phòng Mẫu",
    "Số tháng giữ chức vụ": "36",
    "Tổng số tháng công tác": "120",
}
ONLY_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
NAMES = (
    *("Minh Tuyển", "Tiếng Việt", "NĐ ", "QĐ ", "Mẫu", "Thí Sinh", "Cán Bộ Tổ Chức"),
    *("Bình Dương", "Bà Rịa - Vũng Tàu"),
)
"""What stays Vietnamese in English: names of people, of places, of the product, of instruments."""


@pytest.fixture
def built(live, session):
    """A round of one post that receives applications."""
    made = competitions.receiving_round(session, OPENED)
    session.commit()
    return made


@pytest.fixture
def people(live, session, window):
    """Opens windows for people."""
    return People(live.app, session, window)


@pytest.fixture
def candidate(live, session, built, people):
    """Somebody with an empty draft, at the list of what is to be done."""
    person = applications.candidate(session, "Thí Sinh An", live.clock.now)
    made = drafts.start_draft(session, built.contests[0].id, by=By(person), now=live.clock.now)
    session.commit()
    one = people(Candidate, person, live.clock.now)
    one.goes_to(f"/applications/{made}/tasks")
    return one


def answers_of(session):
    """What the only application says now."""
    session.rollback()
    session.expire_all()
    return session.query(Application).one().answers


def tabs_to(person, wanted):
    """Press Tab until that element has the focus."""
    for _ in range(80):
        person.page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def test_a_form_of_the_dossier_is_sent_with_the_keyboard_alone(candidate, session):
    tabs_to(candidate, candidate.main.get_by_role("link", name=SECTION))
    candidate.page.keyboard.press("Enter")
    candidate.page.wait_for_url("**/answers/**")
    for label, text in TYPED.items():
        tabs_to(candidate, candidate.main.get_by_label(label).first)
        candidate.page.keyboard.press("Control+A")
        candidate.page.keyboard.type(text)
    tabs_to(candidate, candidate.main.get_by_role("button", name="Lưu và tiếp tục"))
    with candidate.page.expect_navigation():
        candidate.page.keyboard.press("Enter")

    assert answers_of(session)["current_post"] == "Chuyên viên Mẫu"
    assert answers_of(session)["current_unit"] == "Phòng Mẫu"


def test_what_was_typed_survives_a_session_that_expires(candidate, live, session):
    candidate.follows(SECTION)
    for label, text in TYPED.items():
        candidate.writes(label, text)

    live.clock.forward(hours=3)
    candidate.presses("Lưu và tiếp tục")  # signs in again on the way

    for label, text in TYPED.items():
        expect(candidate.main.get_by_label(label).first).to_have_value(text)
    candidate.picture("typed before, signed in again", narrow=True)
    candidate.presses("Lưu và tiếp tục")
    assert answers_of(session)["current_post"] == "Chuyên viên Mẫu"


def test_nothing_vietnamese_is_left_in_the_frame_of_english_pages(built, live, people):
    officer = people(Person, built.staff.officer, live.clock.now)
    officer.goes_to("/inbox")
    officer.goes_to("/inbox?lang=en")
    left = {}
    for path in ("/inbox", "/plans", "/needs", "/rounds", "/results", "/indicator", "/ledger", "/exams", "/decisions"):
        officer.goes_to(path)
        assert officer.page.locator("html").get_attribute("lang") == "en"
        parts = officer.page.locator(".masthead, nav, footer, h1, thead th, button, label, caption").all_inner_texts()
        found = [text for text in parts if ONLY_VIETNAMESE.search(without_names(text))]
        if found:
            left[path] = found
    officer.picture("decisions in English")

    assert left == {}


def without_names(text):
    """A text without what is Vietnamese in every language."""
    for name in NAMES:
        text = text.replace(name, "")
    return text


def test_main_pages_of_every_role_fit_a_narrow_screen(built, live, people, window, candidate):
    live.clock.set(built.round.opens_at + timedelta(days=2))
    round_, contest = built.round.id, built.contests[0].id
    everywhere = ["/inbox", "/plans", f"/plans/{round_}", f"/plans/{round_}/council", f"/needs/{contest}", "/me"]
    exams = ["/exams", f"/exams/rounds/{round_}", f"/exams/papers/{built.papers[0].id}", "/results/desk"]
    member = [everywhere[0], everywhere[3], f"/plans/{round_}/declaration", "/me"]
    pages = {
        built.staff.officer: [*everywhere, f"/rounds/{round_}/applications", "/needs/new", "/plans/new", "/decisions"],
        built.staff.approver: ["/people", "/organisation/", f"/rounds/{round_}/shortlist", "/organisation/calendar"],
        built.staff.authority: [*everywhere[:2], "/decisions", "/results/desk"],
        built.council.chair: [*exams, f"/holds/of/{round_}"],
        built.council.secretary: exams[:3],
        built.council.supervisor: ["/inbox", *exams[:2], "/ledger"],
        built.council.marking_head: [*member, *exams[:3]],
        built.council.coding: [*member, *exams[:3], f"{exams[2]}/codes"],
        built.council.invigilators[0]: [*member, *exams[:3], f"{exams[2]}/attendance"],
        built.council.markers[0]: [*member, *exams[:3]],
        built.council.panel[0]: [*member, *exams[:2]],
    }
    seen = [(path, wide) for person, paths in pages.items() for path, wide in widths(people, live, person, paths)]
    draft = urlsplit(candidate.page.url).path.removesuffix("/tasks")
    mine = [f"{draft}/{part}" for part in ("tasks", "answers/record", "papers/cv", "check", "withdraw")]
    seen += across(candidate, ["/inbox", "/applications", f"/posts/{contest}/apply", *mine, "/me"])
    visitor = Visitor(window(width=320))
    public = ("/", "/rounds", f"/rounds/{round_}", f"/posts/{contest}/apply", "/results", "/indicator", "/ledger")
    seen += across(visitor, public)

    assert [(path, wide) for path, wide in seen if wide > 320] == []


def widths(people, live, person_id, paths):
    """How wide each page is for that person, on a telephone."""
    return across(people(Person, person_id, live.clock.now), paths)


def across(person, paths):
    """Each page with the width that it needs where 320 px are given."""
    person.page.set_viewport_size({"width": 320, "height": 900})
    seen = []
    for path in paths:
        person.goes_to(path)
        seen.append((path, person.page.evaluate("document.documentElement.scrollWidth")))
    return seen
