"""The ranking of each post as compiled, orders that settled ties by hand, sums of close results done again."""

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


class Recheck(Sealed, Base):
    """The sums of a close result, worked out again: open since the compilation, then who did it and what came out.

    `content` is the digest of the marks and totals that it is about; `lines` tells by "number:part" each sum as it was
    typed, as the second program worked it out, and as it stands.
    """

    __tablename__ = "recheck"
    __sealed__ = ("contest_id", "content", "asked_at", "checked_by", "checked_at", "agrees", "lines")

    contest_id: Mapped[UUID] = mapped_column(sa.ForeignKey("contest.id"), index=True)
    content: Mapped[str]
    asked_at: Mapped[datetime]
    checked_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    checked_at: Mapped[datetime | None]
    agrees: Mapped[bool | None]
    lines: Mapped[dict[str, Any]] = mapped_column(default=dict)
