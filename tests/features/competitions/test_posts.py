"""One post with too few candidates: prolonged once, continued in writing, or stopped; and what its page tells."""

from datetime import timedelta

import pytest

from appointments.competitions.commands import posts
from appointments.competitions.models import Filing
from appointments.core.errors import Invalid
from appointments.core.sweep import sweep
from appointments.core.timers import Timer
from appointments.core.work import By
from tests.factories import applications
from tests.factories import competitions as make
from tests.factories.pages import day, located, send
from workflows.engine import Refused

DAY = timedelta(days=1)


def reasons(refused) -> set[str]:
    return {r.guard for r in refused.value.refusals}


@pytest.fixture
def built(session, clock, tmp_path):
    """A round with one post for which one candidate stands; its list was just published."""
    made = make.receiving_round(session, clock.now)
    applications.shortlisted(session, made, ["Nguyễn Văn Một"], applications.storage_at(tmp_path))
    clock.set(made.round.shortlist_at)
    session.commit()
    return made


def test_reception_is_prolonged_for_the_regulations_days_and_only_as_often_as_it_says(session, built, clock):
    contest, chair, now = built.contests[0], By(built.council.chair), clock.now
    first = contest.state

    posts.extend_contest(session, contest.id, by=chair, now=now, reason="Chỉ có một người")
    timer = session.query(Timer).filter_by(case_key=contest.case_key).one()
    told = (contest.state, contest.extensions, timer.due_at == contest.closes_at)
    applications.shortlist.number_post(session, contest.id, by=By(built.staff.officer), now=contest.closes_at)
    approver = By(built.staff.approver)
    applications.shortlist.publish_supplement(session, contest.id, by=approver, now=contest.closes_at)
    with pytest.raises(Refused) as refused:
        posts.extend_contest(session, contest.id, by=chair, now=contest.closes_at, reason="Vẫn một người")

    assert (first, told, contest.state) == ("too_few", ("extended", 1, True), "too_few")
    assert contest.closes_at - now > 15 * DAY - timedelta(hours=24)
    assert reasons(refused) == {"extension_is_left"}


def test_a_prolonged_post_is_reminded_of_when_its_window_is_over(session, built, clock):
    contest = built.contests[0]
    posts.extend_contest(session, contest.id, by=By(built.council.chair), now=clock.now, reason="Chỉ có một người")

    early = sweep(session, contest.closes_at - timedelta(seconds=1))
    taken = sweep(session, contest.closes_at)

    session.refresh(contest)
    assert (early, taken, contest.state) == (0, 1, "extended")


def test_the_authority_lets_one_candidate_go_on_and_its_paper_is_on_file(session, built, clock):
    contest, authority = built.contests[0], By(built.staff.authority)
    paper = posts.FiledPaper("15/CV-UBND", clock.now.date(), "Đồng ý cho tiếp tục")

    posts.continue_with_one(session, contest.id, paper, by=authority, now=clock.now, reason="Vị trí cần người")

    filed = session.query(Filing).one()
    assert (contest.state, contest.one_candidate_approved) == ("contested", True)
    assert (filed.case_key, filed.kind, filed.number) == (contest.case_key, "exception", "15/CV-UBND")


def test_an_exception_needs_its_paper_and_its_reason(session, built, clock):
    contest, authority = built.contests[0], By(built.staff.authority)
    dated = posts.FiledPaper("15/CV-UBND", clock.now.date() + 2 * DAY)
    nameless = posts.FiledPaper("  ", clock.now.date())
    sound = posts.FiledPaper("15/CV-UBND", clock.now.date())

    for paper in (dated, nameless):
        with pytest.raises(Invalid):
            posts.continue_with_one(session, contest.id, paper, by=authority, now=clock.now, reason="x")
    with pytest.raises(Refused) as refused:
        posts.continue_with_one(session, contest.id, sound, by=authority, now=clock.now, reason=" ")
    with pytest.raises(Refused) as foreign:
        posts.continue_with_one(session, contest.id, sound, by=By(built.staff.officer), now=clock.now, reason="x")

    assert reasons(refused) == {"reason"}
    assert foreign.value.is_role
    assert session.query(Filing).count() == 0
    assert (contest.state, contest.one_candidate_approved) == ("too_few", False)


def test_the_page_of_the_post_leads_the_authority_to_both_ways_out(app, session, built, as_user, clock):
    contest = built.contests[0]
    authority, chair = as_user(built.staff.users["authority"]), as_user(built.council.users[built.council.chair])

    for_authority = authority.get(f"/needs/{contest.id}").text
    for_chair = chair.get(f"/needs/{contest.id}").text

    assert f"/needs/{contest.id}/continue" in for_authority
    assert f"/needs/{contest.id}/steps/cancel" in for_authority
    assert f"/needs/{contest.id}/steps/extend" in for_chair
    assert f"/needs/{contest.id}/continue" not in for_chair


def test_the_chair_prolongs_and_the_authority_goes_on_by_their_pages(app, session, built, as_user, clock):
    contest = built.contests[0]
    chair = as_user(built.council.users[built.council.chair])
    path = f"/needs/{contest.id}"

    located(send(chair, f"{path}/steps/extend", reason="Chỉ có một người"))
    session.refresh(contest)
    prolonged = contest.state
    clock.set(contest.closes_at)
    applications.shortlist.number_post(session, contest.id, by=By(built.staff.officer), now=clock.now)
    applications.shortlist.publish_supplement(session, contest.id, by=By(built.staff.approver), now=clock.now)
    authority = as_user(built.staff.users["authority"])
    paper = {"number": "15/CV-UBND", "about": "Cho tiếp tục", "reason": "Cần người"} | day(
        "issued_on", clock.now.date()
    )
    located(send(authority, f"{path}/continue", **paper))

    session.refresh(contest)
    assert (prolonged, contest.state) == ("extended", "contested")
