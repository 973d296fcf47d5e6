"""Reading who succeeded whom: the register as of a day, and the reorganisations that made it so.

Lists, the indicator and the people's register ask `register_of` and `answering` for the unit to which a figure belongs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from appointments.core.errors import NotFound
from appointments.organisation import queries
from appointments.organisation.models import Agency, Post, Reorganisation, SuccessorLink
from appointments.organisation.rules import Register, Succession, Unit

CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Branch:
    """An agency in the tree, with how deep it stands and the number of its posts."""

    agency: Agency
    depth: int
    posts: int


@dataclass(frozen=True, slots=True)
class Kin:
    """A unit before or after another one, with the reorganisation that made it so; none: it ended without successor."""

    agency: Agency | None
    by: Reorganisation


def register_of(session: Session) -> Register[UUID]:
    """Every unit that ever was and every succession in force, in two statements."""
    units = {one.id: Unit(one.id, one.parent_id, one.valid_from, one.valid_to) for one in queries.agencies(session)}
    return Register(units, tuple(successions(session)))


def successions(session: Session) -> list[Succession[UUID]]:
    """Who goes on as whom by confirmed documents."""
    query = sa.select(SuccessorLink.before_id, SuccessorLink.after_id, Reorganisation.effective_on).join(
        Reorganisation, Reorganisation.id == SuccessorLink.reorganisation_id
    )
    rows = session.execute(query.where(Reorganisation.state == CONFIRMED).order_by(Reorganisation.effective_on))
    return [Succession(before, after, on) for before, after, on in rows]


def tree(session: Session, day: date) -> list[Branch]:
    """The agencies that stand on a day as the tree of that day, each below its parent; three statements."""
    register = register_of(session)
    known = {one.id: one for one in session.info["agencies"]}
    counted = sa.select(Post.agency_id, sa.func.count()).where(queries.stands(Post, day)).group_by(Post.agency_id)
    posts = {row[0]: row[1] for row in session.execute(counted)}
    return [Branch(known[unit], depth, posts.get(unit, 0)) for unit, depth in register.tree(day)]


def answering(session: Session, day: date) -> dict[UUID, UUID | None]:
    """For every unit that ever was: the one to which its figures belong on the day."""
    register = register_of(session)
    return {unit: register.answering(unit, day) for unit in register.units}


def reorganisations(session: Session) -> Sequence[Reorganisation]:
    """Every reorganisation with its pairs, the latest effect first."""
    query = sa.select(Reorganisation).options(selectinload(Reorganisation.links), joinedload(Reorganisation.agency))
    return session.scalars(query.order_by(Reorganisation.effective_on.desc(), Reorganisation.begun_at.desc())).all()


def reorganisation(session: Session, row_id: UUID) -> Reorganisation:
    """One reorganisation with its pairs; every agency is loaded with it."""
    queries.agencies(session)
    query = sa.select(Reorganisation).options(selectinload(Reorganisation.links)).where(Reorganisation.id == row_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound(Reorganisation, row_id)
    return found


def kin_of(session: Session, agency_id: UUID) -> tuple[list[Kin], list[Kin]]:
    """What a unit came from and what became of it, by confirmed documents."""
    mine = sa.or_(SuccessorLink.before_id == agency_id, SuccessorLink.after_id == agency_id)
    query = sa.select(SuccessorLink, Reorganisation).join(
        Reorganisation, Reorganisation.id == SuccessorLink.reorganisation_id
    )
    query = query.where(mine, Reorganisation.state == CONFIRMED).order_by(
        Reorganisation.effective_on, SuccessorLink.line
    )
    known = {one.id: one for one in queries.agencies(session)}
    came: list[Kin] = []
    became: list[Kin] = []
    for link, by in session.execute(query):
        if link.after_id == agency_id and link.before_id != agency_id:
            came.append(Kin(known[link.before_id], by))
        elif link.before_id == agency_id and link.after_id != agency_id:
            became.append(Kin(known[link.after_id] if link.after_id else None, by))
    return came, became
