"""Reading cases of terms that end: those within reach, one of them, the one of a term."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.competitions.queries import Reach
from appointments.core.errors import NotFound
from appointments.core.timers import Timer
from appointments.organisation.models import Post
from appointments.reappointments.models import Reappointment

WHOLE = (joinedload(Reappointment.person), joinedload(Reappointment.post).joinedload(Post.agency))
ENDED = ("reappointed", "extended", "not_reappointed", "superseded")


def within(reach: Reach) -> sa.Select[Any]:
    """Selects the cases that a person deals with."""
    query = sa.select(Reappointment)
    return query if reach.everything else query.where(Reappointment.agency_id.in_(reach.agencies))


def open_ones(reach: Reach) -> sa.Select[Any]:
    """Those that have not ended."""
    return within(reach).where(Reappointment.state.not_in(ENDED))


def count(session: Session, query: sa.Select[Any]) -> int:
    """How many there are."""
    return session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


def rows(session: Session, query: sa.Select[Any], first: int, most: int) -> Sequence[Reappointment]:
    """Some of them, those whose term ends first in front."""
    query = query.options(*WHOLE).order_by(Reappointment.ends_on, Reappointment.id)
    return session.scalars(query.offset(first).limit(most)).all()


def due_of(session: Session, found: Sequence[Reappointment]) -> dict[str, Any]:
    """By when each of these cases must have moved, by its key; one statement."""
    query = sa.select(Timer.case_key, Timer.due_at).where(Timer.case_key.in_([row.case_key for row in found]))
    return {row.case_key: row.due_at for row in session.execute(query)}


def case(session: Session, case_id: UUID) -> Reappointment:
    """One case with person, post and agency; whether the asker may see it is asked by the caller."""
    row = session.scalar(sa.select(Reappointment).options(*WHOLE).where(Reappointment.id == case_id))
    if row is None:
        raise NotFound(Reappointment, case_id)
    return row


def of_term(session: Session, term_id: UUID) -> UUID | None:
    """The case of a term, if it has one."""
    return session.scalar(sa.select(Reappointment.id).where(Reappointment.term_id == term_id))


def is_within(row: Reappointment, reach: Reach) -> bool:
    """Whether a person's roles reach this case."""
    return reach.everything or row.agency_id in reach.agencies
