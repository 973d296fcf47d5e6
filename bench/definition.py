"""The ring as a definition of our engine, and its table; known to the bench's own processes only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from appointments.core.cases import Cased
from appointments.core.db import Base
from bench import workload
from workflows.calendar import Calendar
from workflows.engine import Actor, Case, Deadline, Facts, Process, State, Transition, guard
from workflows.law import design
from workflows.registry import register
from workflows.roles import SYSTEM, Role
from workflows.words import Words

LABEL = Words("Vòng", "Ring")
PERSON = UUID(int=7)
CALENDAR = Calendar()


@dataclass(frozen=True, kw_only=True)
class RingFacts(Facts):
    """What the ring's one guard looks at."""

    points: int = 0


@guard(Words("Mới có %(points)d điểm.", "There are only %(points)d points."), design())
def points_suffice(case: Case) -> bool:
    """Whether there are enough points."""
    return bool(case.facts.points >= workload.ENOUGH)


def _state(name: str, role: str) -> State:
    deadline = Deadline("remind", design(), workload.DAYS, repeats=True) if name in workload.TIMED else None
    return State(name, LABEL, Role(role), deadline)


PROCESS = Process(
    "bench_ring",
    1,
    label=LABEL,
    facts=RingFacts,
    initial=workload.INITIAL,
    cites=design(),
    states=[_state(source, role) for _, source, _, role in workload.RING],
    transitions=[
        Transition(trigger, source, to, Role(role), design(), LABEL, [points_suffice], [Role.auditor])
        for trigger, source, to, role in workload.RING
    ]
    + [Transition("remind", name, name, SYSTEM, design(), LABEL) for name in sorted(workload.TIMED)],
)
register(PROCESS, date(2000, 1, 1))
ACTORS = {trigger: Actor(PERSON.hex, frozenset({Role(role)})) for trigger, _, _, role in workload.RING}


class RingCase(Cased, Base):
    """A case that goes round the ring."""

    __tablename__ = "bench_case"
    __process__ = "bench_ring"
    __sealed__ = ("points",)

    points: Mapped[int]


def look(trigger: str, points: int) -> Case:
    """The case as the step's actor sees it."""
    return Case(ACTORS[trigger], RingFacts(points=points), workload.NOW, calendar=CALENDAR)
