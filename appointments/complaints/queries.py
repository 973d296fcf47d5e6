"""Reading complaints and denunciations."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.applications.models import Application
from appointments.competitions.models import Contest, Round
from appointments.complaints.models import Complaint
from appointments.core.errors import NotFound
from appointments.organisation.models import Post


def register_of(session: Session, round_id: UUID) -> Sequence[Complaint]:
    """The cases of a round, the latest first; which of them the asker may know of is asked by the caller."""
    query = sa.select(Complaint).options(joinedload(Complaint.round).joinedload(Round.agency))
    return session.scalars(query.where(Complaint.round_id == round_id).order_by(Complaint.reference.desc())).all()


def complaint(session: Session, complaint_id: UUID) -> Complaint:
    """One case with its statement; whether the asker may see it is asked by the caller."""
    query = sa.select(Complaint).options(
        joinedload(Complaint.round).joinedload(Round.agency),
        joinedload(Complaint.statement),
    )
    row = session.scalar(query.where(Complaint.id == complaint_id))
    if row is None:
        raise NotFound(Complaint, complaint_id)
    return row


def own_application(session: Session, application_id: UUID, person_id: UUID) -> Application:
    """The person's own application in a round."""
    query = sa.select(Application).options(
        joinedload(Application.contest).joinedload(Contest.post).joinedload(Post.agency),
        joinedload(Application.contest).joinedload(Contest.round),
    )
    row = session.scalar(query.where(Application.id == application_id, Application.person_id == person_id))
    if row is None or row.contest.round is None:
        raise NotFound(Application, application_id)
    return row


def own_complaints(session: Session, application_id: UUID, person_id: UUID) -> Sequence[Complaint]:
    """What this person complained of in one application."""
    query = sa.select(Complaint).where(Complaint.application_id == application_id, Complaint.person_id == person_id)
    return session.scalars(query.order_by(Complaint.begun_at)).all()


def public_round(session: Session, round_id: UUID) -> Round:
    """A round that was announced; NotFound for any other."""
    row = session.get(Round, round_id)
    if row is None or row.announced_at is None:
        raise NotFound(Round, round_id)
    return row


def counts(session: Session, round_id: UUID) -> dict[tuple[str, str], int]:
    """How many cases of each kind rest in each state."""
    query = sa.select(Complaint.kind, Complaint.state, sa.func.count()).where(Complaint.round_id == round_id)
    return {(row[0], row[1]): row[2] for row in session.execute(query.group_by(Complaint.kind, Complaint.state))}
