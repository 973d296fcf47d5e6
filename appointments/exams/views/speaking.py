"""Pages of the order of presentations: drawn once, timed in that order, and derived again by whoever wants to."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from appointments.applications.models import Application
from appointments.competitions import context
from appointments.competitions import queries as competitions
from appointments.competitions.models import Round
from appointments.competitions.views.parts import reach
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.exams import oral_forms, panel, queries, speaking
from appointments.exams.commands import presentations as commands
from appointments.exams.views.parts import bp, demand
from appointments.web import policy
from appointments.web.db import db
from appointments.web.forms import BaseForm
from appointments.web.steps import ConfirmForm
from workflows.roles import SECRETARY

SCHEDULED = (
    "oral_scheduled", "oral_done", "result_compiled", "result_recognised", "result_published", "closed", "voided",
)  # fmt: skip


@bp.route("/rounds/<uuid:id>/presentations/draw", methods=["GET", "POST"])
@policy.requires("presentation:time")
def draw_order(id: UUID) -> Any:
    """Draw the order of the presentations, once."""
    round_ = competitions.round_for(db.session, id, reach())
    demand(round_, SECRETARY)
    if not round_.oral_seed_seal or round_.state != "examining":
        raise NotFound(Round, id)
    form, back = ConfirmForm(seen=round_.version), url_for(".times", id=id)
    if form.validate_on_submit():
        commands.draw_order(db.session, id, by=form.by(back), now=clock.now())
        flash(_("The order of the presentations is drawn."), "success")
        return redirect(back, 303)
    if round_.oral_seed_opened:
        return redirect(back, 303)
    rows = queries.presenters(db.session, id)
    is_sealed = speaking.seal_is_on_record(db.session, round_)
    return render_template("exams/draw_order.html", form=form, round=round_, presenters=rows, is_sealed=is_sealed)


@bp.route("/rounds/<uuid:id>/presentations/times", methods=["GET", "POST"])
@policy.requires("presentation:time")
def times(id: UUID) -> Any:
    """Set when each candidate presents, and summon them; on screen in the order drawn."""
    round_ = competitions.round_for(db.session, id, reach())
    demand(round_, SECRETARY)
    if panel.is_on_screen(round_) and not round_.oral_seed_opened and round_.state == "examining":
        return redirect(url_for(".draw_order", id=id), 303)
    found = queries.presenters(db.session, id)
    rows = speaking.in_order(round_, [a for a in found if a.state == "written_passed"])
    form = _form(round_, rows)
    if "fill" in request.form and rows and round_.oral_seed_opened:
        form = _filled(rows, form)
    elif form.validate_on_submit() and rows:
        back = url_for(".presentations", id=id)
        given = oral_forms.times_of(form, [a.id for a in rows])
        commands.set_times(db.session, id, given, form["place"].data, by=form.by(back), now=clock.now())
        flash(_("The times are set and the candidates summoned."), "success")
        return redirect(back, 303)
    return render_template("exams/times.html", form=form, round=round_, presenters=rows)


@bp.get("/rounds/<uuid:id>/order")
@policy.public
def speaking_order(id: UUID) -> str:
    """Once scheduled, for everybody: seed, seal and the order by candidate number. No name."""
    round_ = db.session.get(Round, id)
    if round_ is None or not round_.oral_seed_opened or round_.state not in SCHEDULED:
        raise NotFound(Round, id)
    rows = speaking.in_order(round_, queries.presenters(db.session, id))
    times = {one: row.starts_at for one, row in queries.presentations(db.session, [a.id for a in rows]).items()}
    return render_template(
        "exams/speaking_order.html", round=round_, presenters=rows, times=times,
        is_derived=speaking.is_of_the_seal(round_) and speaking.is_kept(rows, times),
    )  # fmt: skip


def _form(round_: Round, rows: list[Application]) -> BaseForm:
    """The form as it was sent, or with the times that are set."""
    known = queries.presentations(db.session, [a.id for a in rows])
    place = next((one.place for one in known.values()), "")
    at = {one: row.starts_at for one, row in known.items()}
    if not round_.oral_seed_opened:
        return oral_forms.times_form(_labels(rows), at, place)
    pinned = context.rules_of(round_, clock.now())
    apart = int(pinned["exam.oral_present_min"]) + int(pinned["exam.oral_qa_min"])
    return oral_forms.ordered_times_form(_labels(rows), at, place, apart)


def _filled(rows: list[Application], sent: BaseForm) -> BaseForm:
    """The form once more, every time reckoned from the first; nothing is saved."""
    ids = [one.id for one in rows]
    moments = oral_forms.filled(sent, ids)
    place, apart = sent["place"].data or "", sent["apart"].data or 0
    return oral_forms.ordered_times_form(_labels(rows), moments, place, apart, is_refilled=True)


def _labels(rows: list[Application]) -> dict[UUID, str]:
    return {a.id: _("%(number)s, %(name)s", number=a.number, name=a.person.full_name) for a in rows}
