"""The plan of a round: complete before it is submitted, approved by another, its regulation pinned."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from appointments.competitions import context
from appointments.competitions.commands import plans
from appointments.competitions.models import Contest
from appointments.competitions.siblings import paper_case
from appointments.core.errors import Forbidden, Invalid, NotFound, Stale
from appointments.core.timers import Timer
from appointments.core.work import By
from tests.factories import accounts
from tests.factories import competitions as make
from workflows.engine import Refused
from workflows.roles import AUTHORITY
from workflows.rules import BadRules

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
EXAM = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def who(session):
    return make.staff(session, make.agency(session), NOW - timedelta(days=9))


@pytest.fixture
def need(session, who) -> Contest:
    return make.approved_need(session, who, make.post(session, who.agency), NOW)


def reasons(refused) -> set[str]:
    return {r.guard for r in refused.value.refusals}


def test_an_empty_plan_is_refused_with_everything_that_is_missing(session, who):
    made = plans.make_plan(session, who.agency.id, "Kỳ thi Mẫu", by=By(who.officer), now=NOW)

    with pytest.raises(Refused) as refused:
        plans.step_plan(session, made.id, "submit_plan", by=By(who.officer), now=NOW)

    assert reasons(refused) == {"plan_has_posts", "plan_is_complete"}


def test_a_complete_plan_is_approved_and_its_posts_are_planned(session, who, need):
    made = make.approved_plan(session, who, [need], NOW, exam_at=EXAM)

    assert (made.state, made.plan_on, need.state, need.paper.title) == (
        "plan_approved",
        date(2026, 11, 23),
        "planned",
        "Bài thi viết 1",
    )


def test_a_session_may_be_planned_further_ahead_than_the_official_calendar_reaches(session, who, need):
    far = datetime(2041, 3, 1, 1, 0, tzinfo=UTC)

    make.approved_plan(session, who, [need], NOW, exam_at=far)

    facts = paper_case(session, need.paper, By(who.officer), NOW).facts
    assert facts.exam_at - timedelta(days=60) < facts.summon_by < far


def test_a_post_without_approval_cannot_be_bundled(session, who):
    from appointments.competitions.commands import needs

    raw = needs.draft_need(
        session, make.post(session, who.agency).id, needs.Need(ground="x"), by=By(who.officer), now=NOW
    )

    with pytest.raises(Invalid):
        plans.make_plan(session, who.agency.id, "Kỳ thi Mẫu", [raw.id], by=By(who.officer), now=NOW)


def test_a_post_is_bundled_into_one_plan_only_until_it_is_released(session, who, need):
    first = plans.make_plan(session, who.agency.id, "Một", [need.id], by=By(who.officer), now=NOW)
    with pytest.raises(Invalid):
        plans.make_plan(session, who.agency.id, "Hai", [need.id], by=By(who.officer), now=NOW)

    plans.release_post(session, first.id, need.id, by=By(who.officer), now=NOW)
    second = plans.make_plan(session, who.agency.id, "Hai", [need.id], by=By(who.officer), now=NOW)

    assert need.round_id == second.id
    assert first.contests == []


def test_whoever_drew_up_the_plan_may_not_approve_it(session, who, need):
    accounts.give(session, who.officer, AUTHORITY, NOW - timedelta(days=1))
    made = make.drafted_plan(session, who, [need], NOW, exam_at=EXAM)
    plans.step_plan(session, made.id, "submit_plan", by=By(who.second_officer), now=NOW)

    with pytest.raises(Refused) as refused:
        plans.approve_plan(session, made.id, "1/KH", date(2026, 11, 23), by=By(who.officer), now=NOW)

    assert reasons(refused) == {"approver_did_not_draft"}


def test_a_round_has_its_own_parameters_within_their_ranges(session, who, need):
    made = make.drafted_plan(session, who, [need], NOW, exam_at=EXAM)
    by = By(who.officer)

    plans.set_parameters(
        session, made.id, {"exam.pass_each": Decimal(60), "exam.oral_pass": Decimal(60)}, by=by, now=NOW
    )
    with pytest.raises(BadRules) as bad:
        plans.set_parameters(session, made.id, {"exam.written_minutes": 20}, by=by, now=NOW)

    assert [p.key for p in bad.value.problems] == ["exam.written_minutes"]
    assert context.rules_of(made, NOW)["exam.pass_each"] == 60


def test_an_approved_plan_is_pinned(session, who, need):
    made = make.approved_plan(session, who, [need], NOW, exam_at=EXAM)

    with pytest.raises(Stale):
        plans.set_parameters(session, made.id, {"exam.min_candidates": 3}, by=By(who.officer), now=NOW)
    with pytest.raises(Stale):
        plans.edit_plan(session, made.id, {"budget": "khác"}, by=By(who.officer), now=NOW)

    assert context.rules_of(made, NOW)["exam.min_candidates"] == 2


def test_a_returned_plan_can_be_edited_again(session, who, need):
    made = make.drafted_plan(session, who, [need], NOW, exam_at=EXAM)
    plans.step_plan(session, made.id, "submit_plan", by=By(who.officer), now=NOW)

    plans.step_plan(session, made.id, "return", by=By(who.authority), now=NOW, reason="Làm rõ kinh phí")
    plans.edit_plan(session, made.id, {"budget": "Ngân sách nhà nước"}, by=By(who.officer), now=NOW)

    assert (made.state, made.plan["budget"]) == ("plan_draft", "Ngân sách nhà nước")


def test_a_discarded_plan_lets_its_posts_go(session, who, need):
    made = make.drafted_plan(session, who, [need], NOW, exam_at=EXAM)

    plans.step_plan(session, made.id, "discard", by=By(who.officer), now=NOW, reason="Lập lại")

    assert (made.state, need.state, need.round_id, need.paper_id) == ("cancelled", "policy_approved", None, None)


def test_a_paper_that_is_moved_has_its_summons_reminded_at_the_new_time(session, who, need):
    made = make.drafted_plan(session, who, [need], NOW, exam_at=EXAM)
    paper = made.papers[0]
    before = session.query(Timer.due_at).filter_by(case_key=paper.case_key).scalar()

    moved = plans.PaperPlan("Bài thi viết", EXAM + timedelta(days=7), 150, "Trường khác", [need.id])
    plans.edit_paper(session, paper.id, moved, by=By(who.officer), now=NOW)

    after = session.query(Timer.due_at).filter_by(case_key=paper.case_key).scalar()
    assert (after - before, paper.minutes, need.paper_id) == (timedelta(days=7), 150, paper.id)


def test_a_paper_is_shared_only_by_posts_of_its_round(session, who, need):
    other = make.approved_need(session, who, make.post(session, who.agency), NOW)
    made = make.drafted_plan(session, who, [need], NOW, exam_at=EXAM)

    with pytest.raises(NotFound):
        plans.add_paper(session, made.id, plans.PaperPlan("Bài khác", contests=[other.id]), by=By(who.officer), now=NOW)


def test_the_authority_may_not_edit_a_plan(session, who, need):
    made = make.drafted_plan(session, who, [need], NOW, exam_at=EXAM)

    with pytest.raises(Forbidden):
        plans.edit_plan(session, made.id, {"budget": "khác"}, by=By(who.authority), now=NOW)


def test_a_plan_cannot_be_dated_in_the_future(session, who, need):
    made = make.drafted_plan(session, who, [need], NOW, exam_at=EXAM)
    plans.step_plan(session, made.id, "submit_plan", by=By(who.officer), now=NOW)

    with pytest.raises(Invalid):
        plans.approve_plan(session, made.id, "1/KH", date(2026, 11, 24), by=By(who.authority), now=NOW)

    assert made.state == "plan_submitted"


def test_a_discarded_plan_ends_its_papers(session, who, need):
    made = make.drafted_plan(session, who, [need], NOW, exam_at=EXAM)

    plans.step_plan(session, made.id, "discard", by=By(who.officer), now=NOW, reason="Lập lại")

    assert [paper.state for paper in made.papers] == ["cancelled"]
