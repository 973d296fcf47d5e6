"""What everybody may read of the written part once it is published: numbers, as the round's regulation says."""

from uuid import UUID

from flask import render_template

from appointments.competitions import context
from appointments.core import clock
from appointments.exams import envelopes, queries
from appointments.exams.views.parts import bp
from appointments.exams.views.remarking import window_of
from appointments.exams.views.speaking import SCHEDULED
from appointments.web import policy
from appointments.web.db import db
from workflows.rules import on_scale

SHOWS_MARKS = "MARKS"


@bp.get("/results")
@policy.public
def published() -> str:
    """The papers whose written results are out, the newest first."""
    return render_template("exams/published.html", papers=queries.published_papers(db.session))


@bp.get("/papers/<uuid:id>/results")
@policy.public
def results(id: UUID) -> str:
    """The written results of one paper: passed or not by number, or the marks where the regulation says so."""
    paper = queries.published_paper(db.session, id)
    pinned = context.rules_of(paper.round, clock.now())
    scale = pinned["exam.scale"]
    return render_template(
        "exams/results.html",
        paper=paper,
        rows=queries.results(db.session, id),
        shows_marks=str(pinned["exam.written_publication"]) == SHOWS_MARKS,
        pass_mark=on_scale(pinned["exam.pass_each"], scale),
        scale=scale,
        window=window_of(paper),
        has_order=bool(paper.round.oral_seed_opened) and paper.round.state in SCHEDULED,
        used=envelopes.used_papers(db.session, id),
    )
