"""Verification of the person to be appointed, and decisions of appointment: what the indicator counts."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appointments.accounts.models import Person
from appointments.core.cases import Cased, Sealed
from appointments.core.db import Base
from appointments.organisation.models import Post


class Check(Sealed, Base):
    """One item of the verification before submission: dossier, assets, political standards, the Party's opinion."""

    __tablename__ = "verification_check"
    __table_args__ = (sa.UniqueConstraint("contest_id", "application_id", "item"),)
    __sealed__ = ("contest_id", "application_id", "item", "passed", "note", "checked_by", "checked_at")

    contest_id: Mapped[UUID] = mapped_column(sa.ForeignKey("contest.id"), index=True)
    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"))
    item: Mapped[str]
    passed: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    checked_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    checked_at: Mapped[datetime]


class Decision(Cased, Base):
    """A decision of appointment (quyết định), from a competition or by the ordinary procedure.

    `kind` is FIRST_APPOINTMENT, PROMOTION, REAPPOINTMENT, TRANSFER or ACTING; `method` is EXAM or ORDINARY. The level,
    rank and kind of staff are the post's at the time and are copied, because posts change later. `imported_in` is the
    same for all that were entered from one file.
    `is_led_here`: no competition, and yet led here up to the decision, not entered from a signed paper.
    """

    __tablename__ = "decision"
    __table_args__ = (
        sa.Index("ix_decision_running", "person_id", "state", "effective_on"),  # terms not yet replaced
        sa.Index("ix_decision_of_unit", "agency_id", "effective_on"),
    )
    __process__ = "decision"
    __sealed__ = (
        "contest_id", "person_id", "post_id", "agency_id", "kind", "method", "level", "rank", "staff", "number",
        "signed_on", "effective_on", "term_ends_on", "drafted_by", "signed_by", "revoked_on", "imported_in",
        "is_led_here",
    )  # fmt: skip

    contest_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("contest.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    post_id: Mapped[UUID] = mapped_column(sa.ForeignKey("post.id"), index=True)
    agency_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"))
    kind: Mapped[str]
    method: Mapped[str]
    level: Mapped[str]
    rank: Mapped[str]
    staff: Mapped[str]
    number: Mapped[str | None]
    signed_on: Mapped[date | None]
    effective_on: Mapped[date | None] = mapped_column(index=True)
    term_ends_on: Mapped[date | None]
    drafted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    signed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    revoked_on: Mapped[date | None] = mapped_column(index=True)
    imported_in: Mapped[UUID | None] = mapped_column(index=True)
    is_led_here: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    post: Mapped[Post] = relationship()
