"""What the exam refuses, and to whom: the map, re-marking, rooms and attendance, the panel."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.ledger.history import case_history
from appointments.core.ledger.models import PAYLOAD
from appointments.core.work import By
from appointments.exams import panel, sealing
from appointments.exams.commands import presentations, remarking, sittings
from appointments.exams.mapfile import CodeMap, read, write
from appointments.exams.rules import new_secret
from appointments.results.commands import rounds, written
from tests.factories import competitions, exams
from tests.features.exams.marks import guards
from workflows.engine import Refused

TEN, FIFTY, NINETY = Decimal(10), Decimal(50), Decimal(90)


def swapped(the_map):
    made = read(the_map)
    (one, a), (two, b), *rest = made.pairs
    return write(CodeMap(made.salt, ((one, b), (two, a), *rest)), "Bài thi")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda the_map: b"PK\x03\x04",
        lambda the_map: b"\xff\xfe",
        lambda the_map: the_map.replace(b";", b","),
        lambda the_map: write(CodeMap(b"\0" * 32, read(the_map).pairs), "Bài thi"),
        swapped,
    ],
    ids=["another kind of file", "not text", "damaged", "another salt", "two codes exchanged"],
)
def test_only_the_sealed_map_opens_the_scripts(session, begun, locked, clock, spoil):
    paper, the_map = locked

    with pytest.raises(Invalid) as refused:
        sealing.give_share(session, paper.id, spoil(the_map), by=By(begun.council.coding), now=clock.now)

    assert refused.value.field == "file"
    assert paper.coding_share_by is None
    with pytest.raises(Refused):
        sealing.decode(session, paper.id, by=By(begun.council.chair), now=clock.now)


def test_the_map_can_be_had_again_with_its_secret_alone_and_that_is_on_record(session, begun, held, clock):
    coder, secret = By(begun.council.coding), new_secret()
    the_map = sealing.seal_codes(session, held.id, by=coder, now=clock.now, secret=secret)

    again = sealing.map_again(session, held.id, secret, by=coder, now=clock.now)
    with pytest.raises(Invalid):
        sealing.map_again(session, held.id, new_secret(), by=coder, now=clock.now)
    with pytest.raises(Forbidden):
        sealing.map_again(session, held.id, secret, by=By(begun.council.chair), now=clock.now)

    assert again == the_map
    assert [e.act for e in case_history(session, held.case_key)].count("paper.map_again") == 1


def test_before_the_decoding_the_system_holds_no_link_between_codes_and_candidates(session, begun, locked):
    the_map = locked[1]
    linked = session.execute(sa.text("SELECT count(*) FROM identity")).scalar_one()
    bodies = session.execute(sa.select(PAYLOAD.c.body)).scalars().all()

    assert linked == 0
    for number, code in read(the_map).pairs:
        together = [body for body in bodies if code in str(body) and f'"number":"{number}"' in str(body)]
        assert not together


def test_a_request_at_the_closing_second_is_late_and_the_instant_before_is_not(session, published, candidates):
    one, two = candidates
    closes = published.remark_closes_at

    with pytest.raises(Refused) as refused:
        remarking.file_appeal(session, one.id, "Chấm lại.", by=By(one.person_id), now=closes)
    assert guards(refused) == {"window_is_open"}
    with pytest.raises(Refused):
        remarking.file_appeal(session, one.id, "Chấm lại.", by=By(one.person_id), now=closes + timedelta(seconds=1))
    instant = closes - timedelta(microseconds=1)
    appeal = remarking.file_appeal(session, two.id, "Chấm lại.", by=By(two.person_id), now=instant)

    assert appeal.state == "filed"


def test_one_may_ask_once_and_for_oneself_alone(session, published, candidates, clock):
    one, two = candidates
    remarking.file_appeal(session, one.id, "Chấm lại.", by=By(one.person_id), now=clock.now)

    with pytest.raises(Invalid):
        remarking.file_appeal(session, one.id, "Lần nữa.", by=By(one.person_id), now=clock.now)
    with pytest.raises(NotFound):
        remarking.file_appeal(session, two.id, "Hộ.", by=By(one.person_id), now=clock.now)


def test_whoever_marked_a_script_does_not_mark_it_again(session, begun, published, candidates, clock):
    team, one = begun.council, candidates[0]
    appeal = remarking.file_appeal(session, one.id, "Chấm lại.", by=By(one.person_id), now=clock.now)
    remarking.register_step(session, appeal.id, "accept", by=By(team.secretary), now=clock.now)
    closed = published.remark_closes_at
    written.overdue(session, published.id, "close_remark_window", closed)

    for chosen in (team.markers[:2], team.markers[1:3], (team.markers[2],) * 2):
        with pytest.raises(Invalid):
            remarking.code_again(session, appeal.id, chosen, by=By(team.coding), now=closed)
    remarking.code_again(session, appeal.id, team.markers[2:4], by=By(team.coding), now=closed)
    exams.keyed(session, begun, appeal.script_id, ("70", "70"), closed, markers=team.markers[2:4])
    with pytest.raises(Forbidden):
        remarking.finish_marking(session, appeal.id, by=By(one.person_id), now=closed)
    with pytest.raises(Refused) as refused:
        written.finish_remarking(session, published.id, by=By(team.chair), now=closed)
    assert guards(refused) == {"appeals_are_answered"}


def test_presence_once_recorded_stands_but_a_script_may_be_recorded_later(session, begun, paper, candidates, clock):
    clock.set(paper.starts_at + timedelta(minutes=5))
    by, one = By(begun.council.invigilators[0]), candidates[0]
    given = {"by": by, "now": clock.now}
    sittings.record_attendance(session, paper.id, one.id, present=True, **given)

    sittings.record_attendance(session, paper.id, one.id, present=True, collected=True, sheets=3, **given)
    with pytest.raises(Invalid):
        sittings.record_attendance(session, paper.id, one.id, present=False, **given)

    assert one.state == "sat"


def test_rooms_need_seats_for_all_and_names_of_their_own(session, begun, examining, clock):
    by, watch = By(begun.council.secretary), begun.council.invigilators
    for rooms in ([("Phòng 1", 1, watch)], [("Phòng 1", 30, watch), ("Phòng 1 ", 30, watch)]):
        with pytest.raises(Invalid):
            sittings.arrange_rooms(session, examining.id, rooms, by=by, now=clock.now)


def test_a_moved_session_is_summoned_to_again(session, begun, examining, clock):
    by = By(begun.council.secretary)
    sittings.arrange_rooms(session, examining.id, [("Phòng 1", 30, begun.council.invigilators)], by=by, now=clock.now)
    sittings.summon(session, examining.id, by=by, now=clock.now)
    sittings.post_lists(session, examining.id, by=by, now=clock.now)

    sittings.set_time(session, examining.id, examining.starts_at + timedelta(days=3), by=by, now=clock.now)

    with pytest.raises(Refused) as refused:
        sittings.take_step(session, examining.id, "make_ready", by=by, now=clock.now)
    assert guards(refused) >= {"everybody_is_summoned", "lists_were_posted_in_time"}


def test_a_panel_sheet_is_keyed_by_two_people_and_a_divergent_one_again_with_a_reason(
    session, begun, published, candidates, clock
):
    team, one = begun.council, candidates[0]
    written.overdue(session, published.id, "close_remark_window", published.remark_closes_at)
    now = published.remark_closes_at + timedelta(days=1)
    times = {application.id: now + timedelta(days=20) for application in candidates}
    presentations.set_times(session, begun.round.id, times, "Hội trường", by=By(team.secretary), now=now)
    rounds.take_step(session, begun.round.id, "schedule_oral", by=By(team.chair), now=now)
    now += timedelta(days=21)
    first, *others = panel.members(session, begun.round)

    def key(member, score, keyer, **more):
        presentations.key_panel_sheet(session, one.id, member, Decimal(score), by=By(keyer), now=now, **more)

    key(first, "90", team.secretary)
    with pytest.raises(Invalid):
        key(first, "90", team.secretary)
    key(first, "9", team.chair)
    with pytest.raises(Invalid):
        presentations.settle_panel_sheet(session, one.id, first, TEN, "Nhầm.", by=By(team.chair), now=now)
    other = competitions.serve(session, begun.round, "Thư Ký Khác", competitions.SECRETARY, now)
    presentations.settle_panel_sheet(session, one.id, first, TEN, "Phiếu ghi 10.", by=By(other.person_id), now=now)
    for member in others:
        key(member, "80", team.secretary)
        key(member, "80", team.chair)
    with pytest.raises(Refused):
        presentations.record_oral(session, one.id, by=By(team.secretary), now=now)
    with pytest.raises(Invalid):
        key(first, "70", team.secretary)
    key(first, "70", team.secretary, note="Biên bản trao đổi 02")
    key(first, "70", team.chair, note="Biên bản trao đổi 02")
    presentations.record_oral(session, one.id, by=By(team.secretary), now=now)

    assert one.state == "oral_done"
    assert one.oral_mark == panel.oral_mark(panel.sheets_of(session, one.id))
