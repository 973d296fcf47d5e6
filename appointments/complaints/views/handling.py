"""The register of a round, one case with its steps, the findings, the suspension that it calls for."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.accounts import sessions
from appointments.competitions import context
from appointments.competitions import queries as competitions
from appointments.competitions.case import Asker
from appointments.competitions.standing import names_of
from appointments.competitions.views.parts import case_page, plain_step, reach, viewer_id
from appointments.complaints import commands, forms, queries, rules
from appointments.complaints.case import may_read, scopes_of, title_of
from appointments.complaints.models import Complaint
from appointments.complaints.views.parts import bp, found
from appointments.core import clock
from appointments.core.errors import Forbidden
from appointments.core.work import By
from appointments.web import policy
from appointments.web.db import db
from appointments.web.filters import say
from workflows.complaint import EXAMINERS, KINDS, NOT_VERIFIED
from workflows.roles import CANDIDATE, LABELS, Role


@bp.get("/rounds/<uuid:id>")
@policy.requires("complaint:follow")
def index(id: UUID) -> str:
    """The register of a round: the cases that the asker may know of."""
    round_ = competitions.round_for(db.session, id, reach())
    rows = known_to_asker(queries.register_of(db.session, id))
    return render_template(
        "complaints/index.html",
        round=round_,
        rows=rows,
        kinds=KINDS,
        about=rules.ABOUT,
        not_verified=NOT_VERIFIED,
        may_key=policy.may("complaint:key"),
    )


@bp.get("/<uuid:id>")
@policy.signed_in
def show(id: UUID) -> str:
    """One case: to whoever complained, and to those who deal with it."""
    row, case = found(id)
    is_own = case.actor.roles == {CANDIDATE}
    statement = row.statement
    sound = rules.seal(statement.name, statement.contact, statement.text, statement.salt) == row.seal
    deals = bool(case.actor.roles & set(EXAMINERS))
    return case_page(
        "complaints/show.html",
        row,
        case,
        () if is_own else scopes_of(row),
        lambda trigger: url_for(".step", id=id, trigger=trigger),
        is_own=is_own,
        statement=statement,
        is_sound=sound,
        title=title_of(row),
        about=rules.ABOUT[row.about],
        about_role=LABELS[Role(row.about_role)] if row.about_role else None,
        examiner="" if is_own else ", ".join(names_of(db.session, [row.examined_by]).values()),
        may_write=row.state == "examining" and row.examined_by == viewer_id(),
        may_suspend=deals and row.state in ("accepted", "examining") and row.hold_id is None,
        not_verified=NOT_VERIFIED,
    )


@bp.route("/<uuid:id>/steps/<any(" + ",".join(commands.STEPS) + "):trigger>", methods=["GET", "POST"])
@policy.signed_in
def step(id: UUID, trigger: str) -> Any:
    """Take up or not, transfer, examine, conclude; withdraw one's own."""
    row, case = found(id)
    facts = [{"key": _("Findings"), "value": row.findings}] if row.findings else []
    page = {"back": url_for(".show", id=id), "title": say(title_of(row)), "said": _("Done. It is on record.")}
    return plain_step(row, trigger, case, commands.take_step, facts=facts, **page)


@bp.route("/<uuid:id>/findings", methods=["GET", "POST"])
@policy.requires("complaint:deal")
def findings(id: UUID) -> Any:
    """Whoever examines writes down what was found."""
    row, _case = found(id)
    if row.examined_by != viewer_id():
        raise Forbidden("findings are written by whoever examines")
    form = forms.FindingsForm(data={"findings": row.findings})
    if not form.validate_on_submit():
        return render_template("complaints/findings.html", form=form, row=row, title=title_of(row))
    back = url_for(".show", id=id)
    commands.record_findings(db.session, id, form.findings.data or "", by=form.by(back), now=clock.now())
    return redirect(back, 303)


@bp.route("/<uuid:id>/suspension", methods=["GET", "POST"])
@policy.requires("complaint:deal")
def suspension(id: UUID) -> Any:
    """Ask for a suspension of the round because of this case, or place it."""
    row, _case = found(id)
    form = forms.SuspendForm()
    if not form.validate_on_submit():
        return render_template("complaints/suspension.html", form=form, row=row, title=title_of(row))
    if again := sessions.ask_again():
        return again
    back = url_for(".show", id=id)
    commands.suspend(db.session, id, form.reason.data or "", by=form.by(back), now=clock.now())
    return redirect(back, 303)


def known_to_asker(rows: Sequence[Complaint]) -> list[Complaint]:
    """The lines of the register that are for the asker; who asks is looked up once, however many lines there are."""
    context.load_agencies(db.session)
    asker = Asker.of(db.session, By(viewer_id()), clock.now())
    return [row for row in rows if may_read(row, asker.towards(scopes_of(row)), ())]
