"""Applications (hồ sơ dự tuyển), their papers and verdicts, and petitions (kiến nghị) on the shortlist."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appointments.accounts.models import Person
from appointments.competitions.models import Contest
from appointments.core.cases import Cased, Sealed
from appointments.core.db import Base, Identified

MARK = sa.Numeric(5, 2)


class Application(Cased, Base):
    """One person's application for one post.

    `answers` is the draft; `snapshot` is what was frozen in the submit transaction and is all that the board reads.
    Marks are hundredths on the regulation's scale and are written only after the paper was decoded: `script_mark` is
    the script's as it was marked, `written_mark` what counts once a sanction was deducted.
    """

    __tablename__ = "application"
    __process__ = "application"
    __sealed__ = (
        "contest_id", "person_id", "is_live", "channel", "received_at", "keyed_by", "snapshot", "reference",
        "submitted_at", "proposed_by", "rejected_by", "number", "script_mark", "written_mark", "oral_mark", "total",
        "place",
    )  # fmt: skip
    __table_args__ = (
        sa.UniqueConstraint("contest_id", "number"),
        sa.Index("ix_application_one_live", "contest_id", "person_id", unique=True,
                 sqlite_where=sa.text("is_live"), postgresql_where=sa.text("is_live")),
    )  # fmt: skip

    contest_id: Mapped[UUID] = mapped_column(sa.ForeignKey("contest.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    is_live: Mapped[bool] = mapped_column(default=True)  # false once withdrawn, lapsed: the person may apply again
    channel: Mapped[str] = mapped_column(default="portal")
    received_at: Mapped[datetime | None]
    keyed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    declared: Mapped[bool] = mapped_column(default=False)
    snapshot: Mapped[dict[str, Any] | None]
    reference: Mapped[str | None] = mapped_column(unique=True)
    submitted_at: Mapped[datetime | None]
    proposed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    rejected_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    number: Mapped[str | None]  # số báo danh (SBD)
    script_mark: Mapped[Decimal | None] = mapped_column(MARK)
    written_mark: Mapped[Decimal | None] = mapped_column(MARK)
    oral_mark: Mapped[Decimal | None] = mapped_column(MARK)
    total: Mapped[Decimal | None] = mapped_column(MARK)
    place: Mapped[int | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    contest: Mapped[Contest] = relationship()
    documents: Mapped[list["Document"]] = relationship(back_populates="application", order_by="Document.uploaded_at")
    verdicts: Mapped[list["Verdict"]] = relationship(back_populates="application", order_by="Verdict.criterion")


class Document(Identified, Base):
    """One paper of the dossier as uploaded; at submission its digest goes into the ledger and the snapshot."""

    __tablename__ = "document"

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    kind: Mapped[str]
    filename: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))  # SHA-256, hex; also the name in the store
    issued_on: Mapped[date | None]
    uploaded_at: Mapped[datetime]

    application: Mapped[Application] = relationship(back_populates="documents")


class Verdict(Sealed, Base):
    """What the board found on one condition of the regulation, with the evidence and the clause."""

    __tablename__ = "verdict"
    __table_args__ = (sa.UniqueConstraint("application_id", "criterion"),)
    __sealed__ = ("application_id", "criterion", "met", "evidence", "clause", "judged_by", "judged_at")

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    criterion: Mapped[str]
    met: Mapped[bool]
    evidence: Mapped[str]
    clause: Mapped[str]
    judged_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    judged_at: Mapped[datetime]

    application: Mapped[Application] = relationship(back_populates="verdicts")


class Petition(Cased, Base):
    """A rejected candidate's petition that the shortlist be corrected."""

    __tablename__ = "petition"
    __process__ = "petition"
    __sealed__ = ("application_id", "text", "answer", "reviewed_by")

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    text: Mapped[str]
    answer: Mapped[str] = mapped_column(default="")
    reviewed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    application: Mapped[Application] = relationship()
