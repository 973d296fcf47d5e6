"""From the need to the policy: what stands against asking, and who may decide."""

from datetime import UTC, datetime, timedelta

import pytest

from appointments.competitions.commands import needs
from appointments.competitions.models import Contest
from appointments.competitions.queries import Reach, posts_within
from appointments.core.errors import Forbidden, Invalid, Stale
from appointments.core.ledger.history import case_history
from appointments.core.timers import Timer
from appointments.core.work import By
from tests.factories import accounts
from tests.factories import competitions as make
from workflows.calendar import local_day
from workflows.engine import Refused
from workflows.roles import PERSONNEL

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NEED = needs.Need(ground="Nghỉ hưu", source="Tại chỗ")


@pytest.fixture
def who(session):
    return make.staff(session, make.agency(session), NOW - timedelta(days=9))


def asked(session, who, need=NEED, **post) -> Contest:
    made = make.post(session, who.agency, **post)
    drafted = needs.draft_need(session, made.id, need, by=By(who.officer), now=NOW)
    return needs.step_need(session, drafted.id, "request_policy", by=By(who.officer), now=NOW)


def reasons(refused) -> set[str]:
    return {r.guard for r in refused.value.refusals}


@pytest.mark.parametrize(
    ("post", "need", "guard"),
    [
        ({"filled": 1}, NEED, "slot_is_vacant"),
        ({"position_list_approved": False}, NEED, "position_is_listed"),
        ({"standards": " "}, NEED, "standards_are_issued"),
        ({"elected": True}, NEED, "title_is_not_elected"),
        ({}, needs.Need(ground="x", source="x", reappointment=True), "is_first_appointment"),
    ],
)
def test_a_need_that_the_rules_do_not_allow_is_refused_with_the_reason(session, who, post, need, guard):
    with pytest.raises(Refused) as refused:
        asked(session, who, need, **post)

    assert reasons(refused) == {guard}


def test_the_last_slot_cannot_be_asked_for_twice(session, who):
    first = asked(session, who)
    second = needs.draft_need(session, first.post_id, NEED, by=By(who.second_officer), now=NOW)

    with pytest.raises(Refused) as refused:
        needs.step_need(session, second.id, "request_policy", by=By(who.second_officer), now=NOW)

    assert reasons(refused) == {"slot_is_vacant"}


def test_more_slots_than_are_vacant_are_told_at_the_field(session, who):
    made = make.post(session, who.agency, quota=3, filled=1)

    with pytest.raises(Invalid) as told:
        needs.draft_need(session, made.id, needs.Need(slots=3, ground="x"), by=By(who.officer), now=NOW)

    assert (told.value.field, told.value.params) == ("slots", {"vacant": 2})
    assert session.query(Contest).count() == 0


def test_a_competition_fills_one_slot_so_that_each_winner_has_a_decision_of_the_own(session, who):
    made = make.post(session, who.agency, quota=3, filled=1)

    with pytest.raises(Invalid) as told:
        needs.draft_need(session, made.id, needs.Need(slots=2, ground="x"), by=By(who.officer), now=NOW)

    assert told.value.field == "slots"
    for _ in range(2):
        one = needs.draft_need(session, made.id, NEED, by=By(who.officer), now=NOW)
        needs.step_need(session, one.id, "request_policy", by=By(who.officer), now=NOW)
    assert [c.state for c in session.query(Contest)] == ["policy_requested", "policy_requested"]


def test_whoever_asked_may_not_decide(session, who):
    accounts.give(session, who.authority, PERSONNEL, NOW - timedelta(days=1))
    made = make.post(session, who.agency)
    drafted = needs.draft_need(session, made.id, NEED, by=By(who.authority), now=NOW)
    needs.step_need(session, drafted.id, "request_policy", by=By(who.authority), now=NOW)

    with pytest.raises(Refused) as refused:
        needs.step_need(session, drafted.id, "approve_policy", by=By(who.authority), now=NOW)

    assert reasons(refused) == {"decider_did_not_ask"}


def test_an_officer_of_another_agency_may_not_ask(session, who):
    stranger = make.staff(session, make.agency(session, "Sở Mẫu khác"), NOW - timedelta(days=9))
    made = make.post(session, who.agency)

    with pytest.raises(Forbidden):
        needs.draft_need(session, made.id, NEED, by=By(stranger.officer), now=NOW)


def test_an_officer_of_the_agency_above_may_ask_for_its_unit(session, who):
    unit = make.agency(session, "Chi cục Mẫu", parent=who.agency)
    made = make.post(session, unit)

    drafted = needs.draft_need(session, made.id, NEED, by=By(who.officer), now=NOW)

    assert drafted.state == "need_draft"


def test_the_authority_is_reminded_after_fifteen_working_days(session, who):
    contest = asked(session, who)

    timer = session.query(Timer).filter_by(case_key=contest.case_key).one()

    # 24 November is a public holiday of 2026, so that the fifteenth working day is 15 December.
    assert timer.due_at == datetime(2026, 12, 15, 17, 0, tzinfo=UTC)
    assert timer.derivation[0][1:3] == [False, 0]


def test_a_returned_need_is_edited_and_sent_again_and_the_record_tells_why(session, who):
    contest = asked(session, who)
    needs.step_need(session, contest.id, "return", by=By(who.authority), now=NOW, reason="Bổ sung căn cứ")
    needs.edit_need(session, contest.id, needs.Need(ground="Đã bổ sung"), by=By(who.officer), now=NOW)
    needs.step_need(session, contest.id, "request_policy", by=By(who.officer), now=NOW)

    told = [(event.act, event.reason) for event in case_history(session, contest.case_key)]

    assert contest.need["ground"] == "Đã bổ sung"
    assert told == [
        ("contest.begin", ""),
        ("contest.request_policy", ""),
        ("contest.return", "Bổ sung căn cứ"),
        ("contest.edit", ""),
        ("contest.request_policy", ""),
    ]


def test_a_need_is_refused_or_returned_only_with_a_reason(session, who):
    contest = asked(session, who)

    for trigger in ("refuse_policy", "return"):
        with pytest.raises(Refused) as refused:
            needs.step_need(session, contest.id, trigger, by=By(who.authority), now=NOW, reason="  ")
        assert reasons(refused) == {"reason"}


def test_a_need_that_was_sent_can_no_longer_be_edited(session, who):
    contest = asked(session, who)

    with pytest.raises(Stale) as stale:
        needs.edit_need(session, contest.id, NEED, by=By(who.second_officer), now=NOW)

    assert (stale.value.changed_by, stale.value.act) == (who.officer.hex, "contest.request_policy")


@pytest.mark.one_database
def test_a_post_that_has_ended_is_offered_for_no_new_need(session, who):
    today = local_day(NOW)
    kept, ended = make.post(session, who.agency, "Chức danh còn"), make.post(session, who.agency, "Chức danh đã hết")
    kept.valid_to, ended.valid_to = today, today - timedelta(days=1)
    session.commit()
    reach = Reach(False, frozenset({who.agency.id}), frozenset(), frozenset())

    assert [post.id for post in posts_within(session, reach, today)] == [kept.id]
    assert {post.id for post in posts_within(session, reach)} == {kept.id, ended.id}  # decisions of the past
    who.agency.valid_to = today - timedelta(days=1)
    session.commit()
    assert posts_within(session, reach, today) == []
