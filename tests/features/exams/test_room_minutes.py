"""The minutes of each room tell what was recorded in it: who came, what was handed in, what went wrong."""

import re
from datetime import timedelta

import pytest

from appointments.core.work import By
from appointments.exams import queries
from appointments.exams.commands import sanctions, sittings
from tests.features.exams.test_sanctions import MINUTES
from workflows.sanction import KINDS

pytestmark = pytest.mark.one_database


def told(page):
    """Title to value of the summary, and the text of the whole page."""
    pairs = re.findall(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    return {title.strip(): value.strip() for title, value in pairs}


def test_the_minutes_of_a_room_follow_its_registers(session, begun, paper, candidates, clock, enter):
    team, (one, two) = begun.council, candidates
    clock.set(paper.starts_at + timedelta(minutes=20))
    by, page = By(team.invigilators[0]), f"/exams/papers/{paper.id}/minutes"
    assert "còn 2 thí sinh chưa được ghi nhận" in enter(team.secretary).get(page)

    came = {"present": True, "collected": True, "sheets": 4, "arrived_at": paper.starts_at + timedelta(minutes=5)}
    sittings.record_attendance(session, paper.id, one.id, **came, by=by, now=clock.now)
    sittings.record_attendance(session, paper.id, two.id, present=False, collected=False, by=by, now=clock.now)
    room = queries.rooms(session, paper.id)[0]
    sanctions.record_incident(session, paper.id, room.id, clock.now, "Mất điện 5 phút.", "Mẫu", by=by, now=clock.now)
    sanctions.draw_up(session, one.id, "reprimand", clock.now, MINUTES, was_read=True, by=by, now=clock.now)

    shown = enter(team.invigilators[0]).get(page)
    assert {"Thí sinh có mặt": "1", "Vắng mặt": two.number, "Số tờ giấy thi đã nộp": "4"}.items() <= told(shown).items()
    assert "chưa được ghi nhận" not in shown
    assert "Mất điện 5 phút." in shown
    assert f"{one.number}:" in shown
    assert KINDS["reprimand"].vi in shown
    assert one.person.full_name not in shown
    for outsider in (team.markers[0], one.person_id):
        enter(outsider).get(page, status=403)
