"""What the pages of results share: the blueprint, who may see marks when, names by candidate number."""

from collections.abc import Collection
from uuid import UUID

from flask import Blueprint

from appointments.competitions import context
from appointments.competitions.models import Contest
from appointments.competitions.queries import contest_for
from appointments.competitions.views.parts import reach, same_answer, viewer_id
from appointments.core import clock
from appointments.core.errors import AlreadyDone, NotFound
from appointments.core.work import By
from appointments.results import queries
from appointments.results.case import examined, ranking_of
from appointments.results.rules import Ranking
from appointments.web.db import db
from workflows import access
from workflows.parameters import Staff
from workflows.roles import Role

bp = Blueprint("results", __name__, url_prefix="/results")
bp.register_error_handler(AlreadyDone, same_answer)


def viewer_by() -> By:
    """The person who is signed in, as somebody who only looks."""
    return By(viewer_id())


def post_within_reach(id: UUID) -> Contest:
    """A post of a round that the asker deals with."""
    contest = contest_for(db.session, id, reach())
    if contest.round is None:
        raise NotFound(Contest, id)
    return contest


def reads_marks(contest: Contest, roles: Collection[Role]) -> bool:
    """Whether one of these roles may read the marks of this post in the phase that it is in."""
    return may_now(contest, roles, "ranking", "read")


def may_now(contest: Contest, roles: Collection[Role], resource: str, verb: str) -> bool:
    """Whether one of these roles may do it in the phase that this post is in."""
    assert contest.round is not None
    paper = contest.paper.state if contest.paper else ""
    at = access.phase(contest.round.state, paper, contest.state)
    return any(access.may(role, resource, verb, at) for role in roles)


def ranking_now(contest: Contest) -> Ranking | None:
    """The ranking as marks and decisions stand; None while somebody who sat still lacks a mark."""
    return ranking_of(db.session, contest, clock.now())


def names_by_number(contest: Contest) -> dict[str, str]:
    """Everybody who was to sit for this post, by candidate number; for staff."""
    return {a.number or "": a.person.full_name for a in examined(db.session, contest.id)}


def publication_of(contest: Contest) -> str:
    """What the regulation of this post's round lets the public see: PASS_LIST or MARKS."""
    rules = context.rules_of(contest.round, contest.begun_at, Staff(contest.post.staff))
    return str(rules["exam.written_publication"])


def winner_names(contest: Contest) -> dict[str, str]:
    """The selected or appointed of a post by candidate number: the only names that the public reads."""
    return {a.number or "": a.person.full_name for a in queries.winners(db.session, [contest.id])}
