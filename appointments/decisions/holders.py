"""Who holds which post on a day, by decisions in force; and people of one name and birth date, who may be one.

A holder's decision has taken effect, its term has not ended, and no later decision about the same person has taken
effect by that day. Revoked decisions never count. Nobody is merged: possible duplicates are told, people decide.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from appointments.accounts.models import Person
from appointments.competitions.queries import Reach
from appointments.decisions import queries
from appointments.decisions.models import Decision

MOST_ALIKE = 100


def on(session: Session, reach: Reach, day: date) -> sa.Select[Any]:
    """Selects the decisions by which posts within reach are held on the day."""
    later = aliased(Decision)
    replaced = sa.exists().where(
        later.person_id == Decision.person_id, later.state == "issued", later.effective_on <= day,
        sa.or_(later.effective_on > Decision.effective_on,
               sa.and_(later.effective_on == Decision.effective_on, later.id > Decision.id)),
    )  # fmt: skip
    runs = sa.or_(Decision.term_ends_on.is_(None), Decision.term_ends_on >= day)
    return queries.within(session, reach, "issued").where(Decision.effective_on <= day, runs, ~replaced)


def rows(session: Session, query: sa.Select[Any], first: int, most: int) -> Sequence[Decision]:
    """Some of them in Vietnamese order of names: given name, middle names, family name."""
    query = query.options(*queries.WHOLE).join(Person, Person.id == Decision.person_id)
    return session.scalars(query.order_by(Person.sort_key, Decision.id).offset(first).limit(most)).all()


def counts(session: Session, query: sa.Select[Any], posts: Sequence[UUID]) -> dict[UUID, int]:
    """How many hold each of these posts."""
    found = query.where(Decision.post_id.in_(posts)).with_only_columns(Decision.post_id, sa.func.count())
    return {row[0]: row[1] for row in session.execute(found.group_by(Decision.post_id))}


def alike(session: Session, reach: Reach) -> Sequence[Person]:
    """People within reach of whom another has the same birth date and, wherever tone marks are set, the same name."""
    mine = sa.select(Person).where(
        Person.id.in_(queries.within(session, reach).with_only_columns(Decision.person_id)),
        Person.birth_date.is_not(None),
    ).subquery()  # fmt: skip
    several = sa.select(mine.c.name_folded, mine.c.birth_date).group_by(mine.c.name_folded, mine.c.birth_date)
    pairs = several.having(sa.func.count() > 1).subquery()
    query = sa.select(Person).join(mine, mine.c.id == Person.id).join(pairs, sa.and_(
        pairs.c.name_folded == Person.name_folded, pairs.c.birth_date == Person.birth_date,
    ))  # fmt: skip
    return session.scalars(query.order_by(Person.sort_key, Person.birth_date, Person.id).limit(MOST_ALIKE)).all()
