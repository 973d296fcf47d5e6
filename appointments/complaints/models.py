"""The register of complaints and denunciations. Who wrote one, and the words, lie apart and never in the ledger."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appointments.applications.models import Application
from appointments.competitions.models import Round
from appointments.core.cases import Cased
from appointments.core.db import Base, Identified


class Complaint(Cased, Base):
    """One complaint or denunciation. `seal` binds the statement (see `rules.seal`) without telling anything of it.

    `about_role` is the role of whoever it is about; `person_id` the candidate who complains, None in a denunciation.
    """

    __tablename__ = "complaint"
    __process__ = "complaint"
    __sealed__ = (
        "round_id", "kind", "reference", "about", "about_role", "application_id", "person_id", "seal", "accepted_at",
        "examined_by", "findings", "answer", "concluded_by", "hold_id",
    )  # fmt: skip

    round_id: Mapped[UUID] = mapped_column(sa.ForeignKey("round.id"), index=True)
    kind: Mapped[str]
    reference: Mapped[str] = mapped_column(unique=True)
    about: Mapped[str]
    about_role: Mapped[str] = mapped_column(default="")
    application_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("application.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    seal: Mapped[str] = mapped_column(sa.String(64))
    accepted_at: Mapped[datetime | None]
    examined_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    findings: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    concluded_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    hold_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("hold.id"))

    round: Mapped[Round] = relationship()
    application: Mapped[Application | None] = relationship()
    statement: Mapped["Statement"] = relationship(back_populates="complaint", uselist=False)


class Statement(Identified, Base):
    """Who wrote it and what: read by those who deal with the case alone, outside of the ledger."""

    __tablename__ = "statement"

    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey("complaint.id"), unique=True)
    name: Mapped[str]
    contact: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    salt: Mapped[str] = mapped_column(sa.String(64))

    complaint: Mapped[Complaint] = relationship(back_populates="statement")
