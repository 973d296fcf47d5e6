"""The result of one post voided by the authority: from its page, with a paper on file, a reason and the password."""

from datetime import timedelta

import pytest

from appointments.competitions.commands import posts
from appointments.core.errors import Forbidden, Stale
from appointments.core.work import By
from tests.factories.pages import day, located, send, words
from tests.factories.results import marked_round, published_round, user_of
from workflows.calendar import local_day
from workflows.engine import Refused

WHY = "Kết luận thanh tra: lộ đề thi."


def ground(on):
    return {"number": "09/KL-TTr", "about": "Lộ đề thi của vị trí."} | day("issued_on", on)


def test_the_authority_voids_one_post_from_its_page_on_a_paper_on_file(app, session, as_user, store, clock):
    built, people, held = published_round(session, store)
    clock.set(held + timedelta(days=1))
    [contest], visitor = built.contests, app.test_client()
    officer, authority = (as_user(built.staff.users[key]) for key in ("officer", "authority"))
    chair, page = as_user(built.council.users[built.council.chair]), f"/needs/{contest.id}"
    step = f"{page}/steps/void"

    missing, told, by_chair = authority.get(step), authority.get(page), chair.get(page)
    located(send(officer, f"{page}/ground", **ground(local_day(clock.now))))
    shown, listed = authority.get(page), officer.get(f"{page}/ground")
    silent = send(authority, step, reason=" ")
    foreign = officer.get(step)
    located(send(authority, step, reason=WHY))
    public = visitor.get(f"/results/{built.round.id}")

    assert missing.status_code == 409
    assert f'href="{page}/ground"' in told.text
    assert f'href="{page}/ground"' not in by_chair.text
    assert chair.get(f"{page}/ground").status_code == 403
    assert f'href="{step}"' in shown.text
    assert "Lộ đề thi của vị trí." in words(listed)
    assert (silent.status_code, foreign.status_code) == (200, 403)
    session.expire_all()
    assert [contest.state, *(one.state for one in people)] == [
        "voided", "discontinued", "discontinued", "not_passed",
    ]  # fmt: skip
    assert "Hủy kết quả" in words(public)
    assert f"/results/posts/{contest.id}" not in public.text
    assert visitor.get(f"/results/posts/{contest.id}").status_code == 404
    assert WHY in words(authority.get(page))
    assert "Dừng do vị trí" in words(as_user(user_of(session, people[1])).get(f"/applications/{people[1].id}"))


def test_a_session_that_is_not_fresh_is_asked_for_the_password_first(app, session, as_user, store, clock):
    built, _, held = marked_round(session, store)
    clock.set(held + timedelta(hours=1))
    [contest] = built.contests
    authority = as_user(built.staff.users["authority"])
    located(send(authority, f"/needs/{contest.id}/ground", **ground(local_day(clock.now))))
    clock.set(clock.now + timedelta(minutes=20))

    asked = authority.get(f"/needs/{contest.id}/steps/void")

    assert asked.status_code in (302, 303)
    session.expire_all()
    assert contest.state == "contested"


def test_a_ground_is_filed_by_the_agency_alone_and_only_for_a_result(session, store, clock):
    built, _, held = marked_round(session, store)
    [contest], paper = built.contests, posts.FiledPaper("09/KL-TTr", local_day(held), "Lộ đề thi.")
    authority = By(built.staff.authority)
    with pytest.raises(Refused):
        posts.void_contest(session, contest.id, by=authority, now=held, reason=WHY)
    session.rollback()
    with pytest.raises(Forbidden):
        posts.file_ground(session, contest.id, paper, by=By(built.council.chair), now=held)
    session.rollback()

    posts.file_ground(session, contest.id, paper, by=By(built.staff.officer), now=held)
    posts.void_contest(session, contest.id, by=authority, now=held, reason=WHY)
    with pytest.raises(Stale):
        posts.file_ground(session, contest.id, paper, by=authority, now=held)
    assert contest.state == "voided"
