"""Pages of the announcement: its sections, what is still missing, the dates; a later closing date; a ground on file."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.competitions import forms, queries, rules
from appointments.competitions.commands import announcements, endings, posts, reception
from appointments.competitions.standing import against_anybody
from appointments.competitions.views.plans import bp, case_of, fix_of, found
from appointments.core import clock
from appointments.web import policy
from appointments.web.db import db
from workflows.definition import Case
from workflows.engine import Refusal
from workflows.roles import PERSONNEL, SECRETARY


@bp.get("/<uuid:id>/announcement")
@policy.requires("round:follow")
def announcement(id: UUID) -> str:
    """The announcement as sections, and everything that is missing before it can go out."""
    round_ = found(id)
    case = case_of(round_)
    return render_template(
        "competitions/announcement_editor.html",
        round=round_,
        sections=rules.SECTIONS,
        fields=rules,
        missing=set(rules.missing_fields(round_.announcement) + rules.missing_channels(round_.announcement)),
        obstacles=obstacles(round_, case),
        fix=lambda refusal: fix_of(round_, refusal, case.actor.roles),
        may_edit=round_.state in announcements.BEFORE and bool({PERSONNEL, SECRETARY} & case.actor.roles),
    )


def obstacles(round_: Any, case: Case) -> list[Refusal]:
    """What stands against announcing the round, whoever of the right role asks; nothing once it is announced."""
    if round_.state not in announcements.BEFORE:
        return []
    step = next(t for t in round_.process.transitions if t.trigger == "announce")
    return against_anybody(step, case)


@bp.route("/<uuid:id>/announcement/<section>", methods=["GET", "POST"])
@policy.requires("announcement:write")
def section(id: UUID, section: str) -> Any:
    """One section of the announcement; it may be saved half-written."""
    if section not in rules.SECTIONS:
        abort(404)
    round_ = found(id)
    fields = rules.in_section(section)
    present = {"dossier": rules.USUAL_DOSSIER} | round_.announcement
    form = forms.texts_form(fields, present, round_.version)
    if not form.validate_on_submit():
        title = rules.SECTIONS[section]
        return render_template("competitions/section.html", form=form, round=round_, section=title)
    typed, back = forms.texts_of(form, fields), url_for(".announcement", id=id)
    announcements.edit_announcement(db.session, id, typed, by=form.by(back), now=clock.now(), seen=form.version)
    flash(_("Saved."), "success")
    return redirect(back, 303)


@bp.route("/<uuid:id>/window", methods=["GET", "POST"])
@policy.requires("announcement:write")
def window(id: UUID) -> Any:
    """When reception opens and closes."""
    round_ = found(id)
    form = forms.WindowForm(obj=round_, seen=round_.version)
    days = case_of(round_).rules["exam.reception_days"]
    if not form.validate_on_submit():
        return render_template("competitions/window.html", form=form, round=round_, days=days)
    dates, back = (form.opens_at.data, form.closes_at.data), url_for(".announcement", id=id)
    announcements.set_window(db.session, id, *dates, by=form.by(back), now=clock.now(), seen=form.version)
    return redirect(back, 303)


@bp.route("/<uuid:id>/prolongation", methods=["GET", "POST"])
@policy.requires("deadline:create")
def prolongation(id: UUID) -> Any:
    """Propose a later closing date; the approver or the chair decides."""
    round_ = found(id)
    form = forms.ProlongForm(seen=round_.version)
    if not form.validate_on_submit():
        return render_template("competitions/prolongation.html", form=form, round=round_)
    reception.propose_prolongation(
        db.session, id, form.closes_at.data, by=form.by(), now=clock.now(), seen=form.version
    )
    flash(_("Proposed. Another person decides."), "success")
    return redirect(url_for(".show", id=id), 303)


@bp.route("/<uuid:id>/ground", methods=["GET", "POST"])
@policy.requires("round:step")
def ground(id: UUID) -> Any:
    """Put the paper on file that proves the ground for an exceptional end."""
    round_ = found(id)
    form = forms.FilingForm(seen=round_.version)
    if not form.validate_on_submit():
        filed = queries.filings(db.session, round_.case_key)
        back = (url_for(".show", id=id), round_.title)
        return render_template("competitions/ground.html", form=form, back=back, filings=filed)
    paper = posts.FiledPaper(form.number.data, form.issued_on.data, form.about.data)
    endings.file_ground(db.session, id, paper, by=form.by(), now=clock.now(), seen=form.version)
    return redirect(url_for(".show", id=id), 303)
