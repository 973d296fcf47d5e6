"""Notices: what reached a person's inbox, and whether it was mailed and read."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from appointments.core.db import Base, Identified


class Notice(Identified, Base):
    """One message to one person. A message of the outbox reaches a person once, however often it is delivered."""

    __tablename__ = "notice"
    __table_args__ = (sa.UniqueConstraint("outgoing_id", "person_id"),)

    outgoing_id: Mapped[UUID] = mapped_column(sa.ForeignKey("outbox.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    message: Mapped[str]
    case_key: Mapped[str]
    params: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    mailed_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
