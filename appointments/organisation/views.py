"""Pages of agencies, units, posts, the calendar and names of roles."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as l_
from werkzeug.wrappers import Response

from appointments.accounts import queries as accounts
from appointments.core import clock
from appointments.organisation import commands, forms, queries, regulation_views, reorganisation_views, succession
from appointments.organisation.commands import AgencyEntry, PostEntry
from appointments.organisation.models import Agency
from appointments.web import policy
from appointments.web.db import db
from appointments.web.fields import EARLIEST_YEAR, LATEST_YEAR
from appointments.web.navigation import OVERSIGHT, Entry
from workflows.calendar import local_day
from workflows.roles import Role

bp = Blueprint("organisation", __name__, url_prefix="/organisation")
NAVIGATION = (Entry(l_("Agencies and rules"), "organisation.index", 70, "member", OVERSIGHT),)
regulation_views.add_to(bp)
reorganisation_views.add_to(bp)


@bp.get("/")
@policy.requires("organisation:read")
def index() -> str:
    """The agencies and units as the tree of a day: ?as_of=2025-06-30, today without it."""
    today = local_day(clock.now())
    as_of = asked_day(request.args.get("as_of", ""))
    branches = succession.tree(db.session, as_of or today)
    return render_template(
        "organisation/index.html", branches=branches, can_edit=can_edit(None), as_of=as_of or today, today=today,
        is_wrong=bool(request.args.get("as_of")) and as_of is None,
    )  # fmt: skip


@bp.route("/agencies/new", methods=["GET", "POST"])
@policy.requires("organisation:edit")
def new_agency() -> Any:
    """Enter an agency or unit."""
    return _agency_page(None)


@bp.get("/agencies/<uuid:agency_id>")
@policy.requires("organisation:read")
def agency(agency_id: UUID) -> str:
    """One agency: its place, its posts, the regulation it follows."""
    found = queries.agency(db.session, agency_id)
    came, became = succession.kin_of(db.session, agency_id)
    return render_template(
        "organisation/agency.html",
        agency=found,
        came=came,
        became=became,
        above=queries.lineage(found)[1:],
        below=[one for one in db.session.info["agencies"] if one.parent_id == agency_id],
        posts=queries.posts_of(db.session, agency_id),
        labels=accounts.role_labels(db.session, queries.scope_of(found)),
        kinds=queries.KINDS,
        ranks=queries.RANKS,
        can_edit=can_edit(found),
    )


@bp.route("/agencies/<uuid:agency_id>/edit", methods=["GET", "POST"])
@policy.requires("organisation:edit")
def edit_agency(agency_id: UUID) -> Any:
    """Correct an agency or unit."""
    return _agency_page(queries.agency(db.session, agency_id))


@bp.route("/agencies/<uuid:agency_id>/posts/new", methods=["GET", "POST"])
@policy.requires("organisation:edit")
def new_post(agency_id: UUID) -> Any:
    """Enter a leadership post."""
    return _post_page(queries.agency(db.session, agency_id), None)


@bp.route("/agencies/<uuid:agency_id>/posts/<uuid:post_id>", methods=["GET", "POST"])
@policy.requires("organisation:edit")
def edit_post(agency_id: UUID, post_id: UUID) -> Any:
    """Correct a leadership post."""
    return _post_page(queries.agency(db.session, agency_id), post_id)


@bp.route("/agencies/<uuid:agency_id>/roles", methods=["GET", "POST"])
@policy.requires("organisation:edit")
def role_names(agency_id: UUID) -> Any:
    """What the agency calls the roles."""
    found = queries.agency(db.session, agency_id)
    form = forms.role_names_form(accounts.role_labels(db.session, queries.scope_of(found)))
    if not form.validate_on_submit():
        return render_template("organisation/role_names.html", form=form, agency=found)
    labels = {role: (form[f"{role}_vi"].data or "", form[f"{role}_en"].data or "") for role in Role}
    commands.name_roles(db.session, found, labels, by=viewer_id(), now=clock.now())
    flash(_("Saved."), "success")
    return redirect(url_for(".agency", agency_id=agency_id), 303)


@bp.route("/calendar", methods=["GET", "POST"])
@policy.requires("organisation:read")
def calendar() -> Any:
    """The working calendar of a year: official days off, swaps, and what officers entered."""
    asked = forms.YearForm(request.args, meta={"csrf": False})
    year = (asked.year.data if asked.validate() else None) or local_day(clock.now()).year
    form = forms.DayForm()
    form.offer()
    if form.validate_on_submit():
        return _enter_day(form)
    known = queries.calendar(db.session, year, year)
    return render_template(
        "organisation/calendar.html",
        form=form,
        year=year,
        days=sorted({**known.days_off, **known.worked}.items()),
        worked=known.worked,
        overrides=queries.overrides(db.session, year),
        known_until=known.known_until,
        can_edit=policy.may("calendar:edit") and can_edit(None),
        today=local_day(clock.now()),
    )


@bp.post("/calendar/<uuid:override_id>/remove")
@policy.requires("calendar:edit")
def remove_day(override_id: UUID) -> Response:
    """Take back a day that was entered by mistake."""
    commands.forget_day(db.session, override_id, by=viewer_id(), now=clock.now())
    flash(_("The day follows the general calendar again."), "success")
    return redirect(url_for(".calendar"), 303)


def _enter_day(form: forms.DayForm) -> Any:
    """Save the day; where open deadlines run across it, show them first and ask once more."""
    day: date = form.day.data
    affected = queries.deadlines_across(db.session, [day], clock.now())
    if affected and request.form.get("sure") != "yes":
        return render_template("organisation/day.html", form=form, day=day, affected=affected)
    working = form.is_working.data == "yes"
    reason, source = form.reason.data, form.source.data
    commands.set_day(db.session, day, is_working=working, reason=reason, source=source, by=viewer_id(), now=clock.now())
    flash(_("The day is entered. Deadlines that begin from now on are counted with it."), "success")
    return redirect(url_for(".calendar", year=day.year), 303)


def _agency_page(found: Agency | None) -> Any:
    form = forms.AgencyForm(obj=found)
    form.offer(one for one in queries.agencies(db.session) if one is not found)
    if not form.is_submitted() and found is not None:
        form.parent_id.data = str(found.parent_id or "")
    if not form.validate_on_submit():
        return render_template("organisation/agency_form.html", form=form, agency=found)
    parent = UUID(form.parent_id.data) if form.parent_id.data else None
    entry = AgencyEntry(
        form.key.data,
        form.name_vi.data,
        form.name_en.data,
        form.kind.data,
        parent,
        form.valid_from.data,
        form.valid_to.data,
        form.note.data or "",
    )
    known = found.id if found else None
    saved = commands.save_agency(db.session, entry, by=viewer_id(), now=clock.now(), agency_id=known)
    flash(_("Saved."), "success")
    return redirect(url_for(".agency", agency_id=saved.id), 303)


def _post_page(agency: Agency, post_id: UUID | None) -> Any:
    found = queries.post(db.session, post_id) if post_id else None
    form = forms.PostForm(obj=found)
    form.offer()
    if not form.validate_on_submit():
        return render_template("organisation/post_form.html", form=form, agency=agency, post=found)
    entry = PostEntry(**{name: form[name].data for name in PostEntry.__dataclass_fields__})
    commands.save_post(db.session, entry, by=viewer_id(), now=clock.now(), agency_id=agency.id, post_id=post_id)
    flash(_("Saved."), "success")
    return redirect(url_for(".agency", agency_id=agency.id), 303)


def asked_day(text: str) -> date | None:
    """The day in an address, 2025-06-30; None where it says no day of the years that the house deals with."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if EARLIEST_YEAR <= day.year < LATEST_YEAR else None


def can_edit(agency: Agency | None) -> bool:
    """Whether the reader edits what belongs to this agency (None: to the city)."""
    return commands.may_edit(db.session, viewer_id(), queries.scopes_of(agency), clock.now())


def viewer_id() -> UUID:
    """The person who is signed in."""
    found = policy.user()
    assert found is not None  # the gate has checked it
    person: UUID = found.id
    return person
