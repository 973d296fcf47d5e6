"""The one door: all or nothing, one entry an act, the second person is told, a repeated request has one effect."""

import json
import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.cases import Unrecorded
from appointments.core.errors import AlreadyDone, ReusedKey, Stale
from appointments.core.ledger.models import Payload
from appointments.core.once import Once
from appointments.core.outbox import Outgoing
from appointments.core.timers import Timer
from appointments.core.work import By, NothingWasAsked, Work
from tests.features.core.loans import (  # noqa: F401 - a fixture
    NOW,
    Loan,
    LoanFacts,
    Stamp,
    begun,
    case,
    entries,
    loan_is_a_process,
)
from workflows.calendar import Calendar
from workflows.engine import Actor, Case, Refused
from workflows.roles import SYSTEM


def test_an_act_moves_the_row_and_leaves_one_entry_one_message_and_no_timer(session):
    loan_id = begun(session)

    with Work(session, By(uuid4()), NOW) as work:
        work.fire(work.lock(Loan, loan_id), "give_back", case())

    loan = session.get(Loan, loan_id)
    first, second = entries(session)
    assert (loan.state, loan.version) == ("back", 2)
    assert [first["st"], second["st"]] == [[None, "out"], ["out", "back"]]
    assert [first["cseq"], second["cseq"]] == [1, 2]
    assert session.scalar(sa.select(sa.func.count()).select_from(Outgoing)) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(Timer)) == 0


def test_a_state_with_a_deadline_has_a_timer_that_shows_its_sum(session):
    begun(session)

    timer = session.scalars(sa.select(Timer)).one()

    assert timer.trigger == "remind"
    assert timer.due_at == datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    assert [step[2] for step in timer.derivation] == [1, 2, 3, 4, 0, 0, 5]


def test_a_step_that_stays_in_the_state_keeps_the_timer_but_the_overdue_step_removes_it(session):
    loan_id = begun(session)
    system = Case(Actor(None, frozenset({SYSTEM})), LoanFacts(), NOW, {}, Calendar())

    with Work(session, By(uuid4()), NOW) as work:
        work.fire(work.lock(Loan, loan_id), "extend", case())
    kept = session.scalar(sa.select(sa.func.count()).select_from(Timer))
    with Work(session, By(None), NOW) as work:
        work.fire(work.lock(Loan, loan_id), "remind", system)

    assert (kept, session.scalar(sa.select(sa.func.count()).select_from(Timer))) == (1, 0)


def test_a_refused_step_changes_nothing_and_tells_every_reason(session):
    loan_id = begun(session)

    with pytest.raises(Refused) as refused, Work(session, By(uuid4()), NOW) as work:
        work.fire(work.lock(Loan, loan_id), "give_back", case(books=2))

    assert [r.say("en") for r in refused.value.refusals] == ["2 books are out."]
    assert session.get(Loan, loan_id).state == "out"
    assert len(entries(session)) == 1


def test_an_error_after_the_step_undoes_the_step(session):
    loan_id = begun(session)

    with pytest.raises(ZeroDivisionError), Work(session, By(uuid4()), NOW) as work:
        work.fire(work.lock(Loan, loan_id), "give_back", case())
        raise ZeroDivisionError

    assert session.get(Loan, loan_id, populate_existing=True).state == "out"
    assert len(entries(session)) == 1


def test_whoever_saw_an_older_version_is_told_who_when_and_what(session):
    somebody = uuid4()
    loan_id = begun(session, somebody)

    with pytest.raises(Stale) as stale, Work(session, By(uuid4()), NOW) as work:
        work.lock(Loan, loan_id, seen=0)

    assert (stale.value.changed_by, stale.value.changed_at, stale.value.act) == (somebody.hex, NOW, "test_loan.begin")


def test_a_step_that_somebody_has_already_taken_is_stale_not_unknown(session):
    loan_id = begun(session)
    with Work(session, By(uuid4()), NOW) as work:
        work.fire(work.lock(Loan, loan_id), "give_back", case())

    with pytest.raises(Stale), Work(session, By(uuid4()), NOW) as work:
        work.fire(work.lock(Loan, loan_id), "give_back", case())


