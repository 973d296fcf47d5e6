"""Pages on which a candidate states relatives, home and units: what is there, and one page for each kind."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.applications import queries
from appointments.applications.commands.ties import state_as_candidate
from appointments.applications.models import Application
from appointments.applications.views.parts import bp, post_name, viewer_id
from appointments.competitions.particular_forms import FORMS
from appointments.competitions.queries import particulars_of
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.web import policy
from appointments.web.db import db


@bp.get("/applications/<uuid:id>/ties")
@policy.signed_in
def ties(id: UUID) -> str:
    """What the candidate has stated, in any round, and what may be added."""
    row = queries.written_by(db.session, id, viewer_id(), clock.now())
    return render_template(
        "competitions/particulars.html",
        caption=post_name(row.contest),
        back=url_for(".show", id=id),
        stated=particulars_of(db.session, row.person_id),
        adding=[(title, url_for(".add_tie", id=id, kind=kind)) for kind, (title, _form) in FORMS.items()]
        if not row.at.final
        else [],
    )


@bp.route("/applications/<uuid:id>/ties/<kind>", methods=["GET", "POST"])
@policy.signed_in
def add_tie(id: UUID, kind: str) -> Any:
    """State one more thing."""
    row = queries.written_by(db.session, id, viewer_id(), clock.now())
    if kind not in FORMS or row.at.final:
        raise NotFound(Application, kind)
    title, form_of = FORMS[kind]
    form, back = form_of(), url_for(".ties", id=id)
    if form.validate_on_submit():
        state_as_candidate(db.session, id, form.stated(), by=form.by(back), now=clock.now())
        flash(_("What you stated is on record."), "success")
        return redirect(back, 303)
    return render_template(
        "competitions/particular.html", form=form, title=title, caption=post_name(row.contest), back=back, kind=kind
    )
