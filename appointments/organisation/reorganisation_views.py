"""Pages of reorganisations: the list, a draft from its document, one of them with its steps."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from appointments.accounts import queries as accounts
from appointments.accounts.sessions import ask_before
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.organisation import forms, queries, reorganising, succession
from appointments.organisation.case import reorganisation_case
from appointments.organisation.kinds import title_of_reorganisation
from appointments.organisation.models import Reorganisation
from appointments.web import policy
from appointments.web.db import db
from workflows.reorganisation import KINDS

TOOK_EFFECT = ("confirmed", "revoked")


def add_to(bp: Blueprint) -> None:
    """Add the pages to the organisation's."""
    both = ["GET", "POST"]
    bp.add_url_rule("/reorganisations", "reorganisations", reorganisations)
    bp.add_url_rule("/reorganisations/new", "reorganise", reorganise, methods=both)
    bp.add_url_rule("/reorganisations/<uuid:id>", "reorganisation", reorganisation, methods=both)


@policy.requires("organisation:read")
def reorganisations() -> str:
    """Every reorganisation, the latest effect first; to whom drafts are no business, those that took effect."""
    rows = [row for row in succession.reorganisations(db.session) if _is_shown(row)]
    return render_template("organisation/reorganisations.html", rows=rows, kinds=KINDS)


@policy.requires("reorganisation:create")
def reorganise() -> Any:
    """Draft a reorganisation from its document; ?of=<short name> begins its first line."""
    form: Any = forms.ReorganisationForm()
    form.offer(queries.agencies(db.session))
    if not form.is_submitted() and (asked := request.args.get("of", "")) in form.known:
        form.pairs.data = f"{asked} > "
    if not form.validate_on_submit():
        return render_template("organisation/reorganise.html", form=form)
    plan = reorganising.Plan(
        form.kind.data, form.document.data, form.signed_on.data, form.effective_on.data, form.read, form.note.data or ""
    )
    by = form.by(url_for(".reorganisations"))
    saved = reorganising.draft(db.session, plan, by=by, now=clock.now())
    flash(_("The draft is kept. It takes effect when another person confirms it against the document."), "success")
    return redirect(url_for(".reorganisation", id=saved.id), 303)


@policy.requires("organisation:read")
def reorganisation(id: UUID) -> Any:
    """One reorganisation: its document, its pairs, who may confirm it; on POST the step of the button."""
    found = succession.reorganisation(db.session, id)
    if not _is_shown(found):
        raise NotFound(Reorganisation, id)
    form = forms.ParameterDecisionForm(seen=found.version)
    trigger = request.form.get("trigger", "")
    if again := ask_before(found.process, trigger):
        return again
    if not form.validate_on_submit() or not trigger:
        return _show(found, form)
    here, reason = url_for(".reorganisation", id=id), form.reason.data or ""
    reorganising.step(db.session, id, trigger, by=form.by(here), now=clock.now(), seen=form.version, reason=reason)
    flash(_("Done. Trees and reports of each day show the units of that day."), "success")
    return redirect(here, 303)


def _is_shown(row: Reorganisation) -> bool:
    """What is planned for a unit is told to those alone who deal with it; what a document ordered, to all staff."""
    return row.state in TOOK_EFFECT or policy.may("reorganisation:follow")


def _show(found: Reorganisation, form: Any) -> str:
    case = reorganisation_case(db.session, found, form.by(), clock.now())
    options = [o for o in found.process.outlook(found.state, case) if o.transition.acting_role(case.actor)]
    return render_template(
        "organisation/reorganisation.html",
        row=found,
        title=title_of_reorganisation(found),
        form=form,
        options=options,
        kinds=KINDS,
        known={one.id: one for one in db.session.info["agencies"]},
        drafter=accounts.name_of(db.session, found.drafted_by) if found.drafted_by else None,
    )
