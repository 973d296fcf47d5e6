"""Where a case stands, for its page: until when, who must act, what comes next, what stands against it, what happened.

Free of Flask and of any one process: pages of applications, exams and results show their cases with the same functions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.accounts.models import Person
from appointments.core.cases import Cased
from appointments.core.ledger.history import Event, histories
from appointments.core.timers import Timer
from workflows.calendar import Step, Sum
from workflows.definition import Actor, Case, Option, Refusal, Transition
from workflows.roles import Role
from workflows.words import Words

ASIDE = ("remind", "cancel_with_round", "void_with_round")
"""Steps of the clock or of a sibling that lead nowhere by themselves."""


@dataclass(frozen=True)
class Standing:
    """What the page of a case tells beside its own fields."""

    deadline: Sum | None
    actors: list[str]
    ahead: list[Option]
    entries: list[dict[str, Any]]


def standing(
    session: Session, row: Cased, case: Case, scopes: Iterable[str], keys: Iterable[str] = (), *, names: bool = True
) -> Standing:
    """Where the case stands. `keys` are further cases whose acts belong into the same timeline."""
    events = histories(session, [row.case_key, *keys])
    return Standing(
        deadline=deadline_of(session, row.case_key),
        actors=people_who(session, row.at.owners, scopes, case.now) if names else [],
        ahead=ahead(row, case),
        entries=timeline(session, events, names=names),
    )


def deadline_of(session: Session, case_key: str) -> Sum | None:
    """By when the case must have moved, with the days as they were counted."""
    timer = session.scalar(sa.select(Timer).where(Timer.case_key == case_key))
    if timer is None:
        return None
    fixed = Sum.fixed(timer.due_at)
    steps = [Step(date.fromisoformat(d), counted, n, Words(vi, en)) for d, counted, n, vi, en in timer.derivation]
    return replace(fixed, steps=tuple(steps)) if steps else fixed


def people_who(session: Session, roles: Sequence[Role], scopes: Iterable[str], now: datetime) -> list[str]:
    """The names of those who hold one of these roles towards a case now, in Vietnamese order."""
    if not roles:
        return []
    ids = accounts.holders_of(session, roles, list(scopes), now)
    query = sa.select(Person.full_name).where(Person.id.in_(ids)).order_by(Person.sort_key)
    return list(session.scalars(query))


def names_of(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of these persons, by one statement."""
    wanted = {person for person in ids if person is not None}
    query = sa.select(Person.id, Person.full_name).where(Person.id.in_(wanted))
    return {row.id: row.full_name for row in session.execute(query)}


def timeline(session: Session, events: Sequence[Event], *, names: bool = True) -> list[dict[str, Any]]:
    """The acts as the timeline shows them, the latest first."""
    known = names_of(session, (event.person for event in events)) if names else {}
    return [
        {
            "act": event.act,
            "source": event.source,
            "to": event.to,
            "at": event.at,
            "role": event.role,
            "who": known.get(event.person) if event.person and event.role != Role.system else None,
            "note": event.reason or None,
            "leaf": event.leaf_hash.hex() if names else None,
            "href": None,
            "case_key": event.case_key,
        }
        for event in reversed(events)
    ]


def ahead(row: Cased, case: Case) -> list[Option]:
    """The steps by which the case goes on, each with what stands against it whoever of the right role asks.

    Exceptional steps (those that need a reason) are left out: they are not what one waits for. Of several clauses of
    one step the nearest to being lawful is shown.
    """
    nearest: dict[str, Option] = {}
    for t in row.process.transitions:
        if t.source == row.state and not t.needs_reason and t.trigger not in ASIDE:
            option = Option(t, against_anybody(t, case))
            known = nearest.get(t.trigger)
            if known is None or len(option.refusals) < len(known.refusals):
                nearest[t.trigger] = option
    return list(nearest.values())


def against_anybody(step: Transition, case: Case) -> list[Refusal]:
    """What stands against a step whoever of the right role asks; a reason that follows from another is not repeated."""
    anybody = replace(case, actor=Actor("", frozenset(step.roles)), facts=replace(case.facts, clashes=()))
    return [refusal for refusal in step.refusals(anybody) if None not in refusal.params.values()]
