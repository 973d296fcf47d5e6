"""One ordinary appointment to one post, the names in it, and what was verified of the person chosen.

The law differs for the two kinds of staff, so each has a process of its own; both rest in one table.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appointments.accounts.models import Person
from appointments.core.cases import Cased, Sealed
from appointments.core.db import Base
from appointments.decisions.models import Decision
from appointments.organisation.models import Post
from workflows.appointment import LAW_OF
from workflows.meetings import Law
from workflows.parameters import Staff


class Procedure(Cased, Base):
    """`kind` is FIRST_APPOINTMENT or PROMOTION; `rules` are the parameters pinned when the need was written down.

    `chosen_id` is the person whom the last conference, or the head, chose; `notes` what the steps from elsewhere told.
    """

    __tablename__ = "procedure"
    __process__ = ""
    __sealed__ = (
        "post_id", "agency_id", "staff", "kind", "ground", "rules", "requested_by", "policy_at", "minutes",
        "submitted_by", "chosen_id", "decision_id",
    )  # fmt: skip

    post_id: Mapped[UUID] = mapped_column(sa.ForeignKey("post.id"), index=True)
    agency_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    staff: Mapped[str] = mapped_column(sa.String(20))
    kind: Mapped[str]
    ground: Mapped[str] = mapped_column(default="")
    rules: Mapped[dict[str, Any]]
    requested_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    policy_at: Mapped[datetime | None]
    minutes: Mapped[str] = mapped_column(default="")
    submitted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    chosen_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    decision_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("decision.id"))

    post: Mapped[Post] = relationship()
    chosen: Mapped[Person | None] = relationship(foreign_keys=[chosen_id])
    decision: Mapped[Decision | None] = relationship()
    names: Mapped[list["Nominee"]] = relationship(back_populates="procedure", order_by="Nominee.place")
    checks: Mapped[list["ProcedureCheck"]] = relationship(order_by="ProcedureCheck.item")

    __mapper_args__ = {"polymorphic_on": "staff", "version_id_col": Cased.version, "version_id_generator": False}

    @property
    def law(self) -> Law:
        """The text that the case is pinned to."""
        return LAW_OF[self.__process__, self.process_version]

    @property
    def standing(self) -> list["Nominee"]:
        """The names that are still in."""
        return [name for name in self.names if name.stands]


class CivilProcedure(Procedure):
    """The appointment of a civil servant."""

    __process__ = "civil_appointment"
    __mapper_args__ = {"polymorphic_identity": str(Staff.civil_servant)}


class PublicProcedure(Procedure):
    """The appointment of a public employee."""

    __process__ = "public_appointment"
    __mapper_args__ = {"polymorphic_identity": str(Staff.public_employee)}


MODELS: dict[str, type[Procedure]] = {
    str(Staff.civil_servant): CivilProcedure,
    str(Staff.public_employee): PublicProcedure,
}


class Nominee(Sealed, Base):
    """One eligible name. `stands`: the steps so far have carried it on."""

    __tablename__ = "nominee"
    __table_args__ = (sa.UniqueConstraint("procedure_id", "person_id"),)
    __sealed__ = ("procedure_id", "person_id", "place", "stands")

    procedure_id: Mapped[UUID] = mapped_column(sa.ForeignKey("procedure.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    place: Mapped[int]
    stands: Mapped[bool] = mapped_column(default=True)

    procedure: Mapped[Procedure] = relationship(back_populates="names")
    person: Mapped[Person] = relationship()


class ProcedureCheck(Sealed, Base):
    """One item of the verification of the person chosen."""

    __tablename__ = "procedure_check"
    __table_args__ = (sa.UniqueConstraint("procedure_id", "person_id", "item"),)
    __sealed__ = ("procedure_id", "person_id", "item", "passed", "note", "checked_by", "checked_at")

    procedure_id: Mapped[UUID] = mapped_column(sa.ForeignKey("procedure.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    item: Mapped[str]
    passed: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    checked_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    checked_at: Mapped[datetime]
