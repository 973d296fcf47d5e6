"""The steps of a case, each on its page."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.applications.views.parts import storage
from appointments.competitions.views.parts import ask_password, plain_step
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.reappointments import forms
from appointments.reappointments.case import title_of
from appointments.reappointments.commands import steps as commands
from appointments.reappointments.commands import voting
from appointments.reappointments.models import Reappointment
from appointments.reappointments.rules import ELECTORATES
from appointments.reappointments.views.parts import PLAIN, bp, found, is_own
from appointments.web import policy, steps
from appointments.web.db import db
from appointments.web.filters import say
from workflows.calendar import local_day
from workflows.words import Words

BY_THIS_FORM = ("notice_is_written", "report_is_written", "ground_allows_a_hold", "ground_ends_the_term", "reason")
"""Clauses that depend on what the form itself asks for; the command asks them again."""


@bp.route("/<uuid:id>/steps/<any(" + ",".join(PLAIN) + "):trigger>", methods=["GET", "POST"])
@policy.signed_in
def step(id: UUID, trigger: str) -> Any:
    """A step that needs nothing but a yes or a reason."""
    row, case = found(id)
    page = {"back": back_to(row), "title": say(title_of(row)), "said": _("Done. It is on record.")}
    return plain_step(row, trigger, case, commands.take_step, **page)


@bp.route("/<uuid:id>/notice", methods=["GET", "POST"])
@policy.requires("reappointment:notify")
def notice(id: UUID) -> Any:
    """The written notice was given."""
    row, option = opened(id, "notify")
    form = forms.NoticeForm(data={"on": local_day(clock.now())}, seen=row.version)
    if not form.validate_on_submit():
        return page(form, row, option.transition.label)
    by, on = form.by(back_to(row)), form.on.data or local_day(clock.now())
    made = commands.notify(db.session, id, form.number.data or "", on, by=by, now=clock.now(), seen=form.version)
    flash(_("The notice is on record, as late.") if made.is_late else _("The notice is on record."), "success")
    return redirect(back_to(row), 303)


@bp.route("/<uuid:id>/report", methods=["GET", "POST"])
@policy.signed_in
def report(id: UUID) -> Any:
    """The person concerned hands in the self-assessment report."""
    row, option = opened(id, "report")
    if not is_own(row):
        raise NotFound(Reappointment, id)
    form = forms.ReportForm(seen=row.version)
    if not form.validate_on_submit():
        return page(form, row, option.transition.label)
    given = commands.Report(form.content, form.filename, form.media_type)
    commands.hand_in(db.session, id, given, storage(), by=form.by(back_to(row)), now=clock.now(), seen=form.version)
    flash(_("Your report was received."), "success")
    return redirect(back_to(row), 303)


@bp.route("/<uuid:id>/assessment", methods=["GET", "POST"])
@policy.requires("reappointment:prepare")
def assessment(id: UUID) -> Any:
    """The head's assessment and the Party committee's opinion are put on file."""
    row, _case = found(id)
    form = forms.AssessForm(data={"assessment": row.assessment, "opinion": row.opinion}, seen=row.version)
    if not form.validate_on_submit():
        return page(form, row, Words("Nhận xét, đề xuất và ý kiến cấp ủy", "Assessment and opinion"))
    said = form.assessment.data or "", form.opinion.data or ""
    commands.assess(db.session, id, *said, by=form.by(back_to(row)), now=clock.now(), seen=form.version)
    return redirect(back_to(row), 303)


@bp.route("/<uuid:id>/steps/<any(convene_cadres, convene_leadership):trigger>", methods=["GET", "POST"])
@policy.requires("reappointment:convene_cadres")
def convene(id: UUID, trigger: str) -> Any:
    """Convene the key cadres, or the leadership, on the person whose term ends."""
    row, option = opened(id, trigger)
    meeting = trigger.removeprefix("convene_")
    form = steps.ConfirmForm(seen=row.version)
    if not form.validate_on_submit():
        return page(form, row, option.transition.label, ELECTORATES[meeting])
    by = form.by(back_to(row))
    made = voting.convene(db.session, id, meeting, by=by, now=clock.now(), seen=form.version)
    return redirect(url_for("conferences.show", id=made.id), 303)


@bp.route("/<uuid:id>/hold", methods=["GET", "POST"])
@policy.requires("reappointment:hold")
def put_on_hold(id: UUID) -> Any:
    """The authority puts the case on hold for one of the six grounds."""
    return grounded(id, "put_on_hold", commands.hold)


@bp.route("/<uuid:id>/end", methods=["GET", "POST"])
@policy.requires("reappointment:supersede")
def supersede(id: UUID) -> Any:
    """The term ends otherwise."""
    return grounded(id, "supersede", commands.supersede)


def grounded(id: UUID, trigger: str, command: Any) -> Any:
    """A step that needs one of the listed grounds and a reason."""
    row, option = opened(id, trigger)
    if again := ask_password(row.process, row.state, trigger):
        return again
    form = forms.GroundForm(seen=row.version)
    form.offer(forms.GROUNDS[trigger])
    if not form.validate_on_submit():
        return page(form, row, option.transition.label)
    by, reason = form.by(back_to(row)), form.reason.data or ""
    command(db.session, id, form.ground.data, reason, by=by, now=clock.now(), seen=form.version)
    flash(_("Done. It is on record."), "success")
    return redirect(back_to(row), 303)


@bp.route("/<uuid:id>/draft", methods=["GET", "POST"])
@policy.requires("reappointment:prepare")
def draft(id: UUID) -> Any:
    """The officer drafts the decision on which the case ends."""
    row, _case = found(id)
    form = steps.ConfirmForm(seen=row.version)
    if not form.validate_on_submit():
        return page(form, row, Words("Dự thảo quyết định", "Draft the decision"))
    made = commands.draft(db.session, id, by=form.by(back_to(row)), now=clock.now(), seen=form.version)
    return redirect(url_for("decisions.show", id=made.id), 303)


def opened(id: UUID, trigger: str) -> tuple[Reappointment, Any]:
    """The case, and the step if nothing stands against it but what its form asks for."""
    row, case = found(id)
    return row, steps.opened(row, trigger, case, BY_THIS_FORM)


def page(form: Any, row: Reappointment, label: Words, electorate: Words | None = None) -> str:
    """The page of a form."""
    return render_template(
        "reappointments/form.html", form=form, row=row, label=label, title=title_of(row), back=back_to(row),
        electorate=electorate,
    )  # fmt: skip


def back_to(row: Reappointment) -> str:
    """The page of the case."""
    return url_for(".show", id=row.id)
