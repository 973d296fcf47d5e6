"""Whom among the candidates a message about a round, a post or a written paper concerns, and by which own case.

Such a case belongs to no one candidate. What happens to a whole round is told to everybody who competes in it; what
happens to a post after its result is told to the person who is being appointed, nobody else.
"""

from collections.abc import Callable
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions.models import Contest

APPOINTING = ("contest.issue", "contest.take_office", "contest.take_next", "contest.set_aside")
"""Messages about the one who is being appointed."""
LEFT = ("lapsed", "withdrawn")
"""States of those who compete no more by their own doing."""

_COMPETING: dict[str, Callable[[UUID], sa.ColumnElement[bool]]] = {
    "contest": lambda row_id: Contest.id == row_id,
    "round": lambda row_id: Contest.round_id == row_id,
    "paper": lambda row_id: Contest.paper_id == row_id,
}


def concerned(session: Session, case_key: str, message: str = "") -> set[UUID]:
    """The candidates whom it concerns; one statement."""
    if not is_of_many(case_key):
        return set()
    query = sa.select(Application.person_id).join(Application.contest).where(_in_case(case_key))
    query = query.where(Application.state.not_in(LEFT))
    return set(session.scalars(query.where(Contest.winner_id == Application.id) if message in APPOINTING else query))


def own_application(session: Session, case_key: str, person_id: UUID) -> UUID | None:
    """The application by which a case of many is this person's as well, the one that still counts first."""
    if not is_of_many(case_key):
        return None
    query = sa.select(Application.id).join(Application.contest).where(_in_case(case_key))
    query = query.where(Application.person_id == person_id)
    return session.scalar(query.order_by(Application.is_live.desc(), Application.begun_at.desc()).limit(1))


def is_of_many(case_key: str) -> bool:
    """Whether many candidates take part in such a case."""
    return case_key.partition(":")[0] in _COMPETING


def _in_case(case_key: str) -> sa.ColumnElement[bool]:
    process, _, row_id = case_key.partition(":")
    return _COMPETING[process](UUID(row_id))
