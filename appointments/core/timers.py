"""Deadlines as rows: one open timer for a case at a time, swept by the worker.

Leaving a state removes its timer in the same commit. A timer that falls due asks the guards again, as SYSTEM; one that
is refused or fails is kept with its error and never stops the sweep.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from appointments.core.db import Base, Identified

log = logging.getLogger(__name__)
RETRY_AFTER = timedelta(minutes=5)


class Timer(Identified, Base):
    """When the case must have left `state`, and which SYSTEM step follows otherwise. `derivation` shows the sum."""

    __tablename__ = "timer"

    case_key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    trigger: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(index=True)
    next_try_at: Mapped[datetime] = mapped_column(index=True)
    derivation: Mapped[list[Any]] = mapped_column(sa.JSON)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]


TIMER = sa.inspect(Timer).local_table

Handler = Callable[[Session, UUID, str, datetime], None]
_handlers: dict[str, Handler] = {}


def on_deadline(process: str) -> Callable[[Handler], Handler]:
    """Name the command that carries out overdue steps of `process`: `(session, row_id, trigger, now)`."""

    def register(handler: Handler) -> Handler:
        _handlers[process] = handler
        return handler

    return register


def due_timers(session: Session, now: datetime, limit: int = 100) -> list[Timer]:
    """The timers to try now, the longest overdue first."""
    query = sa.select(Timer).where(Timer.next_try_at <= now).order_by(Timer.due_at, Timer.case_key).limit(limit)
    return list(session.scalars(query))


def sweep(session: Session, now: datetime) -> int:
    """Carry out every deadline that has passed; returns how many steps were taken."""
    taken = 0
    due = [(t.id, t.case_key, t.trigger, t.due_at) for t in due_timers(session, now)]
    session.rollback()
    for timer_id, case_key, trigger, due_at in due:
        process, _, row_id = case_key.partition(":")
        try:
            _handlers[process](session, UUID(row_id), trigger, max(due_at, now))
            taken += 1
        except Exception as error:  # one broken case never stops the sweep; it is kept, logged and tried again
            session.rollback()
            log.warning("deadline of %s (%s) not carried out: %s", case_key, trigger, error)
            _postpone(session, timer_id, now, error)
    return taken


def _postpone(session: Session, timer_id: UUID, now: datetime, error: Exception) -> None:
    change = sa.update(Timer).where(Timer.id == timer_id)
    session.execute(
        change.values(attempts=Timer.attempts + 1, last_error=repr(error)[:500], next_try_at=now + RETRY_AFTER)
    )
    session.commit()
