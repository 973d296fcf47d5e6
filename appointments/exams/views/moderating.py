"""The scripts that the board's head reads again: the sample, its draw, and the page of one reading.

Before the lock the head alone sees them, and of a settled script its mark only, never who gave which. After it the
sample can be derived from the opened seed, and stands for those of the rights table.
"""

from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.competitions.models import Paper
from appointments.core import clock
from appointments.core.errors import Forbidden, NotFound
from appointments.exams import moderation as samples
from appointments.exams import screen_forms
from appointments.exams.commands import moderating as commands
from appointments.exams.models import ScreenScript
from appointments.exams.moderation import Sampled
from appointments.exams.views.parts import bp, case_of, demand, paper_or_404, roles_towards
from appointments.exams.views.pictures import picture
from appointments.web import policy
from appointments.web.db import db
from appointments.web.steps import ConfirmForm
from workflows import access
from workflows.moderation import Standing
from workflows.roles import MARKING_HEAD, Role

RESOURCE = "moderation"


@bp.route("/papers/<uuid:id>/moderation", methods=["GET", "POST"])
@policy.requires("moderation:read")
def moderation(id: UUID) -> Any:
    """The sample with where each script stands; the draw of it, once every script has its mark."""
    paper = paper_or_404(id)
    roles = roles_towards(paper.round)
    if not opens_to(paper, roles):
        raise Forbidden("the sample is the head's before the lock")
    rows, facts = samples.sample(db.session, [id])[id], case_of(paper).facts
    may_draw = MARKING_HEAD in roles and paper.state == "marking" and not rows and bool(facts.sample_size)
    form = ConfirmForm(seen=paper.version)
    back = url_for(".moderation", id=id)
    if may_draw and form.validate_on_submit():
        commands.draw_sample(db.session, id, by=form.by(back), now=clock.now())
        flash(_("The sample is drawn."), "success")
        return redirect(back, 303)
    return render_template(
        "exams/moderation.html", form=form, paper=paper, rows=rows, facts=facts, standings=Standing,
        may_draw=may_draw and not facts.unsettled_scripts, may_read=MARKING_HEAD in roles and paper.state == "marking",
    )  # fmt: skip


@bp.route("/papers/<uuid:id>/moderation/<code>", methods=["GET", "POST"])
@policy.requires("moderation:create")
def moderate(id: UUID, code: str) -> Any:
    """Read one script again: its pages, its mark; let the mark stand or ask the pair to talk."""
    paper, found = _to_read(id, code)
    form = screen_forms.ModerationForm(seen=found.script.version)
    back = url_for(".moderation", id=id)
    if not form.validate_on_submit():
        return render_template("exams/moderate.html", form=form, paper=paper, script=found.script, back=back)
    given: dict[str, Any] = {"by": form.by(back), "now": clock.now(), "seen": form.version}
    commands.moderate(db.session, found.script.id, form.verdict.data, form.note.data or "", **given)
    flash(_("Done. It is on record."), "success")
    return redirect(back, 303)


@bp.get("/papers/<uuid:id>/moderation/<code>/pages/<int:number>.png")
@policy.requires("moderation:create")
def moderated_page(id: UUID, code: str, number: int) -> Response:
    """One page of a script of the sample, as a picture."""
    _paper, found = _to_read(id, code)
    return picture(found.script.file, number, found.script.pages)


def opens_to(paper: Paper, roles: frozenset[Role]) -> bool:
    """Whether one of these roles may see the sample of this paper now; there is one only where marking is on screen."""
    at = access.phase(paper_state=paper.state)
    return bool(paper.seed_seal) and any(access.may(role, RESOURCE, "read", at) for role in roles)


def _to_read(id: UUID, code: str) -> tuple[Paper, Sampled]:
    """A script of the sample that waits to be read, for the board's head."""
    paper = paper_or_404(id)
    demand(paper.round, MARKING_HEAD)
    found = next((one for one in samples.sample(db.session, [id])[id] if one.script.code == code), None)
    if found is None or paper.state != "marking" or found.standing is Standing.agreed:
        raise NotFound(ScreenScript, code)
    if found.script.state != "settled":
        raise NotFound(ScreenScript, code)
    return paper, found
