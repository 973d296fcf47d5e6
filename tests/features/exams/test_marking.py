"""What the marking board is refused: keying, settling, the lock."""

from decimal import Decimal

import pytest
import sqlalchemy as sa

from appointments.core.errors import Invalid, Stale
from appointments.core.work import By
from appointments.exams import sealing
from appointments.exams.case import first_scripts
from appointments.exams.commands import marking
from appointments.exams.models import Script
from tests.factories import competitions
from tests.features.exams.marks import everything_keyed, guards, sheets
from workflows.engine import Refused
from workflows.roles import MARKING_HEAD

TEN, FIFTY, NINETY = Decimal(10), Decimal(50), Decimal(90)


def test_the_second_keying_is_another_persons(session, begun, script, clock):
    marking.key_sheets(session, script.id, sheets(begun), by=By(begun.council.secretary), now=clock.now)

    with pytest.raises(Refused) as refused:
        marking.key_sheets(session, script.id, sheets(begun), by=By(begun.council.secretary), now=clock.now)

    assert guards(refused) == {"second_keyer_differs"}
    assert session.get_one(Script, script.id).state == "keyed_once"


def test_only_those_who_were_named_sign_a_sheet(session, begun, script, clock):
    signed = {begun.council.markers[0]: NINETY, begun.council.markers[2]: NINETY}

    with pytest.raises(Refused) as refused:
        marking.key_sheets(session, script.id, signed, by=By(begun.council.secretary), now=clock.now)

    assert guards(refused) == {"markers_may_mark_it"}


def test_a_mark_beyond_the_scale_is_refused(session, begun, script, clock):
    with pytest.raises(Refused) as refused:
        marking.key_sheets(session, script.id, sheets(begun, "100.01"), by=By(begun.council.secretary), now=clock.now)

    assert guards(refused) == {"marks_are_on_the_scale"}


def test_two_different_keyings_are_settled_by_somebody_who_keyed_neither(session, begun, script, clock):
    team, now = begun.council, clock.now
    marking.key_sheets(session, script.id, sheets(begun, "80"), by=By(team.secretary), now=now)
    marking.key_sheets(session, script.id, sheets(begun, "8"), by=By(team.marking_head), now=now)
    assert script.state == "mismatched"
    with pytest.raises(Refused) as refused:
        marking.settle_keying(
            session, script.id, sheets(begun, "80"), "Nhập thiếu số.", by=By(team.marking_head), now=now
        )
    assert guards(refused) == {"settler_keyed_neither"}
    other = competitions.serve(session, begun.round, "Trưởng Ban Khác", MARKING_HEAD, now)

    with pytest.raises(Refused):
        marking.settle_keying(session, script.id, sheets(begun, "80"), " ", by=By(other.person_id), now=now)
    marking.settle_keying(session, script.id, sheets(begun, "80"), "Nhập thiếu số.", by=By(other.person_id), now=now)

    assert (script.state, script.mark) == ("settled", Decimal("82.00"))


def test_marks_too_far_apart_go_to_a_third_marker_and_are_settled_between_the_marks(session, begun, script, clock):
    team, now = begun.council, clock.now
    for keyer in (team.secretary, team.marking_head):
        marking.key_sheets(session, script.id, sheets(begun, "40", "80"), by=By(keyer), now=now)
    assert script.state == "diverged"
    with pytest.raises(Refused):
        marking.key_sheets(session, script.id, {team.markers[0]: FIFTY}, by=By(team.secretary), now=now)
    for keyer in (team.secretary, team.marking_head):
        marking.key_sheets(session, script.id, {team.markers[2]: FIFTY}, by=By(keyer), now=now)
    assert script.state == "third_marked"

    with pytest.raises(Refused) as refused:
        marking.settle_mark(session, script.id, "settle_by_third", NINETY, "Cao.", by=By(team.marking_head), now=now)
    assert guards(refused) == {"settled_mark_lies_between"}
    marking.settle_mark(session, script.id, "settle_by_third", FIFTY, "Theo.", by=By(team.marking_head), now=now)

    assert (script.state, script.mark, script.settled_how) == ("settled", FIFTY, "settle_by_third")


def test_an_agreed_mark_needs_its_joint_record(session, begun, script, clock):
    team, now = begun.council, clock.now
    for keyer in (team.secretary, team.marking_head):
        marking.key_sheets(session, script.id, sheets(begun, "40", "80"), by=By(keyer), now=now)

    with pytest.raises(Refused) as refused:
        marking.settle_mark(session, script.id, "agree_jointly", FIFTY, "Đã bàn.", by=By(team.marking_head), now=now)

    assert guards(refused) == {"joint_record_is_on_file"}


def test_the_same_marker_twice_is_no_pair(session, begun, held, clock):
    sealing.seal_codes(session, held.id, by=By(begun.council.coding), now=clock.now)
    pairs = {s.id: (begun.council.markers[0],) * 2 for s in first_scripts(session, held.id)}

    with pytest.raises(Invalid) as refused:
        marking.assign_markers(session, held.id, pairs, by=By(begun.council.marking_head), now=clock.now)

    assert refused.value.field == "markers"


def test_a_mark_that_changed_after_the_proposal_is_not_locked(session, engine, begun, being_marked, clock):
    paper, team, now = being_marked[0], begun.council, clock.now
    everything_keyed(session, begun, paper, now)
    marking.propose_lock(session, paper.id, by=By(team.marking_head), now=now)
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=now)
    with engine.connect().execution_options(writes=True) as raw, raw.begin():
        raw.execute(sa.text("UPDATE script SET mark = 99"))

    with pytest.raises(Refused) as refused:
        marking.lock(session, paper.id, by=By(team.chair), now=now)
    assert guards(refused) == {"content_is_as_proposed"}
    with pytest.raises(Invalid):
        marking.attest_lock(session, paper.id, by=By(team.supervisor), now=now)


def test_nothing_is_locked_unattested_and_nothing_is_keyed_after_the_lock(session, begun, being_marked, clock):
    paper, team, now = being_marked[0], begun.council, clock.now
    everything_keyed(session, begun, paper, now)
    marking.propose_lock(session, paper.id, by=By(team.marking_head), now=now)
    with pytest.raises(Refused) as refused:
        marking.lock(session, paper.id, by=By(team.chair), now=now)
    assert guards(refused) == {"lock_is_attested"}
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=now)
    marking.lock(session, paper.id, by=By(team.chair), now=now)

    script = first_scripts(session, paper.id)[0]
    with pytest.raises(Stale):
        marking.key_sheets(session, script.id, sheets(begun), by=By(team.secretary), now=now)
