"""People who act on the same round at the same instant: no order of locks lets one act on what another has changed."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from appointments.applications.commands import checking, shortlist
from appointments.applications.models import Application
from appointments.competitions.commands.locking import lock_round
from appointments.core.errors import Stale
from appointments.core.ledger.history import case_history
from appointments.core.work import SYSTEM_BY, By, Work
from workflows import dossier
from workflows.roles import PERSONNEL


@pytest.fixture
def checked(session, built, handed_in, check_begun):
    """One application that was handed in, the check begun; the session holds no lock."""
    application = handed_in(built.contests[0], "Thí Sinh Bình")
    check_begun()
    return application


def judged(session, application, criterion, by, now):
    checking.judge(session, application.id, criterion, met=True, evidence="", clause="", by=By(by), now=now)


def meanwhile(engine, act):
    """Starts `act(session, locked)` in a thread; gives the thread once `act` has set `locked`."""
    locked = threading.Event()

    def run():
        with Session(engine, expire_on_commit=False) as own:
            act(own, locked)

    thread = threading.Thread(target=run)
    thread.start()
    assert locked.wait(20)
    return thread


def test_whoever_asked_earlier_but_is_served_later_comes_second(session, engine, built, checked, clock):
    later, officer = clock.now + timedelta(seconds=5), built.staff.officer

    def overtake(own, locked):
        with Work(own, By(officer), later) as work:
            application = work.lock(Application, checked.id)
            locked.set()
            time.sleep(1.3)
            work.note(application, "judge", PERSONNEL)

    faster = meanwhile(engine, overtake)
    with pytest.raises(Stale) as told:
        judged(session, checked, "age", built.staff.second_officer, clock.now)
    faster.join()

    assert told.value.changed_at == later
    instants = [event.at for event in case_history(session, checked.case_key)]
    assert instants == sorted(instants)


def test_a_deadline_that_waited_is_not_dated_before_what_was_done_meanwhile(session, built, checked, clock):
    judged(session, checked, "age", built.staff.officer, clock.now + timedelta(seconds=5))

    with pytest.raises(Stale), Work(session, SYSTEM_BY, clock.now) as work:
        work.note(work.lock(Application, checked.id), "judge", PERSONNEL)


def test_an_application_is_not_reopened_while_its_list_is_published(session, engine, built, checked, clock):
    for criterion in dossier.CRITERION:
        judged(session, checked, criterion, built.staff.officer, clock.now)
    checking.review(session, checked.id, "accept", by=By(built.staff.officer), now=clock.now)
    shortlist.give_numbers(session, built.round.id, by=By(built.staff.officer), now=clock.now)
    order = []

    def publish(own, locked):
        with Work(own, By(built.staff.approver), clock.now) as work:
            lock_round(work, built.round.id)
            locked.set()
            time.sleep(0.7)
            order.append("published")

    publishing = meanwhile(engine, publish)
    checking.review(session, checked.id, "reopen", "Xem lại", by=By(built.staff.approver), now=clock.now)
    order.append("reopened")
    publishing.join()

    assert order == ["published", "reopened"]
