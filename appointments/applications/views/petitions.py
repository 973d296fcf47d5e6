"""Petitions on the shortlist: written by a rejected candidate, answered by whoever did not reject."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from appointments.accounts import sessions
from appointments.applications import queries
from appointments.applications.case import application_scopes, petition_case
from appointments.applications.commands import petitions as commands
from appointments.applications.forms import PetitionForm
from appointments.applications.models import Petition
from appointments.applications.views.checking import round_within_reach
from appointments.applications.views.parts import bp, post_name, titled, viewer_by, viewer_id
from appointments.competitions.standing import standing
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.files import svg
from appointments.web import policy, steps
from appointments.web.db import db
from appointments.web.i18n import language
from workflows import dossier
from workflows.roles import CANDIDATE


@bp.route("/applications/<uuid:id>/petitions/new", methods=["GET", "POST"])
@policy.signed_in
def new_petition(id: UUID) -> str | Response:
    """Ask that the rejection of one's application be looked at again."""
    row = queries.own_application(db.session, id, viewer_id())
    form = PetitionForm()
    if form.validate_on_submit():
        back = url_for(".show", id=id)
        commands.file_petition(db.session, id, form.text.data or "", by=form.by(back), now=clock.now())
        return redirect(back, 303)
    return render_template(
        "applications/new_petition.html",
        row=row,
        form=form,
        post=post_name(row.contest),
        failed=[v for v in row.verdicts if not v.met],
        criteria=dossier.CRITERION,
    )


@bp.get("/rounds/<uuid:id>/petitions")
@policy.requires("petitions:list")
def petition_list(id: UUID) -> str:
    """The petitions of a round."""
    round_ = round_within_reach(id, "petition", "application")
    rows, now = queries.petitions_of_round(db.session, id), clock.now()
    roles = queries.roles_in_round(db.session, round_, viewer_id(), now)
    return render_template(
        "applications/petitions.html", round=round_, rows=rows, name=post_name,
        opens=lambda row: queries.may_read(roles, "petition", queries.phase_of(row.application.contest, now)),
    )  # fmt: skip


@bp.get("/petitions/<uuid:id>")
@policy.signed_in
def petition(id: UUID) -> str:
    """One petition: to its candidate and to those who deal with it."""
    row, mine = found(id)
    case = petition_case(db.session, row, viewer_by(), clock.now())
    application = row.application
    scopes = () if mine else application_scopes(application)
    options = row.process.outlook(row.state, case)
    told = standing(db.session, row, case, scopes, names=not mine)
    return render_template(
        "applications/petition.html",
        row=row,
        mine=mine,
        case=case,
        application=application,
        post=post_name(application.contest),
        name=(application.snapshot or {})["person"]["full_name"],
        told=told,
        entries=titled(told.entries),
        options=[o for o in options if o.transition.trigger in commands.ANSWERS and fits(o.transition.roles, mine)],
        step_href=lambda trigger: url_for("applications.petition_step", id=id, trigger=trigger),
        drawing_svg=svg.draw(row.process, language(), row.state),
        failed=[v for v in application.verdicts if not v.met],
        criteria=dossier.CRITERION,
    )


@bp.route("/petitions/<uuid:id>/<any(take_up, uphold, dismiss, withdraw):trigger>", methods=["GET", "POST"])
@policy.signed_in
def petition_step(id: UUID, trigger: str) -> str | Response:
    """Take up, uphold, dismiss; or withdraw one's own."""
    row, _mine = found(id)
    case = petition_case(db.session, row, viewer_by(), clock.now())
    option = steps.find(row.process, row.state, trigger, case)
    if option.is_open and option.transition.weighty and (again := sessions.ask_again()):
        return again
    back = url_for(".petition", id=id)

    def do(form: Any) -> None:
        reason = form.reason.data if hasattr(form, "reason") else ""
        commands.answer_petition(db.session, id, trigger, reason, by=form.by(back), now=clock.now(), seen=form.version)

    facts = [{"key": _("Petition"), "value": row.text}]
    return steps.step_page(
        row, row.process, trigger, case, do=do, back=back, title=post_name(row.application.contest), facts=facts
    )


def found(id: UUID) -> tuple[Petition, bool]:
    """The petition, and whether it is the asker's own; NotFound for whom it does not concern."""
    row = queries.petition(db.session, id)
    application, now = row.application, clock.now()
    if application.person_id == viewer_id():
        return row, True
    roles = queries.roles_towards(db.session, application, viewer_id(), now)
    if not queries.may_read(roles, "petition", queries.phase_of(application.contest, now)):
        raise NotFound(Petition, id)
    return row, False


def fits(roles: Any, mine: bool) -> bool:
    """Whether a step is the candidate's, or the board's."""
    return (CANDIDATE in roles) == mine
