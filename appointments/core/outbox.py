"""Messages that leave with an act: rows written in its transaction, delivered at least once by the worker."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from appointments.core.db import Base, Identified, table


class Outgoing(Identified, Base):
    """One message to be delivered: either to the holders of `roles` towards the case, or to one person.

    `message` names a text of the catalogue ("application.accept"); `params` is complete in itself.
    """

    __tablename__ = "outbox"

    message: Mapped[str]
    case_key: Mapped[str] = mapped_column(index=True)
    roles: Mapped[list[str]]
    person_id: Mapped[UUID | None]
    params: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(index=True)
    delivered_at: Mapped[datetime | None] = mapped_column(index=True)
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]


OUTBOX = table(Outgoing)
