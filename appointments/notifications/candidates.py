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
NOT_HANDED_IN = ("draft", "lapsed")

_COMPETING: dict[str, Callable[[UUID], sa.ColumnElement[bool]]] = {
    "contest": lambda row_id: Contest.id == row_id,
    "round": lambda row_id: Contest.round_id == row_id,
    "paper": lambda row_id: Contest.paper_id == row_id,
}


def concerned(session: Session, case_key: str, message: str = "") -> dict[UUID, UUID]:
    """The candidates whom it concerns, each with the application by which it does; one statement."""
    if case_key.partition(":")[0] not in _COMPETING:
        return {}
    return {row[0]: row[1] for row in session.execute(_own(case_key, message))}


def own_application(session: Session, case_key: str, person_id: UUID) -> UUID | None:
    """The application by which a case of many is this person's as well."""
    if case_key.partition(":")[0] not in _COMPETING:
        return None
    query = _own(case_key, "").where(Application.person_id == person_id)
    found = session.execute(query.order_by(Application.is_live.desc(), Application.begun_at.desc())).first()
    return found[1] if found else None


def _own(case_key: str, message: str) -> sa.Select[UUID, UUID]:
    process, _, row_id = case_key.partition(":")
    query = sa.select(Application.person_id, Application.id).join(Application.contest)
    query = query.where(_COMPETING[process](UUID(row_id)), Application.state.not_in(NOT_HANDED_IN))
    return query.where(Contest.winner_id == Application.id) if message in APPOINTING else query
