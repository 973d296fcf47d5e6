"""The selected person does not take the post: declined on the candidate's own page, or recorded from a letter."""

from typing import Any
from uuid import UUID

from flask import flash, url_for
from flask_babel import gettext as _

from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.competitions.views.parts import post_label, viewer_id, weighty_step
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.decisions import queries
from appointments.decisions.commands import fallback
from appointments.decisions.views.parts import bp, post_within_reach, viewer_by
from appointments.web import policy
from appointments.web.db import db


@bp.route("/decline/<uuid:id>", methods=["GET", "POST"])
@policy.signed_in
def decline(id: UUID) -> Any:
    """The selected candidate declines the appointment (the address names one's own application)."""
    row = queries.application_with_post(db.session, id)
    if row.person_id != viewer_id():
        raise NotFound(Application, id)
    return _step(row, "decline", url_for("applications.show", id=id))


@bp.route("/posts/<uuid:id>/record-decline", methods=["GET", "POST"])
@policy.requires("application:record_decline")
def record_decline(id: UUID) -> Any:
    """An officer records the letter by which the selected person declines."""
    contest = post_within_reach(id)
    if contest.winner_id is None:
        raise NotFound(Application, id)
    row = queries.application_with_post(db.session, contest.winner_id)
    return _step(row, "record_decline", url_for(".post", id=id))


def _step(row: Application, trigger: str, back: str) -> Any:
    def do(form: Any) -> None:
        fallback.decline(db.session, row.id, form.reason.data, by=form.by(back), now=clock.now())
        flash(_("Done. It is on record."), "success")

    case = application_case(db.session, row, viewer_by(), clock.now())
    return weighty_step(row, row.process, trigger, case, do=do, back=back, title=post_label(row.contest))
