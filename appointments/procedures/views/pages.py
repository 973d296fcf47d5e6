"""Ordinary appointments: the list, opening one, its page, its names, its conferences, its plain steps."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from appointments.accounts.models import Person
from appointments.accounts.searching import found_people
from appointments.competitions import queries as competitions
from appointments.competitions.views.parts import case_page, plain_step, reach, viewer_id
from appointments.conferences import queries as conferences
from appointments.conferences.case import is_told_to, is_voter
from appointments.conferences.models import Conference
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.decisions.rules import CHECKS, KINDS
from appointments.procedures import commands, forms, moving, queries
from appointments.procedures.case import scopes_of, title_of
from appointments.procedures.models import Procedure
from appointments.procedures.views.parts import bp, found
from appointments.web import policy
from appointments.web.db import db
from appointments.web.filters import say
from appointments.web.i18n import language
from appointments.web.paging import asked_page
from workflows.appointment import meeting_at
from workflows.calendar import local_day
from workflows.engine import Case
from workflows.roles import PERSONNEL
from workflows.voting import RESULTS, Result
from workflows.words import Words

OWN_PAGES = ("choose", "decide")


@bp.get("")
@policy.requires("procedure:follow")
def index() -> str:
    """The ordinary appointments within reach, the latest first."""
    query = queries.within(reach())
    page = asked_page(queries.count(db.session, query))
    rows = queries.rows(db.session, query, page.first, page.size)
    return render_template("procedures/index.html", rows=rows, page=page)


@bp.route("/new", methods=["GET", "POST"])
@policy.requires("procedure:prepare")
def new() -> Any:
    """Open an ordinary appointment to a post."""
    mine = competitions.reach_of(db.session, viewer_id(), clock.now(), [PERSONNEL])
    posts = competitions.posts_within(db.session, mine, local_day(clock.now()))
    form = forms.OpenForm(data={"kind": "FIRST_APPOINTMENT", "post": request.args.get("post", "")})
    labels = [SelectChoice(p.id.hex, f"{p.title(language())}, {p.agency.name(language())}") for p in posts]
    form.post.choices = [SelectChoice("", ""), *labels]
    form.kind.choices = [SelectChoice(key, say(KINDS[key])) for key in queries.KINDS]
    if not form.validate_on_submit():
        return render_template("procedures/new.html", form=form)
    by, ground = form.by(url_for(".index")), form.ground.data or ""
    made = commands.open_case(db.session, UUID(form.post.data), form.kind.data, ground, by=by, now=clock.now())
    return redirect(url_for(".show", id=made.id), 303)


@bp.get("/<uuid:id>")
@policy.requires("procedure:follow")
def show(id: UUID) -> str:
    """One ordinary appointment as a case."""
    row, case = found(id)
    is_officer = PERSONNEL in case.actor.roles
    meeting = meeting_at(row.law, row.state)
    held = conferences.of_parent(db.session, row.__process__, id)
    return case_page(
        "procedures/show.html",
        row,
        case,
        scopes_of(row),
        lambda trigger: address(row, trigger),
        title=title_of(row),
        law=row.law,
        kinds=KINDS,
        conferences=held,
        results={one.id: result_of(one, case) for one in held},
        meeting=meeting,
        newer=moving.newer_law(row, local_day(clock.now())),
        may_convene=is_officer and meeting is not None and not case.facts.convened,
        may_nominate=is_officer and row.state in commands.BEFORE_ROUTE,
        may_check=is_officer and row.state == "chosen",
        may_draft=is_officer and row.state == "decided" and case.facts.decision_state not in ("drafted", "issued"),
        items=CHECKS,
        checks={c.item: c for c in row.checks if c.person_id == row.chosen_id},
    )


@bp.get("/<uuid:id>/names")
@policy.requires("procedure:prepare")
def search(id: UUID) -> str:
    """Search for an eligible person."""
    row, _case = found(id)
    found_ones = found_people()
    known = [one.person.id for one in found_ones["people"]]
    return render_template(
        "procedures/search.html", row=row, title=title_of(row), listed={name.person_id for name in row.names},
        appointed=queries.appointed(db.session, row, local_day(clock.now()), known), **found_ones,
    )  # fmt: skip


@bp.route("/<uuid:id>/names/<uuid:person_id>", methods=["GET", "POST"])
@policy.requires("procedure:prepare")
def nominate(id: UUID, person_id: UUID) -> Any:
    """Put a person on the list."""
    row, _case = found(id)
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound(Person, person_id)
    form = forms.NomineeForm()
    back = url_for(".show", id=id)
    if not form.validate_on_submit():
        return render_template("procedures/nominate.html", form=form, row=row, person=person, title=title_of(row))
    commands.nominate(db.session, id, person_id, by=form.by(back), now=clock.now())
    return redirect(back, 303)


@bp.route("/<uuid:id>/conference", methods=["GET", "POST"])
@policy.requires("procedure:prepare")
def convene(id: UUID) -> Any:
    """Convene the conference of the present step."""
    row, case = found(id)
    meeting = meeting_at(row.law, row.state)
    if meeting is None:
        raise NotFound(Procedure, id)
    form = forms.NomineeForm()
    if not form.validate_on_submit():
        return render_template(
            "procedures/convene.html", form=form, row=row, meeting=meeting, title=title_of(row),
            small_unit=case.rules["vote.small_unit_all_staff"],
        )  # fmt: skip
    made = commands.convene(db.session, id, by=form.by(url_for(".show", id=id)), now=clock.now())
    return redirect(url_for("conferences.show", id=made.id), 303)


@bp.route("/<uuid:id>/steps/<any(" + ",".join(commands.STEPS) + "):trigger>", methods=["GET", "POST"])
@policy.requires("procedure:step")
def step(id: UUID, trigger: str) -> Any:
    """A step that needs only a yes or a reason."""
    row, case = found(id)
    page = {"back": url_for(".show", id=id), "title": say(title_of(row)), "said": _("Done. It is on record.")}
    return plain_step(row, trigger, case, commands.take_step, **page)


def result_of(row: Conference, case: Case) -> Words | None:
    """What a conference led to, unless it is kept from the asker."""
    if not row.result:
        return None
    is_open = is_told_to(row, case.actor.roles, lambda: is_voter(db.session, row, viewer_id()))
    return RESULTS[Result(row.result)] if is_open else None


def address(row: Procedure, trigger: str) -> str:
    """The page of a step."""
    if trigger in OWN_PAGES:
        return url_for(f".{trigger}", id=row.id)
    return url_for(".step", id=row.id, trigger=trigger)
