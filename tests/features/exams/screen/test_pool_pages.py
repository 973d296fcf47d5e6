"""The pages on which a marker leaves the pool and a third marker is drawn: the head's, and nobody else's."""

from uuid import UUID

import pytest

from appointments.accounts.models import Person
from appointments.exams.case import first_scripts
from tests.factories import screen
from tests.factories.pages import heading

pytestmark = pytest.mark.one_database
FAR = (("30", "10"), ("50", "30"))


def test_the_head_reads_how_many_scripts_go_to_others_before_a_marker_leaves(session, begun, being_marked, enter):
    paper, gone = being_marked[0], begun.council.markers[0]
    held = sum(gone.hex in script.markers for script in first_scripts(session, paper.id))
    page = f"/exams/papers/{paper.id}/pool/{gone}/leave"

    shown = enter(begun.council.marking_head).get(page)

    assert session.get_one(Person, gone).full_name in heading(shown)
    assert f"Số bài của người này: {held}." in shown
    enter(gone).get(page, status=403)


@pytest.mark.parametrize(
    ("trigger", "who", "titled"),
    [
        ("third", "marking_head", "Rút thăm người chấm thứ ba"),
        ("mark/agree_jointly", "marking_head", "Ghi điểm đối thoại thống nhất"),
        ("mark/decide", "chair", "Chủ tịch Hội đồng quyết định điểm"),
    ],
)
def test_a_script_whose_marks_lie_too_far_apart_has_its_pages(
    session, begun, being_marked, script, clock, enter, trigger, who, titled
):
    screen.both_sign(session, script, FAR, clock.now)
    page = f"/exams/scripts/{script.id}/{trigger}"

    shown = enter(getattr(begun.council, who)).get(page)

    assert heading(shown) == titled
    assert script.code in shown
    enter(UUID(script.markers[0])).get(page, status=403)
