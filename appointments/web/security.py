"""What every answer and every request must satisfy, whatever feature it belongs to: headers, cookies, origin."""

from typing import Any

from flask import Flask, Response, abort, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from appointments.web import policy

CSP = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OWN_SITES = ("same-origin", "none")


LARGEST_NUMBER = 2**53 - 1


class Number(IntegerConverter):
    """A whole number in an address, no larger than every database can compare: a larger one names nothing."""

    def __init__(self, routes: Any, **bounds: Any):
        super().__init__(routes, **{"max": LARGEST_NUMBER, **bounds})


def init_app(app: Flask) -> None:
    """Set the cookies' attributes and hang the checks on every request and answer.

    TRUSTED_PROXIES says how many servers of ours stand in front and tell the visitor's address; without them nobody is
    believed about it.
    """
    secure = bool(app.config.get("SESSION_COOKIE_SECURE"))
    app.config.setdefault("REMEMBER_COOKIE_NAME", "__Host-remember" if secure else "remember")
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=secure,
    )
    app.url_map.converters["int"] = Number
    if proxies := int(app.config.get("TRUSTED_PROXIES", 0)):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.before_request(refuse_foreign_writes)
    app.after_request(add_headers)


def refuse_foreign_writes() -> None:
    """A browser that says the request was started by another site may not change anything here."""
    site = request.headers.get("Sec-Fetch-Site")
    if request.method not in SAFE_METHODS and site is not None and site not in OWN_SITES:
        abort(403)


def add_headers(response: Response) -> Response:
    """The headers of every answer; what a signed-in person sees is kept by no cache."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure or current_app.config.get("SESSION_COOKIE_SECURE"):
        response.headers.setdefault("Strict-Transport-Security", TWO_YEARS)
    if request.endpoint != "static":
        known = response.status_code >= 500 or policy.user() is not None
        response.headers["Cache-Control"] = "no-store" if known else "private, no-cache"
        response.vary.add("Cookie")
    return response
