"""Nothing that was typed is lost: a form that could not be taken (session over, case changed meanwhile) is kept.

The typed fields are kept encrypted; the key is in a cookie of that browser only, and the form opens filled again at
its own address with `?draft=ID`. The form carries a mark of the person for whom it was made (`author`), and is filled
again for that person alone. Passwords, codes, files and tokens are never kept.
"""

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken
from flask import Response, after_this_request, current_app, g, request
from limits import parse
from werkzeug.datastructures import ImmutableMultiDict

from appointments.core import clock
from appointments.web import policy
from appointments.web.db import db
from appointments.web.extensions import is_too_often
from appointments.web.models import Draft

LIFE = timedelta(hours=8)
LARGEST = 64 * 1024
RATE = parse("60 per hour")
NEVER_KEPT = ("password", "passwd", "secret", "csrf_token", "idem", "seen", "token", "code_2fa", "totp")
DRAFTS: sa.Table = Draft.metadata.tables[Draft.__tablename__]


def cookie_name() -> str:
    """The cookie that holds the key of this browser's latest draft."""
    return "__Host-draft" if current_app.config.get("SESSION_COOKIE_SECURE") else "draft"


def author_mark() -> str:
    """A mark of the person asking, empty for nobody; it tells forms of different people apart and names no one."""
    person = policy.user()
    if person is None:
        return ""
    text = f"author of a form {getattr(person, 'id', person)}"
    return hmac.new(str(current_app.secret_key).encode(), text.encode(), hashlib.sha256).hexdigest()[:24]


def typed() -> list[tuple[str, str]]:
    """What was typed into the form being sent, without what must never be kept."""
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if not any(word in name.lower() for word in NEVER_KEPT)
    ]


def keep() -> str:
    """Keep what is being sent; answer the address at which its form opens filled again."""
    pairs, (path, query) = typed(), form_address()
    body = json.dumps(pairs).encode()
    if not pairs or len(body) > LARGEST or too_many():
        return f"{path}?{query}".rstrip("?")
    db.session.rollback()  # ends the request's reading transaction, which on SQLite would keep this writer waiting
    key, row_id = Fernet.generate_key(), uuid4()
    now = clock.now()
    with db.engine.execution_options(writes=True).begin() as connection:
        connection.execute(sa.delete(DRAFTS).where(DRAFTS.c.expires_at < now))
        row = {"id": row_id, "path": path, "sealed": Fernet(key).encrypt(body), "expires_at": now + LIFE}
        connection.execute(sa.insert(DRAFTS).values(row))
    after_this_request(lambda response: _set_cookie(response, key.decode()))
    return f"{path}?{query}&draft={row_id}".replace("?&", "?")


def too_many() -> bool:
    """Whether this address has had enough drafts kept for now (never, where rates are switched off)."""
    return is_too_often(RATE, "draft")


def form_address() -> tuple[str, str]:
    """Path and query of the page that shows the form being sent: its own address, else the page it was sent from."""
    if request.url_rule is not None and "GET" in (request.url_rule.methods or ()):
        query = [pair for pair in request.args.items(multi=True) if pair[0] != "draft"]
        return request.path, urlencode(query)
    came = urlsplit(request.referrer or "")
    return (came.path, came.query) if came.netloc == request.host and came.path.startswith("/") else ("/", "")


def kept_form() -> ImmutableMultiDict[str, str] | None:
    """The draft that this address names, if it is of this page, this browser and this person."""
    if "kept_form" not in g:
        g.kept_form = _open(request.args.get("draft", ""), request.cookies.get(cookie_name(), ""))
    kept: ImmutableMultiDict[str, str] | None = g.kept_form
    return kept


def _open(row_id: str, key: str) -> ImmutableMultiDict[str, str] | None:
    if not row_id or not key or request.method != "GET":
        return None
    try:
        wanted = sa.select(DRAFTS).where(DRAFTS.c.id == UUID(row_id), DRAFTS.c.expires_at > clock.now())
        row = db.session.execute(wanted).first()
        body = Fernet(key.encode()).decrypt(row.sealed) if row and row.path == request.path else b""
    except (ValueError, InvalidToken):
        return None  # a made-up address or another browser's draft: the form opens empty
    pairs: Any = json.loads(body) if body else []
    form = ImmutableMultiDict([(str(name), str(value)) for name, value in pairs])
    return form if form and form.get("author", "") == author_mark() else None


def _set_cookie(response: Response, key: str) -> Response:
    secure = bool(current_app.config.get("SESSION_COOKIE_SECURE"))
    seconds = int(LIFE.total_seconds())
    response.set_cookie(cookie_name(), key, max_age=seconds, secure=secure, httponly=True, samesite="Lax", path="/")
    return response
