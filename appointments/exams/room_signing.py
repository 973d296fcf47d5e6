"""Signatures under the minutes of a room: the digest of what they say now, who signed that, who signed what changed.

What is signed: the room, who watched it, each seat as recorded, the register of incidents, the minutes of violations.
What becomes of a sanction later is signed by others and changes nothing here.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from appointments.competitions.models import Paper
from appointments.core.cases import Sealed
from appointments.core.db import Base
from appointments.core.ledger.canonical import canonical, instant
from appointments.exams.incidents import Incident, Sanction
from appointments.exams.models import Attendance, Room
from workflows.roles import Role
from workflows.room_minutes import Signature, is_attested, is_signed

ByPaper = Mapping[UUID, Sequence[Any]]
TAG = b"minh-tuyen/room-minutes/1\n"


class MinutesSignature(Sealed, Base):
    """One person's signature under the minutes of a room as they stood: their digest. Never changed."""

    __tablename__ = "minutes_signature"
    __table_args__ = (sa.UniqueConstraint("room_id", "person_id", "digest"),)
    __sealed__ = ("paper_id", "room_id", "person_id", "role", "digest", "signed_at")

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    room_id: Mapped[UUID] = mapped_column(sa.ForeignKey("room.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    role: Mapped[str]
    digest: Mapped[str]
    signed_at: Mapped[datetime]

    @property
    def plain(self) -> Signature:
        """As the rules read it."""
        return Signature(self.person_id.hex, Role(self.role), self.digest)


@dataclass(frozen=True, slots=True)
class Signed:
    """The minutes of one room: the digest of what they say now, and every signature, of earlier content too."""

    room: Room
    digest: str
    unrecorded: int
    signatures: tuple[MinutesSignature, ...]

    @property
    def plain(self) -> list[Signature]:
        """The signatures as the rules read them."""
        return [one.plain for one in self.signatures]

    @property
    def is_signed(self) -> bool:
        """Whether two people signed what the minutes say now."""
        return is_signed(self.plain, self.digest)

    @property
    def is_attested(self) -> bool:
        """Whether the supervision board attested that beside."""
        return is_attested(self.plain, self.digest)

    @property
    def standing(self) -> list[MinutesSignature]:
        """The signatures under what the minutes say now."""
        return [one for one in self.signatures if one.digest == self.digest]

    @property
    def stale(self) -> list[MinutesSignature]:
        """The signatures of those who have signed earlier content only: the minutes changed after them."""
        present = {one.person_id for one in self.standing}
        return [one for one in self.signatures if one.person_id not in present]


def signed_of(session: Session, papers: Sequence[Paper]) -> dict[UUID, list[Signed]]:
    """The minutes of each paper's rooms in which somebody sits, by name; by five statements, however many there are."""
    ids = [paper.id for paper in papers]
    seats = _grouped(session, Attendance, ids, lambda row: row.paper_id)
    return _signed(session, papers, seats, _grouped(session, Room, ids, lambda row: row.paper_id))


def _signed(session: Session, papers: Sequence[Paper], seats: ByPaper, rooms: ByPaper) -> dict[UUID, list[Signed]]:
    """The same of seats and rooms that were read already."""
    ids = [paper.id for paper in papers]
    lines = _grouped(session, Incident, ids, lambda row: row.room_id)
    wrongs = _grouped(session, Sanction, ids, lambda row: row.application_id)
    signatures = _grouped(session, MinutesSignature, ids, lambda row: row.room_id)
    return {
        paper.id: [
            Signed(
                room,
                digest_of(paper, room, here, lines[room.id], [s for a in here for s in wrongs[a.application_id]]),
                sum(seat.present is None for seat in here),
                tuple(sorted(signatures[room.id], key=lambda one: (one.signed_at, one.id))),
            )
            for room in sorted(rooms[paper.id], key=lambda one: one.name)
            if (here := [seat for seat in seats[paper.id] if seat.room_id == room.id])
        ]
        for paper in papers
    }


def facts(session: Session, papers: Sequence[Paper], seats: ByPaper, rooms: ByPaper) -> dict[UUID, dict[str, Any]]:
    """How many rooms' minutes lack two signatures, and how many the attestation, while the session is not closed.

    `seats` and `rooms` are those of each paper, as they are now.
    """
    sat = [paper for paper in papers if paper.state == "ready"]
    found = _signed(session, sat, seats, rooms) if sat else {}
    return {
        paper_id: {
            "unsigned_minutes": sum(not one.is_signed for one in rooms),
            "unattested_minutes": sum(not one.is_attested for one in rooms),
        }
        for paper_id, rooms in found.items()
    }


def digest_of(
    paper: Paper, room: Room, seats: Iterable[Attendance], lines: Iterable[Incident], wrongs: Iterable[Sanction]
) -> str:
    """SHA-256 of what the minutes of a room say."""
    said = {
        "room": [room.name, room.seats, sorted(room.invigilators)],
        "session": [_instant(paper.starts_at), paper.place or ""],
        "seats": [
            [a.seat, a.application_id.hex, a.present, a.collected, a.sheets, a.explained, _instant(a.arrived_at)]
            for a in sorted(seats, key=lambda one: one.seat)
        ],
        "incidents": sorted(
            [_instant(one.happened_at), one.id.hex, one.what, one.reported_by, one.recorded_by.hex] for one in lines
        ),
        "sanctions": sorted(
            [one.id.hex, one.application_id.hex, one.kind, _instant(one.happened_at), one.minutes, one.was_read,
             list(one.witnesses), one.signed_by.hex]
            for one in wrongs
        ),
    }  # fmt: skip
    return hashlib.sha256(TAG + canonical(said)).hexdigest()


def together(found: Iterable[Signed]) -> str:
    """One digest of several rooms' minutes, for whoever attests them in one act."""
    lines = "\n".join(sorted(f"{one.room.id.hex} {one.digest}" for one in found))
    return hashlib.sha256(TAG + lines.encode()).hexdigest()


def _instant(at: datetime | None) -> str:
    return instant(at) if at else ""


def _grouped(session: Session, model: Any, ids: Sequence[UUID], key: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    query = sa.select(model).where(model.paper_id.in_(ids))
    for row in session.scalars(query.execution_options(populate_existing=True)):
        found[key(row)].append(row)
    return found
