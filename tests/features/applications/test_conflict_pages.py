"""Decisions about a member and a candidate over what was found: who may, who reads what, when a second is needed."""

import re
from datetime import timedelta

import pytest

from appointments.accounts.models import Person
from appointments.applications.commands import pins
from appointments.applications.commands.ties import state_as_candidate
from appointments.applications.conflicts import conflict_between
from appointments.competitions.commands.particulars import Stated
from appointments.core.errors import Forbidden, Invalid
from appointments.core.work import By
from tests.factories import applications, competitions
from tests.features.exams.conftest import OPENED
from workflows.conflict import State
from workflows.engine import Refused


@pytest.fixture
def built(session, clock):
    clock.set(OPENED)
    return competitions.receiving_round(session, OPENED)


@pytest.fixture
def candidates(session, built, clock, tmp_path):
    store = applications.storage_at(tmp_path)
    made = applications.shortlisted(session, built, ["Thí Sinh Một", "Thí Sinh Hai"], store)
    clock.set(built.round.closes_at + timedelta(days=4))
    return made


@pytest.fixture
def kin(session, built, candidates, clock):
    """The first panel member, whom the first candidate has named as a sibling."""
    member = built.council.panel[0]
    session.get_one(Person, member).full_name = "Giám Khảo Riêng"
    session.commit()
    stated = [Stated("relative", "sibling", "Giám Khảo Riêng")]
    state_as_candidate(session, candidates[0].id, stated, by=By(candidates[0].person_id), now=clock.now)
    return member


@pytest.fixture
def decide(session, built, candidates, clock):
    """`decide(by, member, choice)` decides about the first candidate."""

    def do(by, member, choice):
        decision = pins.Decision(member, candidates[0].person_id, choice, "Đã kiểm tra giấy tờ mẫu")
        return pins.pin(session, built.round.id, decision, by=By(by), now=clock.now)

    return do


def state(session, member, candidates):
    session.expire_all()
    return conflict_between(session, member, candidates[0].id).state


def test_none_against_what_was_found_counts_once_a_second_person_has_confirmed_it(
    session, built, candidates, clock, kin, decide
):
    team = built.council
    made = decide(team.chair, kin, "none")
    assert made.needs_second
    assert state(session, kin, candidates) is State.conflict

    with pytest.raises(Refused):
        pins.confirm(session, made.id, by=By(team.chair), now=clock.now)
    with pytest.raises(Forbidden):
        pins.confirm(session, made.id, by=By(team.secretary), now=clock.now)
    pins.confirm(session, made.id, by=By(team.supervisor), now=clock.now)

    assert state(session, kin, candidates) is State.pinned_none
    with pytest.raises(Invalid):
        pins.confirm(session, made.id, by=By(built.staff.approver), now=clock.now)


def test_an_approver_may_be_the_second_person(session, built, candidates, clock, kin, decide):
    made = decide(built.council.supervisor, kin, "none")
    pins.confirm(session, made.id, by=By(built.staff.approver), now=clock.now)
    assert state(session, kin, candidates) is State.pinned_none


def test_what_is_found_later_is_not_covered_by_an_earlier_none(session, built, candidates, clock, kin, decide):
    pins.confirm(session, decide(built.council.chair, kin, "none").id, by=By(built.council.supervisor), now=clock.now)
    more = [Stated("relative", "spouse", "Giám Khảo Riêng")]
    state_as_candidate(session, candidates[0].id, more, by=By(candidates[0].person_id), now=clock.now)

    assert state(session, kin, candidates) is State.conflict


def test_one_person_pins_a_conflict_and_nobody_alone_takes_it_away(session, built, candidates, clock, decide):
    team, member = built.council, built.council.panel[1]
    decide(team.chair, member, "conflict")
    assert state(session, member, candidates) is State.pinned_conflict

    with pytest.raises(Invalid):
        decide(team.chair, member, "found")
    waiting = decide(team.chair, member, "none")
    assert state(session, member, candidates) is State.pinned_conflict
    pins.confirm(session, waiting.id, by=By(team.supervisor), now=clock.now)
    assert state(session, member, candidates) is State.pinned_none


def test_a_decision_taken_back_leaves_what_is_found(session, built, candidates, kin, decide):
    decide(built.council.chair, kin, "conflict")
    assert state(session, kin, candidates) is State.pinned_conflict
    assert decide(built.council.supervisor, kin, "found") is None
    assert state(session, kin, candidates) is State.conflict


def test_nobody_decides_about_themselves_and_boards_decide_about_nobody(built, candidates, decide):
    for by, member in (("chair", "chair"), ("secretary", "marking_head"), ("marking_head", "chair")):
        with pytest.raises(Forbidden):
            decide(getattr(built.council, by), getattr(built.council, member), "none")


def test_the_chair_decides_on_screen_and_the_supervisor_finds_it_in_the_inbox(built, candidates, kin, enter):
    base = f"/plans/{built.round.id}/conflicts"
    pair = f"{base}/{kin}/{candidates[0].person_id}"
    chair, supervisor = enter(built.council.chair), enter(built.council.supervisor)

    assert base in chair.get(f"/plans/{built.round.id}")
    matrix = chair.get(base)
    assert pair in matrix
    assert matrix.count("Có xung đột</strong>") == 1
    assert "Anh, chị, em ruột (đã kê khai)" in chair.get(f"{base}?only=1")
    assert "Anh, chị, em ruột (đã kê khai)" in chair.get(pair)
    chair.send(pair, choice="none", reason="Trùng họ tên, không phải người thân")

    inbox = supervisor.get("/inbox")
    link = next(part.split('"')[0] for part in inbox.split('href="') if "/conflicts/pins/" in part)
    supervisor.send(link)
    shown = supervisor.get(f"{base}?only=1")
    assert "Không (đã xác nhận)" in shown
    assert "Trùng họ tên, không phải người thân" in shown
    assert "/conflicts/pins/" not in enter(built.staff.approver).get("/inbox")


def test_boards_read_yes_or_no_and_the_kind_and_nothing_else(session, built, candidates, kin, enter):
    base = f"/plans/{built.round.id}/conflicts"
    for who in (built.council.secretary, built.council.marking_head):
        shown = enter(who).get(base)
        assert "Giám Khảo Riêng" in shown
        assert "Người thân thích" in shown
        for hidden in ("Thí Sinh Một", "Thí Sinh Hai", "ruột (đã kê khai)", candidates[0].number):
            assert hidden not in re.sub(r"[0-9a-f-]{32,36}", "", shown)  # an address may hold any digits
        enter(who).get(f"{base}/{kin}/{candidates[0].person_id}", status=403)
    for who in (built.council.markers[0], kin, candidates[0].person_id):
        enter(who).get(base, status=403)
    assert "Thí Sinh Một" in enter(built.council.supervisor).get(base)


def test_who_could_replace_a_member_in_conflict_is_told_with_why_and_why_not(built, candidates, kin, enter):
    chair, pair = enter(built.council.chair), f"/plans/{built.round.id}/conflicts/{kin}/{candidates[0].person_id}"
    page = f"/plans/{built.round.id}/conflicts/replacing/{kin}"

    assert page in chair.get(pair)
    shown = chair.get(page)
    assert "Giám Khảo Riêng" in shown
    assert "Còn 6 thành viên Hội đồng" in shown
    assert "đang giữ nhiệm vụ trong kỳ thi này" in shown
    assert "Cán Bộ Tổ Chức Mẫu" in shown
    assert "SD11" in shown  # the authority does not mark
    enter(built.council.secretary).get(page, status=403)
