"""Reports of the indicator that are kept: the list, one report with what changed since, drawing up, freezing."""

import json
from typing import Any
from uuid import UUID

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as l_

from appointments.accounts.sessions import ask_again
from appointments.competitions.standing import names_of
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.core.work import By
from appointments.files.storage import Storage
from appointments.indicator import freezing, queries
from appointments.indicator.case import report_case, title
from appointments.indicator.commands import reports as commands
from appointments.indicator.definition import LATEST, Unknown, by_key
from appointments.indicator.forms import ReportForm
from appointments.indicator.models import Report
from appointments.indicator.rules import SENTENCES
from appointments.indicator.views.feeds import named, tagged
from appointments.indicator.views.parts import bp
from appointments.notifications.views import viewer_id
from appointments.web import policy, steps
from appointments.web.db import db
from appointments.web.filters import say
from workflows.calendar import local_day
from workflows.engine import Case
from workflows.roles import APPROVER, AUDITOR, AUTHORITY, PERSONNEL

READERS = {PERSONNEL, APPROVER, AUTHORITY, AUDITOR}
KINDS = {
    "added": l_("Not in the report, told today"),
    "removed": l_("In the report, no longer told today"),
    "changed": l_("Told otherwise today"),
}
STEP = "/indicator/reports/<uuid:id>/<any(freeze, drop):trigger>"


@bp.get("/indicator/reports")
@policy.public
def reports() -> str:
    """The frozen reports for everybody; to whoever draws them up or freezes them, all of them."""
    rows = queries.reports(db.session, frozen_only=not policy.may("indicator:plan"))
    return render_template("indicator/reports.html", rows=rows, title=title)


@bp.get("/indicator/reports/<uuid:id>")
@policy.public
def report(id: UUID) -> str:
    """One report: its figure, its head, its steps, and how today's data would tell it."""
    row = queries.report(db.session, id)
    case = case_of(row)
    if row.state != "frozen" and not case.actor.roles & READERS:
        raise NotFound(Report, id)
    told = json.loads(storage().get(row.file))
    now = queries.measure(db.session, by_key(row.definition), row.as_of)
    people = names_of(db.session, (row.drafted_by, row.frozen_by)) if case.actor.roles & READERS else {}
    return render_template(
        "indicator/report.html",
        row=row,
        title=title(row),
        told=told,
        now=now,
        differences=freezing.differences(told["decisions"], freezing.lines(now)),
        kinds=KINDS,
        reasons={sentence.key: say(sentence.reason) for sentence in SENTENCES},
        people=people,
        step_href=lambda trigger: url_for(".report_step", id=id, trigger=trigger),
        options=row.process.outlook(row.state, case) if case.actor.roles & READERS else [],
    )


@bp.get("/indicator/reports/<uuid:id>/file.json")
@policy.public
def report_file(id: UUID) -> Response:
    """The bytes that the ledger binds, to be kept and checked elsewhere."""
    row = queries.report(db.session, id)
    if row.state != "frozen" and not case_of(row).actor.roles & READERS:
        raise NotFound(Report, id)
    return named(tagged(storage().get(row.file), "application/json"), f"report-{row.as_of}-{row.file[:8]}.json")


@bp.route("/indicator/reports/new", methods=["GET", "POST"])
@policy.requires("report:create")
def draw_up() -> Any:
    """Draw a report up; another person freezes it."""
    asked = {"as_of": local_day(clock.now()), "definition": request.args.get("definition", LATEST.key)}
    form: Any = ReportForm(data=asked)
    if form.validate_on_submit():
        try:
            definition = by_key(form.definition.data.strip())
        except Unknown:
            form.definition.errors = [_("There is no definition of this number.")]
        else:
            back = form.by(url_for(".reports"))
            made = commands.draw_up(db.session, storage(), definition, form.as_of.data, by=back, now=clock.now())
            flash(_("The report is drawn up. Another person freezes it."), "success")
            return redirect(url_for(".report", id=made.id), 303)
    return render_template("indicator/draw_up.html", form=form)


@bp.route(STEP, methods=["GET", "POST"])
@policy.requires("report:drop")
def report_step(id: UUID, trigger: str) -> Any:
    """Freeze exactly this file, or drop it with a reason."""
    row, back = queries.report(db.session, id), url_for(".report", id=id)
    if trigger == "freeze" and (again := ask_again()):
        return again

    def do(form: Any) -> None:
        reason = form.reason.data if "reason" in form else ""
        commands.take_step(
            db.session, storage(), id, trigger, reason, by=form.by(back), now=clock.now(), seen=form.version
        )

    facts = [{"key": _("Figure"), "value": f"{row.n_exam}/{row.n_new}"}, {"key": "SHA-256", "value": row.file}]
    return steps.step_page(
        row, row.process, trigger, case_of(row), do=do, back=back, title=say(title(row)), facts=facts
    )


def case_of(row: Report) -> Case:
    """How the report stands for whoever looks."""
    return report_case(db.session, row, By(viewer_id() if policy.user() else None), clock.now())


def storage() -> Storage:
    """Where files lie."""
    return Storage(current_app.config["FILES"])
