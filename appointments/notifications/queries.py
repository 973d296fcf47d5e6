"""What waits for a person, and what was sent to that person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions.models import Contest
from appointments.core import directory
from appointments.core.cases import Cased
from appointments.core.directory import Kind
from appointments.core.timers import Timer
from appointments.notifications.models import Notice
from appointments.notifications.within import Reach, key_of, owned, reaches, within
from workflows import registry
from workflows.engine import State
from workflows.roles import CANDIDATE, Role
from workflows.words import Words

TOGETHER = {
    "application": frozenset({"eligible", "listed", "sat", "oral_done", "winner", "reserve"}),
    "screen_script": frozenset({"coded", "allocated", "marked_once", "third_allocated", "settled"}),
    "defence": frozenset({"scoring", "talked_over"}),
}
"""States of many cases that move together with another case: their officers meet the work there, not one by one.

Scripts wait on each marker's own desk, presentations on each panel member's: a list of all would tell one how far
another is.
"""
FEW = 5
"""How many cases of one state the first screen shows; the rest stand on pages of their own."""
AT_REST = {
    "contest": frozenset({"planned", "open", "ranked", "recognised"}),
    "decision": frozenset({"issued"}),
    "sanction": frozenset({"in_force"}),
    "proposal": frozenset({"lodged"}),
}
"""States whose owner may intervene but is not waited for: the work stands on the round, or all is done."""


@dataclass(frozen=True)
class Waiting:
    """A case that a person must move: which, in which role, and by when (None: no deadline)."""

    kind: Kind
    row: Cased
    title: Words
    state: State
    role: Role
    due_at: datetime | None


@dataclass(frozen=True)
class Group:
    """The cases of one kind in one state that wait for a person: how many, and those shown, nearest deadline first."""

    kind: Kind
    state: State
    total: int
    cases: tuple[Waiting, ...]

    @property
    def due_at(self) -> datetime | None:
        """The nearest deadline among them."""
        return self.cases[0].due_at


def waiting_for(
    session: Session,
    person_id: UUID,
    now: datetime,
    *,
    state: tuple[str, str] | None = None,
    first: int = 0,
    size: int = FEW,
    held: dict[Role, Reach] | None = None,
) -> list[Group]:
    """What a person must move, the nearest deadline first; one statement a kind of case, however many cases there are.

    `state` asks for the cases of one (process, state) alone, from the one numbered `first` on; `held` is what
    `reaches` answered, where it was asked already.
    """
    held = reaches(session, person_id, now) if held is None else held
    groups: list[Group] = []
    for kind in directory.kinds():
        if state is not None and state[0] != kind.process:
            continue
        if (mine := _mine(kind, held, person_id, state and state[1])) is not None:
            groups += _groups(session, kind, mine, held, person_id, slice(first, first + size))
    return sorted(groups, key=lambda g: (g.due_at is None, g.due_at or g.cases[0].row.entered_at, g.kind.process))


def _mine(kind: Kind, held: dict[Role, Reach], person_id: UUID, state: str | None) -> sa.ColumnElement[bool] | None:
    """The rows of this kind that rest where a role of the person must act; None: there can be none."""
    conditions = []
    for role, reach in held.items():
        if names := _states_of(kind.process, role, state):
            conditions.append(sa.and_(kind.model.state.in_(names), within(kind.process, reach)))
    if names := _states_of(kind.process, CANDIDATE, state):
        conditions.append(sa.and_(kind.model.state.in_(names), owned(kind.process, person_id)))
    return sa.or_(*conditions) if conditions else None


def _states_of(process: str, role: Role, wanted: str | None) -> list[str]:
    """The states, in any edition of the process, in which this role must act."""
    together = TOGETHER.get(process, frozenset()) if role != CANDIDATE else frozenset()
    names = {
        name
        for edition in registry.all_processes()
        if edition.key == process
        for name, state in edition.states.items()
        if role in state.owners and name not in together | AT_REST.get(process, frozenset())
    }
    return sorted(names & {wanted} if wanted else names)


def _groups(
    session: Session, kind: Kind, mine: sa.ColumnElement[bool], held: dict[Role, Reach], person_id: UUID, part: slice
) -> list[Group]:
    model: Any = kind.model
    order = (Timer.due_at.is_(None), Timer.due_at, model.entered_at, model.id)
    place = sa.func.row_number().over(partition_by=model.state, order_by=order).label("place")
    total = sa.func.count().over(partition_by=model.state).label("total")
    found = sa.select(model.id, Timer.due_at, place, total).outerjoin(Timer, Timer.case_key == key_of(model))
    numbered = found.where(mine).subquery()
    query = kind.resting(()).join(numbered, numbered.c.id == model.id).add_columns(numbered.c.due_at, numbered.c.total)
    query = query.where(numbered.c.place > part.start, numbered.c.place <= part.stop).order_by(numbered.c.place)
    cases: dict[str, list[Waiting]] = {}
    totals: dict[str, int] = {}
    for row, due_at, count in session.execute(query).unique():
        if role := _role_towards(kind, row, held, person_id):
            cases.setdefault(row.state, []).append(Waiting(kind, row, kind.title(row), row.at, role, due_at))
            totals[row.state] = count
    return [Group(kind, lines[0].state, totals[name], tuple(lines)) for name, lines in cases.items()]


def _role_towards(kind: Kind, row: Cased, held: dict[Role, Reach], person_id: UUID) -> Role | None:
    """The role in which the person must act; in one's own case one is the candidate and nothing else."""
    if kind.owner(row) == person_id:
        return CANDIDATE if CANDIDATE in row.at.owners else None
    return next((role for role in row.at.owners if role in roles_towards(kind, row, held)), None)


def roles_towards(kind: Kind, row: Cased, held: dict[Role, Reach]) -> frozenset[Role]:
    """The roles among those held that count towards a case."""
    scopes = set(kind.scopes(row))
    return frozenset(role for role, reach in held.items() if reach.everything or scopes & reach.scopes)


def is_running(session: Session) -> bool:
    """Whether a round or a post to be filled was ever begun in this installation."""
    return bool(session.scalar(sa.select(sa.exists().where(Contest.id.is_not(None)))))


def notices_of(session: Session, person_id: UUID, first: int = 0, size: int = 10) -> Sequence[Notice]:
    """The messages to a person, unread ones first, then the latest."""
    query = sa.select(Notice).where(Notice.person_id == person_id)
    query = query.order_by(Notice.read_at.is_not(None), Notice.created_at.desc(), Notice.id)
    return session.scalars(query.offset(first).limit(size)).all()


def counted(session: Session, person_id: UUID) -> tuple[int, int]:
    """How many messages the person has, and how many of them are unread."""
    query = sa.select(sa.func.count(), sa.func.count(Notice.id).filter(Notice.read_at.is_(None)))
    every, unread = session.execute(query.where(Notice.person_id == person_id)).one()
    return every, unread


def titles(session: Session, case_keys: Iterable[str]) -> dict[str, Words]:
    """How these cases are called; one statement a kind of case among them."""
    by_kind: dict[str, set[UUID]] = {}
    for key in case_keys:
        process, _, row_id = key.partition(":")
        by_kind.setdefault(process, set()).add(UUID(row_id))
    found = {}
    for process in sorted(by_kind):
        kind = directory.kind(process)
        for row in session.scalars(kind.resting(()).where(kind.model.id.in_(by_kind[process]))).unique():
            found[row.case_key] = kind.title(row)
    return found
