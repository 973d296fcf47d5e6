"""A round from its announcement to the closing of reception; suspensions, declarations and exceptional ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from appointments.competitions.commands import announcements, council, endings, holds, posts, reception
from appointments.competitions.models import Hold
from appointments.core.errors import Forbidden, Invalid
from appointments.core.sweep import sweep
from appointments.core.timers import Timer
from appointments.core.work import By
from tests.factories import competitions as make
from workflows.engine import Refused

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def reasons(refused) -> set[str]:
    return {r.guard for r in refused.value.refusals}


def test_a_round_is_planned_announced_and_opens_by_the_clock(session):
    built = make.announced_round(session, NOW, posts=2)
    early = sweep(session, NOW - timedelta(seconds=1))

    taken = sweep(session, NOW)

    session.refresh(built.round)
    assert (early, taken, built.round.state) == (0, 1, "receiving")
    assert [c.state for c in built.contests] == ["open", "open"]


def test_reception_closes_by_the_sweep_and_not_a_second_earlier(session):
    built = make.receiving_round(session, NOW)
    closes = built.round.closes_at

    early = sweep(session, closes - timedelta(seconds=1))
    session.refresh(built.round)
    before = built.round.state
    taken = sweep(session, closes)

    session.refresh(built.round)
    assert (early, before, taken, built.round.state) == (0, "receiving", 1, "reception_closed")


def test_an_announcement_is_refused_with_one_reason_for_each_kind_of_thing_missing(session):
    built = make.planned_round(session, NOW)

    with pytest.raises(Refused) as refused:
        announcements.announce(session, built.round.id, by=By(built.staff.approver), now=NOW)

    assert reasons(refused) == {
        "council_has_legal_size",
        "council_is_odd",
        "duties_are_filled",
        "announcement_is_complete",
        "channels_are_named",
        "window_is_set",
        "reception_is_long_enough",
        "opening_lies_ahead",
    }


def test_a_window_shorter_than_the_regulation_asks_is_refused_and_one_second_more_is_enough(session):
    built = make.planned_round(session, NOW)
    make.declared_council(session, built.round, NOW - timedelta(days=20))
    by, then = By(built.staff.officer), NOW - timedelta(days=15)
    announcements.edit_announcement(session, built.round.id, make.ANNOUNCEMENT, by=by, now=then)

    short = NOW + timedelta(days=30) - timedelta(seconds=1)
    announcements.set_window(session, built.round.id, NOW, short, by=by, now=then)
    with pytest.raises(Refused) as refused:
        announcements.announce(session, built.round.id, by=By(built.staff.approver), now=then)
    announcements.set_window(session, built.round.id, NOW, short + timedelta(seconds=1), by=by, now=then)
    announcements.announce(session, built.round.id, by=By(built.staff.approver), now=then)

    assert reasons(refused) == {"reception_is_long_enough"}
    assert (built.round.state, built.round.announced_at) == ("announced", then)


def test_an_announcement_is_taken_back_corrected_and_put_out_again(session):
    built = make.announced_round(session, NOW)
    approver, then = By(built.staff.approver), NOW - timedelta(days=5)

    announcements.retract(session, built.round.id, by=approver, now=then, reason="Sai địa chỉ")
    hidden = built.round.announced_at
    announcements.edit_announcement(session, built.round.id, {"address": "Số 1"}, by=By(built.staff.officer), now=then)
    announcements.announce(session, built.round.id, by=approver, now=then)

    assert (hidden, built.round.announced_at, built.round.announcement["address"]) == (None, then, "Số 1")


def test_a_prolonged_reception_closes_at_the_new_date_and_not_at_the_old_one(session):
    built = make.receiving_round(session, NOW)
    old = built.round.closes_at
    new = old + timedelta(days=7)

    reception.propose_prolongation(session, built.round.id, new, by=By(built.staff.officer), now=NOW)
    reception.prolong(session, built.round.id, by=By(built.council.chair), now=NOW, reason="Bão")
    at_old = sweep(session, old)
    at_new = sweep(session, new)

    session.refresh(built.round)
    assert (at_old, at_new, built.round.state, built.round.closes_at) == (0, 1, "reception_closed", new)


def test_reception_is_prolonged_only_to_a_date_that_somebody_else_proposed(session):
    built = make.receiving_round(session, NOW)

    with pytest.raises(Refused) as refused:
        reception.prolong(session, built.round.id, by=By(built.council.chair), now=NOW, reason="Bão")
    with pytest.raises(Invalid):
        reception.propose_prolongation(session, built.round.id, NOW, by=By(built.staff.officer), now=NOW)

    assert reasons(refused) == {"new_closing_is_later"}


def test_a_suspension_bars_every_step_until_it_is_lifted(session):
    built = make.receiving_round(session, NOW)
    chair, closes = By(built.council.chair), built.round.closes_at
    held = holds.place_hold(session, built.round.case_key, "Đơn tố cáo", by=chair, now=NOW)

    during = sweep(session, closes)
    barred_by = session.query(Timer).filter_by(case_key=built.round.case_key).one().last_error
    holds.step_hold(session, held.id, "lift", by=chair, now=closes, reason="Đã xác minh")
    after = sweep(session, closes + timedelta(minutes=6))

    session.refresh(built.round)
    assert (during, "on hold" in barred_by, after, built.round.state) == (0, True, 1, "reception_closed")


def test_whoever_may_only_ask_for_a_suspension_does_not_place_it(session):
    built = make.receiving_round(session, NOW)

    asked = holds.ask_hold(session, built.round.case_key, "Nghi lộ đề", by=By(built.council.supervisor), now=NOW)
    with pytest.raises(Refused) as refused:
        holds.place_hold(session, built.round.case_key, "Nghi lộ đề", by=By(built.council.supervisor), now=NOW)
    granted = holds.grant_hold(session, asked.id, by=By(built.council.chair), now=NOW)

    assert refused.value.is_role
    assert (granted.state, granted.asked_by, granted.placed_by) == (
        "in_force",
        built.council.supervisor,
        built.council.chair,
    )


def test_a_stranger_may_not_even_ask_for_a_suspension(session):
    built = make.receiving_round(session, NOW)
    stranger = make.member(session, "Người Lạ", NOW)

    with pytest.raises(Forbidden):
        holds.ask_hold(session, built.round.case_key, "?", by=By(stranger.person_id), now=NOW)

    assert session.query(Hold).count() == 0


def test_a_prolonged_suspension_is_reviewed_on_its_new_day(session):
    built = make.receiving_round(session, NOW)
    chair = By(built.council.chair)
    held = holds.place_hold(session, built.contests[0].case_key, "Đơn", by=chair, now=NOW, review_on=date(2026, 11, 30))

    holds.prolong_hold(session, held.id, date(2026, 12, 7), by=chair, now=NOW, reason="Chưa xong")

    timer = session.query(Timer).filter_by(case_key=held.case_key).one()
    assert timer.due_at == datetime(2026, 12, 7, 17, 0, tzinfo=UTC)


def test_a_round_is_announced_only_when_every_member_has_declared(session):
    built = make.planned_round(session, NOW)
    formed = NOW - timedelta(days=20)
    members = make.declared_council(session, built.round, formed, declare=False)
    by = By(built.staff.officer)
    announcements.edit_announcement(session, built.round.id, make.ANNOUNCEMENT, by=by, now=formed)
    announcements.set_window(session, built.round.id, NOW, NOW + timedelta(days=30), by=by, now=formed)
    for person_id in list(members.users)[1:]:
        council.declare(session, built.round.id, council.Answer("none"), by=By(person_id), now=formed)
    late = council.declare(
        session, built.round.id, council.Answer("unsure", "Cùng họ"), by=By(next(iter(members.users))), now=formed
    )

    with pytest.raises(Refused) as refused:
        announcements.announce(session, built.round.id, by=By(built.staff.approver), now=formed)
    council.settle_declaration(session, late.id, "Không có quan hệ", by=By(members.supervisor), now=formed)
    announcements.announce(session, built.round.id, by=By(built.staff.approver), now=formed)

    assert reasons(refused) == {"declarations_are_resolved"}
    assert built.round.state == "announced"


def test_nobody_declares_twice_for_one_list_or_settles_their_own(session):
    built = make.planned_round(session, NOW)
    members = make.declared_council(session, built.round, NOW, declare=False)
    own = council.declare(
        session, built.round.id, council.Answer("relative", "Anh ruột"), by=By(members.chair), now=NOW
    )

    with pytest.raises(Invalid):
        council.declare(session, built.round.id, council.Answer("none"), by=By(members.chair), now=NOW)
    with pytest.raises(Forbidden):
        council.settle_declaration(session, own.id, "Tự xử lý", by=By(members.chair), now=NOW)
    with pytest.raises(Forbidden):
        council.declare(session, built.round.id, council.Answer("none"), by=By(built.staff.officer), now=NOW)


def test_a_cancelled_round_takes_its_posts_and_papers_along(session):
    built = make.receiving_round(session, NOW, posts=2, papers=2)

    endings.cancel_round(session, built.round.id, by=By(built.staff.authority), now=NOW, reason="Sáp nhập cơ quan")

    assert built.round.state == "cancelled"
    assert {c.state for c in built.contests} == {"cancelled"}
    assert {p.state for p in built.papers} == {"cancelled"}
    assert session.query(Timer).count() == 0


def test_one_post_is_cancelled_and_the_others_go_on(session):
    built = make.receiving_round(session, NOW, posts=2)
    first, second = built.contests

    with pytest.raises(Refused) as refused:
        posts.cancel_contest(session, first.id, by=By(built.staff.officer), now=NOW, reason="Không còn nhu cầu")
    posts.cancel_contest(session, first.id, by=By(built.staff.authority), now=NOW, reason="Không còn nhu cầu")

    assert refused.value.is_role
    assert (first.state, second.state, built.round.state) == ("cancelled", "open", "receiving")


def test_a_doubled_request_has_one_effect(session):
    built = make.receiving_round(session, NOW)
    by = By(built.council.chair, "a" * 32, "body")

    from appointments.core.errors import AlreadyDone

    holds.place_hold(session, built.round.case_key, "Đơn", by=by, now=NOW)
    with pytest.raises(AlreadyDone) as again:
        holds.place_hold(session, built.round.case_key, "Đơn", by=by, now=NOW)

    assert session.query(Hold).one().id.hex == again.value.result["hold"]
