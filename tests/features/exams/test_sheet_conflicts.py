"""Marks from paper sheets: whoever is in conflict with one candidate of the paper marks nothing of it, as on screen."""

from decimal import Decimal
from uuid import UUID

import pytest

from appointments.accounts.models import Person
from appointments.applications.commands.ties import state_as_candidate
from appointments.competitions.commands import council
from appointments.competitions.commands.particulars import Stated
from appointments.core.errors import Invalid
from appointments.core.work import By
from appointments.exams.case import first_scripts
from appointments.exams.commands import marking, remarking, sittings
from appointments.exams.models import MarkSheet
from appointments.results.commands import written
from tests.factories import competitions, exams
from tests.features.exams.marks import everything_keyed, guards, sheets
from workflows.engine import Refused
from workflows.roles import MARKER

TEN, NINETY = Decimal(10), Decimal(90)


@pytest.fixture
def kin(session, begun, candidates, clock):
    """`kin()`: the first candidate states that the first marker, under a name of the marker's own, is a sibling."""
    person = session.get_one(Person, begun.council.markers[0])
    person.full_name = "Cán Bộ Chấm Riêng"
    session.commit()

    def state():
        one = candidates[0]
        said = [Stated("relative", "sibling", person.full_name)]
        state_as_candidate(session, one.id, said, by=By(one.person_id), now=clock.now)
        return person.id

    return state


def named(session, paper, pair):
    return {script.id: pair for script in first_scripts(session, paper.id)}


def test_a_marker_in_conflict_is_neither_offered_nor_named(session, begun, held, clock, kin, enter):
    paper, team = held, begun.council
    exams.ready_to_mark(session, begun, paper, clock.now)
    barred = kin()
    page = f"/exams/papers/{paper.id}/markers"

    shown = enter(team.marking_head).get(page)
    with pytest.raises(Invalid) as refused:
        marking.assign_markers(
            session, paper.id, named(session, paper, (barred, team.markers[1])), by=By(team.marking_head), now=clock.now
        )

    assert f'value="{barred.hex}"' not in shown
    assert f'value="{team.markers[1].hex}"' in shown
    assert "Cán Bộ Chấm Riêng" in shown
    assert "Cán Bộ Chấm Riêng" in refused.value.params["names"]


def test_no_marking_begins_while_a_named_marker_is_in_conflict(session, begun, held, clock, kin):
    paper, team = held, begun.council
    exams.ready_to_mark(session, begun, paper, clock.now)
    kin()

    with pytest.raises(Refused) as refused:
        sittings.take_step(session, paper.id, "begin_marking", by=By(team.marking_head), now=clock.now)
    pairs = named(session, paper, team.markers[1:3])
    marking.assign_markers(session, paper.id, pairs, by=By(team.marking_head), now=clock.now)
    sittings.take_step(session, paper.id, "begin_marking", by=By(team.marking_head), now=clock.now)

    assert guards(refused) == {"no_marker_is_in_conflict"}
    assert paper.state == "marking"


def test_a_conflict_found_while_marking_bars_the_sheet_until_another_marker_is_named(
    session, begun, being_marked, script, clock, kin
):
    paper, team, now = being_marked[0], begun.council, clock.now
    other = first_scripts(session, paper.id)[1]
    marking.key_sheets(session, other.id, sheets(begun), by=By(team.secretary), now=now)
    kin()

    with pytest.raises(Refused) as refused:
        marking.key_sheets(session, script.id, sheets(begun), by=By(team.secretary), now=now)
    pairs = named(session, paper, team.markers[1:3])
    marking.assign_markers(session, paper.id, pairs, by=By(team.marking_head), now=now)
    signed = dict.fromkeys(team.markers[1:3], NINETY)
    marking.key_sheets(session, script.id, signed, by=By(team.secretary), now=now)

    assert guards(refused) == {"markers_may_mark_it"}
    assert [UUID(who) for who in script.markers] == list(team.markers[1:3])
    assert [UUID(who) for who in other.markers] == list(team.markers[:2])  # keyed once: it stays as it was signed


def test_a_third_marker_in_conflict_signs_no_sheet(session, begun, being_marked, script, clock, kin):
    team, now = begun.council, clock.now
    pairs = named(session, being_marked[0], team.markers[1:3])
    marking.assign_markers(session, being_marked[0].id, pairs, by=By(team.marking_head), now=now)
    far = dict(zip(team.markers[1:3], (TEN, NINETY), strict=True))
    for person in (team.secretary, team.marking_head):
        marking.key_sheets(session, script.id, far, by=By(person), now=now)
    barred = kin()

    with pytest.raises(Refused) as refused:
        marking.key_sheets(session, script.id, {barred: NINETY}, by=By(team.secretary), now=now)

    assert guards(refused) == {"markers_may_mark_it"}


