"""Before the lock a mark is shown to its marker alone; nothing tells a marker what the other did, or that he did."""

import re
from decimal import Decimal
from uuid import UUID

import pytest

from appointments.core.work import By
from appointments.exams.case import first_scripts
from appointments.exams.commands import allocating, marking
from tests.factories import accounts, competitions, screen
from tests.fixtures.signed_in import told
from workflows.roles import AUDITOR

pytestmark = pytest.mark.one_database  # the story next door is played on both

POINTS, SHOWN, WORDS = ("41.5", "17.25"), "58,75", "Nhận xét mẫu"
NONCES = re.compile(r'(<input[^>]*name="(?:csrf_token|idem|author|seen)"[^>]*value="[^"]*"|nonce="[^"]*")')


@pytest.fixture
def script(session, being_marked):
    """The first script by code."""
    return first_scripts(session, being_marked[0].id)[0]


@pytest.fixture
def everybody(session, begun, enter, clock):
    """Everybody with a role towards the paper but the two markers of a script; by role."""
    who, team = begun.staff, begun.council
    inspector = competitions.member(session, "Thanh Tra", clock.now)
    accounts.give(session, inspector.person_id, AUDITOR, clock.now)
    people = {
        "secretary": team.secretary, "chair": team.chair, "supervisor": team.supervisor, "coding": team.coding,
        "head": team.marking_head, "personnel": who.officer, "approver": who.approver, "authority": who.authority,
        "auditor": inspector.person_id, "panel": team.panel[0], "invigilator": team.invigilators[0],
    }  # fmt: skip
    return {role: enter(person) for role, person in people.items()}


def addresses(paper, script):
    """Every page that speaks of the paper, its scripts, their entries or messages."""
    base = f"/exams/papers/{paper.id}"
    return [
        f"/exams/rounds/{paper.round_id}", base, f"{base}/scripts", f"{base}/pool", f"{base}/commitments",
        f"{base}/marking", f"{base}/marking/{script.code}", f"/exams/scripts/{script.id}", f"{base}/appeals",
        f"/exams/scripts/{script.id}/key", f"/exams/scripts/{script.id}/settle",
        f"/exams/scripts/{script.id}/mark/decide", f"/exams/scripts/{script.id}/third", f"/cases/{script.case_key}",
        f"/audit/cases/{script.case_key}", f"/audit/cases/{paper.case_key}", "/audit?process=screen_script",
        "/audit?process=script", "/inbox", "/inbox/messages", "/inbox/screen_script/diverged", "/ledger",
    ]  # fmt: skip


def read(visitor, address):
    """What a person finds at an address, followed where it leads."""
    return visitor.client.get(address, follow_redirects=True).text


def test_one_mark_is_shown_to_nobody_but_its_marker(session, begun, being_marked, script, everybody, clock):
    paper = being_marked[0]
    screen.sign(session, script, UUID(script.markers[0]), POINTS, clock.now)

    pages = {(role, a): read(visitor, a) for role, visitor in everybody.items() for a in addresses(paper, script)}
    secrets = (SHOWN, "41.50", WORDS, "Đã chấm một lượt")
    found = [(role, address, secret) for (role, address), page in pages.items() for secret in secrets if secret in page]
    leaks = [one for one in found if (one[0], one[2]) != ("head", "Đã chấm một lượt")]

    assert leaks == []


def test_a_mark_that_was_voided_stays_shut_to_inspectors_until_the_lock(
    session, begun, being_marked, script, everybody, clock
):
    paper, gone = being_marked[0], UUID(script.markers[0])
    screen.sign(session, script, gone, POINTS, clock.now)
    allocating.leave_pool(session, paper.id, gone, "Quen biết.", by=By(begun.council.marking_head), now=clock.now)

    for role in ("auditor", "supervisor"):
        page = everybody[role].get(f"/audit/cases/{paper.case_key}")
        assert "leave_pool" in page or "rời danh sách chấm" in page
        assert "41.50" not in page
        assert WORDS not in page


def test_the_other_marker_s_pages_stay_the_same_to_the_byte(session, being_marked, script, enter, clock):
    paper = being_marked[0]
    one, two = (UUID(who) for who in script.markers)
    visitor = enter(two)
    pages = [a for a in addresses(paper, script) if not a.startswith("/ledger")]
    before = {a: NONCES.sub("", read(visitor, a)) for a in pages}

    screen.sign(session, script, one, POINTS, clock.now)

    assert {a: NONCES.sub("", read(visitor, a)) for a in pages} == before


