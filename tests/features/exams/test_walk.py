"""The whole exam by its pages: rooms, attendance, codes, keying, lock, decoding, re-marking, presentations."""

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest

from appointments.accounts.models import Person as Account
from appointments.exams import queries
from appointments.exams.case import first_scripts
from appointments.exams.mapfile import read
from appointments.exams.models import Appeal, Script
from appointments.results.commands import written
from tests.features.exams.marks import signed_as_shown

MARKS = {0: ("80", "84"), 1: ("70,5", "72")}


def look_again(session):
    """See what the pages have committed meanwhile."""
    session.rollback()
    session.expire_all()


@pytest.fixture
def team(begun):
    return begun.council


def test_a_paper_from_its_rooms_to_the_presentations(session, begun, team, candidates, enter, clock, app):
    paper = begun.papers[0]
    one, two = candidates
    base = f"/exams/papers/{paper.id}"
    chair, secretary = enter(team.chair), enter(team.secretary)

    # The chair begins; the secretary lays out the room, summons, posts the lists, and says that all is ready.
    assert "chưa xếp phòng" in chair.get(f"/exams/rounds/{begun.round.id}")
    chair.send(f"/exams/rounds/{begun.round.id}/steps/begin_examination")
    watch = [person.hex for person in team.invigilators]
    secretary.send(f"{base}/rooms", name_0="Phòng 1", seats_0="30", watch_0=watch)
    assert "Thí Sinh Một" in secretary.get(f"{base}/seats")
    for act in ("summon", "post_lists"):
        secretary.send(f"{base}/acts/{act}")
    public = app.test_client().get(f"{base}/room-lists").text
    assert one.number in public
    assert "Thí Sinh" not in public
    secretary.send(f"{base}/steps/make_ready")

    # The invigilator records on a telephone; counts are confirmed, attested, and the session closed by the chair.
    clock.set(paper.starts_at + timedelta(minutes=5))
    invigilator = enter(team.invigilators[0])
    invigilator.send(f"{base}/attendance/{one.id}", outcome="none")
    clock.set(paper.starts_at + timedelta(hours=4))
    invigilator, secretary = enter(team.invigilators[0]), enter(team.secretary)
    for application in candidates:
        invigilator.send(f"{base}/attendance/{application.id}", outcome="collected", sheets="4")
    secretary.send(f"{base}/acts/record_counts")
    supervisor, chair = enter(team.supervisor), enter(team.chair)
    supervisor.send(f"{base}/acts/attest_counts")
    room = queries.rooms(session, paper.id)[0]
    for signer in (invigilator, enter(team.invigilators[1])):
        signed_as_shown(signer, f"{base}/minutes/{room.id}")
    signed_as_shown(supervisor, f"{base}/minutes/attest")
    chair.send(f"{base}/steps/close_session")

    # The coding board draws the codes: the answer is the map.
    coder = enter(team.coding)
    answer = coder.send(f"{base}/codes", status=200, written="y")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    the_map = answer.data
    codes = dict(read(the_map).pairs)

    # The marking board: criteria, markers, keying by two people who do not see each other's.
    head = enter(team.marking_head)
    head.send(f"{base}/criteria", label_0="Phần một", points_0="60", label_1="Phần hai", points_1="40")
    scripts = {s.code: s for s in first_scripts(session, paper.id)}
    pair = {f"m{k}_{s.id.hex}": team.markers[k].hex for s in scripts.values() for k in (0, 1)}
    head.send(f"{base}/markers", **pair)
    head.send(f"{base}/steps/begin_marking")
    for n, application in enumerate(candidates):
        script = scripts[codes[application.number]]
        marks = {f"mark_{team.markers[k].hex}": MARKS[n][k] for k in (0, 1)}
        secretary.send(f"/exams/scripts/{script.id}/key", **marks)
        assert "80,00" not in secretary.get(f"/exams/scripts/{script.id}")
        assert "80,00" not in head.get(f"/exams/scripts/{script.id}")
        head.send(f"/exams/scripts/{script.id}/key", **marks)
        assert "80,00" not in secretary.get(f"/exams/scripts/{script.id}")
    assert "Thí Sinh" not in head.get(f"{base}/scripts")
    head.send(f"{base}/steps/propose_lock")
    supervisor.send(f"{base}/acts/attest_lock")
    look_again(session)
    assert paper.lock_hash in chair.get(f"{base}/steps/lock")
    chair.send(f"{base}/steps/lock")

    # The map comes back, the supervisor watches, the chair decodes and publishes.
    coder.get(f"{base}/share")
    sent = coder.client.post(f"{base}/share", data={"file": (BytesIO(the_map), "map.txt")})
    assert sent.status_code == 303, sent.text
    supervisor.send(f"{base}/acts/attest_decoding")
    chair.send(f"{base}/steps/decode")
    chair.send(f"{base}/steps/publish_written")
    look_again(session)
    assert (one.written_mark, two.written_mark) == (Decimal("82.00"), Decimal("71.25"))
    shown = app.test_client().get(f"{base}/results").text
    assert one.number in shown
    assert "82,00" not in shown

    # One candidate asks for re-marking; registered, coded again, keyed, ended, decided by the rule.
    clock.forward(days=2)
    own = enter(two.person_id)
    own.send(f"/exams/applications/{two.id}/appeal", grounds="Đề nghị chấm lại.")
    appeal = session.query(Appeal).one()
    secretary = enter(team.secretary)
    secretary.send(f"/exams/appeals/{appeal.id}/steps/accept")
    clock.set(paper.remark_closes_at)
    written.overdue(session, paper.id, "close_remark_window", clock.now)
    coder, head = enter(team.coding), enter(team.marking_head)
    chosen = [person.hex for person in team.markers[2:4]]
    slip = coder.send(f"/exams/appeals/{appeal.id}/code", markers=chosen)
    look_again(session)
    again = session.get_one(Script, appeal.script_id)
    page = coder.get(slip.location)
    assert again.code in page
    assert "Thí Sinh" not in page
    marks = {f"mark_{person.hex}": "78" for person in team.markers[2:4]}
    secretary = enter(team.secretary)
    for keyer in (secretary, head):
        keyer.send(f"/exams/scripts/{again.id}/key", **marks)
    secretary.send(f"/exams/appeals/{appeal.id}/finish")
    assert again.code not in secretary.get(f"/exams/appeals/{appeal.id}")
    chair = enter(team.chair)
    deciding = f"/exams/appeals/{appeal.id}/steps"
    page = chair.get(f"{deciding}/propose_change")
    content = re.search('name="impact"[^>]*value="([0-9a-f]{64})"', page)[1]
    assert "78,00" in page
    assert all(content[n : n + 8] in page for n in range(0, 64, 8))
    chair.send(f"{deciding}/propose_change", reason="Lệch 6,75 điểm.", dialogue="Biên bản 01", impact=content)
    assert two.written_mark == Decimal("71.25")
    supervisor = enter(team.supervisor)
    assert content in supervisor.get(f"{deciding}/confirm_change")
    supervisor.send(f"{deciding}/confirm_change", impact=content)
    look_again(session)
    assert two.written_mark == Decimal("78.00")
    page = chair.get(f"/exams/appeals/{appeal.id}")
    assert all(session.get_one(Account, one).full_name in page for one in (team.chair, team.supervisor))
    assert "78,00" in enter(two.person_id).get(f"/exams/appeals/{appeal.id}")
    chair.send(f"{base}/steps/finish_remarking")

    # Presentations: times and summons, sheets keyed twice, marks recorded, closed.
    starts = clock.now + timedelta(days=20)
    rounds = f"/exams/rounds/{begun.round.id}"
    times = {"place": "Hội trường Mẫu"}
    for application in candidates:
        name = f"at_{application.id.hex}"
        times |= {f"{name}-day": starts.day, f"{name}-month": starts.month, f"{name}-year": starts.year,
                  f"{name}-time": "08:00"}  # fmt: skip
    secretary.send(f"{rounds}/presentations/times", **times)
    chair.send(f"{rounds}/steps/schedule_oral")
    clock.set(starts + timedelta(hours=8))
    secretary, chair = enter(team.secretary), enter(team.chair)
    for application in candidates:
        presentation = f"/exams/presentations/{application.id}"
        for keyer in (secretary, chair):
            keyed, place = [], f"{presentation}/sheets/{team.panel[0]}"
            while place != presentation:  # each keying leads to the next sheet that waits for this person
                keyed.append(place)
                place = keyer.send(place, score="81,5").location
            assert set(keyed) == {f"{presentation}/sheets/{member}" for member in team.panel}
        secretary.send(f"/exams/presentations/{application.id}/record")
    chair.send(f"{rounds}/steps/close_oral")
    look_again(session)
    assert (one.oral_mark, begun.round.state) == (Decimal("81.50"), "oral_done")
    session.commit()  # what was read is let go: another connection writes
    own = enter(one.person_id).get(f"/applications/{one.id}")
    board = enter(team.chair).get(f"/applications/{one.id}")
    assert "Đã nhập một phiếu chấm trình bày" in board
    assert not re.search("Đã nhập một phiếu|key_panel_sheet", own)  # the panel's business is not the candidate's
