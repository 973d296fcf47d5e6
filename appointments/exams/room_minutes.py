"""The minutes of each room of a written session, put together from what was recorded in it.

Nothing is entered here: who came, what was handed in, incidents and sanctions have registers of their own. The minutes
are signed here (`room_signing`), and printed to be signed by hand as well (biên bản phòng thi).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions.models import Paper
from appointments.exams import incidents, queries
from appointments.exams.incidents import Incident, Sanction
from appointments.exams.models import Attendance, Room


@dataclass(frozen=True, slots=True)
class Seated:
    """One room: the names of who watches, and who sits there."""

    room: Room
    invigilators: tuple[str, ...]
    seats: tuple[Attendance, ...]


@dataclass(frozen=True, slots=True)
class RoomMinutes(Seated):
    """What happened in a room, beside."""

    incidents: tuple[tuple[Incident, str], ...]
    sanctions: tuple[Sanction, ...]

    @property
    def unrecorded(self) -> int:
        """How many seats nobody has recorded anything of."""
        return sum(seat.present is None for seat in self.seats)

    @property
    def came(self) -> int:
        """How many candidates came."""
        return sum(bool(seat.present) for seat in self.seats)

    @property
    def absent(self) -> list[str]:
        """The numbers of those who did not come."""
        return [_number(seat) for seat in self.seats if seat.present is False]

    @property
    def late(self) -> list[Attendance]:
        """Those who came late, admitted or not."""
        return [seat for seat in self.seats if seat.arrived_at]

    @property
    def collected(self) -> int:
        """How many scripts were handed in."""
        return sum(bool(seat.collected) for seat in self.seats)

    @property
    def sheets(self) -> int | None:
        """How many sheets were handed in; nothing where the coding board counts pages instead."""
        counted = [seat.sheets for seat in self.seats if seat.sheets is not None]
        return sum(counted) if counted else None

    @property
    def kept(self) -> list[Attendance]:
        """Those who came and handed nothing in, with the explanation."""
        return [seat for seat in self.seats if seat.present and not seat.collected]


def seated(session: Session, paper_id: UUID) -> list[Seated]:
    """The rooms of a paper, by name; as many statements for one room as for fifty."""
    seats, rooms = queries.seats(session, paper_id), queries.rooms(session, paper_id)
    names = queries.named(session, [UUID(person) for room in rooms for person in room.invigilators])
    return [
        Seated(
            room,
            tuple(names.get(UUID(person), "") for person in room.invigilators),
            tuple(seat for seat in seats if seat.room_id == room.id),
        )
        for room in rooms
    ]


def minutes_of(session: Session, paper: Paper) -> list[RoomMinutes]:
    """The minutes of every room of a paper."""
    lines, sanctions = incidents.incidents_of(session, paper.id), incidents.sanctions_of(session, paper.id)
    return [
        RoomMinutes(
            one.room,
            one.invigilators,
            one.seats,
            tuple(line for line in lines if line[0].room_id == one.room.id),
            _of(one.seats, sanctions),
        )
        for one in seated(session, paper.id)
    ]


def _of(seats: Sequence[Attendance], sanctions: Sequence[Sanction]) -> tuple[Sanction, ...]:
    here = {seat.application_id for seat in seats}
    return tuple(one for one in sanctions if one.application_id in here)


def _number(seat: Attendance) -> str:
    return seat.application.number or ""
