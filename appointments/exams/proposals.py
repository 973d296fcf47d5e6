"""Tables of proposals handed in on screen: the round's box with its key, one proposal a candidate, every version of it.

Nothing here opens a file: the key of each is wrapped for a key whose private half the house never held.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from appointments.applications.models import Application
from appointments.applications.numbers import by_number
from appointments.competitions import context
from appointments.competitions.models import Contest, Round
from appointments.core.cases import Cased, Sealed
from appointments.core.db import Base
from appointments.exams.coding import formats
from workflows.calendar import Sum
from workflows.parameters_exam import SCREEN
from workflows.proposal import BEFORE_SEALING

TO_BE_OPENED = ("sealed", "opening")
LODGED = ("lodged", "sealed", "opening", "opened")
WAITING = (*BEFORE_SEALING, *TO_BE_OPENED)


class ProposalBox(Sealed, Base):
    """What all proposals of a round share; its id is the round's.

    `key` is the public half as the council's machine wrote it, `due_at` the deadline, set with the timetable. `content`
    is the digest of what the chair proposed to open.
    """

    __tablename__ = "proposal_box"
    __sealed__ = ("round_id", "key", "due_at", "content", "proposed_by")

    round_id: Mapped[UUID] = mapped_column(sa.ForeignKey("round.id"), unique=True)
    key: Mapped[str]
    due_at: Mapped[datetime | None]
    content: Mapped[str] = mapped_column(default="")
    proposed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))


class Proposal(Cased, Base):
    """One candidate's proposal; its id is the application's."""

    __tablename__ = "proposal"
    __process__ = "proposal"
    __sealed__ = ("application_id", "box_id")

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), unique=True)
    box_id: Mapped[UUID] = mapped_column(sa.ForeignKey("proposal_box.id"), index=True)

    application: Mapped[Application] = relationship()
    box: Mapped[ProposalBox] = relationship()
    versions: Mapped[list["ProposalVersion"]] = relationship(
        back_populates="proposal", order_by="ProposalVersion.number"
    )

    @property
    def last(self) -> "ProposalVersion | None":
        """The version that counts."""
        return self.versions[-1] if self.versions else None


class ProposalVersion(Sealed, Base):
    """One file as it was handed in; kept when another takes its place.

    `digest` is the SHA-256 of what the candidate sent, `sealed` that of the ciphertext, under which it is stored;
    `wrapped` its key, wrapped. `opened_key` is that key once the proposals were opened; it is bound by `digest`.
    """

    __tablename__ = "proposal_version"
    __table_args__ = (sa.UniqueConstraint("proposal_id", "number"),)
    __sealed__ = ("proposal_id", "number", "filename", "size", "digest", "sealed", "wrapped", "lodged_at")

    proposal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("proposal.id"), index=True)
    number: Mapped[int]
    filename: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str]
    sealed: Mapped[str]
    wrapped: Mapped[str]
    lodged_at: Mapped[datetime]
    opened_key: Mapped[str] = mapped_column(default="")

    proposal: Mapped[Proposal] = relationship(back_populates="versions")


def is_on_screen(round_: Round) -> bool:
    """Whether the proposals of a round are handed in on screen; a round pinned before the option existed: no."""
    return context.rules_of(round_, round_.begun_at).get("exam.proposal_mode") == SCREEN


def counted(session: Session, box_id: UUID) -> dict[str, int]:
    """How many proposals of a round rest in each state: all that anybody learns before the deadline."""
    query = sa.select(Proposal.state, sa.func.count()).where(Proposal.box_id == box_id).group_by(Proposal.state)
    return {row[0]: row[1] for row in session.execute(query)}


def to_be_opened(session: Session, box_id: UUID) -> list[tuple[Proposal, ProposalVersion]]:
    """The proposals that are opened together, each with the version that counts, in a fixed order."""
    query = (
        sa.select(Proposal, ProposalVersion)
        .join(ProposalVersion, ProposalVersion.proposal_id == Proposal.id)
        .where(Proposal.box_id == box_id, Proposal.state.in_(TO_BE_OPENED))
        .order_by(ProposalVersion.number)
    )
    last = {proposal.id.hex: (proposal, version) for proposal, version in session.execute(query)}
    return [last[key] for key in sorted(last)]


def entries(session: Session, box_id: UUID) -> list[dict[str, Any]]:
    """What the council's machine is given: by proposal the ciphertext's digest and the wrapped key."""
    return [
        {"proposal": one.id.hex, "sealed": version.sealed, "wrapped": version.wrapped}
        for one, version in to_be_opened(session, box_id)
    ]


def content(session: Session, box_id: UUID) -> str:
    """The digest over everything that is to be opened; nothing where there is nothing."""
    found = entries(session, box_id)
    return formats.proposals_digest(found) if found else ""


def unopened(session: Session, round_: Round) -> int:
    """How many proposals of the round are not opened yet, or may still be lodged; none where they are on paper."""
    found = counted(session, round_.id) if is_on_screen(round_) else {}
    return sum(found.get(name, 0) for name in WAITING)


def shown_deadline(session: Session, box: ProposalBox, round_: Round, now: datetime) -> Sum | None:
    """The deadline as it is set; with the days as they were counted unless it was put off since."""
    if box.due_at is None:
        return None
    counted_out = deadline(session, round_, now)
    return counted_out if counted_out.due == box.due_at else Sum.fixed(box.due_at)


def deadline(session: Session, round_: Round, now: datetime) -> Sum:
    """What the timetable sets: so many working days before the first presentation, with the derivation."""
    assert round_.oral_starts_at is not None
    days = context.rules_of(round_, now)["exam.proposal_wd"]
    calendar = context.calendar_of(session, now, round_.oral_starts_at)
    return calendar.before(round_.oral_starts_at, days, working=True)


def own(session: Session, application_id: UUID, person: UUID) -> Proposal | None:
    """The person's own proposal for this application."""
    query = sa.select(Proposal).join(Application, Application.id == Proposal.application_id)
    return session.scalar(query.where(Proposal.id == application_id, Application.person_id == person))


def of_round(session: Session, round_id: UUID) -> list[Proposal]:
    """Every proposal of a round, by candidate number."""
    query = (
        sa.select(Proposal)
        .join(Application, Application.id == Proposal.application_id)
        .join(Contest, Contest.id == Application.contest_id)
        .where(Contest.round_id == round_id)
        .options(sa.orm.joinedload(Proposal.application).joinedload(Application.person))
        .options(sa.orm.joinedload(Proposal.application).joinedload(Application.contest).joinedload(Contest.post))
        .options(sa.orm.selectinload(Proposal.versions))
    )
    return list(session.scalars(query.order_by(*by_number(Application.number), Application.id)).unique())
