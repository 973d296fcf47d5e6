"""What went wrong in a sitting: the register of incidents of each room, and sanctions with their minutes."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from appointments.accounts.models import Person
from appointments.applications.models import Application
from appointments.competitions.models import Contest, Paper, Round
from appointments.core.cases import Cased, Sealed
from appointments.core.db import Base
from appointments.core.errors import NotFound
from appointments.exams.models import Attendance, Room
from appointments.organisation.models import Post
from workflows.sanction import ENDING, percent_off

IN_FORCE = "in_force"


class Incident(Sealed, Base):
    """One line of a room's register: when, what, who reported it. Nothing in it is changed afterwards."""

    __tablename__ = "incident"
    __sealed__ = ("paper_id", "room_id", "happened_at", "what", "reported_by", "recorded_by", "recorded_at")

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    room_id: Mapped[UUID] = mapped_column(sa.ForeignKey("room.id"))
    happened_at: Mapped[datetime]
    what: Mapped[str]
    reported_by: Mapped[str]
    recorded_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    recorded_at: Mapped[datetime]

    room: Mapped[Room] = relationship()


class Sanction(Cased, Base):
    """The minutes of a violation and the sanction asked for; `witnesses` are the neighbours where the candidate
    refused to sign."""

    __tablename__ = "sanction"
    __process__ = "sanction"
    __sealed__ = (
        "application_id", "paper_id", "kind", "happened_at", "minutes", "was_read", "witnesses", "signed_by",
        "countersigned_by",
    )  # fmt: skip

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    kind: Mapped[str]
    happened_at: Mapped[datetime]
    minutes: Mapped[str]
    was_read: Mapped[bool]  # the candidate read the minutes and signed them
    witnesses: Mapped[list[str]] = mapped_column(default=list)
    signed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    countersigned_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    application: Mapped[Application] = relationship()
    paper: Mapped[Paper] = relationship()


def incidents_of(session: Session, paper_id: UUID) -> list[tuple[Incident, str]]:
    """The register of a paper with who wrote each line, by room and time."""
    query = sa.select(Incident, Person.full_name).join(Person, Person.id == Incident.recorded_by)
    query = query.join(Incident.room).options(joinedload(Incident.room)).where(Incident.paper_id == paper_id)
    return [(row[0], row[1]) for row in session.execute(query.order_by(Room.name, Incident.happened_at, Incident.id))]


def sanctions_of(session: Session, paper_id: UUID) -> list[Sanction]:
    """The sanctions of a paper, the latest first."""
    query = sa.select(Sanction).options(joinedload(Sanction.application).joinedload(Application.person))
    query = query.where(Sanction.paper_id == paper_id).order_by(Sanction.begun_at.desc(), Sanction.id)
    return list(session.scalars(query))


def own_sanctions(session: Session, application_id: UUID) -> list[Sanction]:
    """What was decided about one candidate; minutes that still await the second signature are not the end of it."""
    query = sa.select(Sanction).where(Sanction.application_id == application_id, Sanction.state != "drawn_up")
    return list(session.scalars(query.order_by(Sanction.begun_at, Sanction.id)))


def sanction_found(session: Session, sanction_id: UUID) -> Sanction:
    """One sanction with its candidate, post and round; whether the asker may see it is asked by the caller."""
    query = sa.select(Sanction).options(
        joinedload(Sanction.application).joinedload(Application.person),
        joinedload(Sanction.application)
        .joinedload(Application.contest)
        .joinedload(Contest.post)
        .joinedload(Post.agency),
        joinedload(Sanction.paper).joinedload(Paper.round).joinedload(Round.agency),
    )
    row = session.scalar(query.where(Sanction.id == sanction_id))
    if row is None:
        raise NotFound(Sanction, sanction_id)
    return row


def percents_off(session: Session, application_ids: list[UUID], rules: Any) -> dict[UUID, int]:
    """What is taken off the written mark of each of these candidates, in per cent; nothing where nothing is."""
    query = sa.select(Sanction.application_id, Sanction.kind)
    query = query.where(Sanction.application_id.in_(application_ids), Sanction.state == IN_FORCE)
    found: dict[UUID, set[str]] = {}
    for application_id, kind in session.execute(query):
        found.setdefault(application_id, set()).add(kind)
    return {who: percents_of(kinds, rules) for who, kinds in found.items()}


def percents_of(kinds: set[str], rules: Any) -> int:
    """What these sanctions take off under a regulation."""
    return percent_off(kinds, rules["exam.sanction_reprimand_percent"], rules["exam.sanction_warning_percent"])


def ended_by_sanction(session: Session, paper_ids: list[UUID]) -> set[UUID]:
    """The candidates of these papers whose exam a sanction in force ended."""
    query = sa.select(Sanction.application_id)
    return set(
        session.scalars(
            query.where(Sanction.paper_id.in_(paper_ids), Sanction.state == IN_FORCE, Sanction.kind.in_(ENDING))
        )
    )


def seat_of(session: Session, application_id: UUID) -> Attendance | None:
    """Where this candidate sits."""
    return session.scalar(sa.select(Attendance).where(Attendance.application_id == application_id))
