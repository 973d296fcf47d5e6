"""Inspectors' pages: the cases within reach, and one case with everything that was recorded of it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from appointments.audit import queries, reading
from appointments.competitions.standing import names_of
from appointments.competitions.views.parts import NOTED
from appointments.core import clock, directory, readings
from appointments.core.errors import Forbidden, NotFound
from appointments.files import svg
from appointments.notifications.queries import roles_towards
from appointments.notifications.views import case_href, find, newest, viewer_id
from appointments.notifications.within import Reach, reaches
from appointments.web import policy
from appointments.web.db import db
from appointments.web.i18n import language
from appointments.web.paging import asked_page
from appointments.web.steps import ReadingForm
from workflows.roles import Role

bp = Blueprint("audit", __name__, url_prefix="/audit")


@bp.get("")
@policy.requires("audit:read")
def index() -> str:
    """The cases within the inspector's reach, by kind and state."""
    reached = list(inspecting().values())
    counts = queries.counts(db.session, reached)
    process = asked("process", [kind.process for kind in directory.kinds()]) or "round"
    state = asked("state", [name for key, name in counts if key == process])
    total = sum(count for (key, name), count in counts.items() if key == process and state in ("", name))
    page = asked_page(total)
    lines = queries.cases(db.session, directory.kind(process), state, reached, page.first, page.size)
    return render_template(
        "audit/index.html",
        lines=lines,
        page=page,
        total=total,
        process=newest(process),
        filters=filters(counts, process, state),
    )


@bp.route("/cases/<key>", methods=["GET", "POST"])
@policy.requires("audit:read")
def case(key: str) -> Any:
    """One case: where it stands, every entry of its record, and what was seen and changed at each."""
    kind, row = find(key)
    roles = roles_towards(kind, row, inspecting())
    if not roles or reading.is_hidden(row):
        raise NotFound(kind.model, key)
    entries, given = queries.entries(db.session, key), reading.opening(row, roles)
    form = ReadingForm()
    if form.validate_on_submit():
        if given.role is None:
            raise Forbidden(f"the facts of {key} are not open to {sorted(roles)} in this phase")
        here = url_for(".case", key=key)
        readings.record(db.session, key, given.role, form.reason.data, by=form.by(here), now=clock.now())
        return redirect(here, 303)
    is_read = not given.needs_reason or readings.is_open(db.session, key, viewer_id(), clock.now())
    is_open = given.is_possible and is_read
    return render_template(
        "audit/case.html",
        row=row,
        title=kind.title(row),
        entries=shown(entries, reading.shut_tables(row) if is_open else None),
        form=form if given.needs_reason and not is_open else None,
        given=given,
        is_open=is_open,
        page_href=case_href(kind, row),
        drawing_svg=svg.draw(row.process, language(), row.state),
    )


def inspecting() -> dict[Role, Reach]:
    """The inspector's roles of the reader, each with its reach."""
    held = reaches(db.session, viewer_id(), clock.now())
    return {role: reach for role, reach in held.items() if role in reading.INSPECTORS}


def asked(name: str, known: list[str]) -> str:
    """A filter in the address, if it names something known."""
    value = request.args.get(name, "")
    return value if value in known else ""


def filters(counts: dict[tuple[str, str], int], process: str, state: str) -> list[dict[str, Any]]:
    """Kinds, and the states of the chosen kind, as links with their numbers."""
    kinds: dict[str, int] = {}
    for (key, _name), count in sorted(counts.items()):
        kinds[key] = kinds.get(key, 0) + count
    definition = newest(process)
    of_kind = [
        {"label": newest(key).label, "count": count, "href": url_for(".index", process=key), "current": key == process}
        for key, count in kinds.items()
    ]
    of_state = [
        {
            "label": label.label if (label := definition.states.get(name)) else name,
            "count": count,
            "href": url_for(".index", process=process, state="" if name == state else name),
            "current": name == state,
        }
        for (key, name), count in sorted(counts.items())
        if key == process
    ]
    return [{"title": _("Kind"), "links": of_kind}, {"title": _("State"), "links": of_state}]


def shown(entries: list[queries.Entry], shut: tuple[str, ...] | None) -> list[dict[str, Any]]:
    """Entries for the page, the latest first; `shut` are tables that stay closed, None closes everything."""
    people = names_of(db.session, (entry.person for entry in entries))
    return [
        {
            "entry": entry,
            "title": NOTED.get(entry.act.partition(".")[2]),
            "who": people.get(entry.person) if isinstance(entry.person, UUID) else None,
            "opened": None if shut is None else opened(entry, shut),
        }
        for entry in reversed(entries)
    ]


def opened(entry: queries.Entry, shut: tuple[str, ...]) -> dict[str, Any]:
    """What stands beside a leaf, without the rows of tables that stay closed."""
    rows = entry.opened.get("rows") or {}
    return {
        "reason": entry.opened.get("reason") or "",
        "facts": sorted((entry.opened.get("facts") or {}).items()),
        "detail": sorted((entry.opened.get("detail") or {}).items()),
        "rows": sorted(
            (key, sorted(columns.items())) for key, columns in rows.items() if key.partition(":")[0] not in shut
        ),
        "is_erased": not entry.opened,
    }
