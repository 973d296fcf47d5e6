"""The pages of weighty steps of a plan, a suspension, a declaration and a post: who is shown them, who is not."""

from datetime import timedelta

import pytest

from appointments.competitions.commands import holds, plans
from appointments.competitions.commands.council import Answer, declare
from appointments.core.work import By
from tests.factories import applications
from tests.factories import competitions as make
from tests.factories.pages import heading

pytestmark = pytest.mark.one_database


def test_the_authority_reads_a_submitted_plan_before_approving_it(session, as_user, begun, clock):
    agency = make.agency(session)
    who = make.staff(session, agency, begun)
    contest = make.approved_need(session, who, make.post(session, agency), begun)
    plan = make.drafted_plan(session, who, [contest], begun, exam_at=clock.now + timedelta(days=90))
    plans.step_plan(session, plan.id, "submit_plan", by=By(who.officer), now=clock.now)
    page = f"/plans/{plan.id}/steps/approve_plan"

    shown = as_user(who.users["authority"]).get(page)

    assert shown.status_code == 200
    assert heading(shown.text) == "Phê duyệt kế hoạch"
    assert plan.title in shown.text
    assert as_user(who.users["officer"]).get(page).status_code == 403


def test_the_chair_reads_a_declared_relation_before_settling_it_and_the_marking_board_does_not(session, as_user, clock):
    built = make.planned_round(session, clock.now + timedelta(days=20))
    team = make.declared_council(session, built.round, clock.now, declare=False)
    answer = Answer("relative", "Em ruột của một thí sinh")
    declared = declare(session, built.round.id, answer, by=By(team.markers[0]), now=clock.now)
    page = f"/plans/declarations/{declared.id}"

    shown = as_user(team.users[team.chair]).get(page)

    assert shown.status_code == 200
    assert heading(shown.text) == "Xử lý bản khai báo"
    assert "Em ruột của một thí sinh" in shown.text
    assert as_user(team.users[team.markers[1]]).get(page).status_code in (403, 404)


@pytest.mark.parametrize(("trigger", "titled"), [("place", "Tạm dừng"), ("refuse", "Không tạm dừng")])
def test_the_chair_decides_on_a_suspension_that_another_asked_for(session, as_user, clock, trigger, titled):
    built = make.receiving_round(session, clock.now)
    team = built.council
    asked = holds.ask_hold(session, built.round.case_key, "Nghi lộ đề", by=By(team.supervisor), now=clock.now)
    page = f"/holds/{asked.id}/steps/{trigger}"

    shown = as_user(team.users[team.chair]).get(page)

    assert shown.status_code == 200
    assert heading(shown.text) == titled
    assert as_user(team.users[team.markers[0]]).get(page).status_code == 403


@pytest.mark.parametrize(("tail", "titled"), [("steps/lift", "Cho tiếp tục"), ("prolong", "Kéo dài tạm dừng")])
def test_the_chair_lifts_or_prolongs_a_suspension_in_force(session, as_user, clock, tail, titled):
    built = make.receiving_round(session, clock.now)
    team = built.council
    held = holds.place_hold(session, built.round.case_key, "Đơn tố cáo", by=By(team.chair), now=clock.now)
    page = f"/holds/{held.id}/{tail}"

    shown = as_user(team.users[team.chair]).get(page)

    assert shown.status_code == 200
    assert heading(shown.text) == titled
    assert as_user(team.users[team.invigilators[0]]).get(page).status_code == 403


def test_the_authority_is_asked_for_the_paper_on_which_one_candidate_goes_on(session, as_user, clock, tmp_path):
    built = make.receiving_round(session, clock.now)
    applications.shortlisted(session, built, ["Nguyễn Văn Một"], applications.storage_at(tmp_path))
    clock.set(built.round.shortlist_at)
    page = f"/needs/{built.contests[0].id}/continue"

    shown = as_user(built.staff.users["authority"]).get(page)

    assert shown.status_code == 200
    assert heading(shown.text) == "Cho tiếp tục với số người hiện có"
    assert as_user(built.staff.users["officer"]).get(page).status_code == 403
