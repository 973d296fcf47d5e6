"""What everybody may read of a result once it is out: by candidate number; names of the selected only."""

from uuid import UUID

from flask import render_template

from appointments.competitions.models import Contest
from appointments.core.errors import NotFound
from appointments.results import published, queries
from appointments.results.report import OUTCOMES, said_scheme
from appointments.results.views.parts import bp, publication_of, ranking_now, winner_names
from appointments.web import policy
from appointments.web.db import db


@bp.get("")
@policy.public
def index() -> str:
    """The rounds whose result is out."""
    return render_template("results/public_index.html", rounds=queries.published_rounds(db.session))


@bp.get("/<uuid:id>")
@policy.public
def show(id: UUID) -> str:
    """The result of one round: its posts, and who was selected."""
    round_ = queries.published_round(db.session, id)
    contests = [c for c in round_.contests if c.state in (*queries.WITH_RESULT, "voided")]
    chosen: dict[UUID, list[str]] = {}
    for application in queries.winners(db.session, [c.id for c in contests]):
        chosen.setdefault(application.contest_id, []).append(application.person.full_name)
    return render_template("results/public_round.html", round=round_, contests=contests, chosen=chosen)


@bp.get("/posts/<uuid:id>")
@policy.public
def post(id: UUID) -> str:
    """The result of one post, by candidate number, with the rules and what parted each tie."""
    contest = published_post(id)
    ranking = ranking_now(contest)
    publication = publication_of(contest)
    return render_template(
        "results/public_post.html",
        contest=contest,
        round=contest.round,
        lines=published.public_lines(ranking, publication, winner_names(contest)) if ranking else [],
        proofs=published.public_proofs(ranking, publication) if ranking else [],
        shows_marks=publication == published.MARKS,
        scheme=said_scheme(ranking.scheme) if ranking else [],
        outcomes=OUTCOMES,
    )


def published_post(id: UUID) -> Contest:
    """A post whose result is out; NotFound before that, as if there were none."""
    contest = queries.post_of(db.session, id)
    if not queries.is_published(contest):
        raise NotFound(Contest, id)
    return contest
