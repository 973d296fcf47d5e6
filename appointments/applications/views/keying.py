"""A paper dossier begins: whose it is and when it came; its pages are then those of every dossier."""

from uuid import UUID

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from appointments.accounts.number import kept_hash
from appointments.applications import queries
from appointments.applications.commands import paper
from appointments.applications.forms import PaperCandidateForm
from appointments.applications.views.parts import bp, post_name, viewer_id
from appointments.competitions.queries import contest_for, reach_of
from appointments.core import clock
from appointments.web import policy
from appointments.web.db import db
from workflows.roles import PERSONNEL


@bp.route("/posts/<uuid:contest_id>/paper-dossiers/new", methods=["GET", "POST"])
@policy.requires("applications:key")
def key_in(contest_id: UUID) -> str | Response:
    """Begin to key a dossier that came by hand or by post, in the candidate's name."""
    contest_for(db.session, contest_id, reach_of(db.session, viewer_id(), clock.now(), (PERSONNEL,)))
    contest = queries.announced_post(db.session, contest_id)
    form = PaperCandidateForm()
    if form.validate_on_submit():
        made = paper.start_paper(
            db.session,
            contest_id,
            newcomer(form),
            paper.Arrival(form.channel.data, form.received_at.data),
            by=form.by(url_for(".index", id=contest.round_id)),
            now=clock.now(),
        )
        return redirect(url_for(".tasks", id=made), 303)
    return render_template("applications/key_in.html", contest=contest, post=post_name(contest), form=form)


def newcomer(form: PaperCandidateForm) -> paper.Newcomer:
    """Who applies, as typed from the papers."""
    return paper.Newcomer(
        full_name=form.full_name.data or "",
        birth_date=form.birth_date.data,
        gender=form.gender.data,
        number_hash=kept_hash(form.national_id.data),
        email=form.email.data or None,
        phone=form.phone.data or None,
        current_post=form.current_post.data or None,
        current_unit=form.current_unit.data or None,
        is_ethnic_minority=form.is_ethnic_minority.data,
        is_synthetic=bool(current_app.config.get("DEMO")),
    )
