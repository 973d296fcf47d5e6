"""The pages on which keyings and marks that differ are settled, and an absence is recorded: shown to whom, and how."""

from datetime import timedelta
from decimal import Decimal

import pytest

from appointments.core.work import By
from appointments.exams import panel
from appointments.exams.commands import marking, presentations
from appointments.results.commands import rounds, written
from tests.factories import competitions, exams
from tests.factories.pages import heading
from tests.features.exams.marks import sheets
from workflows.roles import MARKING_HEAD, SECRETARY

pytestmark = pytest.mark.one_database


@pytest.fixture
def presenting(session, begun, published, candidates, clock):
    """The first of two candidates, summoned to the presentation; the clock stands after its hour."""
    team, at = begun.council, published.remark_closes_at + timedelta(days=1)
    written.overdue(session, published.id, "close_remark_window", published.remark_closes_at)
    times = {application.id: at + timedelta(days=20) for application in candidates}
    presentations.set_times(session, begun.round.id, times, "Hội trường Mẫu", by=By(team.secretary), now=at)
    rounds.take_step(session, begun.round.id, "schedule_oral", by=By(team.chair), now=at)
    clock.set(at + timedelta(days=21))
    return candidates[0]


def test_a_head_who_keyed_neither_compares_the_two_keyings_of_a_script(session, begun, script, clock, enter):
    team, page = begun.council, f"/exams/scripts/{script.id}/settle"
    marking.key_sheets(session, script.id, sheets(begun, "80"), by=By(team.secretary), now=clock.now)
    marking.key_sheets(session, script.id, sheets(begun, "8"), by=By(team.marking_head), now=clock.now)
    other = competitions.serve(session, begun.round, "Trưởng Ban Khác", MARKING_HEAD, clock.now)

    shown = enter(other.person_id).get(page)

    assert heading(shown) == f"Xử lý lệch khi nhập bài {script.code}"
    assert "80,00" in shown
    assert "8,00" in shown
    enter(team.secretary).get(page, status=403)


@pytest.mark.parametrize(
    ("trigger", "who", "titled"),
    [
        ("agree_jointly", "marking_head", "Ghi điểm đối thoại thống nhất"),
        ("decide", "chair", "Chủ tịch Hội đồng quyết định điểm"),
    ],
)
def test_marks_too_far_apart_have_a_page_for_whoever_settles_them(
    session, begun, script, clock, enter, trigger, who, titled
):
    team, page = begun.council, f"/exams/scripts/{script.id}/mark/{trigger}"
    exams.keyed(session, begun, script.id, ("40", "80"), clock.now)

    shown = enter(getattr(team, who)).get(page)

    assert heading(shown) == titled
    assert "40,00" in shown
    assert "80,00" in shown
    enter(team.secretary).get(page, status=403)


def test_a_mark_after_a_third_marking_has_its_page(session, begun, script, clock, enter):
    team, page = begun.council, f"/exams/scripts/{script.id}/mark/settle_by_third"
    exams.keyed(session, begun, script.id, ("40", "80"), clock.now)
    for keyer in (team.secretary, team.marking_head):
        marking.key_sheets(session, script.id, {team.markers[2]: Decimal(50)}, by=By(keyer), now=clock.now)

    shown = enter(team.marking_head).get(page)

    assert heading(shown) == "Thống nhất điểm sau chấm lần ba"
    assert all(mark in shown for mark in ("40,00", "50,00", "80,00"))
    enter(team.markers[0]).get(page, status=403)


def test_two_keyings_of_a_panel_sheet_are_compared_by_somebody_who_keyed_neither(
    session, begun, presenting, clock, enter
):
    team, member = begun.council, panel.members(session, begun.round)[0]
    for keyer, score in ((team.secretary, "90"), (team.chair, "9")):
        given = {"by": By(keyer), "now": clock.now}
        presentations.key_panel_sheet(session, presenting.id, member, Decimal(score), **given)
    other = competitions.serve(session, begun.round, "Thư Ký Khác", SECRETARY, clock.now)
    page = f"/exams/presentations/{presenting.id}/sheets/{member}/settle"

    shown = enter(other.person_id).get(page)

    assert heading(shown) == "Xử lý lệch khi nhập: phiếu của Giám Khảo Mẫu"
    assert "90,00" in shown
    assert "90,00" not in enter(team.secretary).get(page)
    enter(team.panel[0]).get(page, status=403)


def test_the_secretary_records_that_a_candidate_did_not_come_to_the_presentation(begun, presenting, enter):
    page = f"/exams/presentations/{presenting.id}/absent"

    shown = enter(begun.council.secretary).get(page)

    assert heading(shown) == "Ghi nhận vắng thi trình bày"
    assert 'name="reason"' in shown
    enter(begun.council.chair).get(page, status=403)
