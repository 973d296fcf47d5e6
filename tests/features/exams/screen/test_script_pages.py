"""The pages of a script on its marker's desk: pictures of pixels, for the marker alone; headers tell nothing."""

import re
from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image

from appointments.exams.case import first_scripts
from appointments.exams.models import Attendance
from tests.factories import screen

LONG = ("Trang một của bài dài.", "Trang hai.", "Trang ba.")


@pytest.fixture
def being_marked(session, begun, held, candidates, clock):
    """The paper being marked: the first candidate wrote three pages, the others one."""
    made = screen.begun(session, begun, held, clock.now, scripts={candidates[0].number: LONG})
    return held, made


@pytest.fixture
def script(session, being_marked):
    """The long script."""
    return next(s for s in first_scripts(session, being_marked[0].id) if s.pages == 3)


def test_a_marker_sees_every_page_beside_the_criteria(session, being_marked, script, enter):
    desk = f"/exams/papers/{being_marked[0].id}/marking/{script.code}"
    marker = enter(UUID(script.markers[0]))
    page = marker.get(desk)

    shown = re.findall(r'<img src="([^"]+)"[^>]*alt="([^"]*)"', page)
    assert [src for src, _ in shown] == [f"{desk}/pages/{n}.png" for n in (1, 2, 3)]
    assert [alt for _, alt in shown] == [f"Bài {script.code}, trang {n} trên 3: chữ viết tay" for n in (1, 2, 3)]
    pictures = [marker.client.get(src) for src, _ in shown]
    assert all(Image.open(BytesIO(one.data)).size == (1240, 1754) for one in pictures)
    assert len({one.data for one in pictures}) == 3
    for one in pictures:
        assert one.headers["Content-Disposition"] == 'inline; filename="trang.png"'
        assert one.headers["Cache-Control"] == "no-store"
        assert not {"Last-Modified", "ETag", "Expires", "Date-Modified"} & set(one.headers.keys())
    assert len({tuple(sorted(one.headers.keys())) for one in pictures}) == 1
    marker.get(f"{desk}/pages/0.png", status=404)
    marker.get(f"{desk}/pages/4.png", status=404)


def test_nobody_else_sees_a_page(begun, being_marked, script, enter):
    address = f"/exams/papers/{being_marked[0].id}/marking/{script.code}/pages/1.png"
    team = begun.council
    for person in team.markers:
        assert enter(person).client.get(address).status_code == (200 if person.hex in script.markers else 404)
    for person in (team.chair, team.secretary, team.marking_head, team.coding, team.supervisor):
        enter(person).get(address, status=403)


def test_no_page_is_shown_before_the_marking_begins(session, begun, held, clock, enter):
    screen.drawn(session, begun, held, clock.now)
    script = first_scripts(session, held.id)[0]

    enter(UUID(script.markers[0])).get(f"/exams/papers/{held.id}/marking/{script.code}/pages/1.png", status=404)


@pytest.mark.one_database
def test_nobody_s_sheets_are_counted_only_all_together(session, begun, paper, candidates, clock, enter):
    clock.set(paper.starts_at)
    record = f"/exams/papers/{paper.id}/attendance/{candidates[0].id}"
    invigilator = enter(begun.council.invigilators[0])
    assert 'name="sheets"' not in invigilator.get(record)
    invigilator.send(record, outcome="collected", sheets="7")
    secretary = enter(begun.council.secretary)
    secretary.send(f"/exams/papers/{paper.id}/acts/record_counts", status=200)
    secretary.send(f"/exams/papers/{paper.id}/acts/record_counts", sheets="31")

    session.rollback()
    session.expire_all()
    assert paper.sheets_total == 31
    assert [seat.sheets for seat in session.query(Attendance)] == [None] * len(candidates)
