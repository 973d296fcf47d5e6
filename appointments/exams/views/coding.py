"""Pages of the coding board for paper sheets: codes are drawn, their map handed out; after the lock it is brought back.

Where marking is on screen the codes come from the tool; those pages are in `tool.py`.
"""

from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.accounts import sessions
from appointments.competitions.models import Paper
from appointments.core import clock
from appointments.exams import forms, rules, sealing
from appointments.exams.views.parts import bp, case_of, demand, is_on_screen, paper_or_404
from appointments.web import policy
from appointments.web.db import db
from workflows.engine import Refused
from workflows.roles import CODING


@bp.route("/papers/<uuid:id>/codes", methods=["GET", "POST"])
@policy.requires("paper:seal_codes")
def codes(id: UUID) -> Any:
    """Draw the codes; the answer is the map's file. It is not kept here."""
    paper = paper_or_404(id)
    demand(paper.round, CODING)
    if is_on_screen(paper):
        return redirect(url_for(".coding_tool", id=id), 303)
    if paper.state != "held":
        return render_template("exams/codes_drawn.html", paper=paper, may_have=paper.state in sealing.UNTIL_DECODED)
    if again := sessions.ask_again():
        return again
    form = forms.SealForm(data={"secret": rules.new_secret()}, seen=paper.version)
    case = case_of(paper)
    if not form.validate_on_submit():
        option = next(o for o in paper.process.outlook(paper.state, case) if o.transition.trigger == "seal_codes")
        if not option.is_open:
            raise Refused(option.refusals)
        return _kept_by_nobody(render_template("exams/codes.html", form=form, paper=paper, facts=case.facts))
    given: dict[str, Any] = {"by": form.by(url_for(".codes", id=id)), "now": clock.now(), "secret": form.secret.data}
    return as_file(paper, sealing.seal_codes(db.session, id, **given))


@bp.route("/papers/<uuid:id>/codes/again", methods=["GET", "POST"])
@policy.requires("paper:seal_codes")
@sessions.fresh
def codes_again(id: UUID) -> Any:
    """The same file once more, for whoever has the secret on paper."""
    paper = paper_or_404(id)
    demand(paper.round, CODING)
    form = forms.SecretForm()
    if not form.validate_on_submit():
        return render_template("exams/codes_again.html", form=form, paper=paper)
    typed = "".join((form.secret.data or "").lower().split())
    given: dict[str, Any] = {"by": form.by(url_for(".codes_again", id=id)), "now": clock.now()}
    return as_file(paper, sealing.map_again(db.session, id, typed, **given))


@bp.route("/papers/<uuid:id>/share", methods=["GET", "POST"])
@policy.requires("code_map:share")
def share(id: UUID) -> Any:
    """Bring the map back after the lock: upload its file."""
    paper = paper_or_404(id)
    demand(paper.round, CODING)
    form = (forms.OpenedMapForm if is_on_screen(paper) else forms.ShareForm)(seen=paper.version)
    if not form.validate_on_submit():
        return render_template("exams/share.html", form=form, paper=paper)
    back = url_for(".paper", id=id)
    sealing.give_share(db.session, id, form.file.data.read(), by=form.by(back), now=clock.now())
    flash(_("The map is the one that was sealed. It is on record that you brought it back."), "success")
    return redirect(back, 303)


def as_file(paper: Paper, data: bytes) -> Response:
    """The map as a file that the browser saves and nobody keeps."""
    answer = Response(data, mimetype="text/plain")
    answer.headers["Content-Disposition"] = f'attachment; filename="ban-do-phach-{paper.id.hex[:8]}.txt"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _kept_by_nobody(page: str) -> Response:
    answer = Response(page, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    return answer
