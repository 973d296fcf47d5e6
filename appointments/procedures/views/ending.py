"""From the person chosen to the decision: the head's choice, the verification, the collective, the draft."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from appointments.competitions.views.parts import StepPage, ask_password, leads
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.decisions.forms import CheckForm, DraftForm
from appointments.decisions.rules import CHECKS
from appointments.decisions.views.posts import drafted
from appointments.procedures import commands, forms, queries
from appointments.procedures.case import title_of
from appointments.procedures.models import Procedure
from appointments.procedures.views.parts import bp, found
from appointments.web import policy, steps
from appointments.web.db import db

for _process in ("civil_appointment", "public_appointment"):
    leads(_process, "choose", StepPage("procedures.choose", fulfils=("choice_is_among_them",)))
    leads(_process, "decide", StepPage("procedures.decide", fulfils=("collective_met",)))


@bp.route("/<uuid:id>/steps/choose", methods=["GET", "POST"])
@policy.requires("procedure:decide")
def choose(id: UUID) -> Any:
    """At 50 % the head chooses."""
    row, case = found(id)
    steps.opened(row, "choose", case, ("choice_is_among_them",))
    if again := ask_password(row.process, row.state, "choose"):
        return again
    form = forms.ChoiceForm(seen=row.version)
    form.person.choices = [SelectChoice(one.person_id.hex, one.person.full_name) for one in row.standing]
    back = url_for(".show", id=id)
    if not form.validate_on_submit():
        return render_template("procedures/form.html", form=form, back=back, title=title_of(row), button=_("Choose"))
    commands.choose(
        db.session, id, UUID(form.person.data), form.reason.data or "", by=form.by(back), now=clock.now()
    )  # fmt: skip
    return redirect(back, 303)


@bp.route("/<uuid:id>/checks/<item>", methods=["GET", "POST"])
@policy.requires("verification:write")
def check(id: UUID, item: str) -> Any:
    """What one verification of the chosen person found."""
    row, _case = found(id)
    if item not in CHECKS:
        raise NotFound(Procedure, item)
    form = CheckForm(seen=row.version)
    back = url_for(".show", id=id)
    if not form.validate_on_submit():
        return render_template(
            "procedures/form.html", form=form, back=back, title=CHECKS[item], button=_("Record what was found")
        )
    found_well, note = form.passed.data == "yes", form.note.data or ""
    commands.check(db.session, id, item, found_well, note, by=form.by(back), now=clock.now())
    return redirect(back, 303)


@bp.route("/<uuid:id>/steps/decide", methods=["GET", "POST"])
@policy.requires("procedure:decide")
def decide(id: UUID) -> Any:
    """What the collective resolved."""
    row, case = found(id)
    steps.opened(row, "decide", case, ("collective_met",))
    if again := ask_password(row.process, row.state, "decide"):
        return again
    form = forms.MinutesForm(seen=row.version)
    back = url_for(".show", id=id)
    if not form.validate_on_submit():
        return render_template("procedures/form.html", form=form, back=back, title=title_of(row), button=_("Record it"))
    commands.decide(db.session, id, form.minutes.data or "", by=form.by(back), now=clock.now(), seen=form.version)
    flash(_("Done. It is on record."), "success")
    return redirect(back, 303)


@bp.route("/<uuid:id>/draft", methods=["GET", "POST"])
@policy.requires("decision:draft")
def draft(id: UUID) -> Any:
    """Draft the decision; it is signed on its own pages."""
    row, _case = found(id)
    form = DraftForm(data={"kind": row.kind}, seen=row.version)
    form.offer(queries.KINDS)
    back = url_for(".show", id=id)
    if not form.validate_on_submit():
        return render_template(
            "procedures/form.html", form=form, back=back, title=title_of(row), button=_("Draft the decision")
        )
    made = commands.draft(db.session, id, drafted(form), by=form.by(back), now=clock.now())
    return redirect(url_for("decisions.show", id=made.id), 303)
