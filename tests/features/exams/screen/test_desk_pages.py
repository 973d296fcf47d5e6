"""The marker's desk by its pages: own scripts only, drafts, the recap, final; what others are shown before the lock."""

import re
from uuid import UUID

import pytest

from appointments.exams.case import first_scripts
from appointments.exams.models import Mark, MarkDraft
from tests.fixtures.signed_in import told

pytestmark = pytest.mark.one_database  # the story next door is played on both


@pytest.fixture
def script(session, being_marked):
    """The first script by code."""
    return first_scripts(session, being_marked[0].id)[0]


@pytest.fixture
def desk(being_marked):
    """The address of a marker's desk."""
    return f"/exams/papers/{being_marked[0].id}/marking"


def hidden(page):
    return dict(re.findall(r'<input[^>]*name="(idem|seen|author|shown)"[^>]*value="([^"]*)"', page))


def test_a_marker_marks_a_script_from_the_desk_to_its_final_mark(session, script, desk, enter):
    marker = enter(UUID(script.markers[0]))
    page = marker.get(desk)
    assert script.code in page
    assert "Đã chốt: 0" in told(page)

    wrong = marker.send(f"{desk}/{script.code}", status=200, points_0="60,5", points_1="30,1")
    assert "Cho điểm từ 0 đến 60" in wrong.text
    assert "Điểm phải theo bước 0,25" in wrong.text
    kept = marker.send(f"{desk}/{script.code}", keep="1", points_0="48,5", points_1="")
    assert kept.location == f"{desk}/{script.code}"
    assert 'value="48,5"' in marker.get(f"{desk}/{script.code}")
    assert session.query(Mark).count() == 0

    answer = marker.send(f"{desk}/{script.code}", points_0="48,5", points_1="30,25", comment="Ý hai đủ.")
    assert answer.location == f"{desk}/{script.code}/final"
    recap = marker.get(answer.location)
    assert "78,75" in recap
    done = marker.client.post(answer.location, data=hidden(recap))
    assert done.status_code == 303
    assert done.location.startswith(desk)

    session.rollback()
    mark = session.query(Mark).one()
    assert (mark.points, mark.comment, mark.sheet) == (["48.50", "30.25"], "Ý hai đủ.", 1)
    assert session.query(MarkDraft).count() == 0
    assert "78,75" in marker.get(f"{desk}/{script.code}")
    assert "Đã chốt: 1" in told(marker.get(desk))


def test_what_changed_after_the_recap_is_not_signed(session, script, desk, enter):
    marker = enter(UUID(script.markers[0]))
    marker.send(f"{desk}/{script.code}", points_0="48", points_1="30")
    recap = marker.get(f"{desk}/{script.code}/final")
    marker.send(f"{desk}/{script.code}", points_0="40", points_1="30")

    answer = marker.client.post(f"{desk}/{script.code}/final", data=hidden(recap))

    assert answer.status_code == 200
    assert "70,00" in answer.text
    assert session.query(Mark).count() == 0


def test_a_draft_kept_while_typing_is_answered_with_nothing(session, script, desk, enter):
    marker = enter(UUID(script.markers[0]))

    answer = marker.send(f"{desk}/{script.code}", status=204, keep="quietly", points_0="4", points_1="abc")

    assert answer.text == ""
    assert session.query(MarkDraft).one().typed == ["4", "abc"]


def test_another_marker_s_script_is_not_there(session, begun, script, desk, enter):
    other = next(person for person in begun.council.markers if person.hex not in script.markers)

    page = enter(other).get(desk)

    assert script.code not in page
    enter(other).get(f"{desk}/{script.code}", status=404)
    enter(other).get(f"{desk}/{script.code}/final", status=404)


def test_the_order_is_another_for_each_marker_and_stays(session, begun, being_marked, desk, enter):
    def order(person):
        return re.findall(r"<code>(\w{4})</code>", enter(person).get(desk))

    first = {person: order(person) for person in begun.council.markers}

    assert {person: order(person) for person in begun.council.markers} == first
    assert all(sorted(codes) != [] for codes in first.values())
