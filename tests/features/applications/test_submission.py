"""Handing in: one effect however often it is sent, refused after the deadline, refused with every reason."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from appointments.accounts.models import Person
from appointments.applications.commands import submission
from appointments.applications.models import Application
from appointments.core.ledger.history import case_history
from appointments.core.sweep import sweep
from appointments.core.work import By
from tests.factories import applications
from workflows.engine import Refused


@pytest.fixture
def draft(session, built, candidate, clock, store):
    """A complete draft that was not handed in."""
    made = applications.drafted(session, built.contests[0].id, candidate(), clock.now, store)
    session.commit()
    return session.get_one(Application, made)


def test_fifty_identical_submits_at_once_make_one_application_one_entry_and_one_receipt(app, session, draft, sign_in):
    client = sign_in(draft.person_id)
    cookie = client.get_cookie("session")
    form = {"declared": "y", "idem": uuid4().hex, "seen": str(draft.version)}

    def send(_number):
        other = app.test_client()
        other.set_cookie("session", cookie.value)
        answer = other.post(f"/applications/{draft.id}/check", data=form)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(send, range(50)))

    session.refresh(draft)
    handed_in = [e for e in case_history(session, draft.case_key) if e.act == "application.submit"]
    assert set(answers) == {(303, f"/applications/{draft.id}/receipt")}
    assert (draft.state, len(handed_in)) == ("submitted", 1)
    assert session.scalar(sa.select(sa.func.count(Application.id))) == 1


def test_a_dossier_one_second_too_late_is_refused_with_the_closing_date_and_nothing_is_lost(
    session, built, draft, clock, sign_in
):
    clock.set(built.round.closes_at)
    client = sign_in(draft.person_id)

    answer = client.post(f"/applications/{draft.id}/check", data={"declared": "y"})

    session.refresh(draft)
    assert answer.status_code == 409
    assert "08:00:00 (GMT+7), 02/12/2026" in answer.text
    assert (draft.state, draft.snapshot, draft.reference) == ("draft", None, None)
    assert len(draft.documents) == 10


@pytest.mark.one_database
def test_a_dossier_in_the_last_second_is_received(session, built, draft, clock):
    last = built.round.closes_at - timedelta(microseconds=1)

    submission.submit(session, draft.id, declared=True, by=By(draft.person_id), now=last)

    assert (draft.state, draft.submitted_at) == ("submitted", last)


@pytest.mark.one_database
def test_without_the_declaration_the_form_says_so_and_nothing_is_handed_in(session, draft, sign_in):
    answer = sign_in(draft.person_id).post(f"/applications/{draft.id}/check", data={})

    session.refresh(draft)
    assert answer.status_code == 200
    assert "Đánh dấu vào lời cam đoan trước khi nộp." in answer.text
    assert draft.state == "draft"


@pytest.mark.one_database
def test_an_incomplete_dossier_is_told_every_reason_at_once(session, built, candidate, clock):
    person = candidate()
    made = applications.drafts.start_draft(session, built.contests[0].id, by=By(person), now=clock.now)
    answers = {"source": "none", "months_in_post": 2, "barred": "yes"}
    applications.drafts.save_answers(session, made, answers, by=By(person), now=clock.now)

    with pytest.raises(Refused) as refused:
        submission.submit(session, made, declared=False, by=By(person), now=clock.now)

    guards = {r.guard for r in refused.value.refusals}
    assert guards == {"dossier_is_complete", "declaration_is_made", "self_check_allows"}
    assert next(r for r in refused.value.refusals if r.guard == "self_check_allows").params["blocking_criteria"] == 3


@pytest.mark.one_database
def test_a_draft_lapses_when_the_window_closes_and_stays_readable(session, built, draft, sign_in, clock):
    clock.set(built.round.closes_at)
    sweep(session, clock.now)
    session.refresh(draft)

    assert (draft.state, draft.is_live) == ("lapsed", False)
    assert sign_in(draft.person_id).get(f"/applications/{draft.id}").status_code == 200


@pytest.mark.one_database
def test_whoever_begins_twice_gets_the_same_draft(session, built, candidate, clock):
    person, contest = candidate(), built.contests[0]

    first = applications.drafts.start_draft(session, contest.id, by=By(person), now=clock.now)
    second = applications.drafts.start_draft(session, contest.id, by=By(person), now=clock.now)

    assert first == second


@pytest.mark.one_database
def test_whoever_withdrew_may_apply_again_while_the_window_is_open(session, built, handed_in, clock):
    contest = built.contests[0]
    gone = handed_in(contest)

    submission.withdraw(session, gone.id, by=By(gone.person_id), now=clock.now)
    again = applications.drafts.start_draft(session, contest.id, by=By(gone.person_id), now=clock.now)

    assert (gone.state, gone.is_live) == ("withdrawn", False)
    assert again != gone.id


@pytest.mark.one_database
def test_what_the_board_reads_was_frozen_when_it_was_handed_in(session, built, handed_in, check_begun, sign_in):
    application = handed_in(built.contests[0], "Thí Sinh An")
    person = session.get_one(Person, application.person_id)
    person.full_name, person.phone = "Tên Đổi Sau", "0909000111"
    session.commit()
    check_begun()

    page = sign_in(built.staff.officer).get(f"/applications/{application.id}").text

    assert "Thí Sinh An Mẫu" in page
    assert "Tên Đổi Sau" not in page
    assert "0909000111" not in page


@pytest.mark.one_database
def test_a_session_that_expired_while_typing_leads_back_to_the_filled_form(
    app, session, built, candidate, clock, sign_in
):
    person = candidate()
    client = sign_in(person)
    base = client.post(f"/posts/{built.contests[0].id}/begin").location.removesuffix("/tasks")
    page = client.get(f"{base}/answers/standards").text
    author = page.split('name="author"')[1].split('value="')[1].split('"')[0]
    clock.forward(hours=3)

    typed = {"degree": "Thạc sĩ Luật gõ dở", "political_theory": "", "author": author}
    answer = client.post(f"{base}/answers/standards", data=typed)
    email = session.get_one(Person, person).user.email
    session.commit()
    following = answer.location.split("next=")[1]

    from urllib.parse import unquote

    from tests.factories import accounts

    accounts.sign_in(client, email)
    assert "Thạc sĩ Luật gõ dở" in client.get(unquote(following)).text
