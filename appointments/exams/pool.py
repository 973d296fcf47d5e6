"""Who may mark a paper on screen: those who serve as markers, have declared to be related to nobody, are not found to
be in conflict with any candidate, and have not left.

Conflicts are judged on persons, before coding: a conflict with any candidate of the paper keeps a marker out of the
whole paper, because nobody may know whose script is whose.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications import conflicts
from appointments.competitions.models import Contest, Declaration, Paper
from appointments.exams import queries
from appointments.exams.models import PoolMember
from workflows.roles import MARKER, MARKING_HEAD

FREE, UNDECLARED, RELATED, UNSURE, CONFLICT, CANDIDATE, HEAD, LEFT, NO_LONGER = (
    "free", "undeclared", "related", "unsure", "conflict", "candidate", "head", "left", "no_longer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """One marker of a paper: the name, whether in the pool, and what stands against marking ("free": nothing)."""

    id: UUID
    name: str
    is_member: bool
    why: str
    left_why: str = ""

    @property
    def is_free(self) -> bool:
        """Whether scripts may go to this person."""
        return self.why == FREE


def standing(session: Session, paper: Paper, now: datetime) -> list[Standing]:
    """Everybody who serves as a marker of the paper's round or was in its pool, by name.

    The head of the marking board sees both marks where they are apart, and so can never be blind to them.
    """
    members = {m.person_id: m for m in members_of(session, paper.id)}
    serving = queries.serving(session, paper.round_id, MARKER, now)
    here = {one.id for one in serving}
    gone = queries.named(session, members.keys() - here)
    against = obstacles(session, paper, [*here, *gone])
    against |= {one.id: HEAD for one in queries.serving(session, paper.round_id, MARKING_HEAD, now) if one.id in here}
    found = []
    for person, name in [*((one.id, one.name) for one in serving), *gone.items()]:
        member = members.get(person)
        why = LEFT if member and member.left_why else against[person] if person in here else NO_LONGER
        found.append(Standing(person, name, member is not None, why, member.left_why if member else ""))
    return found


def free(session: Session, paper: Paper, now: datetime) -> list[UUID]:
    """To whom scripts may go now."""
    return [one.id for one in standing(session, paper, now) if one.is_free]


def members_of(session: Session, paper_id: UUID) -> Sequence[PoolMember]:
    """Everybody who is or was in the pool, as they are now."""
    query = sa.select(PoolMember).where(PoolMember.paper_id == paper_id).order_by(PoolMember.person_id)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def obstacles(session: Session, paper: Paper, people: Iterable[UUID]) -> dict[UUID, str]:
    """What these people's declarations on the present list, the list itself and what is known say against marking."""
    wanted = list(people)
    query = sa.select(Declaration).where(
        Declaration.round_id == paper.round_id,
        Declaration.list_version == paper.round.list_version,
        Declaration.person_id.in_(wanted),
    )
    declared = {d.person_id: d for d in session.scalars(query.execution_options(populate_existing=True))}
    candidates = conflicts.candidates_of(session, Contest.paper_id == paper.id).get(paper.id, frozenset())
    found = conflicts.in_conflict(session, [conflicts.Group(paper.round, frozenset(wanted), candidates)])[0]
    return {
        one: CANDIDATE if one in candidates else CONFLICT if one in found else said(declared.get(one)) for one in wanted
    }


def said(declared: Declaration | None) -> str:
    """A relation keeps out for good; a doubt until it was dealt with."""
    if declared is None:
        return UNDECLARED
    if declared.answer == "relative":
        return RELATED
    return UNSURE if declared.answer == "unsure" and not declared.settled else FREE
