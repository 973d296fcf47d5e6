"""Reports of the indicator that are kept, and the maintained summary from which its page is told."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column

from appointments.core.cases import Cased
from appointments.core.db import Base, Identified
from appointments.indicator import upkeep


class Report(Cased, Base):
    """A report of the indicator, drawn up by one, frozen by another.

    `definition` is the definition's key; `head_size` the signed head of the ledger that covers every decision in it.
    `file` is the SHA-256 of the report's file and `content` that of what it says of the decisions, without their ledger
    entries: by this it is known whether it would be told otherwise today.
    """

    __tablename__ = "indicator_report"
    __process__ = "report"
    __sealed__ = ("definition", "as_of", "head_size", "file", "content", "n_new", "n_exam", "drafted_by", "frozen_by")

    definition: Mapped[str]
    as_of: Mapped[date]
    head_size: Mapped[int] = mapped_column(sa.BigInteger)
    file: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[str] = mapped_column(sa.String(64))
    n_new: Mapped[int]
    n_exam: Mapped[int]
    drafted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    frozen_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))


class Cell:
    """What a definition may ask of decisions that fall into one cell, and how many they are; after the cell's time."""

    sort: Mapped[str] = mapped_column(primary_key=True, sort_order=1)
    level: Mapped[str] = mapped_column(primary_key=True, sort_order=2)
    rank: Mapped[str] = mapped_column(primary_key=True, sort_order=3)
    staff: Mapped[str] = mapped_column(primary_key=True, sort_order=4)
    n_new: Mapped[int] = mapped_column(sort_order=5)
    n_exam: Mapped[int] = mapped_column(sort_order=6)


class BySlot(Cell, Base):
    """How many signed decisions took effect in one slot of time, by what a definition may ask of them.

    Kept by the database's triggers (`upkeep`) in the transaction that changes a decision; the product only reads it.
    """

    __tablename__ = upkeep.BY_SLOT

    slot: Mapped[date] = mapped_column(primary_key=True)


class ByUnit(Cell, Base):
    """The same for each unit, by coarser pieces of time; without the decisions that count under no definition."""

    __tablename__ = upkeep.BY_UNIT

    agency_id: Mapped[UUID] = mapped_column(primary_key=True)
    piece: Mapped[date] = mapped_column(primary_key=True)


class Recount(Identified, Base):
    """One comparison of the summary with all decisions: how many cells differed, which, whether it was made anew."""

    __tablename__ = "indicator_recount"

    at: Mapped[datetime] = mapped_column(index=True)
    differing: Mapped[int]
    is_repaired: Mapped[bool] = mapped_column(default=False)
    cells: Mapped[list[Any]] = mapped_column(sa.JSON)


def _keep(metadata: sa.MetaData, connection: sa.Connection, **made: Any) -> None:
    if any(table.name == upkeep.BY_UNIT for table in made.get("tables") or ()):
        for statement in upkeep.statements(connection.dialect.name):
            connection.execute(sa.text(statement))


event.listen(Base.metadata, "after_create", _keep)
