"""After the lock: severity, drift and time of each marker, as a page and as a file. Advisory, by the rights table."""

import csv
import io
from uuid import UUID

from flask import Response, render_template
from flask_babel import gettext as _

from appointments.competitions.models import Paper
from appointments.competitions.siblings import LOCKED
from appointments.core.errors import Forbidden
from appointments.exams import queries
from appointments.exams.quality import quality_of
from appointments.exams.views.parts import bp, paper_or_404, roles_towards
from appointments.web import policy
from appointments.web.db import db
from appointments.web.filters import say
from workflows import access
from workflows.roles import Role

RESOURCE = "marking_quality"


@bp.get("/papers/<uuid:id>/quality")
@policy.requires("marking_quality:read")
def quality(id: UUID) -> str:
    """What the locked marks tell of each marker."""
    paper = _readable(id)
    rows = quality_of(db.session, paper)
    return render_template("exams/quality.html", paper=paper, rows=rows, names=_names([r.marker for r in rows]))


@bp.get("/papers/<uuid:id>/quality.csv")
@policy.requires("marking_quality:read")
def quality_csv(id: UUID) -> Response:
    """The same figures as a file."""
    paper = _readable(id)
    rows = quality_of(db.session, paper)
    names = _names([row.marker for row in rows])
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([_("Marker"), _("Scripts"), _("Severity"), _("Drift"), _("Seconds for one script"), _("In words")])
    for row in rows:
        drift, seconds = (row.drift, row.seconds) if paper.seed_seal else (None, None)
        figures = ["" if figure is None else f"{figure:.2f}" for figure in (row.severity, drift, seconds)]
        writer.writerow([names[row.marker], row.scripts, *figures, say(row.say()) if paper.seed_seal else ""])
    answer = Response("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="marking-{id.hex[:8]}.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def opens_to(paper: Paper, roles: frozenset[Role]) -> bool:
    """Whether one of these roles may read the figures of this paper now."""
    at = access.phase(paper_state=paper.state)
    return paper.state in LOCKED and any(access.may(role, RESOURCE, "read", at) for role in roles)


def _readable(id: UUID) -> Paper:
    paper = paper_or_404(id)
    if not opens_to(paper, roles_towards(paper.round)):
        raise Forbidden("these figures are for those whom the table of rights names, after the lock")
    return paper


def _names(markers: list[str]) -> dict[str, str]:
    """The markers' names, none of which begins like a formula."""
    return {one.hex: name.lstrip("=+-@") for one, name in queries.named(db.session, map(UUID, markers)).items()}
