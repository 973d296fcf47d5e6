"""The pages on which a marker leaves the pool and a third marker is drawn: the head's, and nobody else's."""

import re
from uuid import UUID, uuid4

import pytest

from appointments.accounts.models import Person
from appointments.exams.case import first_scripts
from appointments.exams.matrix import BANNED, LOADED, Cell, matrix
from appointments.exams.models import ScreenScript
from appointments.exams.pool import FREE, LEFT, Standing
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


def hatched(page, code):
    """What each cell of a script's row says, hatched ones in brackets."""
    row = re.search(rf"<code>{code}</code>.*?</tr>", page, re.DOTALL)[0]
    cells = re.findall(r'<td class="num( hatched)?">(.*?)</td>', row)
    told = [(hatch, " ".join(re.sub(r"<[^>]+>", " ", said).split())) for hatch, said in cells]
    return [f"[{said}]" if hatch else said for hatch, said in told]


def test_the_matrix_says_whose_script_it_is_and_hatches_who_has_marked_it(
    session, begun, being_marked, script, clock, enter
):
    page = f"/exams/papers/{being_marked[0].id}/pool"
    head = enter(begun.council.marking_head)
    assert {"1", "2"} <= set(hatched(head.get(page), script.code))

    screen.sign(session, script, UUID(script.markers[1]), FAR[1], clock.now)

    assert {"1", "[2 đã chấm ✓]"} <= set(hatched(head.get(page), script.code))
    enter(UUID(script.markers[0])).get(page, status=403)


def test_the_matrix_hatches_who_touched_a_script_before_and_who_has_more_scripts_than_others(session):
    early, late, fresh, idle = (Standing(uuid4(), name, True, FREE) for name in ("Một", "Hai", "Ba", "Bốn"))
    left = Standing(uuid4(), "Năm", True, LEFT, "Là anh họ của một thí sinh.")
    first = ScreenScript(id=uuid4(), code="A", markers=[early.id.hex, late.id.hex])
    again = ScreenScript(id=uuid4(), code="B", markers=[fresh.id.hex], remark_of=first.id)

    shown = matrix(session, [early, late, fresh, idle, left], [first, again])

    assert shown.columns == (early, late, fresh, idle)
    assert [row.cells for row in shown.rows] == [
        (Cell(1), Cell(2), Cell(hatch=LOADED), Cell()),
        (Cell(hatch=BANNED), Cell(hatch=BANNED), Cell(1), Cell()),
    ]
