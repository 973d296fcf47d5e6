"""Lodging: a candidate's complaint, one that came on paper, a denunciation by anybody; and what the public counts."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from limits import parse

from appointments.accounts.models import Person
from appointments.competitions import context
from appointments.competitions import queries as competitions
from appointments.competitions.views.parts import reach, viewer_id
from appointments.complaints import commands, forms, queries, rules
from appointments.complaints.views.parts import bp
from appointments.core import clock
from appointments.core.errors import Invalid
from appointments.web import policy
from appointments.web.db import db
from appointments.web.extensions import is_too_often
from workflows import registry
from workflows.complaint import KINDS, NOT_VERIFIED

RATE = parse("10 per hour")
"""How often one address may lodge: more than anybody needs, too few to drown the register."""


@bp.route("/new/<uuid:application>", methods=["GET", "POST"])
@policy.signed_in
def new(application: UUID) -> Any:
    """Complain in one's own matter; what one complained of before stands beside it."""
    mine = queries.own_application(db.session, application, viewer_id())
    form = forms.LodgeForm()
    if form.validate_on_submit():
        demand_patience()
        name = db.session.get_one(Person, viewer_id()).full_name
        by = form.by(url_for(".new", application=application))
        made = commands.complain(db.session, application, form.lodged(name), by=by, now=clock.now())
        flash(_("Your complaint was received at the time shown below."), "success")
        return redirect(url_for(".show", id=made.id), 303)
    return render_template(
        "complaints/new.html",
        form=form,
        application=mine,
        earlier=queries.own_complaints(db.session, application, viewer_id()),
        terms=terms_of(mine.contest.round, "complaint"),
        not_verified=NOT_VERIFIED,
    )


@bp.route("/rounds/<uuid:id>/key", methods=["GET", "POST"])
@policy.requires("complaint:key")
def key_in(id: UUID) -> Any:
    """Enter a complaint that came on paper."""
    round_ = competitions.round_for(db.session, id, reach())
    form = forms.NamedForm()
    if form.validate_on_submit():
        lodged = form.lodged(form.name.data or "", form.contact.data or "")
        back = url_for(".index", id=id)
        commands.key_in(db.session, id, lodged, by=form.by(back), now=clock.now())
        return redirect(back, 303)
    return render_template("complaints/key_in.html", form=form, round=round_)


@bp.route("/rounds/<uuid:id>/denounce", methods=["GET", "POST"])
@policy.public
def denounce(id: UUID) -> Any:
    """Anybody denounces; only those who deal with it ever read the name."""
    round_ = queries.public_round(db.session, id)
    form = forms.NamedForm()
    if form.validate_on_submit():
        demand_patience()
        lodged = form.lodged(form.name.data or "", form.contact.data or "")
        back = url_for(".public", id=id)
        made = commands.denounce(db.session, id, lodged, by=form.by(back), now=clock.now())
        flash(_("Your denunciation was received under the number %(reference)s.", reference=made.reference), "success")
        return redirect(back, 303)
    terms = terms_of(round_, "denunciation")
    return render_template("complaints/denounce.html", form=form, round=round_, terms=terms, not_verified=NOT_VERIFIED)


@bp.get("/rounds/<uuid:id>/public")
@policy.public
def public(id: UUID) -> str:
    """How many cases a round has, by stage; small numbers are not told."""
    round_ = queries.public_round(db.session, id)
    counts = queries.counts(db.session, id)
    states = registry.current("complaint", clock.now().date()).states
    stages = {kind: rules.told_to_public({name: counts.get((kind, name), 0) for name in states if name != "lodged"})
              for kind in KINDS}  # fmt: skip
    return render_template("complaints/public.html", round=round_, stages=stages, kinds=KINDS, states=states)


def demand_patience() -> None:
    """Count what is lodged for the sender's address; refuse where there was too much, keeping the text."""
    if is_too_often(RATE, "lodge"):
        raise Invalid("Too much was lodged from your address within the last hour. Keep this page and send it later.")


def terms_of(round_: Any, kind: str) -> dict[str, int]:
    """The agency's terms for such a case, in days."""
    pinned = context.rules_of(round_, clock.now())
    return {term: pinned[f"exam.{kind}_{term}_days"] for term in ("accept", "conclude")}
