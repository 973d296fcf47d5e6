"""The candidate's own proposal: handed in sealed, replaced until the deadline, with a receipt for every version."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.applications.views.parts import storage
from appointments.competitions.views.parts import viewer_id
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.exams import proposals
from appointments.exams.commands import proposals as commands
from appointments.exams.proposal_case import proposal_case, round_of
from appointments.exams.proposal_forms import ProposalForm
from appointments.exams.proposals import Proposal
from appointments.exams.views.parts import bp, by_me
from appointments.web import policy
from appointments.web.db import db
from appointments.web.steps import find

LODGING = {"awaited": "lodge", "lodged": "replace"}


@bp.route("/applications/<uuid:id>/proposal", methods=["GET", "POST"])
@policy.signed_in
def own_proposal(id: UUID) -> Any:
    """What was handed in, the receipts, and until the deadline the field for a file."""
    now, found = clock.now(), proposals.own(db.session, id, viewer_id())
    if found is None:
        raise NotFound(Proposal, id)
    form = ProposalForm()
    if form.validate_on_submit():
        back = url_for(".own_proposal", id=id)
        commands.lodge(db.session, id, form.content, form.filename, storage(), by=form.by(back), now=now)
        flash(_("Your proposal was received and sealed."), "success")
        return redirect(back, 303)
    option = None
    if trigger := LODGING.get(found.state):
        case = proposal_case(db.session, found, by_me(), now, has_file=True)
        option = find(found.process, found.state, trigger, case)
    return render_template(
        "exams/own_proposal.html", form=form, proposal=found, application=found.application, option=option,
        due=proposals.shown_deadline(db.session, found.box, round_of(found), now),
    )  # fmt: skip
