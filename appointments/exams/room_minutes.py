"""The minutes of each room of a written session, put together from what was recorded in it.

Nothing is entered here: who came, what was handed in, incidents and sanctions have registers of their own. The minutes
are printed and signed by hand by the room's invigilators (biên bản phòng thi).
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
class RoomMinutes:
    """One room: who watched, who sat there, what happened there."""

    room: Room
    invigilators: tuple[str, ...]
    seats: tuple[Attendance, ...]
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


def minutes_of(session: Session, paper: Paper) -> list[RoomMinutes]:
    """The minutes of every room of a paper, by the room's name; as many statements for one room as for fifty."""
    seats, lines = queries.seats(session, paper.id), incidents.incidents_of(session, paper.id)
    sanctions, rooms = incidents.sanctions_of(session, paper.id), queries.rooms(session, paper.id)
    names = queries.named(session, [UUID(person) for room in rooms for person in room.invigilators])
    return [
        RoomMinutes(
            room,
            tuple(names.get(UUID(person), "") for person in room.invigilators),
            here := tuple(seat for seat in seats if seat.room_id == room.id),
            tuple(line for line in lines if line[0].room_id == room.id),
            _of(here, sanctions),
        )
        for room in rooms
    ]


def _of(seats: Sequence[Attendance], sanctions: Sequence[Sanction]) -> tuple[Sanction, ...]:
    here = {seat.application_id for seat in seats}
    return tuple(one for one in sanctions if one.application_id in here)


def _number(seat: Attendance) -> str:
    return seat.application.number or ""