def test_sheets_of_a_marker_found_in_conflict_after_the_keying_are_voided_and_marked_by_another(
    session, begun, being_marked, script, clock, kin, enter
):
    paper, team, now = being_marked[0], begun.council, clock.now
    exams.keyed(session, begun, script.id, ("80", "80"), now)
    barred, page = kin(), f"/exams/papers/{paper.id}/markers"
    head = enter(team.marking_head)
    with pytest.raises(Refused) as refused:
        marking.void_sheets(session, paper.id, team.markers[1], "Nhầm.", by=By(team.marking_head), now=now)
    assert guards(refused) == {"some_marker_is_in_conflict"}

    assert f"{page}/{barred}/void" in head.get(page)
    assert f"{page}/{team.markers[1]}/void" not in head.get(page)
    head.send(f"{page}/{barred}/void", reason="Là anh của một thí sinh.")
    session.rollback()
    session.expire_all()

    voided = session.query(MarkSheet).filter(MarkSheet.voided != "").all()
    assert (len(voided), script.state, script.mark, script.sheets) == (4, "coded", None, [])
    marking.assign_markers(
        session, paper.id, named(session, paper, team.markers[1:3]), by=By(team.marking_head), now=now
    )
    exams.keyed(session, begun, script.id, ("70", "80"), now, markers=team.markers[1:3])
    assert (script.state, script.mark) == ("settled", Decimal("75.00"))


def test_a_conflict_nobody_acted_on_bars_the_lock_and_the_page_says_whose_sheets_to_void(
    session, begun, being_marked, script, clock, kin, enter
):
    paper, team, now = being_marked[0], begun.council, clock.now
    everything_keyed(session, begun, paper, now)
    kin()

    with pytest.raises(Refused) as refused:
        marking.propose_lock(session, paper.id, by=By(team.marking_head), now=now)
    head = enter(team.marking_head)
    shown, named_there = head.get(f"/exams/papers/{paper.id}"), head.get(f"/exams/papers/{paper.id}/markers")

    assert guards(refused) == {"no_marker_is_in_conflict"}
    assert "1 người chấm có xung đột lợi ích" in shown
    assert f'href="/exams/papers/{paper.id}/markers"' in shown
    assert "Hủy phiếu chấm của Cán Bộ Chấm Riêng" in named_there


def test_a_conflict_found_between_proposal_and_lock_bars_the_lock(session, begun, being_marked, clock, kin):
    paper, team, now = being_marked[0], begun.council, clock.now
    everything_keyed(session, begun, paper, now)
    marking.propose_lock(session, paper.id, by=By(team.marking_head), now=now)
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=now)
    kin()

    with pytest.raises(Refused) as refused:
        marking.lock(session, paper.id, by=By(team.chair), now=now)

    assert guards(refused) == {"no_marker_is_in_conflict"}
    assert paper.state == "lock_proposed"


def test_sheets_of_a_script_marked_again_are_voided_and_marked_by_others_who_never_had_it(
    session, begun, published, candidates, clock, kin, enter
):
    paper, team, over = published, begun.council, clock.now
    person = session.get_one(Person, team.markers[2])
    person.full_name = "Cán Bộ Phúc Khảo"
    session.commit()
    one = candidates[0]
    appeal = remarking.file_appeal(session, one.id, "Cộng sót điểm.", by=By(one.person_id), now=over)
    remarking.register_step(session, appeal.id, "accept", by=By(team.secretary), now=over)
    clock.set(paper.remark_closes_at)
    now = clock.now
    written.overdue(session, paper.id, "close_remark_window", now)
    remarking.code_again(session, appeal.id, team.markers[2:4], by=By(team.coding), now=now)
    again = appeal.script_id
    exams.keyed(session, begun, again, ("80", "80"), now, markers=team.markers[2:4])
    said = [Stated("relative", "sibling", person.full_name)]
    state_as_candidate(session, one.id, said, by=By(one.person_id), now=now)

    with pytest.raises(Refused) as barred:
        remarking.finish_marking(session, appeal.id, by=By(team.secretary), now=now)
    head, page = enter(team.marking_head), f"/exams/papers/{paper.id}/markers"
    assert "Hủy phiếu chấm của Cán Bộ Phúc Khảo" in head.get(page)
    head.send(f"{page}/{person.id}/void", reason="Là anh của một thí sinh.")
    session.expire_all()
    with pytest.raises(Invalid, match="marked the script before"):
        marking.assign_markers(session, paper.id, {again: team.markers[:2]}, by=By(team.marking_head), now=now)
    others = team.markers[3], competitions.serve(session, begun.round, "Người Chấm", MARKER, now).person_id
    council.declare(session, begun.round.id, council.Answer("none"), by=By(others[1]), now=now)
    marking.assign_markers(session, paper.id, {again: others}, by=By(team.marking_head), now=now)
    exams.keyed(session, begun, again, ("70", "70"), now, markers=others)
    remarking.finish_marking(session, appeal.id, by=By(team.secretary), now=now)

    assert guards(barred) == {"nobody_who_marked_again_is_in_conflict"}
    assert session.query(MarkSheet).filter(MarkSheet.script_id == again, MarkSheet.voided != "").count() == 4
    assert appeal.new_mark == Decimal("70.00")
