"""Decisions taken by the ordinary procedure, entered from paper: whom, for which post, under which number."""

from typing import Any
from uuid import UUID

from flask import current_app, redirect, render_template, url_for
from wtforms.fields import SelectChoice

from appointments.accounts.models import Person
from appointments.accounts.number import kept_hash
from appointments.accounts.searching import found_people
from appointments.competitions import queries as competitions
from appointments.competitions.views.parts import viewer_id
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.decisions import forms
from appointments.decisions.commands import decisions as commands
from appointments.decisions.rules import KINDS
from appointments.decisions.views.parts import bp
from appointments.decisions.views.posts import drafted
from appointments.organisation.models import Post
from appointments.web import policy
from appointments.web.db import db
from appointments.web.i18n import language
from workflows.roles import PERSONNEL


@bp.get("/ordinary")
@policy.requires("decision:draft")
def ordinary() -> str:
    """Search for the person who was appointed."""
    return render_template("decisions/search.html", **found_people())


@bp.route("/ordinary/known/<uuid:person_id>", methods=["GET", "POST"])
@policy.requires("decision:draft")
def record_known(person_id: UUID) -> Any:
    """Enter a decision about somebody whom the house knows."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound(Person, person_id)
    return _record(forms.OrdinaryForm(), person)


@bp.route("/ordinary/new", methods=["GET", "POST"])
@policy.requires("decision:draft")
def record_new() -> Any:
    """Enter a decision about somebody whom the house does not know yet."""
    return _record(forms.NewcomerForm(), None)


def _record(form: Any, person: Person | None) -> Any:
    mine = competitions.reach_of(db.session, viewer_id(), clock.now(), [PERSONNEL])
    posts = competitions.posts_within(db.session, mine)
    form.post.choices = [SelectChoice("", ""), *(SelectChoice(p.id.hex, label(p)) for p in posts)]
    form.offer(tuple(KINDS))
    if not form.validate_on_submit():
        return render_template("decisions/record.html", form=form, person=person)
    who = person.id if person is not None else appointee(form)
    by = form.by(url_for(".index"))
    made = commands.record_ordinary(db.session, UUID(form.post.data), who, drafted(form), by=by, now=clock.now())
    return redirect(url_for(".show", id=made.id), 303)


def appointee(form: forms.NewcomerForm) -> commands.Appointee:
    """Who was appointed, as typed from the paper."""
    number = form.national_id.data
    return commands.Appointee(
        full_name=form.full_name.data or "",
        birth_date=form.birth_date.data,
        number_hash=kept_hash(number) if number else None,
        current_post=form.current_post.data or None,
        is_synthetic=bool(current_app.config.get("DEMO")),
    )


def label(post: Post) -> str:
    """A post with its agency, in the reader's language."""
    return f"{post.title(language())}, {post.agency.name(language())}"
