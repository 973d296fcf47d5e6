"""After the lock only, and for those of the rights table: each marker's severity, drift and time, as page and file."""

from datetime import timedelta

import pytest

from appointments.core.work import By
from appointments.exams.case import first_scripts
from appointments.exams.commands import marking
from tests.factories import screen

pytestmark = pytest.mark.one_database
STERN, USUAL = ("50", "30"), ("50", "34")


@pytest.fixture
def signed(session, begun, held, clock):
    """A dozen scripts signed a minute apart; the first marker of the council gives four points less than the others."""
    screen.begun(session, begun, held, clock.now, more=8)
    stern, at = begun.council.markers[0].hex, clock.now
    for script in first_scripts(session, held.id):
        at += timedelta(minutes=1)
        screen.both_sign(session, script, [STERN if who == stern else USUAL for who in script.markers], at)
    return held, at


def locked(session, begun, paper, at):
    team = begun.council
    marking.propose_lock(session, paper.id, by=By(team.marking_head), now=at)
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=at)
    marking.lock(session, paper.id, by=By(team.chair), now=at)


def test_the_chair_reads_after_the_lock_who_marks_strictly(session, begun, signed, clock, enter):
    paper, at = signed
    clock.set(at + timedelta(minutes=1))
    page, file = (f"/exams/papers/{paper.id}/{name}" for name in ("quality", "quality.csv"))
    chair = enter(begun.council.chair)
    chair.get(page, status=403)
    chair.get(file, status=403)
    before = chair.get(f"/exams/papers/{paper.id}")
    locked(session, begun, paper, at)

    after, told, lines = chair.get(f"/exams/papers/{paper.id}"), chair.get(page), chair.get(file).splitlines()

    assert page not in before
    assert page in after
    assert "thấp hơn người cùng chấm trung bình 4 điểm" in told
    figures = [line.split(",")[1:4] for line in lines[1:]]
    assert [figure for figure in figures if figure[1] == "-4.00"] != []
    assert sum(int(figure[0]) for figure in figures) == 24
    for person in (begun.council.marking_head, begun.council.markers[0], begun.council.secretary):
        enter(person).get(page, status=403)
    for person in (begun.council.supervisor, begun.council.chair):
        enter(person).get(page)


def test_too_few_scripts_of_one_paper_are_warned_of_while_they_hide_each_other(session, begun, signed, clock, enter):
    paper, at = signed
    clock.set(at)
    page = f"/exams/papers/{paper.id}"

    shown = enter(begun.council.secretary).get(page)
    locked(session, begun, paper, at)

    assert "Chỉ có 4 bài làm cùng một đề (nên có từ 5)" in shown
    assert "Không thể gộp thêm vị trí" in shown
    assert "bài làm cùng một đề" not in enter(begun.council.secretary).get(page)


def test_a_plan_whose_paper_few_may_share_names_the_posts_to_pool(session, begun, enter):
    paper = begun.papers[0]

    shown = enter(begun.staff.officer).get(f"/plans/papers/{paper.id}")

    assert "Chỉ có 2 bài làm cùng một đề" in shown
