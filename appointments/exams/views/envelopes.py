"""Pages of the envelopes of question papers: their serials, the log of their custody, the digest after use."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.competitions.models import Paper
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.exams import envelopes
from appointments.exams.commands import envelopes as commands
from appointments.exams.envelope_forms import CustodyForm, DigestForm, EnvelopeForm
from appointments.exams.envelopes import Envelope
from appointments.exams.views.parts import bp, demand, paper_or_404
from appointments.web import policy
from appointments.web.db import db
from workflows.roles import AUDITOR, CHAIR, SECRETARY, SUPERVISOR

READERS = (SECRETARY, CHAIR, SUPERVISOR, AUDITOR)


@bp.route("/papers/<uuid:id>/envelopes", methods=["GET", "POST"])
@policy.requires("envelope:read")
def envelope_register(id: UUID) -> Any:
    """The envelopes of a paper with their logs; the secretary enters another."""
    paper = paper_or_404(id)
    is_writer = SECRETARY in demand(paper.round, *READERS) and paper.state in commands.OPEN
    form = EnvelopeForm()
    if is_writer and form.validate_on_submit():
        back = url_for(".envelope_register", id=id)
        given: dict[str, Any] = {"is_reserve": bool(form.is_reserve.data), "by": form.by(back), "now": clock.now()}
        commands.enter_envelope(db.session, id, form.serial.data, **given)
        flash(_("The envelope is entered."), "success")
        return redirect(back, 303)
    return render_template(
        "exams/envelopes.html", paper=paper, form=form, envelopes=envelopes.envelopes_of(db.session, id),
        acts=envelopes.ACTS, is_writer=is_writer, was_used=paper.state not in commands.BEFORE_USE,
    )  # fmt: skip


@bp.route("/envelopes/<uuid:id>/log", methods=["GET", "POST"])
@policy.requires("envelope:create")
def custody_line(id: UUID) -> Any:
    """Put on record what happened to an envelope."""
    envelope, paper = _envelope(id)
    form = CustodyForm(data={"happened_at": clock.now()})
    if not form.validate_on_submit():
        return render_template("exams/custody_line.html", form=form, paper=paper, envelope=envelope)
    back = url_for(".envelope_register", id=paper.id)
    line = commands.Line(
        form.act.data, form.happened_at.data, form.giver.data, form.taker.data, form.seal.data == "whole",
        form.note.data or "",
    )  # fmt: skip
    commands.record_custody(db.session, id, line, by=form.by(back), now=clock.now())
    flash(_("It stands in the envelope's log."), "success")
    return redirect(back, 303)


@bp.route("/envelopes/<uuid:id>/digest", methods=["GET", "POST"])
@policy.requires("envelope:create")
def paper_digest(id: UUID) -> Any:
    """Publish the digest of a paper that was used."""
    envelope, paper = _envelope(id)
    form = DigestForm()
    if not form.validate_on_submit():
        return render_template("exams/paper_digest.html", form=form, paper=paper, envelope=envelope)
    back = url_for(".envelope_register", id=paper.id)
    commands.publish_digest(db.session, id, form.digest.data, by=form.by(back), now=clock.now())
    flash(_("The digest is published."), "success")
    return redirect(back, 303)


def _envelope(id: UUID) -> tuple[Envelope, Paper]:
    """An envelope and its paper, for the secretary of its round."""
    envelope = db.session.get(Envelope, id)
    if envelope is None:
        raise NotFound(Envelope, id)
    paper = paper_or_404(envelope.paper_id)
    demand(paper.round, SECRETARY)
    return envelope, paper
