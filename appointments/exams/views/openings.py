"""Pages of what was committed: for everybody the commitments by code, for a candidate the own script's openings."""

import json
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Response, render_template

from appointments.applications.models import Application
from appointments.competitions.models import Paper
from appointments.competitions.siblings import LOCKED
from appointments.competitions.views.parts import viewer_id
from appointments.core.errors import NotFound
from appointments.exams import openings, queries, sealing
from appointments.exams.commands import remarking
from appointments.exams.criteria import criteria_of
from appointments.exams.views.parts import bp
from appointments.web import policy
from appointments.web.db import db


@bp.get("/papers/<uuid:id>/commitments")
@policy.public
def mark_commitments(id: UUID) -> str:
    """From the lock on: by code, the entries that fixed the marks, and the seed of the draw. No mark, no candidate."""
    paper = db.session.get(Paper, id)
    if paper is None or not paper.seed_seal or paper.state not in LOCKED:
        raise NotFound(Paper, id)
    rows = openings.commitments(db.session, id)
    return render_template(
        "exams/commitments.html", paper=paper, rows=rows, is_derived=openings.derived(db.session, paper)
    )


@bp.get("/applications/<uuid:id>/marks")
@policy.signed_in
def own_marks(id: UUID) -> str:
    """The candidate's own script: its code, each marker's points, and how to check that they were fixed before."""
    application, paper, found = _own(id)
    labels = [one.label for one in criteria_of(paper.criteria)]
    lines = [(one, list(zip(labels, map(Decimal, one.mark.points), strict=True))) for one in found]
    return render_template("exams/own_marks.html", application=application, paper=paper, lines=lines)


@bp.get("/applications/<uuid:id>/marks.json")
@policy.signed_in
def own_openings(id: UUID) -> Response:
    """The same as a file: entries, salts and contents."""
    application, paper, found = _own(id)
    body = json.dumps(openings.opening(paper, found), ensure_ascii=False, indent=1) + "\n"
    answer = Response(body, mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="diem-thi-viet-{application.number}.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _own(id: UUID) -> tuple[Application, Paper, list[Any]]:
    """The own application, its paper and openings; nothing before the results of the written part are public."""
    application = queries.own_application(db.session, id, viewer_id())
    paper = application.contest.paper
    if paper is None or not paper.seed_seal or paper.state not in queries.PUBLISHED:
        raise NotFound(Application, id)
    code = sealing.code_of(db.session, paper.id, application.id)
    codes = [code] if code else []
    appeal = queries.appeal_of(db.session, id)
    if appeal is not None and appeal.state in ("decided", "answered"):
        again = remarking.slip(db.session, appeal)[1]
        codes += [again] if again else []
    if not codes:
        raise NotFound(Application, id)
    return application, paper, openings.commitments(db.session, paper.id, codes)
