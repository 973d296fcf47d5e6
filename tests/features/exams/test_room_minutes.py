"""The minutes of each room tell what was recorded in it: who came, what was handed in, what went wrong."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from appointments.core.errors import Invalid
from appointments.core.outbox import OUTBOX
from appointments.core.work import By
from appointments.exams import queries
from appointments.exams.commands import room_signing as signing
from appointments.exams.commands import sanctions, sittings
from appointments.exams.room_signing import signed_of
from tests.factories import exams
from tests.features.exams.marks import guards, signed_as_shown
from tests.features.exams.test_sanctions import MINUTES
from workflows.engine import Refused
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


@pytest.fixture
def sitting(session, begun, paper, candidates, clock):
    """The session under way, both candidates recorded; gives the room and the page of its minutes."""
    clock.set(paper.starts_at + timedelta(minutes=20))
    by = By(begun.council.invigilators[0])
    for one in candidates:
        sittings.record_attendance(
            session, paper.id, one.id, present=True, collected=True, sheets=4, by=by, now=clock.now
        )  # fmt: skip
    room = queries.rooms(session, paper.id)[0]
    return room, f"/exams/papers/{paper.id}/minutes"


def standing(session, paper):
    """(signed by two as they stand, attested, signatures on record) of the one room."""
    session.rollback()
    one = signed_of(session, [paper])[paper.id][0]
    told = one.is_signed, one.is_attested, len(one.signatures)
    session.rollback()
    return told


def test_two_invigilators_sign_the_same_minutes_and_the_supervision_board_attests_them(
    session, begun, paper, sitting, enter
):
    team, (room, page) = begun.council, sitting
    everybody = (*team.invigilators[:2], team.secretary, team.supervisor, team.markers[0])
    first, second, secretary, supervisor, marker = [enter(person) for person in everybody]
    sign = f"{page}/{room.id}"

    signed_as_shown(first, sign)
    first.get(sign, status=404)  # nobody signs twice
    assert standing(session, paper) == (False, False, 1)
    assert "Ký biên bản các phòng thi" in second.get(f"/exams/papers/{paper.id}")
    signed_as_shown(second, sign)
    secretary.get(sign, status=404)  # two watch this room: the secretary is not one of them
    assert standing(session, paper) == (True, False, 2)
    signed_as_shown(supervisor, f"{page}/attest")

    assert standing(session, paper) == (True, True, 3)
    assert signed_of(session, [paper])[paper.id][0].digest in first.get(page)
    marker.get(sign, status=403)


def test_minutes_that_change_after_the_first_signature_are_signed_again_by_both(
    session, begun, paper, sitting, clock, enter
):
    team, (room, page) = begun.council, sitting
    one, other = (By(person) for person in team.invigilators[:2])
    digest = signed_of(session, [paper])[paper.id][0].digest
    signing.sign_minutes(session, room.id, digest, by=one, now=clock.now)

    sanctions.record_incident(session, paper.id, room.id, clock.now, "Mất điện.", "Mẫu", by=other, now=clock.now)
    with pytest.raises(Invalid, match="something else"):
        signing.sign_minutes(session, room.id, digest, by=other, now=clock.now)
    exams.minutes_signed(session, begun, paper, clock.now)
    shown = enter(team.invigilators[0]).get(page)

    told = session.scalars(select(OUTBOX.c.person_id).where(OUTBOX.c.message == "exams.minutes_changed")).all()
    assert told == [team.invigilators[0]]
    assert standing(session, paper) == (True, True, 4)
    assert "chữ ký không còn giá trị" not in shown  # the first signer has signed again


def test_the_session_is_not_closed_before_the_minutes_are_signed_and_attested(session, begun, paper, sitting, clock):
    team, _ = begun.council, sitting
    clock.set(paper.starts_at + timedelta(hours=4))
    sittings.record_counts(session, paper.id, by=By(team.secretary), now=clock.now)
    sittings.attest_counts(session, paper.id, by=By(team.supervisor), now=clock.now)

    def close():
        sittings.take_step(session, paper.id, "close_session", by=By(team.chair), now=clock.now)

    with pytest.raises(Refused) as refused:
        close()
    exams.minutes_signed(session, begun, paper, clock.now)
    close()

    assert guards(refused) == {"room_minutes_are_signed", "room_minutes_are_attested"}
    assert paper.state == "held"
