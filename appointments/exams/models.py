"""Sittings, scripts known by code only with their marks from paper or screen, panel sheets, requests for re-marking.

The table that links a candidate to a code is in `identities.py`.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from appointments.applications.models import MARK, Application
from appointments.competitions.models import Paper
from appointments.core.cases import Cased, Sealed
from appointments.core.db import Base
from appointments.exams.typed import Typed
from workflows.parameters_exam import SCREEN, SHEETS

LOCKED_SCRIPT = ("locked", "opened")
"""The states in which the marks of a script are fixed."""


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

    `present` is None until the sitting was recorded; `explained` says why no script was handed in; `arrived_at` is
    typed of who came late.
    """

    __tablename__ = "attendance"
    __table_args__ = (sa.UniqueConstraint("paper_id", "application_id"),)
    __sealed__ = (
        "paper_id", "application_id", "room_id", "seat", "summoned_at", "present", "collected", "sheets", "explained",
        "arrived_at", "recorded_by",
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
    arrived_at: Mapped[datetime | None]
    recorded_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    application: Mapped[Application] = relationship()
    room: Mapped[Room] = relationship()


REPLACED = "replaced"
"""The state of a script whose batch of codes was drawn again: it is on record and nowhere else."""
STANDS = sa.text(f"state <> '{REPLACED}'")
NOT_VOIDED: dict[str, Any] = dict.fromkeys(("sqlite_where", "postgresql_where"), sa.text("voided = ''"))


class Script(Cased, Base):
    """One anonymous script (bài thi), known by its code (số phách); marked in one of two ways, each its own process."""

    __tablename__ = "script"
    __sealed__ = ("paper_id", "code", "mode", "markers", "mark", "settled_how", "remark_of", "file", "pages")
    __table_args__ = (
        sa.Index("ix_script_code", "paper_id", "code", unique=True, sqlite_where=STANDS, postgresql_where=STANDS),
    )

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    code: Mapped[str]
    mode: Mapped[str] = mapped_column(sa.String(10))
    markers: Mapped[list[str]] = mapped_column(default=list)  # ids of the persons who mark it, the third one last
    mark: Mapped[Decimal | None] = mapped_column(MARK)
    settled_how: Mapped[str] = mapped_column(default="")
    remark_of: Mapped[UUID | None]
    file: Mapped[str] = mapped_column(default="")  # the digest of the neutral file that is marked on screen
    pages: Mapped[int] = mapped_column(default=0)

    paper: Mapped[Paper] = relationship()
    sheets: Mapped[list["MarkSheet"]] = relationship(
        back_populates="script", order_by="MarkSheet.keyed_at",
        primaryjoin="and_(Script.id == MarkSheet.script_id, MarkSheet.voided == '')",
    )  # fmt: skip
    signed: Mapped[list["Mark"]] = relationship(back_populates="script", order_by="Mark.signed_at")

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "version_id_generator": False, "polymorphic_on": "mode"}


class SheetScript(Script):
    """A script whose two markers sign paper sheets, which two people key."""

    __process__ = "script"
    __mapper_args__: ClassVar[dict[str, Any]] = {"polymorphic_identity": SHEETS}


class ScreenScript(Script):
    """A script whose markers sign their marks on screen."""

    __process__ = "screen_script"
    __mapper_args__: ClassVar[dict[str, Any]] = {"polymorphic_identity": SCREEN}


class CodingBatch(Sealed, Base):
    """What the coding board's tool wrote for one batch of scripts; who bears which code is in none of it.

    `commitment` and `manifest` are the files as they were brought, `seal` is the commitment to the map alone; the
    sealed bundle lies in the store under the digest that the commitment names. `is_replaced`: a later batch counts.
    """

    __tablename__ = "coding_batch"
    __table_args__ = (sa.UniqueConstraint("paper_id", "batch"),)
    __sealed__ = ("paper_id", "batch", "kind", "seal", "commitment", "is_replaced")

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    batch: Mapped[str]
    kind: Mapped[str]
    seal: Mapped[str]
    commitment: Mapped[str]
    manifest: Mapped[str] = mapped_column(sa.Text)
    is_replaced: Mapped[bool] = mapped_column(default=False)


class ShareStatement(Sealed, Base):
    """A custodian's word, under the own password, that the own share helped to open exactly the map of that digest."""

    __tablename__ = "share_statement"
    __table_args__ = (sa.UniqueConstraint("paper_id", "role"), sa.UniqueConstraint("paper_id", "person_id"))
    __sealed__ = ("paper_id", "role", "person_id", "digest", "stated_at")

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    role: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    digest: Mapped[str]
    stated_at: Mapped[datetime]


