"""The one table from what went wrong to the page that says so. Views and commands catch nothing.

A page that answers a sent form keeps what was typed: it shows it for copying and leads back to the form, filled.
"""

import logging
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, make_response, redirect, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from appointments.core.errors import AlreadyDone, Forbidden, Invalid, NotFound, ReusedKey, Stale
from appointments.files.storage import Missing
from appointments.web import drafts, policy
from appointments.web.db import db
from workflows.engine import Refused, UnknownTrigger

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Hang up the table."""
    table: dict[type[Exception], Any] = {
        Refused: refused,
        Stale: stale,
        AlreadyDone: already_done,
        ReusedKey: reused_key,
        Invalid: invalid,
        NotFound: not_found,
        Forbidden: forbidden,
        UnknownTrigger: unknown_step,
        Missing: lost_file,
        CSRFError: expired,
        HTTPException: by_code,
        InternalServerError: broken,
    }
    for kind, answer in table.items():
        app.register_error_handler(kind, answer)


def refused(error: Refused) -> tuple[str, int]:
    """The step is not lawful now: every reason, with its clause, who can remove it, until when."""
    db.session.rollback()
    status = 403 if error.is_role else 409
    shown = {"refusals": error.refusals, "is_role": error.is_role, "kept": kept(), "back": came_from()}
    return render_template("errors/refused.html", **shown), status


def stale(error: Stale) -> tuple[str, int]:
    """Somebody else changed the case meanwhile: who, when, what; and the text typed here."""
    db.session.rollback()
    who = policy.of(current_app).name_of(error.changed_by) if error.changed_by else None
    return render_template("errors/stale.html", error=error, who=who, kept=kept()), 409


def already_done(error: AlreadyDone) -> Response:
    """The same request again: the same answer."""
    location = str(error.result.get("location", ""))
    own = location.startswith("/") and not location.startswith(("//", "/\\"))
    return redirect(location if own else request.path, 303)  # type: ignore[return-value]


def reused_key(error: ReusedKey) -> tuple[str, int]:
    """An old form sent with other content."""
    db.session.rollback()
    title = _("This form was already sent with other content")
    text = _("What was sent first stands. Open the page again to see it, and send a new form if more is needed.")
    return page(title, [text], 422, kept=kept())


def invalid(error: Invalid) -> Response | tuple[str, int]:
    """What was typed breaks a rule: said beside the field, by showing the same form again; else as a page."""
    db.session.rollback()
    endpoint = request.endpoint
    if endpoint and g.get("form") is not None and g.get("invalid") is None:
        g.invalid = error
        try:
            again = make_response(current_app.view_functions[endpoint](**(request.view_args or {})))
        except Invalid as second:
            log.info("the view of %s does not ask its form again: %s", endpoint, second)
        else:
            again.status_code = 422 if again.status_code == 200 else again.status_code
            return again
    return page(_("This cannot be accepted as it is"), [_(error.message, **error.params)], 422, kept=kept())


def not_found(error: NotFound) -> tuple[str, int]:
    """No such row, or not for the asker to know."""
    db.session.rollback()
    return by_number(404)


def forbidden(error: Forbidden) -> tuple[str, int]:
    """The asker's roles do not include this."""
    db.session.rollback()
    return by_number(403)


def unknown_step(error: UnknownTrigger) -> tuple[str, int]:
    """The case has moved to where this step no longer exists, or never did."""
    db.session.rollback()
    text = _("The case is no longer where this step begins. Open it again to see where it stands and what can be done.")
    return page(_("This step cannot be taken from here"), [text], 409, kept=kept())


def lost_file(error: Missing) -> tuple[str, int]:
    """A file that the rows name is not where files lie: a fault to be mended by whoever runs the installation."""
    db.session.rollback()
    log.error("the stored file %s is missing; `flask ledger verify` names its case", error)
    text = _("Its record stands and names its SHA-256. Tell whoever runs this installation: the copy must be put back.")
    return page(_("A file that belongs here is missing from the store"), [text], 500, kept=kept())


def expired(error: CSRFError) -> tuple[str, int]:
    """The page was open longer than its token lives; the text goes back into the form, to be sent by its author."""
    text = _("For your safety a page that was open for long is not accepted. Nothing was changed.")
    return page(_("This page was open for too long"), [text], 400, kept=kept())


def by_code(error: HTTPException) -> Any:
    """Any other answer of the HTTP layer."""
    if error.code is None or error.code < 400:
        return error.get_response()
    text, status = by_number(error.code)
    answer = make_response(text, status)
    for name, value in error.get_headers():
        if name in ("Retry-After", "Allow"):
            answer.headers[name] = value
    return answer


def by_number(code: int) -> tuple[str, int]:
    """The page for an HTTP status."""
    limit = current_app.config.get("FILE_LIMIT", 0) // 2**20
    texts = {
        401: (_("Please sign in"), _("This page is shown after signing in.")),
        403: (_("You may not open this page"), _("Your roles do not include it. Ask whoever assigns them.")),
        404: (_("Page not found"), _("The address may be mistyped, or what it showed is not for you to see.")),
        405: (_("This page does not take that request"), _("Go back and use the page's own buttons.")),
        413: (_("What you sent is too large"), _("Nothing was saved. A file may have up to %(size)s MB.", size=limit)),
        429: (_("Too many attempts"), _("Wait a few minutes and try again. Nothing was lost or changed.")),
    }
    other = (_("The request could not be understood"), _("Nothing was changed. Go back and try again."))
    title, text = texts.get(code, other)
    return page(title, [text], code)


def broken(error: InternalServerError) -> tuple[str, int]:
    """A fault of ours: a page that asks nothing of the database and tells nothing of the inside."""
    return render_template("errors/broken.html"), 500


def page(title: str, texts: list[str], status: int, kept: dict[str, Any] | None = None) -> tuple[str, int]:
    """A page of one message."""
    return render_template("errors/message.html", title=title, texts=texts, kept=kept, back=came_from()), status


def came_from() -> str | None:
    """The page of ours from which the person came here; the form itself, where something was sent from it."""
    came = urlsplit(request.referrer or "")
    is_itself = came.path == request.path and request.method in ("GET", "HEAD")
    if came.netloc != request.host or not came.path.startswith("/") or is_itself:
        return None
    return f"{came.path}?{came.query}".rstrip("?")


def kept() -> dict[str, Any] | None:
    """What was typed, for copying, and the address at which the form opens filled with it."""
    if request.method in ("GET", "HEAD"):
        return None
    form = g.get("form")
    labels = {name: str(field.label.text) for name, field in form._fields.items()} if form else {}
    shown = [(labels.get(name, name), value) for name, value in drafts.typed() if value.strip() and name != "author"]
    return {"fields": shown, "href": drafts.keep(), "files": bool(request.files)}
