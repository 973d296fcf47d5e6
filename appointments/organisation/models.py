"""Agencies and units as a tree with validity dates, who succeeded whom, leadership posts, the calendar's overrides."""

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appointments.core.cases import Cased, Sealed
from appointments.core.db import Base, Identified


class Agency(Identified, Base):
    """An agency, district, public-service unit, or a unit of one; `parent_id` makes the tree.

    `kind` is one of `queries.KINDS`. `valid_to` is the last day. What ended or began by a reorganisation has its day
    from there.
    """

    __tablename__ = "agency"

    key: Mapped[str] = mapped_column(unique=True)
    name_vi: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[str]
    parent_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")

    parent: Mapped["Agency | None"] = relationship(remote_side="Agency.id")

    def name(self, locale: str) -> str:
        """The name in the reader's language."""
        return self.name_en if locale == "en" else self.name_vi


class Post(Identified, Base):
    """A leadership post. `quota` is how many holders the staffing plan allows, `filled` how many there are.

    `level` is "DIVISION", "DEPARTMENT" or "COMMUNE_DIVISION"; `rank` "head" or "deputy"; `staff` "civil_servant" or
    "public_employee". `elected` posts (cán bộ) are never filled by examination.
    """

    __tablename__ = "post"

    agency_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    title_vi: Mapped[str]
    title_en: Mapped[str]
    level: Mapped[str] = mapped_column(default="DIVISION")
    rank: Mapped[str]
    staff: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    quota: Mapped[int] = mapped_column(default=1)
    filled: Mapped[int] = mapped_column(default=0)
    elected: Mapped[bool] = mapped_column(default=False)
    position_list_approved: Mapped[bool] = mapped_column(default=False)
    standards: Mapped[str] = mapped_column(default="")
    duties: Mapped[str] = mapped_column(default="")

    agency: Mapped[Agency] = relationship()

    def title(self, locale: str) -> str:
        """The title in the reader's language."""
        return self.title_en if locale == "en" else self.title_vi


class Reorganisation(Cased, Base):
    """A merger, division, renaming, dissolution or rearrangement on a day, by a document.

    `agency_id` is the body in which all of it happens (None: the city's matter). `changes` tells, once confirmed, which
    units and posts it ended and which units it began, so that it can be taken back.
    """

    __tablename__ = "reorganisation"
    __process__ = "reorganisation"
    __sealed__ = ("kind", "agency_id", "document", "signed_on", "effective_on", "note", "changes", "drafted_by")

    kind: Mapped[str]
    agency_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    document: Mapped[str]
    signed_on: Mapped[date | None]
    effective_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    drafted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    agency: Mapped[Agency | None] = relationship()
    links: Mapped[list["SuccessorLink"]] = relationship(order_by="SuccessorLink.line")


class SuccessorLink(Sealed, Base):
    """One pair of a reorganisation: `before` goes on as `after`; without `after` it has no successor.

    A unit that is its own successor goes on existing. Several lines make a merger, a division, or many to many.
    """

    __tablename__ = "successor_link"
    __table_args__ = (sa.UniqueConstraint("reorganisation_id", "before_id", "after_id"),)
    __sealed__ = ("reorganisation_id", "line", "before_id", "after_id")

    reorganisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("reorganisation.id"), index=True)
    line: Mapped[int]
    before_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    after_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agency.id"), index=True)


class CalendarOverride(Identified, Base):
    """A day whose work differs from the general calendar, with the document that says so."""

    __tablename__ = "calendar_override"

    day: Mapped[date] = mapped_column(unique=True)
    is_working: Mapped[bool]
    reason: Mapped[str]
    source: Mapped[str]


class Regulation(Cased, Base):
    """One edition of an agency's exam regulation: what differs from the general values, and the paper that says so.

    `agency_id` None: for every agency that has none of its own. `changes` maps a parameter's key to its JSON value.
    """

    __tablename__ = "regulation"
    __process__ = "regulation"
    __sealed__ = ("agency_id", "staff", "changes", "source", "drafted_by")

    agency_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    staff: Mapped[str] = mapped_column(sa.String(20))
    changes: Mapped[dict[str, Any]]
    source: Mapped[str]
    drafted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    agency: Mapped[Agency | None] = relationship()

    __table_args__ = (sa.CheckConstraint("staff IN ('civil_servant', 'public_employee')", name="staff_known"),)
