"""The two files with which anybody can repeat a ranking: `flask rank` (docs/rank.md)."""

from uuid import UUID

from flask import Response, make_response

from appointments.competitions.case import Asker
from appointments.competitions.context import contest_scopes
from appointments.competitions.models import Contest
from appointments.competitions.views.parts import viewer_id
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.results import published, queries
from appointments.results.rules import Ranking
from appointments.results.views.parts import (
    bp,
    post_within_reach,
    publication_of,
    ranking_now,
    reads_marks,
    viewer_by,
)
from appointments.results.views.posts import is_compiled
from appointments.web import policy
from appointments.web.db import db


@bp.get("/posts/<uuid:id>/scores.csv")
@policy.public
def scores(id: UUID) -> Response:
    """The scores of a post by candidate number."""
    return as_file(published.scores_csv(ranking_to_give(id)), "text/csv; charset=utf-8", f"scores-{id.hex[:8]}.csv")


@bp.get("/posts/<uuid:id>/rules.yaml")
@policy.public
def rules(id: UUID) -> Response:
    """The rules of a post, with every reasoned order."""
    text = published.rules_yaml(ranking_to_give(id))
    return as_file(text, "application/yaml; charset=utf-8", f"rules-{id.hex[:8]}.yaml")


def ranking_to_give(id: UUID) -> Ranking:
    """The ranking for everybody where marks are published, for those who may read marks once it was compiled."""
    contest = queries.post_of(db.session, id)
    if not (queries.is_published(contest) and publication_of(contest) == published.MARKS):
        demand_reader(contest)
    ranking = ranking_now(contest)
    if ranking is None:
        raise NotFound(Contest, id)
    return ranking


def demand_reader(contest: Contest) -> None:
    """Only staff who may read these marks now; to everybody else there is no such file."""
    if policy.user() is None or not is_compiled(contest):
        raise NotFound(Contest, contest.id)
    post_within_reach(contest.id)
    actor = Asker.of(db.session, viewer_by(), clock.now()).towards(contest_scopes(contest))
    if not reads_marks(contest, actor.roles):
        raise NotFound(Contest, viewer_id())


def as_file(text: str, kind: str, name: str) -> Response:
    """A download."""
    answer = make_response(text.encode())
    answer.headers["Content-Type"] = kind
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