class Mark(Sealed, Base):
    """One marker's final mark of a script on screen: points by criterion, their sum, the comment. Never changed.

    `sheet` is 1 or 2 (the two markers), 3 (the third one). Where the marker left the pool, `voided` says why.
    """

    __tablename__ = "mark"
    __table_args__ = (sa.UniqueConstraint("script_id", "marker_id"),)
    __sealed__ = ("script_id", "sheet", "marker_id", "points", "mark", "comment", "signed_at", "voided")

    script_id: Mapped[UUID] = mapped_column(sa.ForeignKey("script.id"), index=True)
    sheet: Mapped[int]
    marker_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    points: Mapped[list[str]] = mapped_column(default=list)  # decimals as text, in the order of the criteria
    mark: Mapped[Decimal] = mapped_column(MARK)
    comment: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime]
    voided: Mapped[str] = mapped_column(default="")

    script: Mapped[Script] = relationship(back_populates="signed")


class MarkDraft(Typed, Base):
    """What a marker has typed so far; gone when the mark is made final."""

    __tablename__ = "mark_draft"
    __table_args__ = (sa.UniqueConstraint("script_id", "marker_id"),)

    script_id: Mapped[UUID] = mapped_column(sa.ForeignKey("script.id"), index=True)
    marker_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)


class Moderation(Sealed, Base):
    """A script of the sample, drawn; and each reading by the board's head: what was found of which mark.

    The row of the draw has no verdict; the latest reading counts.
    """

    __tablename__ = "moderation"
    __sealed__ = ("script_id", "drawn_at", "verdict", "mark", "note", "read_by", "read_at")

    script_id: Mapped[UUID] = mapped_column(sa.ForeignKey("script.id"), index=True)
    drawn_at: Mapped[datetime]
    verdict: Mapped[str] = mapped_column(default="")
    mark: Mapped[Decimal | None] = mapped_column(MARK)
    note: Mapped[str] = mapped_column(default="")
    read_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    read_at: Mapped[datetime | None]

    script: Mapped[ScreenScript] = relationship()


class PoolMember(Sealed, Base):
    """Somebody who marks a paper on screen, or did until `left_why`."""

    __tablename__ = "pool_member"
    __table_args__ = (sa.UniqueConstraint("paper_id", "person_id"),)
    __sealed__ = ("paper_id", "person_id", "joined_at", "left_why")

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    joined_at: Mapped[datetime]
    left_why: Mapped[str] = mapped_column(default="")


class MarkSheet(Sealed, Base):
    """One keying of one marker's signed sheet. `sheet` is 1 or 2 (the two markers), 3 (the third one).

    `keying` is 1 or 2, and 3 where a difference was settled: the last counts. `voided`: why it counts no more."""

    __tablename__ = "mark_sheet"
    __table_args__ = (sa.Index("ix_mark_sheet_keying", "script_id", "sheet", "keying", unique=True, **NOT_VOIDED),)
    __sealed__ = ("script_id", "sheet", "keying", "mark", "marker_id", "keyed_by", "keyed_at", "note", "voided")

    script_id: Mapped[UUID] = mapped_column(sa.ForeignKey("script.id"), index=True)
    sheet: Mapped[int]
    keying: Mapped[int]
    mark: Mapped[Decimal] = mapped_column(MARK)
    marker_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    keyed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    keyed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
    voided: Mapped[str] = mapped_column(default="")

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
    """A request that the written script be marked again. `impact` is what a changed mark brings about, as proposed."""

    __tablename__ = "appeal"
    __process__ = "appeal"
    __sealed__ = ("application_id", "paper_id", "script_id", "grounds", "old_mark", "new_mark", "answer", "dialogue",
                  "impact", "impact_hash", "proposed_by", "confirmed_by")  # fmt: skip
    __table_args__ = (sa.UniqueConstraint("application_id", "paper_id"),)

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    script_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("script.id"))
    grounds: Mapped[str]
    old_mark: Mapped[Decimal | None] = mapped_column(MARK)
    new_mark: Mapped[Decimal | None] = mapped_column(MARK)
    answer: Mapped[str] = mapped_column(default="")
    dialogue: Mapped[str] = mapped_column(default="")  # the minutes of the talk between the two pairs of markers
    impact: Mapped[dict[str, Any]] = mapped_column(default=dict)
    impact_hash: Mapped[str] = mapped_column(default="")
    proposed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    confirmed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    application: Mapped[Application] = relationship()
    paper: Mapped[Paper] = relationship()
