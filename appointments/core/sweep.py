"""Carries out deadlines that have passed: as SYSTEM, the guards asked again, one broken case never stops the rest."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core import directory
from appointments.core.db import writing
from appointments.core.timers import TIMER, Timer
from appointments.core.work import SYSTEM_BY, Work

log = logging.getLogger(__name__)
RETRY_AFTER = timedelta(minutes=5)

Handler = Callable[[Session, UUID, str, datetime], None]
_handlers: dict[str, Handler] = {}


def on_deadline(process: str) -> Callable[[Handler], Handler]:
    """Name the command for overdue steps where more than the case itself moves: `(session, id, trigger, now)`."""

    def register(handler: Handler) -> Handler:
        _handlers[process] = handler
        return handler

    return register


Task = Callable[[Session, datetime], object]
_daily: dict[str, Task] = {}


def each_day(name: str) -> Callable[[Task], Task]:
    """Name what a feature has the worker do once a day."""

    def enter(task: Task) -> Task:
        _daily[name] = task
        return task

    return enter


def daily_tasks() -> tuple[tuple[str, Task], ...]:
    """What the features have the worker do once a day."""
    return tuple(_daily.items())


def due_timers(session: Session, now: datetime, limit: int = 100) -> list[Timer]:
    """The timers to try now, the longest overdue first."""
    query = sa.select(Timer).where(Timer.next_try_at <= now).order_by(Timer.due_at, Timer.case_key).limit(limit)
    return list(session.scalars(query))


def sweep(session: Session, now: datetime) -> int:
    """Carry out every deadline that has passed; returns how many steps were taken."""
    taken = 0
    due = [(t.id, t.case_key, t.trigger) for t in due_timers(session, now)]
    for timer_id, case_key, trigger in due:
        process, _, row_id = case_key.partition(":")
        try:
            if not _claim(session, timer_id, now):
                continue  # another worker has it, or the case has moved on
            handler = _handlers.get(process) or _one_step(process)
            handler(session, UUID(row_id), trigger, now)
            taken += 1
        except Exception as error:  # noqa: BLE001 - kept with the timer, logged and tried again
            session.rollback()
            log.warning("deadline of %s (%s) not carried out: %s", case_key, trigger, error)
            _postpone(session, timer_id, now, error)
    return taken


def _claim(session: Session, timer_id: UUID, now: datetime) -> bool:
    """Take the timer for this worker: only one of two can. If this one dies, it is tried again as a failed one is."""
    session.commit()
    session.expire_all()  # what earlier steps left in memory may have been changed by others since
    writing(session)
    mine = sa.update(TIMER).where(TIMER.c.id == timer_id, TIMER.c.next_try_at <= now)
    taken = session.execute(mine.values(next_try_at=now + RETRY_AFTER).returning(TIMER.c.id)).first()
    session.commit()
    return taken is not None


def _one_step(process: str) -> Handler:
    """The usual command: only the case whose deadline passed moves."""
    kind = directory.kind(process)

    def step(session: Session, row_id: UUID, trigger: str, now: datetime) -> None:
        with Work(session, SYSTEM_BY, now) as work:
            row = work.lock(kind.model, row_id)
            work.fire(row, trigger, kind.case(session, row, SYSTEM_BY, now, ""))

    return step


def _postpone(session: Session, timer_id: UUID, now: datetime, error: Exception) -> None:
    writing(session)
    change = sa.update(TIMER).where(TIMER.c.id == timer_id)
    session.execute(
        change.values(attempts=TIMER.c.attempts + 1, last_error=repr(error)[:500], next_try_at=now + RETRY_AFTER)
    )
    session.commit()
