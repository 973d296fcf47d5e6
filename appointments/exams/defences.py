"""Tables of the presentation part on screen: one defence for each candidate, who sits for it, their signed sheets."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appointments.applications.models import MARK, Application
from appointments.core.cases import Cased, Sealed
from appointments.core.db import Base
from appointments.exams.typed import Typed


class Defence(Cased, Base):
    """One candidate's presentation scored on screen; its id is the application's.

    `asked` are the members (ids in hex) whose sheets were talked over, `minutes` what was said. `score` is the mean of
    the sheets that count once all are settled.
    """

    __tablename__ = "defence"
    __process__ = "defence"
    __sealed__ = ("application_id", "asked", "minutes", "score")

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), unique=True)
    asked: Mapped[list[str]] = mapped_column(default=list)
    minutes: Mapped[str] = mapped_column(default="")
    score: Mapped[Decimal | None] = mapped_column(MARK)

    application: Mapped[Application] = relationship()
    seats: Mapped[list["PanelSeat"]] = relationship(back_populates="defence", order_by="PanelSeat.member_id")
    sheets: Mapped[list["OralSheet"]] = relationship(back_populates="defence", order_by="OralSheet.signed_at")


class PanelSeat(Sealed, Base):
    """A member who scores this candidate, or did until `left_why`."""

    __tablename__ = "panel_seat"
    __table_args__ = (sa.UniqueConstraint("defence_id", "member_id"),)
    __sealed__ = ("defence_id", "member_id", "seated_at", "left_why")

    defence_id: Mapped[UUID] = mapped_column(sa.ForeignKey("defence.id"), index=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    seated_at: Mapped[datetime]
    left_why: Mapped[str] = mapped_column(default="")

    defence: Mapped[Defence] = relationship(back_populates="seats")


class OralSheet(Sealed, Base):
    """One member's signed sheet: points by criterion, their sum, the comment. Never changed once signed.

    `round` is 2 where the member scored again or kept the score after the talk; `reason` says why. Where the member
    was taken out, `voided` says why.
    """

    __tablename__ = "oral_sheet"
    __table_args__ = (sa.UniqueConstraint("defence_id", "member_id", "round"),)
    __sealed__ = ("defence_id", "member_id", "round", "points", "score", "comment", "reason", "signed_at", "voided")

    defence_id: Mapped[UUID] = mapped_column(sa.ForeignKey("defence.id"), index=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    round: Mapped[int] = mapped_column(default=1)
    points: Mapped[list[str]] = mapped_column(default=list)  # decimals as text, in the order of the rubric
    score: Mapped[Decimal] = mapped_column(MARK)
    comment: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime]
    voided: Mapped[str] = mapped_column(default="")

    defence: Mapped[Defence] = relationship(back_populates="sheets")


class OralDraft(Typed, Base):
    """What a member has typed so far; gone when the sheet is signed."""

    __tablename__ = "oral_draft"
    __table_args__ = (sa.UniqueConstraint("defence_id", "member_id"),)

    defence_id: Mapped[UUID] = mapped_column(sa.ForeignKey("defence.id"), index=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)


def sitting(defence: Defence) -> list[UUID]:
    """Who scores this candidate now, in a fixed order."""
    return [seat.member_id for seat in defence.seats if not seat.left_why]


def counting(defence: Defence) -> dict[UUID, OralSheet]:
    """Of each member who sits, the sheet that counts: the last one signed."""
    here = set(sitting(defence))
    standing = [sheet for sheet in defence.sheets if not sheet.voided and sheet.member_id in here]
    return {sheet.member_id: sheet for sheet in sorted(standing, key=lambda sheet: (sheet.member_id, sheet.round))}
