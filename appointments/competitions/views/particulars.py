"""Pages on which a member of the council states relatives, home and units: what is there, a page for each kind."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.competitions import queries
from appointments.competitions.commands import particulars as commands
from appointments.competitions.models import Round
from appointments.competitions.particular_forms import FORMS
from appointments.competitions.views.parts import viewer_id
from appointments.competitions.views.plans import bp, found
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.web import policy
from appointments.web.db import db


@bp.get("/<uuid:id>/particulars")
@policy.requires("declaration:create")
def particulars(id: UUID) -> str:
    """What the person asking has stated, in any round, and what may be added."""
    round_ = found(id)
    return render_template(
        "competitions/particulars.html",
        caption=round_.title,
        back=url_for(".declare", id=id),
        stated=queries.particulars_of(db.session, viewer_id()),
        adding=[(title, url_for(".add_particular", id=id, kind=kind)) for kind, (title, _form) in FORMS.items()],
    )


@bp.route("/<uuid:id>/particulars/<kind>", methods=["GET", "POST"])
@policy.requires("declaration:create")
def add_particular(id: UUID, kind: str) -> Any:
    """State one more thing."""
    round_ = found(id)
    if kind not in FORMS:
        raise NotFound(Round, kind)
    title, form_of = FORMS[kind]
    form, back = form_of(), url_for(".particulars", id=id)
    if form.validate_on_submit():
        commands.state_as_member(db.session, id, form.stated(), by=form.by(back), now=clock.now())
        flash(_("What you stated is on record."), "success")
        return redirect(back, 303)
    return render_template(
        "competitions/particular.html", form=form, title=title, caption=round_.title, back=back, kind=kind
    )
