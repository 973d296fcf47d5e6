"""After the lock: severity, drift and time of each marker, as a page and as a file. Advisory, by the rights table."""

from decimal import Decimal
from typing import Any
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
from appointments.web.table_file import csv_answer
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
    head = [_("Marker"), _("Scripts"), _("Severity"), _("Drift"), _("Seconds for one script"), _("In words")]
    return csv_answer(head, (_cells(row, names[row.marker], paper) for row in rows), f"marking-{id.hex[:8]}.csv")


def _cells(row: Any, name: str, paper: Paper) -> list[Any]:
    drift, seconds = (row.drift, row.seconds) if paper.seed_seal else (None, None)
    figures = [None if figure is None else Decimal(f"{figure:.2f}") for figure in (row.severity, drift, seconds)]
    return [name, row.scripts, *figures, say(row.say()) if paper.seed_seal else ""]


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
    return {one.hex: name for one, name in queries.named(db.session, map(UUID, markers)).items()}
