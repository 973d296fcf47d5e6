"""The sealed envelopes of question papers: serials and the log of their custody. Never what is in them (túi đề thi).

No question, answer or marking guide enters the system before its use; afterwards the SHA-256 of the file that was used
may be entered, so that anybody who is given the file later can tell that it is the one.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from appointments.accounts.models import Person
from appointments.core.cases import Sealed
from appointments.core.db import Base
from workflows.words import Words

HANDED_OVER, OPENED = "handed_over", "opened"
ACTS = {
    "received": Words("Nhận túi đề còn niêm phong", "Received under seal"),
    HANDED_OVER: Words("Bàn giao", "Handed over"),
    "stored": Words("Cất giữ, khóa", "Locked away"),
    OPENED: Words("Mở niêm phong", "Opened"),
    "returned": Words("Thu hồi, niêm phong lại", "Returned, sealed again"),
}
"""What happens to an envelope; who hands over and who takes over stand beside it."""


class Envelope(Sealed, Base):
    """One envelope, known by the serial printed on it; `digest` is of the paper that was in it, after its use."""

    __tablename__ = "envelope"
    __table_args__ = (sa.UniqueConstraint("paper_id", "serial"),)
    __sealed__ = ("paper_id", "serial", "is_reserve", "entered_by", "entered_at", "digest", "digest_by")

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    serial: Mapped[str]
    is_reserve: Mapped[bool]
    entered_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    entered_at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(default="")
    digest_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    log: Mapped[list["CustodyLine"]] = relationship(order_by="CustodyLine.happened_at, CustodyLine.recorded_at")

    @property
    def opened_at(self) -> datetime | None:
        """When its seal was first broken."""
        return next((line.happened_at for line in self.log if line.act == OPENED), None)


class CustodyLine(Sealed, Base):
    """One line of an envelope's log. Nothing in it is changed afterwards."""

    __tablename__ = "custody_line"
    __sealed__ = (
        "envelope_id", "act", "happened_at", "giver", "taker", "seal_was_whole", "note", "recorded_by", "recorded_at",
    )  # fmt: skip

    envelope_id: Mapped[UUID] = mapped_column(sa.ForeignKey("envelope.id"), index=True)
    act: Mapped[str]
    happened_at: Mapped[datetime]
    giver: Mapped[str]
    taker: Mapped[str]
    seal_was_whole: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    recorded_at: Mapped[datetime]

    recorder: Mapped[Person] = relationship()


def envelopes_of(session: Session, paper_id: UUID) -> Sequence[Envelope]:
    """The envelopes of a paper by serial, each with its log."""
    query = sa.select(Envelope).where(Envelope.paper_id == paper_id).order_by(Envelope.is_reserve, Envelope.serial)
    return session.scalars(query.options(selectinload(Envelope.log).joinedload(CustodyLine.recorder))).all()


def used_papers(session: Session, paper_id: UUID) -> Sequence[Envelope]:
    """The envelopes whose paper was used and whose digest is known: for everybody."""
    query = sa.select(Envelope).where(Envelope.paper_id == paper_id, Envelope.digest != "")
    return session.scalars(query.order_by(Envelope.serial)).all()
