"""Flask's extensions that need no more than to be switched on."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from limits import RateLimitItem

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True)


def is_too_often(rate: RateLimitItem, what: str) -> bool:
    """Count one more of `what` from this address; whether that is more than the rate (never, where rates are off)."""
    return limiter.enabled and not limiter.limiter.hit(rate, what, get_remote_address())


def init_app(app: Flask) -> None:
    """Attach them; after the gate of `policy`, so that an expired session is told as such and not as a bad token."""
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)  # a token lives as long as its session
    csrf.init_app(app)
    limiter.init_app(app)
