"""The ranking of each post as it was compiled, and the reasoned orders that settled ties by hand."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appointments.applications.models import MARK, Application
from appointments.core.cases import Sealed
from appointments.core.db import Base


class Standing(Sealed, Base):
    """One candidate's line in the ranking of one post. `proof` tells, for each tie, which rule decided and by what."""

    __tablename__ = "standing"
    __table_args__ = (sa.UniqueConstraint("contest_id", "application_id"),)
    __sealed__ = (
        "contest_id",
        "application_id",
        "written",
        "oral",
        "total",
        "passes",
        "place",
        "why_unranked",
        "proof",
    )

    contest_id: Mapped[UUID] = mapped_column(sa.ForeignKey("contest.id"), index=True)
    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"))
    written: Mapped[Decimal | None] = mapped_column(MARK)
    oral: Mapped[Decimal | None] = mapped_column(MARK)
    total: Mapped[Decimal | None] = mapped_column(MARK)
    passes: Mapped[bool]
    place: Mapped[int | None]
    why_unranked: Mapped[str] = mapped_column(default="")
    proof: Mapped[dict[str, Any]] = mapped_column(default=dict)

    application: Mapped[Application] = relationship()


class TieDecision(Sealed, Base):
    """The order in which a tie that no rule settles was put by the head, with the reason."""

    __tablename__ = "tie_decision"
    __sealed__ = ("contest_id", "order", "reason", "decided_by", "decided_at")

    contest_id: Mapped[UUID] = mapped_column(sa.ForeignKey("contest.id"), index=True)
    order: Mapped[list[str]]  # application ids (hex), first to last
    reason: Mapped[str]
    decided_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime]
