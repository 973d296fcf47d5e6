"""Coded scripts for inspectors: after the lock a sample for the supervision board, after the decoding all for auditors.

A script opens with a reason, which its own record keeps. Code, pages and signed points are shown; neither who wrote it
nor who marked it.
"""

from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Response, redirect, render_template, url_for

from appointments.competitions.models import Paper
from appointments.competitions.siblings import LOCKED
from appointments.competitions.views.parts import viewer_id
from appointments.core import clock, readings
from appointments.core.errors import Forbidden, NotFound
from appointments.exams import moderation
from appointments.exams.case import first_scripts
from appointments.exams.criteria import Criterion, criteria_of
from appointments.exams.models import Mark, Script
from appointments.exams.views.parts import bp, paper_or_404, roles_towards
from appointments.exams.views.pictures import picture
from appointments.web import policy
from appointments.web.db import db
from appointments.web.steps import ReadingForm
from workflows import access
from workflows.roles import AUDITOR, SUPERVISOR, Role

RESOURCE, SAMPLED = "coded_script", "sampled"


@bp.get("/papers/<uuid:id>/coded-scripts")
@policy.requires("coded_script:read")
def coded_scripts(id: UUID) -> str:
    """The scripts that the asker may read, by code, each with the digest of its neutral file."""
    paper, role, scripts = _readable(id)
    return render_template("exams/coded_scripts.html", paper=paper, scripts=scripts, is_sample=role == SUPERVISOR)


@bp.route("/papers/<uuid:id>/coded-scripts/<code>", methods=["GET", "POST"])
@policy.requires("coded_script:read")
def coded_script(id: UUID, code: str) -> Any:
    """One script: first the reason for reading it, then its pages and the points that each marker signed."""
    paper, role, script = _found(id, code)
    here = url_for(".coded_script", id=id, code=code)
    form = ReadingForm()
    if form.validate_on_submit():
        readings.record(db.session, script.case_key, role, form.reason.data, by=form.by(here), now=clock.now())
        return redirect(here, 303)
    shown: dict[str, Any] = {"form": form}
    if _is_open(script):
        criteria = criteria_of(paper.criteria)
        shown = {"signed": _signed(script, criteria), "scale": sum(one.most for one in criteria)}
    return render_template("exams/coded_script.html", paper=paper, script=script, **shown)


@bp.get("/papers/<uuid:id>/coded-scripts/<code>/pages/<int:number>.png")
@policy.requires("coded_script:read")
def coded_page(id: UUID, code: str, number: int) -> Response:
    """One page of a script that was opened with a reason, as a picture."""
    _paper, _role, script = _found(id, code)
    if not _is_open(script):
        raise Forbidden("a reason opens the script for an hour")
    return picture(script.file, number, script.pages)


def reader(paper: Paper, roles: frozenset[Role]) -> Role | None:
    """In which role coded scripts of this paper may be read now; the auditor's, who reads all of them, first."""
    if not paper.seed_seal or paper.state not in LOCKED:
        return None
    at = access.phase(paper_state=paper.state)
    may = (role for role in (AUDITOR, SUPERVISOR) if role in roles)
    return next((role for role in may if access.may(role, RESOURCE, "read", at, met=(SAMPLED,))), None)


def _readable(id: UUID) -> tuple[Paper, Role, list[Script]]:
    """The paper, the role in which the asker reads, and the scripts that this role may read."""
    paper = paper_or_404(id)
    role = reader(paper, roles_towards(paper.round))
    if role is None:
        raise Forbidden("coded scripts are for inspectors, after the lock or the decoding")
    scripts = {script.code: script for script in first_scripts(db.session, id)}
    chosen = scripts if role == AUDITOR else moderation.inspected(paper, list(scripts))
    return paper, role, [scripts[code] for code in chosen]


def _found(id: UUID, code: str) -> tuple[Paper, Role, Script]:
    paper, role, scripts = _readable(id)
    script = next((one for one in scripts if one.code == code), None)
    if script is None:
        raise NotFound(Script, code)
    return paper, role, script


def _is_open(script: Script) -> bool:
    return readings.is_open(db.session, script.case_key, viewer_id(), clock.now())


def _signed(script: Script, criteria: list[Criterion]) -> list[tuple[Mark, list[tuple[Criterion, Decimal]]]]:
    """The marks that count, in the order of the markings, each with its points by criterion."""
    counting = sorted((mark for mark in script.signed if not mark.voided), key=lambda one: one.sheet)
    return [(one, list(zip(criteria, map(Decimal, one.points), strict=True))) for one in counting]
