"""What a person does with messages: marks them as read."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.transactions import changing
from appointments.core.errors import NotFound
from appointments.notifications.models import Notice


def mark_read(session: Session, notice_id: UUID, person_id: UUID, now: datetime) -> None:
    """Note that the person has read this message; NotFound where it is somebody else's."""
    with changing(session):
        notice = session.scalar(sa.select(Notice).where(Notice.id == notice_id, Notice.person_id == person_id))
        if notice is None:
            raise NotFound(Notice, notice_id)
        notice.read_at = notice.read_at or now


def mark_all_read(session: Session, person_id: UUID, now: datetime) -> None:
    """Note that the person has read every message that arrived until now."""
    unread = sa.and_(Notice.person_id == person_id, Notice.read_at.is_(None), Notice.created_at <= now)
    with changing(session):
        session.execute(sa.update(Notice).where(unread).values(read_at=now))