def test_two_marks_far_apart_tell_neither_marker_that_they_are(session, begun, being_marked, script, enter, clock):
    """A marker who has signed sees the same whether the other agreed, diverged, or has not been there."""
    paper = being_marked[0]
    one, two = (UUID(who) for who in script.markers)
    screen.sign(session, script, one, POINTS, clock.now)
    visitor = enter(one)
    pages = [a for a in addresses(paper, script) if not a.startswith("/ledger")]
    before = {a: NONCES.sub("", read(visitor, a)) for a in pages}

    screen.sign(session, script, two, ("10", "10"), clock.now)
    diverged = {a: NONCES.sub("", read(visitor, a)) for a in pages}
    allocating.draw_third(session, script.id, by=By(begun.council.marking_head), now=clock.now)
    third = {a: NONCES.sub("", read(visitor, a)) for a in pages}

    assert diverged == before
    assert third == before


def test_how_many_are_signed_is_told_from_five_on_and_nothing_finer(
    session, begun, being_marked, everybody, enter, clock
):
    paper, scripts = being_marked[0], list(first_scripts(session, being_marked[0].id))
    address = f"/exams/papers/{paper.id}/scripts"
    screen.both_sign(session, scripts[0], (POINTS, POINTS), clock.now)
    screen.both_sign(session, scripts[1], (POINTS, POINTS), clock.now)
    for role in ("secretary", "chair", "supervisor", "auditor"):
        assert "khi đã có từ năm điểm" in everybody[role].get(address)
        assert all(script.code not in everybody[role].get(address) for script in scripts)
    screen.both_sign(session, scripts[2], (POINTS, POINTS), clock.now)

    for role in ("secretary", "chair", "supervisor", "auditor"):
        assert "Điểm đã chốt: 6 trên 8" in told(everybody[role].get(address))
        assert "chưa thống nhất" not in everybody[role].get(f"/exams/papers/{paper.id}")
    marker = enter(begun.council.markers[0])
    assert "6 trên 8" not in told(marker.get(f"/exams/papers/{paper.id}"))


def test_a_disputed_script_opens_to_those_who_settle_it_and_closes_again(
    session, begun, being_marked, script, everybody, clock
):
    team, page = begun.council, f"/exams/scripts/{script.id}"
    screen.both_sign(session, script, (POINTS, ("10", "10")), clock.now)

    for role in ("head", "chair"):
        assert SHOWN in everybody[role].get(page)
        assert WORDS in everybody[role].get(page)
        assert "Người Chấm" not in told(everybody[role].get(page))
    for role in ("secretary", "supervisor", "auditor"):
        everybody[role].get(page, status=404)
    marking.settle_mark(
        session,
        script.id,
        "agree_jointly",
        Decimal(40),
        "Đã bàn.",
        has_record=True,
        by=By(team.marking_head),
        now=clock.now,
    )

    assert SHOWN not in everybody["head"].get(page)
    assert WORDS not in everybody["head"].get(page)
    everybody["chair"].get(page, status=404)


def test_after_the_lock_those_of_the_table_read_the_marks_and_the_desk_is_empty(
    session, begun, being_marked, script, everybody, enter, clock
):
    paper, team = being_marked[0], begun.council
    person = UUID(script.markers[0])
    screen.everything_signed(session, paper, clock.now, {script.code: (POINTS, POINTS)})
    marking.propose_lock(session, paper.id, by=By(team.marking_head), now=clock.now)
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=clock.now)
    marking.lock(session, paper.id, by=By(team.chair), now=clock.now)

    for role in ("secretary", "chair", "supervisor", "auditor"):
        assert SHOWN in everybody[role].get(f"/exams/scripts/{script.id}")
    for role in ("coding", "panel", "invigilator"):
        assert SHOWN not in read(everybody[role], f"/exams/scripts/{script.id}")
    enter(person).get(f"/exams/papers/{paper.id}/marking/{script.code}", status=404)
    assert script.code not in enter(person).get(f"/exams/papers/{paper.id}/marking")
