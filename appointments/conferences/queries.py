"""Reads about conferences."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from appointments.competitions.queries import Reach
from appointments.conferences.models import BallotName, Conference
from appointments.core.errors import NotFound

MOST_TOGETHER = 20
WHOLE = (
    joinedload(Conference.agency),
    selectinload(Conference.voters),
    selectinload(Conference.ballot).joinedload(BallotName.person),
)


def conference(session: Session, conference_id: UUID, reach: Reach) -> Conference:
    """One conference within reach, with voters and names."""
    row = session.scalar(sa.select(Conference).options(*WHOLE).where(Conference.id == conference_id))
    if row is None or not (reach.everything or row.agency_id in reach.agencies):
        raise NotFound(Conference, conference_id)
    return row


def of_parent(session: Session, process: str, parent_id: UUID) -> Sequence[Conference]:
    """The conferences of one case, the earliest first, with voters and names."""
    query = sa.select(Conference).options(*WHOLE).where(
        Conference.parent_process == process, Conference.parent_id == parent_id
    )  # fmt: skip
    return session.scalars(query.order_by(Conference.begun_at, Conference.number, Conference.id)).all()


def together(session: Session, row: Conference) -> Sequence[Conference]:
    """The conferences of the same step for other posts of the agency that have their list and are not counted yet."""
    query = sa.select(Conference).options(*WHOLE).where(
        Conference.agency_id == row.agency_id, Conference.meeting == row.meeting, Conference.id != row.id,
        Conference.parent_id != row.parent_id, Conference.held_on.is_not(None),
        Conference.state.in_(("convened", "adjourned", "quorate", "balloted")),
    )  # fmt: skip
    return session.scalars(query.order_by(Conference.begun_at, Conference.id).limit(MOST_TOGETHER)).all()


def latest(session: Session, process: str, parent_id: UUID, meeting: str) -> Conference | None:
    """The last conference of that key that was not cancelled."""
    query = sa.select(Conference).options(*WHOLE).where(
        Conference.parent_process == process, Conference.parent_id == parent_id, Conference.meeting == meeting,
        Conference.state != "cancelled",
    )  # fmt: skip
    return session.scalars(query.order_by(Conference.begun_at.desc(), Conference.id).limit(1)).first()
