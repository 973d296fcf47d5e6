"""Reports of the indicator that are kept: which definition, which day, which head of the ledger, which file."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from appointments.core.cases import Cased
from appointments.core.db import Base


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
