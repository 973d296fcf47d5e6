"""The guard at the door, as the web sees it: which device this is, and whether it may try a password now."""

import secrets
from datetime import datetime, timedelta

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from appointments.accounts import lockout
from appointments.core import clock
from appointments.web.db import db

DEVICE_LIFE = timedelta(days=180)


def admit(email: str) -> datetime | None:
    """Count a try for this address; None to go on, else when it may be tried again from here."""
    return lockout.admit(db.session, _attempt(email), _key(), clock.now(), _limits())


def welcome(email: str) -> None:
    """The password was right: forget the failures, and know this device from now on."""
    lockout.succeed(db.session, _attempt(email), _key(), _limits())
    if _device(email) is None:
        name = _serializer().dumps([_account(email), secrets.token_hex(16)])
        after_this_request(lambda response: _set_cookie(response, str(name)))


def _attempt(email: str) -> lockout.Attempt:
    return lockout.Attempt(email, request.remote_addr or "unknown", _device(email))


def _device(email: str) -> str | None:
    """This browser's name, if this very account has signed in from it before."""
    try:
        account, name = _serializer().loads(request.cookies.get(_cookie(), ""))
    except (BadSignature, ValueError, TypeError):
        return None  # no cookie, or a made-up one: a strange device
    return str(name) if account == _account(email) else None


def _account(email: str) -> str:
    return lockout.digest(_key(), "account", email.strip().casefold())


def _key() -> str:
    return str(current_app.config["SECURITY_PASSWORD_SALT"])


def _limits() -> lockout.Limits:
    limits: lockout.Limits = current_app.config.get("SIGN_IN_LIMITS", lockout.Limits())
    return limits


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="known-device")


def _cookie() -> str:
    return "__Host-device" if current_app.config.get("SESSION_COOKIE_SECURE") else "device"


def _set_cookie(response: Response, name: str) -> Response:
    secure = bool(current_app.config.get("SESSION_COOKIE_SECURE"))
    seconds = int(DEVICE_LIFE.total_seconds())
    response.set_cookie(_cookie(), name, max_age=seconds, secure=secure, httponly=True, samesite="Lax", path="/")
    return response
