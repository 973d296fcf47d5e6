"""How few people of the real roster could defeat the exam: shown with its story, and no exam begins where one could."""

import pytest

from appointments.competitions import roster
from appointments.competitions.case import round_case
from appointments.competitions.models import Round
from appointments.core.work import By
from appointments.exams.commands import sittings
from appointments.exams.commands.rounds import begin_examination
from tests.factories import accounts, exams
from tests.features.exams.marks import guards
from workflows.collusion_ways import Goal
from workflows.engine import Refused
from workflows.roles import MARKER


def numbers(session, round_, now):
    found = roster.defeats(roster.rosters(session, [round_], now)[round_.id], {"exam.marking_mode": "SCREEN"})
    return {one.goal: one.number for one in found}


def marks_too(session, built, person, now):
    scope = f"round:{built.round.id.hex}"
    accounts.give(session, person, MARKER, now, scope, (f"agency:{built.staff.agency.id.hex}",))


def test_a_proper_council_needs_two_for_everything(session, begun, clock):
    assert set(numbers(session, begun.round, clock.now).values()) == {2}
    begin_examination(session, begun.round.id, by=By(begun.council.chair), now=clock.now)
    assert session.get_one(Round, begun.round.id).state == "examining"


def test_no_exam_begins_where_the_head_of_the_board_marks_too_and_the_refusal_tells_the_story(session, begun, clock):
    marks_too(session, begun, begun.council.marking_head, clock.now)
    assert numbers(session, begun.round, clock.now)[Goal.change] == 1

    with pytest.raises(Refused) as refused:
        begin_examination(session, begun.round.id, by=By(begun.council.chair), now=clock.now)

    assert [one.guard for one in refused.value.refusals] == ["nobody_could_defeat_it_alone"]
    said = refused.value.refusals[0].say("vi")
    assert "một người (Cán bộ chấm thi, Trưởng ban chấm thi)" in said
    assert "Trưởng Ban Chấm Mẫu" not in said + refused.value.refusals[0].say("en")
    assert "Chỉ một người là đủ" in said
    assert "Sửa điểm mà không ai biết" in said


def test_whoever_follows_the_round_reads_the_roles_and_the_council_the_name(session, begun, clock, enter):
    marks_too(session, begun, begun.council.marking_head, clock.now)
    page = f"/plans/{begun.round.id}"

    told = {who: enter(getattr(begun.council, who)).get(page) for who in ("secretary", "coding", "chair")}

    for shown in told.values():
        assert "Chỉ một người là đủ" in shown
        assert "Trưởng Ban Chấm Mẫu (" not in shown
    assert "Trưởng Ban Chấm Mẫu (" in enter(begun.council.chair).get(f"{page}/council")


def test_the_question_is_asked_only_before_the_exam_begins(session, begun, examining, clock):
    marks_too(session, begun, begun.council.marking_head, clock.now)
    facts = round_case(session, session.get_one(Round, begun.round.id), By(begun.council.chair), clock.now).facts
    assert facts.collusion_number is None


def test_the_council_s_page_tells_the_numbers_the_stories_and_what_they_rest_on(session, begun, clock, enter):
    page = f"/plans/{begun.round.id}/council"
    shown = enter(begun.council.chair).get(page)
    assert "Chỉ số thông đồng" in shown
    assert "Cần ít nhất 2 người" in shown
    assert "Mỗi người chỉ dùng tài khoản của chính mình" in shown
    assert "quá ít" not in shown
    assert "Chỉ số thông đồng" not in enter(begun.council.markers[0]).get(page)

    marks_too(session, begun, begun.council.marking_head, clock.now)
    assert "quá ít" in enter(begun.council.supervisor).get(page)


def test_no_marking_begins_where_the_roster_became_too_small_meanwhile(session, begun, held, clock, enter):
    paper, head = held, By(begun.council.marking_head)
    exams.ready_to_mark(session, begun, paper, clock.now)
    marks_too(session, begun, begun.council.marking_head, clock.now)

    shown = enter(begun.council.marking_head).get(f"/exams/papers/{paper.id}")
    of_others = enter(begun.council.secretary).get(f"/exams/papers/{paper.id}")
    desk = enter(begun.council.secretary).get(f"/exams/rounds/{begun.round.id}")
    with pytest.raises(Refused) as refused:
        sittings.take_step(session, paper.id, "begin_marking", by=head, now=clock.now)

    assert guards(refused) == {"nobody_could_defeat_it_alone"}
    assert "Chỉ một người là đủ" in shown
    assert f'href="/plans/{begun.round.id}/council"' in of_others
    assert "Chỉ một người là đủ" in desk
    assert "Trưởng Ban Chấm Mẫu (" not in shown + of_others + desk
