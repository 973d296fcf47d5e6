"""The selected person does not take the post: declined on the candidate's own page, or recorded from a letter."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.applications.views.parts import storage
from appointments.competitions.views.parts import post_label, viewer_id, weighty_step
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.decisions import forms, queries
from appointments.decisions.commands import fallback
from appointments.decisions.views.parts import bp, post_within_reach, viewer_by
from appointments.web import policy, steps
from appointments.web.db import db
from workflows.engine import Case

BY_THIS_FORM = ("letter_is_filed", "reason")
"""What the form itself brings: the letter and the reason; the command asks for both again."""


@bp.route("/decline/<uuid:id>", methods=["GET", "POST"])
@policy.signed_in
def decline(id: UUID) -> Any:
    """The selected candidate declines the appointment (the address names one's own application)."""
    row = queries.application_with_post(db.session, id)
    if row.person_id != viewer_id():
        raise NotFound(Application, id)
    back = url_for("applications.show", id=id)

    def do(form: Any) -> None:
        fallback.decline(db.session, id, form.reason.data, by=form.by(back), now=clock.now())
        flash(_("Done. It is on record."), "success")

    return weighty_step(row, row.process, "decline", case_of(row), do=do, back=back, title=post_label(row.contest))


@bp.route("/posts/<uuid:id>/record-decline", methods=["GET", "POST"])
@policy.requires("application:record_decline")
def record_decline(id: UUID) -> Any:
    """An officer puts on file the letter by which the selected person declines."""
    contest = post_within_reach(id)
    if contest.winner_id is None:
        raise NotFound(Application, id)
    row = queries.application_with_post(db.session, contest.winner_id)
    steps.opened(row, "record_decline", case_of(row), BY_THIS_FORM)
    form = forms.LetterForm()
    back = url_for(".post", id=id)
    if not form.validate_on_submit():
        name, label = row.person.full_name, post_label(contest)
        return render_template("decisions/letter.html", form=form, name=name, label=label, back=back)
    letter = fallback.Letter(form.content, form.filename, form.media_type, form.issued_on.data)
    why, by, now = form.reason.data or "", form.by(back), clock.now()
    fallback.record_decline(db.session, row.id, why, letter, storage(), by=by, now=now)
    flash(_("Done. It is on record."), "success")
    return redirect(back, 303)


def case_of(row: Application) -> Case:
    """How the application stands for the person asking."""
    return application_case(db.session, row, viewer_by(), clock.now())
