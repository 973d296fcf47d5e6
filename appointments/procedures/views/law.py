"""The page that shows what a newer text would change for a case, and moves it there on the authority's word."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.accounts import sessions
from appointments.core import clock
from appointments.core.errors import Forbidden, NotFound
from appointments.procedures import forms, moving
from appointments.procedures.case import title_of
from appointments.procedures.models import Procedure
from appointments.procedures.views.parts import bp, found
from appointments.web import policy
from appointments.web.db import db
from workflows.calendar import local_day
from workflows.law import cite
from workflows.parameters import Staff
from workflows.roles import AUTHORITY

TRANSITION = {
    str(Staff.civil_servant): cite("nd300", "35"),
    str(Staff.public_employee): cite("nd259", "", "K"),  # the text was not read: by analogy
}


@bp.route("/<uuid:id>/law", methods=["GET", "POST"])
@policy.requires("procedure:follow")
def law(id: UUID) -> Any:
    """The two texts side by side; the authority may move the case to the newer one."""
    row, case = found(id)
    day = local_day(clock.now())
    newer = moving.newer_law(row, day)
    if newer is None:
        raise NotFound(Procedure, id)
    is_authority = AUTHORITY in case.actor.roles
    form, back = forms.MoveForm(seen=row.version), url_for(".show", id=id)
    if form.is_submitted():
        if not is_authority:
            raise Forbidden("only the authority moves a case to another text")
        if again := sessions.ask_again():
            return again
        if form.validate():
            by, minutes, reason = form.by(back), form.minutes.data or "", form.reason.data or ""
            moving.move(db.session, id, minutes, reason, by=by, now=clock.now(), seen=form.version)
            flash(_("The case goes on under the newer text."), "success")
            return redirect(back, 303)
    page = render_template(
        "procedures/law.html", row=row, form=form, newer=newer, title=title_of(row), is_authority=is_authority,
        may_move=moving.has_place_for(row, newer) and not case.facts.convened,
        transition=TRANSITION[row.staff], changes=moving.what_changes(row, newer, day),
    )  # fmt: skip
    return (page, 422) if form.errors else page
