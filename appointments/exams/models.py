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
    __sealed__ = ("paper_id", "name", "seats", "invigilators")

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    name: Mapped[str]
    seats: Mapped[int]
    invigilators: Mapped[list[str]] = mapped_column(default=list)  # ids of persons


class Attendance(Sealed, Base):
    """Where a candidate sits, when the summons went out, whether the candidate came and handed a script in.

    `present` is None until the sitting was recorded; `explained` are the minutes on a missing script or a violation.
    """

    __tablename__ = "attendance"
    __table_args__ = (sa.UniqueConstraint("paper_id", "application_id"),)
    __sealed__ = (
        "paper_id", "application_id", "room_id", "seat", "summoned_at", "present", "collected", "sheets", "explained",
        "recorded_by",
    )  # fmt: skip

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    room_id: Mapped[UUID] = mapped_column(sa.ForeignKey("room.id"))
    seat: Mapped[int]
    summoned_at: Mapped[datetime | None]
    present: Mapped[bool | None]
    collected: Mapped[bool | None]
    sheets: Mapped[int | None]
    explained: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    application: Mapped[Application] = relationship()
    room: Mapped[Room] = relationship()


class Script(Cased, Base):
    """One anonymous script (bài thi): the code (số phách) and what the signed mark sheets say of it."""

    __tablename__ = "script"
    __process__ = "script"
    __sealed__ = ("paper_id", "code", "markers", "mark", "settled_how", "remark_of")
    __table_args__ = (sa.UniqueConstraint("paper_id", "code"),)

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    code: Mapped[str]
    markers: Mapped[list[str]] = mapped_column(default=list)  # ids of the two persons who mark it
    mark: Mapped[Decimal | None] = mapped_column(MARK)
    settled_how: Mapped[str] = mapped_column(default="")
    remark_of: Mapped[UUID | None]

    paper: Mapped[Paper] = relationship()
    sheets: Mapped[list["MarkSheet"]] = relationship(back_populates="script", order_by="MarkSheet.keyed_at")


class MarkSheet(Sealed, Base):
    """One keying of one marker's signed sheet. `sheet` is 1 or 2 (the two markers), 3 (the third one).

    `keying` is 1 or 2, and 3 where a difference between the two was settled: the last keying counts.
    """

    __tablename__ = "mark_sheet"
    __table_args__ = (sa.UniqueConstraint("script_id", "sheet", "keying"),)
    __sealed__ = ("script_id", "sheet", "keying", "mark", "marker_id", "keyed_by", "keyed_at", "note")

    script_id: Mapped[UUID] = mapped_column(sa.ForeignKey("script.id"), index=True)
    sheet: Mapped[int]
    keying: Mapped[int]
    mark: Mapped[Decimal] = mapped_column(MARK)
    marker_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    keyed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    keyed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")

    script: Mapped[Script] = relationship(back_populates="sheets")


class PanelSheet(Sealed, Base):
    """One keying of one panel member's signed sheet for one candidate's presentation.

    `keying` is 1 or 2, and 3 where a difference was settled; `round` is 2 once a divergent sheet was talked over.
    """

    __tablename__ = "panel_sheet"
    __table_args__ = (sa.UniqueConstraint("application_id", "member_id", "round", "keying"),)
    __sealed__ = ("application_id", "member_id", "round", "keying", "score", "keyed_by", "keyed_at", "note")

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    round: Mapped[int] = mapped_column(default=1)
    keying: Mapped[int]
    score: Mapped[Decimal] = mapped_column(MARK)
    keyed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    keyed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")

    application: Mapped[Application] = relationship()


class Presentation(Sealed, Base):
    """When and where a candidate presents, and when the summons went out."""

    __tablename__ = "presentation"
    __sealed__ = ("application_id", "starts_at", "place", "summoned_at")

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), unique=True)
    starts_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(default="")
    summoned_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship()


class Appeal(Cased, Base):
    """A candidate's request that the written script be marked again."""

    __tablename__ = "appeal"
    __process__ = "appeal"
    __sealed__ = ("application_id", "paper_id", "script_id", "grounds", "old_mark", "new_mark", "answer", "dialogue")
    __table_args__ = (sa.UniqueConstraint("application_id", "paper_id"),)

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    script_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("script.id"))
    grounds: Mapped[str]
    old_mark: Mapped[Decimal | None] = mapped_column(MARK)
    new_mark: Mapped[Decimal | None] = mapped_column(MARK)
    answer: Mapped[str] = mapped_column(default="")
    dialogue: Mapped[str] = mapped_column(default="")  # the minutes of the talk between the two pairs of markers

    application: Mapped[Application] = relationship()
    paper: Mapped[Paper] = relationship()
