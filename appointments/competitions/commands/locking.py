"""How rounds and posts are locked and who may edit them; for the commands here and for those of features above.

Everybody locks in the same order: the round, its posts by id, its papers by id. Steps on one post lock its round first,
because the post's guards look at it.
"""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from appointments.competitions.models import Contest, Paper, Round
from appointments.core.cases import Cased
from appointments.core.errors import Forbidden, NotFound, Stale
from appointments.core.ledger import trail
from appointments.core.work import Work
from workflows.definition import ON_HOLD
from workflows.engine import Case, Refusal, Refused
from workflows.roles import Role


def lock_round(work: Work, round_id: UUID, *, seen: int | None = None) -> Round:
    """A round with its posts and papers, all as they are now, until the transaction ends."""
    round_ = work.lock(Round, round_id, seen=seen)
    for model in (Contest, Paper):
        query = sa.select(model).where(model.round_id == round_id).order_by(model.id)
        work.session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
    work.session.expire(round_, ["contests", "papers"])
    return round_


def keep_round(work: Work, round_id: sa.Select[Any]) -> None:
    """Keep a round as it is until the transaction ends. Many may keep it at once; whoever moves it waits for them."""
    work.session.execute(sa.select(Round.id).where(Round.id.in_(round_id)).with_for_update(read=True))


def lock_contest(work: Work, contest_id: UUID, *, seen: int | None = None) -> Contest:
    """One post as it is now, its round locked before it."""
    round_id = work.session.scalar(sa.select(Contest.round_id).where(Contest.id == contest_id))
    if round_id is not None:
        work.lock(Round, round_id)
    contest = work.lock(Contest, contest_id, seen=seen)
    if contest.round_id != round_id:
        raise stale(work, contest)  # bundled between the look and the lock
    return contest


def lock_paper(work: Work, paper_id: UUID, *, seen: int | None = None) -> Paper:
    """One written paper as it is now, its round locked before it."""
    round_id = work.session.scalar(sa.select(Paper.round_id).where(Paper.id == paper_id))
    if round_id is None:
        raise NotFound(Paper, paper_id)
    lock_round(work, round_id)
    return work.lock(Paper, paper_id, seen=seen)


def editing(work: Work, row: Cased, case: Case, roles: tuple[Role, ...], states: tuple[str, ...]) -> Role:
    """The role in which the asker may edit the row now; edits are no steps, so that the definition does not ask."""
    role = next((r for r in roles if r in case.actor.roles), None)
    if role is None:
        raise Forbidden(f"{case.actor.person} may not edit {row.case_key}")
    if row.state not in states:
        raise stale(work, row)
    if case.facts.holds:
        raise Refused([Refusal(ON_HOLD, {"holds": case.facts.holds}, None, "hold")])
    return role


def stale(work: Work, row: Cased) -> Stale:
    """Somebody moved the row meanwhile: who, when, how."""
    return Stale(row.case_key, *trail.last_act(work.session, row.case_key))
