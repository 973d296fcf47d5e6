"""What waits for a person, and what was sent to that person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.core import directory
from appointments.core.cases import Cased
from appointments.core.directory import Kind
from appointments.core.timers import Timer
from appointments.notifications.models import Notice
from workflows import registry
from workflows.duties import CITY
from workflows.engine import State
from workflows.roles import CANDIDATE, Role
from workflows.words import Words


@dataclass(frozen=True)
class Waiting:
    """A case that a person must move: which, in which role, since when, and by when (None: no deadline)."""

    kind: Kind
    row: Cased
    title: Words
    state: State
    role: Role
    due_at: datetime | None


def waiting_for(session: Session, person_id: UUID, now: datetime) -> list[Waiting]:
    """Every case whose state the person owns, the nearest deadline first; one statement a kind of case."""
    held: dict[str, set[Role]] = {}
    for role, scope in accounts.holdings_of(session, person_id, now):
        held.setdefault(scope, set()).add(role)
    roles = {role for owned in held.values() for role in owned} | {CANDIDATE}
    found = []
    for kind in directory.kinds():
        if states := _states_owned(kind.process, roles):
            for row in session.scalars(kind.resting(states)).unique():
                if mine := _role_towards(kind, row, held, person_id):
                    found.append((kind, row, mine))
    due = _due(session, [row.case_key for _, row, _ in found])
    lines = [Waiting(kind, row, kind.title(row), row.at, role, due.get(row.case_key)) for kind, row, role in found]
    return sorted(
        lines, key=lambda w: (w.due_at is None, w.due_at or w.row.entered_at, w.row.entered_at, w.row.case_key)
    )


def _states_owned(process: str, roles: set[Role]) -> list[str]:
    """The states, in any edition of the process, that one of these roles must move on."""
    return sorted(
        {
            name
            for edition in registry.all_processes()
            if edition.key == process
            for name, state in edition.states.items()
            if roles.intersection(state.owners)
        }
    )


def _role_towards(kind: Kind, row: Cased, held: dict[str, set[Role]], person_id: UUID) -> Role | None:
    towards = set().union(*(held.get(scope, set()) for scope in (CITY, *kind.scopes(row))))
    if kind.owner(row) == person_id:
        towards.add(CANDIDATE)
    return next((role for role in row.at.owners if role in towards), None)


def _due(session: Session, case_keys: Sequence[str]) -> dict[str, datetime]:
    query = sa.select(Timer.case_key, Timer.due_at).where(Timer.case_key.in_(case_keys))
    return dict(session.execute(query).tuples()) if case_keys else {}


def notices_of(session: Session, person_id: UUID, limit: int = 50) -> Sequence[Notice]:
    """The latest messages to a person."""
    query = sa.select(Notice).where(Notice.person_id == person_id).order_by(Notice.created_at.desc(), Notice.id)
    return session.scalars(query.limit(limit)).all()


def unread(session: Session, person_id: UUID) -> int:
    """How many messages the person has not opened."""
    query = sa.select(sa.func.count()).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    return session.scalar(query) or 0
