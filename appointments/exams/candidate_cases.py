"""What cases about a candidate's paper share (a request for re-marking, a sanction): who asks, what rests where."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.applications.case import WITH_CONTEST
from appointments.competitions import context
from appointments.competitions.case import Asker
from appointments.competitions.models import Paper, Round
from appointments.core.work import By
from appointments.exams.incidents import Sanction
from appointments.exams.models import Appeal
from workflows.engine import Actor
from workflows.roles import CANDIDATE


def asker(session: Session, row: Appeal | Sanction, by: By, now: datetime) -> Actor:
    """The candidate whom it is about, as that and nothing else; anybody else with their roles in the round."""
    if by.person is not None and by.person == row.application.person_id:
        return Actor(str(by.person), frozenset({CANDIDATE}))
    return Asker.of(session, by, now).towards(context.scopes_of(row.paper.round))


def resting(model: type[Appeal] | type[Sanction]) -> Callable[[Iterable[str]], sa.Select[Any]]:
    """A query of those that rest in some states (in any, where none is named), with what lists show of them."""

    def in_states(states: Iterable[str]) -> sa.Select[Any]:
        wanted = list(states)
        query = sa.select(model).options(
            joinedload(model.application).options(*WITH_CONTEST),
            joinedload(model.paper).joinedload(Paper.round).joinedload(Round.agency),
        )
        return query.where(model.state.in_(wanted)) if wanted else query

    return in_states