def test_sealed_columns_go_to_the_opened_payload_of_the_act(session):
    loan_id = begun(session)

    with Work(session, By(uuid4()), NOW) as work:
        loan = work.lock(Loan, loan_id)
        loan.title = "Quy chế"
        session.add(Stamp(text="đỏ"))
        work.fire(loan, "give_back", case(), shelf="A")

    opened = json.loads(session.scalars(sa.select(Payload.body).order_by(Payload.leaf_id.desc())).first())
    images = sorted(json.dumps(i, ensure_ascii=False, sort_keys=True) for i in opened["rows"].values())
    assert images == ['{"state": "back", "title": "Quy chế"}', '{"text": "đỏ"}']
    assert opened["detail"] == {"shelf": "A"}
    assert opened["facts"] == {"holds": 0, "clashes": [], "books": 0}


def test_a_sealed_column_cannot_change_outside_an_act(session):
    loan_id = begun(session)
    loan = session.get(Loan, loan_id)

    loan.title = "Sửa lén"
    with pytest.raises(Unrecorded):
        session.commit()
    session.rollback()
    with pytest.raises(NothingWasAsked), Work(session, By(uuid4()), NOW) as work:
        work.lock(Loan, loan_id).title = "Sửa lén"

    assert session.get(Loan, loan_id, populate_existing=True).title == "Điều lệ"


def test_other_columns_may_change_without_an_entry(session):
    loan_id = begun(session)

    with Work(session, By(uuid4()), NOW) as work:
        work.lock(Loan, loan_id).pencil = "ghi chú"

    assert session.get(Loan, loan_id).pencil == "ghi chú"
    assert len(entries(session)) == 1


def test_a_repeated_request_is_answered_as_the_first_was(session):
    loan_id, person = begun(session), uuid4()

    with Work(session, By(person, "key-1", "body"), NOW) as work:
        work.fire(work.lock(Loan, loan_id), "extend", case())
        work.result = {"location": "/loans/1"}
    with (
        pytest.raises(AlreadyDone) as again,
        Work(session, By(person, "key-1", "body"), NOW + timedelta(hours=1)) as work,
    ):
        work.fire(work.lock(Loan, loan_id), "extend", case())
    with pytest.raises(ReusedKey), Work(session, By(person, "key-1", "other"), NOW):
        pass

    assert again.value.result == {"location": "/loans/1"}
    assert len(entries(session)) == 2
    assert session.scalar(sa.select(sa.func.count()).select_from(Once)) == 1


def test_of_many_people_acting_at_once_exactly_one_wins(session, engine):
    loan_id, start, outcomes = begun(session), threading.Barrier(8), []

    def act() -> None:
        with Session(engine, expire_on_commit=False) as own:
            start.wait()
            try:
                with Work(own, By(uuid4()), NOW) as work:
                    work.fire(work.lock(Loan, loan_id, seen=1), "give_back", case())
                outcomes.append("won")
            except Stale:
                outcomes.append("stale")

    threads = [threading.Thread(target=act) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()

    assert sorted(outcomes) == ["stale"] * 7 + ["won"]
    assert len(entries(session)) == 2


def test_fifty_identical_requests_have_one_effect_and_one_answer(session, engine):
    loan_id, person, start, answers = begun(session), uuid4(), threading.Barrier(10), []

    def ask() -> None:
        with Session(engine, expire_on_commit=False) as own:
            start.wait()
            for _ in range(5):
                try:
                    with Work(own, By(person, "same", "body"), NOW) as work:
                        loan = work.lock(Loan, loan_id)
                        work.fire(loan, "extend", case())
                        work.result = {"receipt": loan.version}
                    answers.append({"receipt": 1})
                except AlreadyDone as done:
                    answers.append(done.result)

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()

    assert answers == [{"receipt": 1}] * 50
    assert len(entries(session)) == 2
