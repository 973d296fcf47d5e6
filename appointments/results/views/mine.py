"""A candidate's own result, with the sum behind the total and what decided each tie."""

from uuid import UUID

from flask import render_template

from appointments.competitions.views.parts import post_label, viewer_id
from appointments.results import published, queries
from appointments.results.report import OUTCOMES, said_scheme, said_working
from appointments.results.views.parts import bp, publication_of, ranking_now
from appointments.web import policy
from appointments.web.db import db


@bp.get("/mine/<uuid:id>")
@policy.signed_in
def mine(id: UUID) -> str:
    """One's own result (the address names one's application); only that it is not out yet, before it is."""
    row = queries.own_application(db.session, id, viewer_id())
    is_out = queries.is_published(row.contest)
    ranking = ranking_now(row.contest) if is_out else None
    placed = published.placed_of(ranking, row.number or "") if ranking else None
    return render_template(
        "results/mine.html",
        row=row,
        label=post_label(row.contest),
        is_out=is_out,
        placed=placed,
        ranking=ranking,
        ranked=sum(p.rank is not None for p in ranking.placed) if ranking else 0,
        working=said_working(placed, ranking.scheme) if placed and ranking else None,
        ties=published.about(ranking, row.number or "") if ranking else [],
        scheme=said_scheme(ranking.scheme) if ranking else [],
        outcomes=OUTCOMES,
        shows_marks=publication_of(row.contest) == published.MARKS,
    )
