"""The only door between a candidate and a code. Importable by `exams.sealing` and `results.commands` alone."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from appointments.core.cases import Sealed
from appointments.core.db import Base


class Identity(Sealed, Base):
    """Which candidate's script bears which code of a paper."""

    __tablename__ = "identity"
    __table_args__ = (sa.UniqueConstraint("paper_id", "application_id"), sa.UniqueConstraint("paper_id", "code"))
    __sealed__ = ("paper_id", "application_id", "code")

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    code: Mapped[str]


class OpenedMap(Sealed, Base):
    """The map that two custodians opened offline after the lock, as it was brought; kept to be compared at decoding."""

    __tablename__ = "opened_map"
    __sealed__ = ("paper_id", "digest")

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), unique=True)
    digest: Mapped[str]
    data: Mapped[bytes]
