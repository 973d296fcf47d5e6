"""Decisions from a file: the template, the dry run with each fault by its cell; entered, confirmed, taken back."""

from dataclasses import astuple
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer

from appointments.accounts.number import kept_hash
from appointments.accounts.sessions import ask_again
from appointments.competitions import queries as competitions
from appointments.competitions.views.parts import reach, viewer_id
from appointments.core import clock
from appointments.core.errors import Invalid, NotFound
from appointments.decisions import forms, import_template, imports, queries
from appointments.decisions.commands import importing as commands
from appointments.decisions.import_sheet import BadFile, lines
from appointments.decisions.imports import Entry
from appointments.decisions.models import Decision
from appointments.decisions.rules import KINDS
from appointments.decisions.views.parts import bp
from appointments.web import policy
from appointments.web.db import db
from appointments.web.filters import say
from appointments.web.i18n import language
from appointments.web.paging import asked_page
from workflows.calendar import local_day
from workflows.roles import AUTHORITY, PERSONNEL

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_TOLD, A_DAY = 200, 86_400
"""As many faults are listed at once; so many seconds a checked file may be kept."""


@bp.route("/import", methods=["GET", "POST"])
@policy.requires("decision:draft")
def import_file() -> Any:
    """Choose a file; on POST the dry run, which writes nothing."""
    form = forms.ImportForm()
    if not form.validate_on_submit():
        return render_template("decisions/import.html", form=form, files=queries.imported(db.session, reach()))
    try:
        report = imports.check(db.session, lines(form.file.data.read()), _ground())
    except BadFile as bad:
        form.file.errors = [say(bad.words)]
        return render_template("decisions/import.html", form=form, files=queries.imported(db.session, reach())), 422
    fits = bool(report.entries) and not report.faults and len(report.entries) <= commands.MOST
    return render_template(
        "decisions/import_report.html", report=report, faults=report.faults[:MOST_TOLD], most=commands.MOST,
        entries=report.entries[:MOST_TOLD], keeping=_keeping(_plain(report.entries)) if fits else None, kinds=KINDS,
        filename=form.file.data.filename,
    )  # fmt: skip


@bp.get("/import/template.xlsx")
@policy.requires("decision:draft")
def import_template_file() -> Response:
    """The empty file with its guide."""
    answer = Response(import_template.template(language()), content_type=XLSX)
    answer.headers["Content-Disposition"] = 'attachment; filename="decisions.xlsx"'
    return answer


@bp.post("/import/keep")
@policy.requires("decision:draft")
def keep_import() -> Any:
    """Enter what the dry run found in order; of a long file one portion, and the page asks for the next."""
    form = forms.KeepForm()
    try:
        batch, begun, rows = _sealer().loads(form.rows.data or "", max_age=A_DAY)
    except BadSignature:
        raise Invalid("The checked rows were kept too long or changed. Choose the file again.") from None
    here = url_for(".imported_file", batch=UUID(batch))
    entries, rest = [_entry(row) for row in rows[: commands.PORTION]], rows[commands.PORTION :]
    commands.enter(db.session, UUID(batch), entries, by=form.by(here), now=clock.now(), begun=begun)
    if rest:
        done = begun + len(entries)
        return render_template("decisions/import_going_on.html", done=done, all=done + len(rest), here=here,
                               keeping=_keeping([batch, done, rest]))  # fmt: skip
    flash(_("The decisions are drafted. They count when another person confirms them."), "success")
    return redirect(here, 303)


@bp.route("/imports/<uuid:batch>", methods=["GET", "POST"])
@policy.requires("decision:follow")
def imported_file(batch: UUID) -> Any:
    """What came from one file; the authority confirms it as a whole, whoever may takes it back as a whole."""
    mine = reach()
    counts = queries.counts_of_file(db.session, mine, batch)
    if not counts:
        raise NotFound(Decision, batch)
    page = asked_page(sum(counts.values()))
    rows = queries.of_file(db.session, mine, batch, page.first, page.size)
    form, asked = forms.FileStepForm(), request.form.get("trigger", "")
    if request.method == "POST" and (again := ask_again()):
        return again
    if not form.validate_on_submit() or asked not in ("confirm", "take_back"):
        return render_template("decisions/imported.html", form=form, rows=rows, page=page, kinds=KINDS, counts=counts,
                               portion=commands.PORTION, **_offers(rows, set(counts)))  # fmt: skip
    here = url_for(".imported_file", batch=batch)
    by, now = form.by(here), clock.now()
    if asked == "confirm":
        done, told = commands.confirm(db.session, batch, by=by, now=now), _("Every decision of the file is confirmed.")
        left = counts["drafted"] - len(done)
    else:
        done = commands.take_back(db.session, batch, form.reason.data or "", by=by, now=now)
        told = _("The file is taken back; the ledger keeps what happened.")
        left = counts.get("drafted", 0) + counts.get("issued", 0) - len(done)
    if left:
        told = _("%(done)s decisions are done, %(left)s are left: press the button again.", done=len(done), left=left)
    flash(told, "success")
    return redirect(here, 303)


def _offers(rows: Any, states: set[str]) -> dict[str, bool]:
    """Which buttons the reader is shown; the command asks everything again."""
    roles = reach().roles
    is_own = any(row.drafted_by == viewer_id() for row in rows)
    return {
        "can_confirm": "drafted" in states and AUTHORITY in roles and not is_own,
        "can_take_back": ("drafted" in states and "issued" not in states and bool(roles & {PERSONNEL, AUTHORITY}))
        or ("issued" in states and AUTHORITY in roles),
    }


def _ground() -> imports.Ground:
    mine = competitions.reach_of(db.session, viewer_id(), clock.now(), [PERSONNEL])
    agencies = competitions.agencies_within(db.session, mine)
    return imports.ground(db.session, agencies, local_day(clock.now()), kept_hash)


def _sealer() -> URLSafeTimedSerializer:
    """What was checked travels with the page, signed for its reader."""
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=f"import:{viewer_id().hex}")


def _keeping(left: list[Any]) -> forms.KeepForm:
    """The form that carries what is still to be entered."""
    return forms.KeepForm(None, rows=_sealer().dumps(left))


def _plain(entries: list[Entry]) -> list[Any]:
    return [uuid4().hex, 0, [[_said(value) for value in astuple(one)] for one in entries]]


def _said(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else str(value) if isinstance(value, UUID) else value


def _entry(row: list[Any]) -> Entry:
    line, full_name, born, number_hash, post, kind, number, signed, effective, ends = row
    return Entry(
        line, full_name, born and date.fromisoformat(born), number_hash and bytes.fromhex(number_hash), UUID(post),
        kind, number, date.fromisoformat(signed), date.fromisoformat(effective),
        ends and date.fromisoformat(ends),
    )  # fmt: skip
