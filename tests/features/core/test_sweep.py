"""A deadline that passes is carried out once, by nobody but the clock; what cannot be is kept and stops no other."""

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from appointments.core import directory, sweep
from appointments.core.cases import Cased
from appointments.core.db import Base
from appointments.core.ledger.history import case_history
from appointments.core.timers import Timer
from appointments.core.work import By, Work
from workflows import registry
from workflows.engine import Actor, Case, Deadline, Facts, Process, State, Transition, guard
from workflows.law import design
from workflows.roles import PERSONNEL, SYSTEM
from workflows.words import Words

W = Words("vi", "en")
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
DUE = NOW + timedelta(days=5)


@dataclass(frozen=True, kw_only=True)
class ErrandFacts(Facts):
    """Until when, and whether the way is free."""

    due_at: datetime = DUE
    is_free: bool = True


@guard(Words("Chưa thông.", "The way is not free."), design())
def way_is_free(case):
    return case.facts.is_free


def until(facts):
    return facts.due_at


ERRAND = Process(
    "test_errand",
    1,
    label=W,
    facts=ErrandFacts,
    initial="running",
    cites=design(),
    states=[
        State("running", W, PERSONNEL, Deadline("expire", design(), at=until)),
        State("nagging", W, PERSONNEL, Deadline("remind", design(), at=until)),
        State("done", W, final=True),
        State("expired", W, final=True),
    ],
    transitions=[
        Transition("finish", "running", "done", PERSONNEL, design(), W),
        Transition("nag", "running", "nagging", PERSONNEL, design(), W),
        Transition("expire", "running", "expired", SYSTEM, design(), W, when=[way_is_free]),
        Transition("remind", "nagging", "nagging", SYSTEM, design(), W),
    ],
)


class Errand(Cased, Base):
    """A case for these tests only."""

    __tablename__ = "test_errand"
    __process__ = "test_errand"
    __sealed__ = ("is_free",)
    is_free: Mapped[bool] = sa.orm.mapped_column(default=True)
    is_broken: Mapped[bool] = sa.orm.mapped_column(default=False)


Base.metadata.remove(Errand.__table__)  # no part of the product's schema


def errand_case(_session, row, by, now, reason=""):
    """The facts about an errand."""
    if row.is_broken:
        raise RuntimeError("the facts cannot be had")
    actor = Actor(str(by.person), frozenset({PERSONNEL})) if by.person else Actor(None, frozenset({SYSTEM}))
    return Case(actor, ErrandFacts(is_free=row.is_free), now, reason=reason)


@pytest.fixture(autouse=True)
def errand_is_a_process(engine):
    """The process, its kind and its table are known while these tests run."""
    registry.register(ERRAND, date(2020, 1, 1))
    kind = directory.Kind(
        "test_errand", Errand, errand_case, lambda _: sa.select(Errand), lambda _: (), lambda _: None, lambda _: W, ""
    )
    directory.register(kind)
    with engine.begin() as connection:
        Errand.__table__.create(connection)
    yield
    registry._editions.pop((ERRAND.key, ERRAND.version))
    directory._kinds.pop("test_errand")


def begun(session, **columns) -> Errand:
    """An errand that must be over by DUE."""
    row = Errand(**columns)
    with Work(session, By(UUID(int=1)), NOW) as work:
        work.begin(row, PERSONNEL, Case(Actor("1", frozenset({PERSONNEL})), ErrandFacts(), NOW))
    return row


def nagged(session) -> Errand:
    """An errand of which the clock reminds once."""
    row = begun(session)
    with Work(session, By(UUID(int=1)), NOW) as work:
        work.fire(row, "nag", errand_case(session, row, work.by, NOW))
    return row


def acts(session, row) -> list[tuple[str, str]]:
    session.commit()
    return [(event.act, event.role) for event in case_history(session, row.case_key)]


