"""Decisions of appointment: the list, one decision as a case and as it is printed, signed, cancelled, revoked."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from appointments.competitions.views.parts import ask_password, case_page, reach, viewer_id, weighty_step
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.decisions import forms, queries, wording
from appointments.decisions.case import decision_case, decision_scopes
from appointments.decisions.commands import decisions as commands
from appointments.decisions.models import Decision
from appointments.decisions.rules import KINDS, METHODS
from appointments.decisions.views.parts import bp, name_of, printed, viewer_by
from appointments.web import policy, steps
from appointments.web.db import db
from appointments.web.paging import asked_page
from workflows.calendar import local_day
from workflows.engine import Case

STATES = ("drafted", "issued", "revoked", "cancelled")
BY_THIS_FORM = ("number_is_given", "number_is_free", "dates_are_in_order", "signing_is_not_ahead")
"""Clauses that depend on what the form of the signing itself asks for; the command asks them again."""
OUT = ("issued", "revoked")


@bp.get("")
@policy.requires("decision:follow")
def index() -> str:
    """The decisions within reach, the latest first; ?state= narrows the list."""
    asked = request.args.get("state", "")
    state = asked if asked in STATES else ""
    query = queries.within(db.session, reach(), state)
    page = asked_page(queries.count(db.session, query))
    return render_template(
        "decisions/index.html", rows=queries.rows(db.session, query, page.first, page.size), page=page, state=state,
        states=STATES, kinds=KINDS, methods=METHODS,
    )  # fmt: skip


@bp.get("/<uuid:id>")
@policy.public
def show(id: UUID) -> str:
    """One decision: to staff the case, to the appointee and to everybody the paper once it is signed."""
    row = queries.decision(db.session, id)
    if is_staff(row):
        return staff_page(row)
    is_own = policy.user() is not None and viewer_id() == row.person_id
    if row.state != "issued" and not (is_own and row.state in OUT):
        raise NotFound(Decision, id)
    return render_template("decisions/public.html", decision=row, paper=printed(row, with_person=is_own), words=wording)


@bp.get("/<uuid:id>/paper")
@policy.public
def paper(id: UUID) -> str:
    """The decision alone, for printing."""
    row = queries.decision(db.session, id)
    is_known = is_staff(row) or (policy.user() is not None and viewer_id() == row.person_id and row.state in OUT)
    if row.state != "issued" and not is_known:
        raise NotFound(Decision, id)
    return render_template(
        "decisions/paper.html", decision=row, paper=printed(row, with_person=is_known), words=wording
    )


@bp.route("/<uuid:id>/steps/issue", methods=["GET", "POST"])
@policy.requires("decision:issue")
def issue(id: UUID) -> Any:
    """The authority gives number and day, and signs."""
    row = found(id)
    option = steps.opened(row, "issue", case_of(row), BY_THIS_FORM)
    if again := ask_password(row.process, row.state, "issue"):
        return again
    shown = {"number": row.number, "signed_on": row.signed_on or local_day(clock.now())}
    form = forms.SigningForm(data=shown, seen=row.version)
    back = url_for(".show", id=id)
    if not form.validate_on_submit():
        return render_template("decisions/issue.html", form=form, decision=row, option=option, back=back, kinds=KINDS)
    signing = commands.Signing(form.number.data or "", form.signed_on.data or local_day(clock.now()))
    commands.issue(db.session, id, signing, by=form.by(back), now=clock.now(), seen=form.version)
    flash(_("The decision is signed and issued."), "success")
    return redirect(back, 303)


@bp.route("/<uuid:id>/steps/cancel", methods=["GET", "POST"])
@policy.requires("decision:cancel")
def cancel(id: UUID) -> Any:
    """A draft is not issued."""
    row = found(id)
    back = url_for(".show", id=id)

    def do(form: Any) -> None:
        commands.cancel_draft(
            db.session, id, form.reason.data, by=form.by(back), now=clock.now(), seen=form.version
        )  # fmt: skip

    return weighty_step(row, row.process, "cancel", case_of(row), do=do, back=back, title=row.person.full_name)


@bp.route("/<uuid:id>/steps/revoke", methods=["GET", "POST"])
@policy.requires("decision:revoke")
def revoke(id: UUID) -> Any:
    """The authority revokes a decision from a day on, and says why."""
    row = found(id)
    option = steps.opened(row, "revoke", case_of(row))
    if again := ask_password(row.process, row.state, "revoke"):
        return again
    form = forms.RevocationForm(data={"on": local_day(clock.now())}, seen=row.version)
    back = url_for(".show", id=id)
    if not form.validate_on_submit():
        return render_template("decisions/revoke.html", form=form, decision=row, option=option, back=back)
    given = {"by": form.by(back), "now": clock.now(), "on": form.on.data, "seen": form.version}
    commands.revoke(db.session, id, form.reason.data or "", **given)
    flash(_("The decision is revoked. What follows for the post is a step of its own."), "success")
    return redirect(back, 303)


def staff_page(row: Decision) -> str:
    """A decision as a case: who drafted and signed it, what may be done, the paper itself."""
    return case_page(
        "decisions/show.html",
        row,
        case_of(row),
        decision_scopes(row),
        lambda trigger: url_for(f".{trigger}", id=row.id),
        decision=row,
        paper=printed(row, with_person=True),
        words=wording,
        drafter=name_of(row.drafted_by),
        signer=name_of(row.signed_by),
        kinds=KINDS,
        methods=METHODS,
    )


def found(id: UUID) -> Decision:
    """A decision that the asker deals with."""
    row = queries.decision(db.session, id)
    if not is_staff(row):
        raise NotFound(Decision, id)
    return row


def is_staff(row: Decision) -> bool:
    """Whether the asker deals with this decision by a role."""
    return policy.may("decision:follow") and queries.is_within(db.session, row, reach())


def case_of(row: Decision) -> Case:
    """How the decision stands for the person asking."""
    return decision_case(db.session, row, viewer_by(), clock.now())
