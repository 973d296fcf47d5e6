"""Reading decisions of appointment: lists for staff, one decision for whoever may see it, those of one post."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql.base import ExecutableOption

from appointments.accounts.models import Person
from appointments.applications.models import Application
from appointments.applications.numbers import by_number
from appointments.competitions.models import Contest
from appointments.competitions.queries import Reach
from appointments.core.errors import NotFound
from appointments.decisions.models import Decision
from appointments.organisation.models import Post

WHOLE: tuple[ExecutableOption, ...] = (
    joinedload(Decision.person), joinedload(Decision.post).joinedload(Post.agency),
)  # fmt: skip

MOST_FILES = 50


def within(session: Session, reach: Reach, state: str = "") -> sa.Select[Any]:
    """Selects the decisions that a person deals with, the latest first; `state` narrows it."""
    query = sa.select(Decision)
    if not reach.everything:
        own = sa.select(Contest.id).where(Contest.round_id.in_(reach.rounds))
        query = query.where(sa.or_(Decision.agency_id.in_(reach.agencies), Decision.contest_id.in_(own)))
    return query.where(Decision.state == state) if state else query


def count(session: Session, query: sa.Select[Any]) -> int:
    """How many there are."""
    return session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


def rows(session: Session, query: sa.Select[Any], first: int, most: int) -> Sequence[Decision]:
    """Some of them, with person, post and agency."""
    query = query.options(*WHOLE).order_by(Decision.begun_at.desc(), Decision.id)
    return session.scalars(query.offset(first).limit(most)).all()


def decision(session: Session, decision_id: UUID) -> Decision:
    """One decision with person, post and agency; whether the asker may see it is asked by the caller."""
    row = session.scalar(sa.select(Decision).options(*WHOLE).where(Decision.id == decision_id))
    if row is None:
        raise NotFound(Decision, decision_id)
    return row


def is_within(session: Session, row: Decision, reach: Reach) -> bool:
    """Whether a person's roles reach this decision."""
    if reach.everything or row.agency_id in reach.agencies:
        return True
    if row.contest_id is None or not reach.rounds:
        return False
    return session.scalar(sa.select(Contest.round_id).where(Contest.id == row.contest_id)) in reach.rounds


def imported(session: Session, reach: Reach) -> Sequence[Any]:
    """The files from which decisions within reach were entered: key, when, how many in each state; the latest first."""
    found = within(session, reach).where(Decision.imported_in.is_not(None)).subquery()
    begun = sa.func.min(found.c.begun_at).label("begun_at")
    by_state = [sa.func.count().filter(found.c.state == one).label(one) for one in ("drafted", "issued")]
    query = sa.select(found.c.imported_in.label("batch"), begun, sa.func.count().label("all"), *by_state)
    return session.execute(query.group_by(found.c.imported_in).order_by(begun.desc()).limit(MOST_FILES)).all()


def counts_of_file(session: Session, reach: Reach, batch: UUID) -> dict[str, int]:
    """How many decisions within reach came from one file, by state."""
    query = within(session, reach).where(Decision.imported_in == batch).group_by(Decision.state)
    return {row[0]: row[1] for row in session.execute(query.with_only_columns(Decision.state, sa.func.count()))}


def of_file(session: Session, reach: Reach, batch: UUID, first: int, most: int) -> Sequence[Decision]:
    """Some of the decisions within reach that came from one file, in Vietnamese order of names."""
    query = within(session, reach).where(Decision.imported_in == batch).options(*WHOLE)
    return session.scalars(
        query.join(Person, Person.id == Decision.person_id)
        .order_by(Person.sort_key, Decision.id)
        .offset(first)
        .limit(most)
    ).all()


def of_post(session: Session, contest_id: UUID) -> Sequence[Decision]:
    """Every decision drafted or issued for one competition, the latest first."""
    query = sa.select(Decision).options(joinedload(Decision.person)).where(Decision.contest_id == contest_id)
    return session.scalars(query.order_by(Decision.begun_at.desc(), Decision.id)).all()


def in_line(session: Session, contest_id: UUID) -> Sequence[Application]:
    """Those who passed for this post, in the order of places: selected, next-ranked, and who dropped out."""
    query = sa.select(Application).options(joinedload(Application.person)).where(
        Application.contest_id == contest_id, Application.place.is_not(None)
    )  # fmt: skip
    return session.scalars(query.order_by(Application.place, *by_number(Application.number))).all()


def application_with_post(session: Session, application_id: UUID) -> Application:
    """One application with its post; whose it is, is asked by the caller."""
    query = sa.select(Application).options(
        joinedload(Application.contest).joinedload(Contest.post).joinedload(Post.agency),
        joinedload(Application.contest).joinedload(Contest.round),
        joinedload(Application.person),
    )
    row = session.scalar(query.where(Application.id == application_id))
    if row is None:
        raise NotFound(Application, application_id)
    return row
