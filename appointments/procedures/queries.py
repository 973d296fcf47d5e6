"""Reads about ordinary appointments."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from appointments.competitions.queries import EVERYWHERE, Reach
from appointments.core.errors import NotFound
from appointments.decisions import holders
from appointments.decisions.models import Decision
from appointments.organisation.models import Post
from appointments.procedures.models import Nominee, Procedure
from workflows.calendar import local_day

KINDS = ("FIRST_APPOINTMENT", "PROMOTION")
"""The kinds of decision to which an ordinary appointment leads."""


def within(reach: Reach) -> sa.Select[Any]:
    """Selects the ordinary appointments within reach."""
    query = sa.select(Procedure)
    return query if reach.everything else query.where(Procedure.agency_id.in_(reach.agencies))


def count(session: Session, query: sa.Select[Any]) -> int:
    """How many there are."""
    return session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


def rows(session: Session, query: sa.Select[Any], first: int, most: int) -> Sequence[Procedure]:
    """Some of them, the latest first, with post and agency."""
    query = query.options(joinedload(Procedure.post).joinedload(Post.agency))
    return session.scalars(query.order_by(Procedure.begun_at.desc(), Procedure.id).offset(first).limit(most)).all()


def appointed(session: Session, row: Procedure, day: date, people: Collection[UUID]) -> set[UUID]:
    """Who of these has an office that leaves no place for them on the list.

    Either they hold this very post, or they were appointed to another since the case began.
    """
    holding = holders.on(session, EVERYWHERE, day).where(Decision.post_id == row.post_id)
    since = sa.and_(Decision.state == "issued", Decision.kind.in_(KINDS), Decision.signed_on >= local_day(row.begun_at))
    asked = [holding.with_only_columns(Decision.person_id), sa.select(Decision.person_id).where(since)]
    found = (session.scalars(query.where(Decision.person_id.in_(people))).all() for query in asked)
    return set().union(*found)


def procedure(session: Session, procedure_id: UUID, reach: Reach) -> Procedure:
    """One ordinary appointment within reach, with its names and checks."""
    query = sa.select(Procedure).options(
        joinedload(Procedure.post).joinedload(Post.agency), joinedload(Procedure.decision),
        selectinload(Procedure.names).joinedload(Nominee.person), selectinload(Procedure.checks),
    )  # fmt: skip
    row = session.scalar(query.where(Procedure.id == procedure_id))
    if row is None or not (reach.everything or row.agency_id in reach.agencies):
        raise NotFound(Procedure, procedure_id)
    return row
