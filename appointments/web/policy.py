"""The gate in front of every page: what is not declared is refused.

A view says who may see it: `@public`, `@signed_in` or `@requires("application:submit")`. Views of libraries are
declared by endpoint with `declare`. Who is asking and what that person may do is told by the accounts feature, which
sets the three functions of `app.extensions["policy"]`. Which rows a person may see is decided in queries and commands.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Flask, current_app, g, has_request_context, redirect, request
from werkzeug.exceptions import Forbidden as NotAllowed
from werkzeug.wrappers import Response

from appointments.core.errors import Forbidden

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"
SIGNED_IN = "signed in"


class Undeclared(RuntimeError):
    """A view without @public, @signed_in or @requires: found in development, refused in production."""


def _nobody() -> Any | None:
    return None


def _nothing(user: Any, permission: str) -> bool:
    return False


def _sign_in(following: str) -> str:
    return f"/sign-in?next={quote(following)}"


def _unnamed(person: str) -> str | None:
    return None


@dataclass
class Policy:
    """Who asks, what they may do, where one signs in and out, how a person is called; set by the accounts feature."""

    user: Callable[[], Any | None] = _nobody
    may: Callable[[Any, str], bool] = _nothing
    sign_in_url: Callable[[str], str] = _sign_in
    name_of: Callable[[str], str | None] = _unnamed
    sign_out_url: str = ""
    account_page: str = ""
    endpoints: dict[str, str] = field(default_factory=dict)


def init_app(app: Flask) -> None:
    """Hang the gate before every request."""
    app.extensions["policy"] = Policy()
    declare(app, "static", PUBLIC)
    app.before_request(check)
    app.context_processor(lambda: {"viewer": user(), "may": may})


def of(app: Flask) -> Policy:
    """The policy of this application."""
    policy: Policy = app.extensions["policy"]
    return policy


def public(view: View) -> View:
    """Anybody may see this page."""
    return _mark(view, PUBLIC)


def signed_in(view: View) -> View:
    """Anybody who is signed in may see this page."""
    return _mark(view, SIGNED_IN)


def requires(permission: str) -> Callable[[View], View]:
    """Only who holds this permission may see the page."""
    return lambda view: _mark(view, permission)


def declare(app: Flask, endpoint: str, access: str) -> None:
    """Say who may see a page that a library brings: PUBLIC, SIGNED_IN or a permission."""
    of(app).endpoints[endpoint] = access


def access_of(app: Flask, endpoint: str) -> str | None:
    """Who may see this endpoint, as declared."""
    declared = of(app).endpoints.get(endpoint)
    return declared or getattr(app.view_functions.get(endpoint), "access", None)


def user() -> Any | None:
    """Who is signed in, or None."""
    if not has_request_context() or g.get("policy_asking"):
        return None
    g.policy_asking = True  # whoever looks the person up may itself ask for a language, and that asks for the person
    try:
        return of(current_app).user()
    finally:
        g.policy_asking = False


def may(permission: str) -> bool:
    """Whether the person asking holds the permission; for menus and links."""
    person = user()
    return person is not None and of(current_app).may(person, permission)


def check() -> Response | None:
    """Let the request through, send the person to sign in (their typing kept), or refuse."""
    if request.endpoint is None:
        return None  # no such page: the error table answers
    access = access_of(current_app, request.endpoint)
    if access is None:
        if current_app.debug or current_app.testing:
            raise Undeclared(f"{request.endpoint} has no @public, @signed_in or @requires")
        raise NotAllowed()
    if access == PUBLIC:
        return None
    if user() is None:
        return to_sign_in()
    if access != SIGNED_IN and not may(access):
        raise Forbidden(f"{request.endpoint} needs {access}")
    return None


def to_sign_in() -> Response:
    """The sign-in page, which leads back here; what was being sent is kept as a draft of its form."""
    from appointments.web import drafts

    following = drafts.keep() if request.method not in ("GET", "HEAD") else request.full_path.rstrip("?")
    return redirect(of(current_app).sign_in_url(following), 303)


def _mark(view: View, access: str) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view