def test_a_deadline_is_carried_out_by_the_system_and_its_timer_is_gone(session):
    row = begun(session)

    assert sweep.sweep(session, DUE - timedelta(seconds=1)) == 0
    assert sweep.sweep(session, DUE) == 1
    assert sweep.sweep(session, DUE + timedelta(days=1)) == 0

    assert row.state == "expired"
    assert acts(session, row) == [("test_errand.begin", PERSONNEL), ("test_errand.expire", SYSTEM)]
    assert session.scalars(sa.select(Timer)).all() == []


def test_who_was_in_time_hears_nothing_of_the_clock(session):
    row = begun(session)
    with Work(session, By(UUID(int=1)), NOW) as work:
        work.fire(row, "finish", errand_case(session, row, work.by, NOW))

    assert sweep.sweep(session, DUE) == 0
    assert row.state == "done"


def test_the_guards_are_asked_again_and_a_refusal_is_kept_and_tried_later(session):
    row = begun(session, is_free=False)

    assert sweep.sweep(session, DUE) == 0

    assert row.state == "running"
    timer = session.scalars(sa.select(Timer)).one()
    assert (timer.attempts, timer.due_at, timer.next_try_at) == (1, DUE, DUE + sweep.RETRY_AFTER)
    assert "The way is not free" in timer.last_error
    with Work(session, By(UUID(int=1)), DUE) as work:
        work.lock(Errand, row.id).is_free = True
        work.note(row, "clear", PERSONNEL)
    assert sweep.sweep(session, DUE + timedelta(minutes=1)) == 0
    assert sweep.sweep(session, DUE + sweep.RETRY_AFTER) == 1
    assert row.state == "expired"


def test_a_broken_case_does_not_stop_the_others(session):
    broken, sound = begun(session, is_broken=True), begun(session)

    assert sweep.sweep(session, DUE) == 1

    assert (broken.state, sound.state) == ("running", "expired")
    timer = session.scalars(sa.select(Timer)).one()
    assert timer.case_key == broken.case_key
    assert "the facts cannot be had" in timer.last_error


def test_a_timer_of_an_unknown_process_stops_nothing_either(session):
    sound = begun(session)
    lost = Timer(
        case_key="test_nothing:" + "0" * 32, state="x", trigger="y", due_at=NOW, next_try_at=NOW, derivation=[]
    )
    session.add(lost)
    session.commit()

    assert sweep.sweep(session, DUE) == 1
    session.refresh(lost)
    assert (sound.state, lost.attempts) == ("expired", 1)


def test_many_deadlines_are_carried_out_in_turns(session):
    rows = [begun(session) for _ in range(5)]

    assert [len(sweep.due_timers(session, DUE, limit=n)) for n in (2, 100)] == [2, 5]
    assert sweep.sweep(session, DUE) == 5
    assert Counter(row.state for row in rows) == {"expired": 5}


def test_two_sweepers_at_once_have_one_effect(session, sessions):
    rows = [begun(session) for _ in range(4)] + [nagged(session) for _ in range(4)]
    session.commit()
    together, counts = threading.Barrier(2), []

    def run():
        with sessions() as own:
            together.wait()
            counts.append(sweep.sweep(own, DUE))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(counts) == len(rows)
    by_clock = [[act for act, role in acts(session, row) if role == SYSTEM] for row in rows]
    assert by_clock == [["test_errand.expire"]] * 4 + [["test_errand.remind"]] * 4


def test_a_timer_that_another_worker_took_is_left_to_it(session):
    row = nagged(session)
    timer = session.scalars(sa.select(Timer)).one()

    assert sweep._claim(session, timer.id, DUE)
    assert not sweep._claim(session, timer.id, DUE)
    assert sweep.sweep(session, DUE) == 0
    assert sweep.sweep(session, DUE + sweep.RETRY_AFTER) == 1
    assert [act for act, _ in acts(session, row)][-1] == "test_errand.remind"
