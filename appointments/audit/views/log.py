"""Public pages of the log: its key, its latest signed heads, where an entry lies. Nothing here tells of a case."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask_babel import gettext as _

from appointments.audit import queries
from appointments.core.errors import NotFound
from appointments.core.ledger import checkpoint
from appointments.core.ledger.checkpoint import BadNote
from appointments.core.ledger.models import Head, Leaf
from appointments.web import policy
from appointments.web.db import db
from appointments.web.extensions import limiter

bp = Blueprint("ledger", __name__, url_prefix="/ledger")
TAIL = 4096


@bp.get("")
@policy.public
def index() -> str:
    """The latest signed heads, the public key, and how anybody checks the log."""
    heads = queries.heads(db.session)
    return render_template("audit/ledger.html", heads=heads, latest=heads[0] if heads else None, key=public_key())


@bp.get("/heads/<int:size>")
@policy.public
def head(size: int) -> Response:
    """One head as the signed note, to be kept elsewhere."""
    note = queries.head_note(db.session, size)
    if note is None:
        raise NotFound(Head, size)
    return Response(note, content_type="text/plain; charset=utf-8")


@bp.get("/leaf")
@policy.public
@limiter.limit("60 per minute")
def leaf() -> str:
    """Whether the entry of a receipt lies in the log, and where."""
    typed = request.args.get("hash", "").strip().lower()
    digest = as_digest(typed)
    wrong = _("The hash on a receipt has 64 digits and letters from a to f.") if typed and digest is None else None
    place = queries.place_of(db.session, digest) if digest else None
    return render_template("audit/leaf.html", typed=typed, digest=digest, place=place, wrong=wrong)


@bp.get("/leaf/<digest>/proof")
@policy.public
@limiter.limit("20 per minute")
def proof(digest: str) -> Response:
    """The proof that the latest head covers an entry, for a program or a patient reader."""
    found = queries.proof_of(db.session, given) if (given := as_digest(digest)) else None
    if found is None:
        raise NotFound(Leaf, digest)
    return Response(json.dumps(found, indent=1) + "\n", content_type="application/json")


def as_digest(text: str) -> bytes | None:
    """A SHA-256 written in hexadecimal digits."""
    return bytes.fromhex(text) if len(text) == 64 and set(text) <= set("0123456789abcdef") else None


def public_key() -> str | None:
    """The log's public key; None before anything was sealed. A page makes no key."""
    path = Path(current_app.config["LEDGER_KEY"])
    return str(checkpoint.load_or_create(path, current_app.config["ORIGIN"]).verifier) if path.exists() else None


def latest_head() -> dict[str, Any] | None:
    """The latest head for the foot of every page, from the file beside the key: it costs no statement."""
    path = checkpoint.heads_beside(Path(current_app.config["LEDGER_KEY"]))
    try:
        written = path.stat()
        with path.open("rb") as file:
            file.seek(max(0, written.st_size - TAIL))
            whole = [line for line in file.read().split(b"\n")[:-1] if line.startswith(b'"')]
        text, _signatures = checkpoint.split(json.loads(whole[-1]))
        said = checkpoint.parse_text(text)
    except (OSError, IndexError, ValueError, BadNote):
        return None  # nothing was sealed on this machine: the foot says nothing
    at = datetime.fromtimestamp(written.st_mtime, UTC)
    return {"number": said.size, "hash": said.root.hex(), "at": at, "href": url_for("ledger.index")}
