"""Who marks what on screen: drawn once from the sealed seed, by nobody's choice, and again where a marker leaves."""

from uuid import UUID

import pytest

from appointments.competitions.commands import council
from appointments.competitions.commands.council import renew_declarations
from appointments.core.errors import Invalid
from appointments.core.ledger.sealer import seal
from appointments.core.work import By, Work
from appointments.exams import allocation, pool
from appointments.exams.case import first_scripts
from appointments.exams.commands import allocating, sittings
from appointments.exams.models import Mark, PoolMember, ScreenScript
from tests.factories import screen
from tests.features.exams.marks import guards
from tests.fixtures.ledger import SIGNER
from workflows.engine import Refused
from workflows.roles import CHAIR

pytestmark = pytest.mark.one_database  # the story next door is played on both


def test_codes_bring_scripts_for_the_screen_and_the_seal_of_a_seed(session, begun, held, clock):
    screen.sealed(session, begun, held, clock.now)

    assert {type(script) for script in first_scripts(session, held.id)} == {ScreenScript}
    assert held.seed_seal == allocation.seed_seal(bytes.fromhex(held.allocation_seed))
    assert held.opened_seed == ""


def test_two_different_markers_are_drawn_for_each_script_as_the_seed_says(session, begun, drawn):
    paper = drawn[0]
    scripts = first_scripts(session, paper.id)
    people = sorted(person.hex for person in begun.council.markers)
    again = allocation.allocate([s.code for s in scripts], people, bytes.fromhex(paper.allocation_seed))

    assert {s.code: tuple(s.markers) for s in scripts} == again
    assert {s.state for s in scripts} == {"allocated"}
    assert [sorted(m.person_id.hex for m in pool.members_of(session, paper.id))] == [people]


def test_what_was_drawn_is_not_drawn_again(session, begun, drawn, clock):
    with pytest.raises(Invalid):
        allocating.allocate(session, drawn[0].id, by=By(begun.council.marking_head), now=clock.now)


def test_a_marker_who_declared_a_relation_gets_nothing(session, begun, held, clock):
    related = begun.council.markers[0]
    with Work(session, By(begun.council.chair), clock.now) as work:
        renew_declarations(work, work.lock(type(begun.round), begun.round.id))
        work.note(begun.round, "renew_list", CHAIR)
    for person in begun.council.users:
        answer = council.Answer("relative", "Anh ruột") if person == related else council.Answer("none")
        council.declare(session, begun.round.id, answer, by=By(person), now=clock.now)

    screen.drawn(session, begun, held, clock.now)

    people = {who for script in first_scripts(session, held.id) for who in script.markers}
    assert people == {person.hex for person in begun.council.markers[1:]}
    assert {one.id: one.why for one in pool.standing(session, held, clock.now)}[related] == "related"


def test_too_few_markers_are_told_with_their_names(session, begun, held, clock):
    with Work(session, By(begun.council.chair), clock.now) as work:
        renew_declarations(work, work.lock(type(begun.round), begun.round.id))
        work.note(begun.round, "renew_list", CHAIR)
    council.declare(session, begun.round.id, council.Answer("none"), by=By(begun.council.markers[0]), now=clock.now)

    with pytest.raises(Refused) as refused:
        screen.drawn(session, begun, held, clock.now)

    assert guards(refused) == {"allocation_is_possible"}
    assert "Người Chấm Mẫu" in refused.value.refusals[0].say("vi")


def test_marking_begins_only_when_the_map_lies_under_a_signed_head(session, begun, drawn, clock):
    paper, head = drawn[0], By(begun.council.marking_head)
    with pytest.raises(Refused) as refused:
        sittings.take_step(session, paper.id, "begin_marking", by=head, now=clock.now)
    assert guards(refused) == {"map_is_in_a_signed_head"}

    seal(session, SIGNER, clock.now)
    sittings.take_step(session, paper.id, "begin_marking", by=head, now=clock.now)

    assert paper.state == "marking"


def test_who_leaves_the_pool_loses_every_script_and_the_marks_are_voided_not_deleted(
    session, begun, being_marked, clock
):
    paper, head = being_marked[0], By(begun.council.marking_head)
    before = {s.code: list(s.markers) for s in first_scripts(session, paper.id)}
    gone = UUID(first_scripts(session, paper.id)[0].markers[0])
    mine = [code for code, people in before.items() if gone.hex in people]
    screen.everything_signed(session, paper, clock.now)

    moved = allocating.leave_pool(session, paper.id, gone, "Là em vợ của một thí sinh.", by=head, now=clock.now)

    assert sorted(script.code for script in moved) == mine
    after = {s.code: s for s in first_scripts(session, paper.id)}
    for code, people in before.items():
        assert gone.hex not in after[code].markers
        kept = [who for who in people if who != gone.hex]
        assert [who for who in after[code].markers if who in kept] == kept
        assert after[code].state == ("marked_once" if code in mine else "settled")
        assert (after[code].mark is None) == (code in mine)
    voided = session.query(Mark).filter(Mark.voided != "").all()
    assert [(m.marker_id, m.voided) for m in voided] == [(gone, "Là em vợ của một thí sinh.")] * len(mine)
    assert session.query(PoolMember).filter_by(person_id=gone).one().left_why == "Là em vợ của một thí sinh."


def test_a_relation_found_late_bars_signing_and_the_lock_until_the_marker_leaves(session, begun, being_marked, clock):
    paper, team = being_marked[0], begun.council
    script = first_scripts(session, paper.id)[0]
    related = UUID(script.markers[0])
    with Work(session, By(team.chair), clock.now) as work:
        renew_declarations(work, work.lock(type(begun.round), begun.round.id))
        work.note(begun.round, "renew_list", CHAIR)
    for person in team.users:
        answer = council.Answer("relative", "Con nuôi") if person == related else council.Answer("none")
        council.declare(session, begun.round.id, answer, by=By(person), now=clock.now)

    with pytest.raises(Refused) as refused:
        screen.sign(session, script, related, ("50", "30"), clock.now)
    assert guards(refused) == {"marker_is_in_no_conflict"}

    allocating.leave_pool(session, paper.id, related, "Đã khai.", by=By(team.marking_head), now=clock.now)
    screen.everything_signed(session, paper, clock.now)

    assert {s.state for s in first_scripts(session, paper.id)} == {"settled"}
