"""The dossier as a task list: its pages of answers, each paper on its own page, the check, handing in, the receipt."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from appointments.applications import queries
from appointments.applications.case import application_case, closing, rules_of
from appointments.applications.commands import drafts, submission
from appointments.applications.forms import RegisterForm, SubmitForm, UploadForm
from appointments.applications.models import Application
from appointments.applications.views.parts import (
    SECTION,
    SECTIONS,
    answer_rows,
    bp,
    frozen_papers,
    is_stale,
    name_of,
    papers_wanted,
    person_rows,
    post_name,
    storage,
    viewer_by,
    viewer_id,
)
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.core.ledger.history import case_history
from appointments.web import policy
from appointments.web.db import db
from appointments.web.filters import day, say, size
from appointments.web.steps import ConfirmForm
from workflows import dossier
from workflows.engine import Option
from workflows.roles import CANDIDATE, PERSONNEL

HAND_IN = ("submit", "key_in")


@bp.get("/applications/<uuid:id>/tasks")
@policy.signed_in
def tasks(id: UUID) -> str | Response:
    """What is there and what is still missing, each with its page."""
    row = queries.written_by(db.session, id, viewer_id(), clock.now())
    if row.state not in drafts.EDITABLE:
        return redirect(url_for(".show", id=id), 303)
    option = hand_in_option(row)
    return render_template(
        "applications/tasks.html",
        row=row,
        post=post_name(row.contest),
        sections=section_tasks(row),
        papers=paper_tasks(row),
        closes_at=closing(row.contest),
        against=[r for r in option.refusals if r.guard != "declaration_is_made"],
        keyed=row.keyed_by == viewer_id(),
    )


@bp.route("/applications/<uuid:id>/answers/<section>", methods=["GET", "POST"])
@policy.signed_in
def answers(id: UUID, section: str) -> str | Response:
    """One page of questions; what is typed is kept by its button, complete or not elsewhere."""
    row = editable(id)
    if section not in SECTION:
        raise NotFound(Application, section)
    page = SECTION[section]
    form: Any = page.form(data={name: row.answers.get(name) for name in page.fields})
    if form.validate_on_submit():
        back = url_for(".tasks", id=id)
        given = {name: form[name].data for name in page.fields}
        drafts.save_answers(db.session, id, given, by=form.by(back), now=clock.now())
        return redirect(back, 303)
    return render_template(
        "applications/answers.html", row=row, form=form, page=page, post=post_name(row.contest), person=row.person
    )


@bp.route("/applications/<uuid:id>/papers/<kind>", methods=["GET", "POST"])
@policy.signed_in
def paper(id: UUID, kind: str) -> str | Response:
    """One paper: what is there now, and the file to put in or in its place."""
    row = editable(id)
    if kind not in dossier.PAPER:
        raise NotFound(Application, kind)
    wanted = dossier.PAPER[kind]
    form = UploadForm(dated=wanted.recent)
    if form.validate_on_submit():
        back = url_for(".paper", id=id, kind=kind)
        drafts.attach(
            db.session,
            id,
            kind,
            data=form.content,
            filename=form.filename,
            media_type=form.media_type,
            issued_on=form.issued_on.data,
            storage=storage(),
            by=form.by(back),
            now=clock.now(),
        )
        flash(_("The file was received and stored."), "success")
        return redirect(back, 303)
    rules = rules_of(row, clock.now())
    found = next((d for d in row.documents if d.kind == kind), None)
    return render_template(
        "applications/paper.html",
        row=row,
        form=form,
        kind=wanted,
        found=found,
        following=following(row),
        stale=found is not None and is_stale(kind, found.issued_on, row, rules),
        months=rules["dossier.max_age_months"],
        post=post_name(row.contest),
    )


def following(row: Application) -> dossier.PaperKind | None:
    """The first paper on the list that is not there yet."""
    there = {document.kind for document in row.documents}
    return next(iter(dossier.missing_papers(there, row.answers.get("source"))), None)


@bp.route("/applications/<uuid:id>/papers/<kind>/remove", methods=["GET", "POST"])
@policy.signed_in
def remove(id: UUID, kind: str) -> str | Response:
    """Take one paper out, after asking."""
    row = editable(id)
    found = next((d for d in row.documents if d.kind == kind), None)
    back = url_for(".tasks", id=id)
    if found is None:
        return redirect(back, 303)
    form = ConfirmForm()
    if form.validate_on_submit():
        drafts.remove(db.session, id, found.id, by=form.by(back), now=clock.now())
        flash(_("The paper was taken out."), "success")
        return redirect(back, 303)
    kinds = {"kind": dossier.PAPER.get(kind), "found": found}
    return render_template("applications/remove.html", row=row, form=form, post=post_name(row.contest), **kinds)


@bp.route("/applications/<uuid:id>/check", methods=["GET", "POST"])
@policy.signed_in
def check(id: UUID) -> str | Response:
    """Everything once more on one page, the declaration last; its button hands the dossier in."""
    row = queries.written_by(db.session, id, viewer_id(), clock.now())
    receipt_page = url_for(".receipt", id=id)
    keyed = row.keyed_by == viewer_id()
    form: Any = (RegisterForm if keyed else SubmitForm)(seen=row.version)
    if form.validate_on_submit():
        do = submission.key_in if keyed else submission.submit
        by = form.by(receipt_page)
        do(db.session, id, declared=form.declared.data, by=by, now=clock.now(), seen=form.version)
        return redirect(receipt_page, 303)
    if row.state not in drafts.EDITABLE:
        return redirect(receipt_page, 303)
    option = hand_in_option(row)
    return render_template(
        "applications/check.html",
        row=row,
        form=form,
        post=post_name(row.contest),
        person=person_rows(profile(row)),
        answers=answer_rows(row.answers, str(row.id)),
        papers=paper_rows(row),
        option=option,
        against=[r for r in option.refusals if r.guard != "declaration_is_made"],
        closes_at=closing(row.contest),
        keyed=keyed,
    )


@bp.get("/applications/<uuid:id>/receipt")
@policy.signed_in
def receipt(id: UUID) -> str | Response:
    """The proof that the dossier was handed in: for ever at the same address, for the candidate and for the officer."""
    row = queries.application(db.session, id)
    if viewer_id() != row.person_id:
        queries.for_staff(db.session, id, viewer_id(), clock.now())
    events = [e for e in case_history(db.session, row.case_key) if e.act.partition(".")[2] in HAND_IN]
    if not events:
        raise NotFound(Application, id)
    return render_template(
        "applications/receipt.html",
        row=row,
        post=post_name(row.contest),
        last=events[-1],
        earlier=events[:-1],
        papers=frozen_papers(row),
        kinds=dossier.PAPER,
        officer=name_of(row.keyed_by),
        mine=row.person_id == viewer_id(),
    )


def editable(id: UUID) -> Application:
    """The dossier that the asker may write now."""
    row = queries.written_by(db.session, id, viewer_id(), clock.now())
    if row.state not in drafts.EDITABLE:
        raise NotFound(Application, id)
    return row


def hand_in_option(row: Application) -> Option:
    """The step by which this dossier is handed in, with everything that stands against it now."""
    keyed = row.keyed_by == viewer_id()
    role, trigger = (PERSONNEL, "key_in") if keyed else (CANDIDATE, "submit")
    case = application_case(db.session, row, viewer_by(), clock.now())
    options = [o for o in row.process.outlook(row.state, case) if o.transition.trigger == trigger]
    return next(o for o in options if role in o.transition.roles)


def profile(row: Application) -> dict[str, Any]:
    """Who applies, as the register has it now; frozen when the dossier is handed in."""
    person = row.person
    return {name: getattr(person, name) for name in ("full_name", "birth_date", "gender", "email", "phone")}


def section_tasks(row: Application) -> list[dict[str, Any]]:
    """The pages of questions for the task list."""
    return [
        {"text": s.title, "href": url_for(".answers", id=row.id, section=s.key), "done": s.is_done(row.answers)}
        for s in SECTIONS
    ]


def paper_tasks(row: Application) -> list[dict[str, Any]]:
    """The papers for the task list: what is there with size and day, what is missing, what is too old."""
    rules, found = rules_of(row, clock.now()), {d.kind: d for d in row.documents}
    tasks = []
    for kind in papers_wanted(row.answers):
        document = found.get(kind.key)
        stale = document is not None and is_stale(kind.key, document.issued_on, row, rules)
        tasks.append(
            {
                "text": _("Upload: %(paper)s", paper=say(kind.label)),
                "href": url_for(".paper", id=row.id, kind=kind.key),
                "done": document is not None and not stale,
                "hint": f"{document.filename}, {size(document.size)}, {day(document.issued_on)}" if document else None,
                "status": _("Too old") if stale else None,
            }
        )
    return tasks


def paper_rows(row: Application) -> list[dict[str, Any]]:
    """The papers for the check, each with what is there."""
    found = {d.kind: d for d in row.documents}
    return [
        {
            "key": say(kind.label),
            "value": f"{d.filename} ({size(d.size)})" if (d := found.get(kind.key)) else _("missing"),
            "href": url_for(".paper", id=row.id, kind=kind.key),
        }
        for kind in papers_wanted(row.answers)
    ]
