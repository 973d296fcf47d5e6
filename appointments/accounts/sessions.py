"""How long a sign-in lasts: fifteen minutes without a request for staff, longer for candidates, twelve hours at most.

A weighty act needs the password once more unless it, or the last weighty act, was given within the last ten minutes.
Times are stamped into the signed session cookie. An expired session is ended before anything else looks at the request;
the gate then keeps what was typed and leads to the sign-in page.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, current_app, flash, redirect, request, session
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import url_for_security
from flask_security.utils import logout_user
from werkzeug.wrappers import Response

from appointments.accounts.web_user import all_roles, viewer
from appointments.core import clock
from appointments.web import drafts
from workflows.duties import STAFF
from workflows.engine import Process

View = TypeVar("View", bound=Callable[..., Any])
STAMP_EVERY = timedelta(seconds=30)


def init_app(app: Flask) -> None:
    """Watch every request."""
    app.config.setdefault("STAFF_IDLE", timedelta(minutes=15))
    app.config.setdefault("CANDIDATE_IDLE", timedelta(minutes=60))
    app.config.setdefault("LONGEST_SESSION", timedelta(hours=12))
    app.config.setdefault("PASSWORD_FRESH", timedelta(minutes=10))
    app.config["PERMANENT_SESSION_LIFETIME"] = app.config["LONGEST_SESSION"]
    app.before_request_funcs.setdefault(None, []).insert(0, watch)


def begin() -> None:
    """Stamp a session that has just begun."""
    session["began"] = session["seen"] = clock.now().timestamp()
    note_password()


def note_password() -> None:
    """The password was given just now."""
    session["password_given"] = clock.now().timestamp()


def watch() -> None:
    """End a session that has been idle or open for too long; else note that it is alive."""
    if request.endpoint in (None, "static", "healthz") or "_user_id" not in session:
        return
    now = clock.now()
    if is_over(now):
        logout_user()
        flash(_("You were signed out because nothing was done for a while. Sign in again to go on."), "info")
        return
    if now.timestamp() - session.get("seen", 0) > STAMP_EVERY.total_seconds():
        session["seen"] = now.timestamp()


def is_over(now: datetime) -> bool:
    """Whether the session of this request has lasted too long. Roles are read only when it makes a difference."""
    idle = now.timestamp() - session.get("seen", 0)
    if now.timestamp() - session.get("began", 0) >= _seconds("LONGEST_SESSION") or idle >= _seconds("CANDIDATE_IDLE"):
        return True
    if idle < _seconds("STAFF_IDLE"):
        return False
    person = viewer() if current_user.is_authenticated else None
    return person is not None and bool(all_roles(person) & STAFF)


def fresh(view: View) -> View:
    """Ask for the password again before a weighty act, unless it was just given; what was typed is kept."""

    @wraps(view)
    def asked(*args: Any, **kwargs: Any) -> Any:
        return ask_again() or view(*args, **kwargs)

    return asked  # type: ignore[return-value]


def ask_again() -> Response | None:
    """The way to the password page and back, or None where the password was given a short while ago."""
    if is_fresh():
        return None
    following = drafts.keep() if request.method not in ("GET", "HEAD") else request.full_path.rstrip("?")
    flash(_("This act needs your password once more."), "info")
    return redirect(url_for_security("verify", next=following), 303)


def ask_before(process: Process, trigger: str) -> Response | None:
    """The way to the password page where the step of the button that was pressed is weighty; None otherwise."""
    weighty = any(t.trigger == trigger and t.weighty for t in process.transitions)
    return ask_again() if weighty and request.method == "POST" else None


def is_fresh() -> bool:
    """Whether the password was given a short while ago in this session; who goes on with weighty acts is not asked.

    Flask-Security measures this by the machine's clock, and offers no other; the house's counts, as for the session. A
    stamp may lie a little ahead, by the clock of another machine.
    """
    if abs(clock.now().timestamp() - session.get("password_given", 0)) >= _seconds("PASSWORD_FRESH"):
        return False
    note_password()
    return True


def _seconds(setting: str) -> float:
    length: timedelta = current_app.config[setting]
    return length.total_seconds()
