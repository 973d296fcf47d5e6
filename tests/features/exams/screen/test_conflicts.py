"""Conflicts found from what people state: who may mark, what is kept of it, what happens when one is found late."""

import hashlib
import hmac
from datetime import timedelta

import pytest
import sqlalchemy as sa

from appointments.accounts.models import Person
from appointments.applications.commands import pins
from appointments.applications.commands.ties import state_as_candidate
from appointments.applications.conflicts import conflict_between
from appointments.competitions.commands.particulars import Stated, state_as_member
from appointments.competitions.models import Particular
from appointments.core.errors import Invalid
from appointments.core.work import By
from appointments.exams import pool
from appointments.exams.case import first_scripts
from appointments.exams.commands import allocating
from tests.factories import competitions, screen
from tests.factories.pages import heading
from workflows.conflict import Category, State
from workflows.engine import Refused

NUMBERS = {"father": "ab" * 32, "other": "cd" * 32}


@pytest.fixture
def marker(session, begun):
    """One marker, under a name that no other has."""
    session.get_one(Person, begun.council.markers[0]).full_name = "Người Chấm Riêng"
    session.commit()
    return begun.council.markers[0]


@pytest.fixture
def says(session, begun, clock):
    """`says(person, stated)` states something as a member of the council."""
    return lambda person, *stated: state_as_member(session, begun.round.id, stated, by=By(person), now=clock.now)


@pytest.fixture
def candidate_says(session, candidates, clock):
    """`candidate_says(n, stated)` states something as the nth candidate."""

    def say(n, *stated):
        by = By(candidates[n].person_id)
        state_as_candidate(session, candidates[n].id, stated, by=by, now=clock.now)

    return say


def decide(session, begun, application, member, choice, now):
    """The chair decides about one pair; the supervisor confirms where two are needed."""
    decision = pins.Decision(member, application.person_id, choice, "Đã hỏi hai người.")
    pin = pins.pin(session, begun.round.id, decision, by=By(begun.council.chair), now=now)
    if pin.waits:
        pins.confirm(session, pin.id, by=By(begun.council.supervisor), now=now)


def name(session, person):
    return session.get_one(Person, person).full_name


def test_a_marker_whom_a_candidate_names_as_kin_gets_no_script_of_the_paper(
    session, begun, held, clock, marker, candidates, candidate_says
):
    candidate_says(1, Stated("relative", "sibling", name(session, marker).upper()))

    assert pool.obstacles(session, held, [marker]) == {marker: pool.CONFLICT}
    screen.drawn(session, begun, held, clock.now)
    assert all(marker.hex not in script.markers for script in first_scripts(session, held.id))


def test_a_conflict_is_with_the_one_candidate_though_it_bars_from_the_whole_paper(
    session, begun, held, marker, candidates, says
):
    said = Stated("relative", "spouse", name(session, candidates[2].person_id))
    says(marker, said)

    found = [conflict_between(session, marker, one.id) for one in candidates]
    assert [one.state for one in found] == [State.none, State.none, State.conflict, State.none]
    assert [one.category for one in found] == [None, None, Category.kinship, None]
    assert not conflict_between(session, begun.council.panel[0], candidates[2].id).is_conflict


def test_two_who_name_the_same_father_by_number_are_siblings(session, held, marker, candidates, says, candidate_says):
    says(marker, Stated("relative", "parent", "Cha Mẫu", NUMBERS["father"]))
    candidate_says(0, Stated("relative", "parent", "Cha Mẫu", NUMBERS["father"]))
    candidate_says(1, Stated("relative", "parent", "Cha Mẫu", NUMBERS["other"]))

    assert conflict_between(session, marker, candidates[0].id).category is Category.kinship
    assert not conflict_between(session, marker, candidates[1].id).is_conflict


def test_what_was_stated_for_another_round_counts_in_this_one(session, held, clock, marker, candidates):
    earlier = competitions.planned_round(session, clock.now)
    before = competitions.serve(session, earlier.round, "Người Chấm", competitions.MARKER, clock.now)
    stated = Stated("relative", "parent", name(session, candidates[3].person_id))

    state_as_member(session, earlier.round.id, [stated], by=By(before.person_id), now=clock.now)

    assert conflict_between(session, before.person_id, candidates[3].id).is_conflict


def test_a_shared_unit_is_a_conflict_of_work(session, held, clock, marker, candidates, says, candidate_says):
    day = clock.now.date()
    says(marker, Stated("unit", name="Phòng Kế hoạch, Sở Mẫu", until=day - timedelta(days=900)))
    candidate_says(0, Stated("unit", name="phòng kế hoạch, sở mẫu"))
    candidate_says(1, Stated("unit", name="phòng kế hoạch, sở mẫu", since=day - timedelta(days=100)))

    assert conflict_between(session, marker, candidates[0].id).category is Category.work
    assert not conflict_between(session, marker, candidates[1].id).is_conflict


