"""A conference with those summoned to it and the names voted on.

The figures and the outcome are stored and derived again on reading. Where `is_announced` is false the result is kept
from the voters until the case above has ended; then `is_told` becomes true.
"""

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from appointments.accounts import names
from appointments.accounts.models import Person
from appointments.core.cases import Cased, Sealed
from appointments.core.db import Base
from appointments.organisation.models import Agency


class Conference(Cased, Base):
    """One conference. `parent_process` and `parent_id` name the case above; `meeting` is its key there.

    `terms` are the pinned terms (`workflows.pinned_terms`). `result` is that of `workflows.voting`, "" before it.
    """

    __tablename__ = "conference"
    __process__ = "conference"
    __sealed__ = (
        "parent_process", "parent_id", "agency_id", "meeting", "label_vi", "label_en", "number", "terms",
        "is_announced", "is_told", "has_head", "held_on", "place", "prepared", "issued", "returned", "valid", "invalid",
        "entered_by", "confirmed_by", "result",
    )  # fmt: skip

    parent_process: Mapped[str] = mapped_column(sa.String(40))
    parent_id: Mapped[UUID] = mapped_column(index=True)
    agency_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    meeting: Mapped[str] = mapped_column(sa.String(40))
    label_vi: Mapped[str]
    label_en: Mapped[str]
    number: Mapped[int] = mapped_column(default=0)
    terms: Mapped[dict[str, Any]]
    is_announced: Mapped[bool] = mapped_column(default=True)
    is_told: Mapped[bool] = mapped_column(default=True)
    has_head: Mapped[bool] = mapped_column(default=True)
    held_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(default="")
    prepared: Mapped[int | None]
    issued: Mapped[int | None]
    returned: Mapped[int | None]
    valid: Mapped[int | None]
    invalid: Mapped[int | None]
    entered_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    confirmed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    result: Mapped[str] = mapped_column(sa.String(20), default="")

    agency: Mapped[Agency] = relationship()
    voters: Mapped[list["Voter"]] = relationship(back_populates="conference", order_by="Voter.place")
    ballot: Mapped[list["BallotName"]] = relationship(back_populates="conference", order_by="BallotName.place")

    def label(self, locale: str) -> str:
        """What the conference is called, in the reader's language."""
        return self.label_en if locale == "en" else self.label_vi


class Voter(Sealed, Base):
    """One person summoned: one head, one ballot, whatever roles. `presence` is "", "present", "excused" or "absent"."""

    __tablename__ = "conference_voter"
    __table_args__ = (sa.UniqueConstraint("conference_id", "place"),)
    __sealed__ = ("conference_id", "place", "full_name", "position", "presence", "excuse")

    conference_id: Mapped[UUID] = mapped_column(sa.ForeignKey("conference.id"), index=True)
    place: Mapped[int]
    full_name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(index=True)
    position: Mapped[str] = mapped_column(default="")
    presence: Mapped[str] = mapped_column(sa.String(10), default="")
    excuse: Mapped[str] = mapped_column(default="")

    conference: Mapped[Conference] = relationship(back_populates="voters")

    @validates("full_name")
    def _fold(self, _key: str, name: str) -> str:
        kept = names.clean(name, numbered=True)
        self.name_folded = names.similar(kept)
        return kept


class BallotName(Sealed, Base):
    """One name on the ballot; `votes` None before the count. `is_new`: no earlier step carried it. `goes_on`: the
    outcome."""

    __tablename__ = "ballot_name"
    __table_args__ = (sa.UniqueConstraint("conference_id", "person_id"),)
    __sealed__ = ("conference_id", "person_id", "place", "is_new", "votes", "goes_on")

    conference_id: Mapped[UUID] = mapped_column(sa.ForeignKey("conference.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    place: Mapped[int]
    is_new: Mapped[bool] = mapped_column(default=False)
    votes: Mapped[int | None]
    goes_on: Mapped[bool | None]

    conference: Mapped[Conference] = relationship(back_populates="ballot")
    person: Mapped[Person] = relationship()
