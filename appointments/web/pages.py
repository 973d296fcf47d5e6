"""Pages that belong to no feature: the front page, and the living page of components (development and tests only).

A feature may put a panel on the front page (`views.FRONT`) and open a door from it (`views.DOORS`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, render_template, url_for
from flask_babel import lazy_gettext

from appointments.web import navigation, policy


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the front page: its template, what it shows (asked at each request), where it stands."""

    template: str
    context: Callable[[], dict[str, Any]]
    order: int = 50


@dataclass(frozen=True, slots=True)
class Door:
    """A button in the front page's opening: where it leads, what it says, where it stands, for whom (see `Entry`)."""

    label: Any
    endpoint: str
    order: int = 50
    audience: str = "everyone"


def init_app(app: Flask) -> None:
    """Add the front page; /style in development and tests."""
    app.extensions["front"] = []
    app.extensions["doors"] = []
    app.add_url_rule("/", "home", home)
    if app.debug or app.testing or app.config.get("STYLE_PAGE"):
        from appointments.web.style import style

        app.add_url_rule("/style", "style", style, methods=["GET", "POST"])


@policy.public
def home() -> str:
    """What this is, for whom, and where to go."""
    panels = sorted(current_app.extensions["front"], key=lambda panel: panel.order)
    context: dict[str, Any] = {}
    for panel in panels:
        context |= panel.context()
    return render_template("public/home.html", panels=panels, doors=doors(), **context)


def doors() -> list[dict[str, Any]]:
    """Where one can go from here: the features' doors, and signing in for who is not."""
    known = policy.user() is not None
    found = sorted(current_app.extensions["doors"], key=lambda door: door.order)
    shown = [{"label": d.label, "href": url_for(d.endpoint)} for d in found if navigation.is_for(d, known)]
    if not known:
        shown.append({"label": lazy_gettext("Sign in"), "href": policy.of(current_app).sign_in_url("/")})
    return shown
