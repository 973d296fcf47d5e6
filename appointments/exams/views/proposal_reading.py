"""Pages of one proposal: its candidate's own one, or the opened file for whoever may read it."""

from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Response, redirect, render_template, send_file, url_for

from appointments.applications.views.parts import storage
from appointments.competitions.views.parts import reach, viewer_id
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.exams import queries
from appointments.exams.commands import proposal_reading as reading
from appointments.exams.commands.proposal_opening import file_of
from appointments.exams.proposal_case import round_of
from appointments.exams.proposal_forms import PDF
from appointments.exams.proposals import Proposal
from appointments.exams.views.parts import bp, roles_towards
from appointments.exams.views.proposals import FOLLOWERS
from appointments.web import policy
from appointments.web.db import db
from appointments.web.steps import ReadingForm


@bp.route("/proposals/<uuid:id>", methods=["GET", "POST"])
@policy.signed_in
def proposal(id: UUID) -> Any:
    """Where a proposal leads: its candidate to the own page, readers to the file, others to the round's count."""
    found = db.session.get(Proposal, id)
    if found is None:
        raise NotFound(Proposal, id)
    if found.application.person_id == viewer_id():
        return redirect(url_for(".own_proposal", id=id), 303)
    now, round_ = clock.now(), round_of(found)
    reader = reading.reader(db.session, found, viewer_id(), now)
    if reader is None:
        if not queries.within(reach(), round_) or not roles_towards(round_) & set(FOLLOWERS):
            raise NotFound(Proposal, id)
        return redirect(url_for(".round_proposals", id=round_.id), 303)
    form, here = ReadingForm(), url_for(".proposal", id=id)
    if reader.needs_reason and not reading.opened_lately(db.session, found, viewer_id(), now):
        if form.validate_on_submit():
            reading.inspect(db.session, id, form.reason.data, by=form.by(here), now=now)
            return redirect(here, 303)
        return render_template("exams/proposal_reason.html", form=form, proposal=found, round=round_)
    return render_template("exams/proposal.html", proposal=found, application=found.application, round=round_)


@bp.get("/proposals/<uuid:id>/file")
@policy.signed_in
def proposal_file(id: UUID) -> Response:
    """The opened file as it was handed in, as a download."""
    now = clock.now()
    found, reader = reading.readable(db.session, id, viewer_id(), now)
    if reader.needs_reason and not reading.opened_lately(db.session, found, viewer_id(), now):
        raise NotFound(Proposal, id)
    assert found.last is not None  # what was opened was lodged
    data = BytesIO(file_of(found.last, storage()))
    name = f"de-an-{found.application.number}.pdf"
    answer = send_file(data, mimetype=PDF, as_attachment=True, download_name=name, max_age=0)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
