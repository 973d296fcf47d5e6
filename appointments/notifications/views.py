"""The first screen of everybody who is signed in: what waits for them, and what was sent to them."""

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as l_
from werkzeug.wrappers import Response

from appointments.accounts.queries import RoleNames
from appointments.applications import queries as applications
from appointments.applications.models import Application
from appointments.core import clock, directory
from appointments.core.cases import Cased
from appointments.core.directory import Kind
from appointments.core.errors import NotFound
from appointments.notifications import candidates, commands, queries, texts
from appointments.notifications.duties import duties_of
from appointments.notifications.models import Notice
from appointments.notifications.within import reaches
from appointments.web import policy
from appointments.web.db import db
from appointments.web.navigation import Entry
from appointments.web.pages import Door
from appointments.web.paging import Page, asked_page
from workflows import registry
from workflows.engine import Process
from workflows.roles import SYSADMIN, Role
from workflows.words import Words

bp = Blueprint("inbox", __name__)
NAVIGATION = (Entry(l_("My work"), "inbox.index", 5, "member"),)
DOORS = (Door(l_("Go to my work"), "inbox.index", 5, "member"),)
LATEST = 10
FIRST_STEPS = (
    ("organisation.index", l_("Agencies and posts"), l_("From the highest agency down; then the posts to be filled.")),
    (
        "accounts.people",
        l_("People and roles"),
        l_("Invite everybody who works here. One person proposes each role, another approves it."),
    ),
    (
        "organisation.calendar",
        l_("Working calendar"),
        l_("Days off and days worked instead, with the document that says so."),
    ),
    (
        "needs.index",
        l_("Posts to fill"),
        l_("The personnel officer begins with the need for an appointment; from there each page says what comes next."),
    ),
)
"""What a new installation begins with: the page, its name, what is done there."""


@bp.get("/inbox")
@policy.signed_in
def index() -> str:
    """What waits for the reader, the nearest deadline first, with the latest messages below."""
    held = reaches(db.session, viewer_id(), clock.now())
    groups = queries.waiting_for(db.session, viewer_id(), clock.now(), held=held)
    chosen = request.args.get("process", "")
    shown = [group for group in groups if chosen in ("", group.kind.process)]
    notices = queries.notices_of(db.session, viewer_id(), size=LATEST)
    every, unread = queries.counted(db.session, viewer_id())
    duties = [] if chosen else duties_of(db.session, viewer_id(), held)
    founds = policy.may("organisation:edit") and not (groups or duties) and not queries.is_running(db.session)
    return render_template(
        "notifications/inbox.html",
        groups=shown,
        duties=duties,
        is_staff=bool(held),
        first_steps=FIRST_STEPS if founds else (),
        called=called(),
        round_kind=directory.kind("round"),
        filters=filters(groups, chosen),
        messages=messages(notices),
        every=every,
        unread=unread,
        latest=LATEST,
        case_href=case_href,
        newest=newest,
    )


@bp.get("/inbox/<process>/<state>")
@policy.signed_in
def waiting(process: str, state: str) -> str:
    """All cases of one kind in one state that wait for the reader, page by page."""
    if not any(edition.key == process and state in edition.states for edition in registry.all_processes()):
        raise NotFound(Cased, f"{process}.{state}")
    size = 50
    wanted = asked_page(10**6, size)
    found = queries.waiting_for(
        db.session, viewer_id(), clock.now(), state=(process, state), first=wanted.first, size=size
    )
    group = found[0] if found else None
    page = Page(wanted.number, group.total if group else wanted.first, size)
    label = newest(process).states[state].label
    return render_template(
        "notifications/waiting.html", group=group, page=page, label=label, case_href=case_href, called=called()
    )


@bp.get("/inbox/messages")
@policy.signed_in
def all_messages() -> str:
    """Every message to the reader, page by page."""
    every, unread = queries.counted(db.session, viewer_id())
    page = asked_page(every)
    notices = queries.notices_of(db.session, viewer_id(), page.first, page.size)
    return render_template("notifications/messages.html", messages=messages(notices), page=page, unread=unread)


