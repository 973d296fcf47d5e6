"""Style sheets, fonts and scripts: an address that changes with the content, so that browsers may keep them for ever.

Text is sent compressed. Only these fixed files are: a page that carries a token is never compressed together with
what the reader typed.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, current_app, request
from werkzeug.security import safe_join

YEAR = 365 * 24 * 3600
COMPRESSED = (".css", ".js", ".mjs", ".svg", ".txt", ".webmanifest")
REFERRING = (".css", ".js")
REFERENCE = re.compile(r'(?P<before>url\("|from "\./)(?P<name>[^":?#]+)(?P<after>"\)?)')
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".mjs")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent."""

    body: bytes
    packed: bytes | None
    digest: str
    kind: str


def init_app(app: Flask) -> None:
    """Serve static files from memory and put each one's digest into its address."""
    app.extensions["assets"] = {}
    app.view_functions["static"] = serve
    app.url_defaults(add_digest)


def asset(name: str) -> Asset | None:
    """The file of that name below the static folder, read once (in debug mode: read again when it changed)."""
    path = safe_join(str(current_app.static_folder), name)
    if path is None or not Path(path).is_file():
        return None
    known: dict[tuple[str, float], Asset] = current_app.extensions["assets"]
    key = (name, Path(path).stat().st_mtime)
    if key not in known:
        known[key] = read(Path(path))
    return known[key]


def read(path: Path) -> Asset:
    """Read and compress one file; what it refers to is named with its digest too."""
    body = path.read_bytes()
    if path.suffix in REFERRING:
        body = REFERENCE.sub(_with_digest, body.decode()).encode()
    packed = gzip.compress(body, 9, mtime=0) if path.suffix in COMPRESSED else None
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    kind = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    return Asset(body, packed, hashlib.sha256(body).hexdigest()[:12], kind)


def _with_digest(found: re.Match[str]) -> str:
    named = asset(found["name"])
    return f"{found['before']}{found['name']}{'?v=' + named.digest if named else ''}{found['after']}"


def add_digest(endpoint: str, values: dict[str, Any]) -> None:
    """Put the digest into the address of a static file."""
    if endpoint == "static" and "v" not in values and (found := asset(values["filename"])):
        values["v"] = found.digest


def serve(filename: str) -> Response:
    """Send a static file; for a year where the address names this very content."""
    found = asset(filename)
    if found is None:
        abort(404)
    packed = found.packed is not None and request.accept_encodings.quality("gzip") > 0
    response = Response(found.packed if packed else found.body, content_type=found.kind)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{found.digest}{'-gz' if packed else ''}")
    exact = request.args.get("v") == found.digest
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if exact else "public, no-cache"
    return response.make_conditional(request)  # type: ignore[return-value]
