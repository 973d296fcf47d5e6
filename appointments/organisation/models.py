"""Agencies and units as a tree with validity dates, leadership posts, and overrides of the working-day calendar."""

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appointments.core.cases import Cased
from appointments.core.db import Base, Identified


class Agency(Identified, Base):
    """An agency, district, public-service unit, or a unit of one; `parent_id` makes the tree.

    `kind` is "city", "agency", "district", "public_service_unit" or "unit".
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