def test_a_home_written_in_two_ways_is_found_by_a_hash_that_nobody_can_make_without_the_key(
    app, session, begun, held, marker, candidates, enter
):
    one = "12/3 Đường Lê Lợi, Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh"
    enter(marker).send(f"/plans/{begun.round.id}/particulars/contact", address=one)
    mine = candidates[0]
    other = "Số nhà 12/3 lê lợi, P.Bến Nghé, q1, TPHCM"
    enter(mine.person_id).send(f"/applications/{mine.id}/ties/contact", address=other)

    session.expire_all()
    keys = set(session.scalars(sa.select(Particular.key)))
    clean = b"12/3 le loi ben nghe 1 ho chi minh"
    assert conflict_between(session, marker, mine.id).category is Category.household
    assert len(keys) == 1
    assert hashlib.sha256(clean).hexdigest() not in keys
    told = b"minhtuyen/contact/v1\x00address\x00" + clean
    assert hmac.new(b"another key", told, hashlib.sha256).hexdigest() not in keys
    assert keys == {hmac.new(app.config["IDENTITY_KEY"].encode(), told, hashlib.sha256).hexdigest()}
    assert not any("lợi" in str(row.name).lower() for row in session.scalars(sa.select(Particular)))


def test_of_two_namesakes_nobody_is_kept_away_for_the_name_until_people_decide(
    session, begun, held, clock, candidates, candidate_says, enter
):
    team = begun.council
    one, other = (session.get_one(Person, person) for person in team.markers[:2])
    one.full_name = other.full_name = "Người Cùng Tên"
    session.commit()
    third = team.markers[2]
    candidate_says(0, Stated("relative", "sibling", "người cùng tên"))
    page = f"/plans/{begun.round.id}/conflicts"

    known = pool.obstacles(session, held, team.markers[:3])
    standing = conflict_between(session, one.id, candidates[0].id)
    shown = enter(team.chair).get(f"{page}?only=1")
    flags = enter(team.secretary).get(page)

    assert known == {one.id: pool.UNDECIDED, other.id: pool.UNDECIDED, third: pool.FREE}
    assert (standing.state, standing.is_conflict, standing.is_undecided) == (State.none, False, True)
    assert shown.count("Có thể có, chờ xác định") == 2
    assert flags.count("Có thể có, chờ xác định") == 2
    with pytest.raises(Invalid) as refused:
        screen.drawn(session, begun, held, clock.now)
    assert "Người Cùng Tên" in refused.value.params["names"]

    decide(session, begun, candidates[0], one.id, "conflict", clock.now)
    decide(session, begun, candidates[0], other.id, "none", clock.now)

    assert pool.obstacles(session, held, team.markers[:2]) == {one.id: pool.CONFLICT, other.id: pool.FREE}
    allocating.allocate(session, held.id, by=By(team.marking_head), now=clock.now)
    assert all(one.id.hex not in script.markers for script in first_scripts(session, held.id))


def test_what_a_number_proves_later_makes_a_decision_about_namesakes_void(
    session, begun, held, clock, candidates, candidate_says
):
    one, other = (session.get_one(Person, person) for person in begun.council.markers[:2])
    one.full_name = other.full_name = "Người Cùng Tên"
    one.national_id_hash = bytes.fromhex(NUMBERS["other"])
    session.commit()
    candidate_says(0, Stated("relative", "sibling", "Người Cùng Tên"))
    decide(session, begun, candidates[0], one.id, "none", clock.now)
    before = conflict_between(session, one.id, candidates[0].id).state

    candidate_says(0, Stated("relative", "sibling", "Người Cùng Tên", NUMBERS["other"]))

    assert before is State.pinned_none
    assert conflict_between(session, one.id, candidates[0].id).state is State.conflict
    assert not conflict_between(session, other.id, candidates[0].id).is_conflict


def test_a_conflict_found_while_marking_bars_the_mark_and_the_lock_and_is_offered_as_the_cause_to_leave(
    session, begun, being_marked, clock, enter, says, candidates
):
    paper = being_marked[0]
    script = first_scripts(session, paper.id)[0]
    late = next(one for one in begun.council.markers if one.hex in script.markers)
    says(late, Stated("relative", "sibling", name(session, candidates[0].person_id)))

    with pytest.raises(Refused):
        screen.sign(session, script, late, ("50", "30"), clock.now)
    head = enter(begun.council.marking_head)
    assert "có xung đột lợi ích với thí sinh" in head.get(f"/exams/papers/{paper.id}/pool")
    page = head.get(f"/exams/papers/{paper.id}/pool/{late}/leave")
    assert "Xung đột lợi ích với thí sinh." in page

    moved = allocating.leave_pool(
        session, paper.id, late, "Xung đột lợi ích với thí sinh.", by=By(begun.council.marking_head), now=clock.now
    )
    assert moved
    assert all(late.hex not in one.markers for one in first_scripts(session, paper.id))


def test_what_one_stated_is_shown_to_oneself_alone(session, begun, held, enter, marker, candidates):
    visitor, base = enter(marker), f"/plans/{begun.round.id}/particulars"
    assert heading(visitor.get(base)) == "Người thân, nơi ở và đơn vị công tác"
    assert "Chọn quan hệ" in visitor.send(f"{base}/relative", status=200, name="Người Thân Mẫu").text
    visitor.send(f"{base}/relative", tie="aunt_or_uncle", name="Người Thân Mẫu", national_id="001080000001")
    visitor.send(f"{base}/unit", name="Phòng Mẫu", led="y")
    shown = visitor.get(base)
    assert "Người Thân Mẫu" in shown
    assert "có số định danh" in shown
    assert "001080000001" not in shown
    mine = candidates[0]
    assert "Người Thân Mẫu" not in enter(mine.person_id).get(f"/applications/{mine.id}/ties")
    enter(candidates[1].person_id).get(f"/applications/{mine.id}/ties", status=404)