@bp.post("/inbox/messages/<uuid:id>/read")
@policy.signed_in
def read(id: UUID) -> Response:
    """Mark one message as read."""
    commands.mark_read(db.session, id, viewer_id(), clock.now())
    return redirect(back(), 303)


@bp.post("/inbox/messages/read")
@policy.signed_in
def read_all() -> Response:
    """Mark every message as read."""
    commands.mark_all_read(db.session, viewer_id(), clock.now())
    flash(_("All messages are marked as read."), "success")
    return redirect(back(), 303)


@bp.get("/cases/<key>")
@policy.signed_in
def case(key: str) -> Response:
    """The page of a case by the name that the ledger and the mails call it; 404 where it is not the reader's."""
    kind, row = find(key)
    if kind.owner(row) != viewer_id() and not deals_with(kind, row):
        own = candidates.own_application(db.session, key, viewer_id())
        if own is None:
            raise NotFound(kind.model, key)
        kind, row = find(f"application:{own.hex}")
    if isinstance(row, Application) and not applications.opens_to(db.session, row, viewer_id(), clock.now()):
        kind, row = find(f"contest:{row.contest_id.hex}")
    if not has_page(kind):
        raise NotFound(kind.model, key)
    return redirect(url_for(kind.endpoint, id=row.id), 303)


def find(key: str) -> tuple[Kind, Any]:
    """The case of that name; NotFound where the name is none."""
    process, _colon, number = key.partition(":")
    known = {kind.process for kind in directory.kinds()}
    if process not in known or len(number) != 32 or not set(number) <= set("0123456789abcdef"):
        raise NotFound(Cased, key)
    return directory.kind(process), directory.find(db.session, key)


def deals_with(kind: Kind, row: Any) -> bool:
    """Whether the reader holds a role towards the case; that of a system administrator is none."""
    held = reaches(db.session, viewer_id(), clock.now())
    return bool(queries.roles_towards(kind, row, held) - {SYSADMIN})


def filters(groups: list[queries.Group], chosen: str) -> list[dict[str, Any]]:
    """The kinds of cases that wait, with their numbers, as links that narrow the list."""
    counts: Counter[str] = Counter()
    for group in groups:
        counts[group.kind.process] += group.total
    found = [{"label": _("All"), "count": sum(counts.values()), "href": url_for(".index"), "current": not chosen}]
    for process, count in sorted(counts.items()):
        link = {"label": newest(process).label, "count": count, "href": url_for(".index", process=process)}
        found.append(link | {"current": chosen == process})
    return found


def messages(notices: Any) -> list[dict[str, Any]]:
    """Messages as a page shows them."""
    named = queries.titles(db.session, {notice.case_key for notice in notices})
    return [message(notice, named) for notice in notices]


def message(notice: Notice, named: dict[str, Any]) -> dict[str, Any]:
    """One message: what was done to which case, when, and whether it was read."""
    return {
        "id": notice.id,
        "done": texts.label(notice.message, notice.params),
        "title": named.get(notice.case_key),
        "text": notice.params.get("text"),
        "href": url_for(".case", key=notice.case_key),
        "at": notice.created_at,
        "is_read": notice.read_at is not None,
    }


def called() -> Callable[[Role, Kind, Any], Words]:
    """How a role towards a case is called: by the agency's own name for it, where it has one."""
    names = RoleNames(db.session)
    return lambda role, kind, row: names.of(role, kind.scopes(row))


def case_href(kind: Kind, row: Any) -> str:
    """The page of a case."""
    return url_for(kind.endpoint, id=row.id) if has_page(kind) else url_for(".case", key=row.case_key)


def has_page(kind: Kind) -> bool:
    """Whether the house as it stands shows cases of this kind."""
    return kind.endpoint in current_app.view_functions


def newest(process: str) -> Process:
    """The latest edition of a definition, for its name."""
    return [edition for edition in registry.all_processes() if edition.key == process][-1]


def back() -> str:
    """The list from which a button was pressed."""
    return url_for(".all_messages") if request.form.get("from") == "all" else url_for(".index")


def viewer_id() -> UUID:
    """The person who is signed in."""
    found = policy.user()
    assert found is not None  # the gate has checked it
    person: UUID = found.id
    return person
