"""Sittings, scripts known by code only, mark sheets keyed twice, panel sheets, and requests for re-marking (phúc khảo).

The table that links a candidate to a code is in `identities.py`.
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appointments.applications.models import MARK, Application
from appointments.competitions.models import Paper
from appointments.core.cases import Cased, Sealed
from appointments.core.db import Base


class Room(Sealed, Base):
    """A room in which a paper is sat."""

    __tablename__ = "room"
    __table_args__ = (sa.UniqueConstraint("paper_id", "name"),)
    __sealed__ = ("paper_id", "name", "seats")

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    name: Mapped[str]
    seats: Mapped[int]


class Attendance(Sealed, Base):
    """Where a candidate sits, and whether the candidate came. `present` is None until the sitting was recorded."""

    __tablename__ = "attendance"
    __table_args__ = (sa.UniqueConstraint("paper_id", "application_id"),)
    __sealed__ = ("paper_id", "application_id", "room_id", "seat", "present", "sheets", "incident", "recorded_by")

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    room_id: Mapped[UUID] = mapped_column(sa.ForeignKey("room.id"))
    seat: Mapped[int]
    present: Mapped[bool | None]
    sheets: Mapped[int | None]
    incident: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    application: Mapped[Application] = relationship()
    room: Mapped[Room] = relationship()


class Script(Cased, Base):
    """One anonymous script (bài thi): the code (số phách) and what the signed mark sheets say of it."""

    __tablename__ = "script"
    __process__ = "script"
    __sealed__ = ("paper_id", "code", "mark", "settled_how", "remark_of")
    __table_args__ = (sa.UniqueConstraint("paper_id", "code"),)

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    code: Mapped[str]
    mark: Mapped[Decimal | None] = mapped_column(MARK)
    settled_how: Mapped[str] = mapped_column(default="")
    remark_of: Mapped[UUID | None]

    paper: Mapped[Paper] = relationship()
    sheets: Mapped[list["MarkSheet"]] = relationship(back_populates="script", order_by="MarkSheet.keyed_at")


class MarkSheet(Sealed, Base):
    """One keying of one marker's signed sheet. `sheet` is 1 or 2 (the two markers), 3 (third); `keying` is 1 or 2."""

    __tablename__ = "mark_sheet"
    __table_args__ = (sa.UniqueConstraint("script_id", "part", "sheet", "keying"),)
    __sealed__ = ("script_id", "part", "sheet", "keying", "mark", "marker_id", "keyed_by", "keyed_at", "note")

    script_id: Mapped[UUID] = mapped_column(sa.ForeignKey("script.id"), index=True)
    part: Mapped[str] = mapped_column(default="first")  # "first" marking or "remark"
    sheet: Mapped[int]
    keying: Mapped[int]
    mark: Mapped[Decimal] = mapped_column(MARK)
    marker_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    keyed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    keyed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")

    script: Mapped[Script] = relationship(back_populates="sheets")


class PanelSheet(Sealed, Base):
    """One keying of one panel member's signed sheet for one candidate's presentation."""

    __tablename__ = "panel_sheet"
    __table_args__ = (sa.UniqueConstraint("application_id", "member_id", "keying"),)
    __sealed__ = ("application_id", "member_id", "keying", "score", "keyed_by", "keyed_at", "note")

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    keying: Mapped[int]
    score: Mapped[Decimal] = mapped_column(MARK)
    keyed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    keyed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")

    application: Mapped[Application] = relationship()


class Appeal(Cased, Base):
    """A candidate's request that the written script be marked again."""

    __tablename__ = "appeal"
    __process__ = "appeal"
    __sealed__ = ("application_id", "paper_id", "script_id", "grounds", "old_mark", "new_mark", "answer")
    __table_args__ = (sa.UniqueConstraint("application_id", "paper_id"),)

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    script_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("script.id"))
    grounds: Mapped[str]
    old_mark: Mapped[Decimal | None] = mapped_column(MARK)
    new_mark: Mapped[Decimal | None] = mapped_column(MARK)
    answer: Mapped[str] = mapped_column(default="")

    application: Mapped[Application] = relationship()
    paper: Mapped[Paper] = relationship()
