"""POSTs handed straight to a WSGI application. `python -m bench.web ours URL` or `... bare URL` serves.

`ours` is the product with its whole gate (session, person, permission, CSRF, idempotency key, headers) and one more
page that fires the ring's next step. `bare` is Flask with one INSERT and nothing else.
"""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa
from flask import Blueprint, Flask, abort, redirect, request
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import config
from appointments.app import create_app
from appointments.core import sqlite
from appointments.core.db import make_engine
from appointments.web.db import session
from appointments.web.policy import requires
from appointments.web.steps import ConfirmForm
from bench import ours, protocol, workload
from tests.factories import accounts
from workflows.roles import PERSONNEL

EMAIL = "can-bo@example.vn"
PERMISSION = "application:accept"

bp = Blueprint("bench", __name__)


@bp.route("/bench/<uuid:case_id>", methods=["GET", "POST"])
@requires(PERMISSION)
def step(case_id: UUID) -> Response | str:
    """The form's hidden fields, or the step."""
    form = ConfirmForm()
    if form.validate_on_submit():
        ours.fire(session(), case_id, form.by("/"))
        return redirect("/", 303)
    return str(form.csrf_token()) if request.method == "GET" else abort(400)


def product(url: str) -> Flask:
    """The product on the bench's database, with somebody in it who may pass the gate."""
    now = datetime.now(UTC)
    folder = Path(str(sa.make_url(url).database)).parent
    app = create_app(config.Development({}, VAR=folder, DATABASE_URL=url, RATELIMIT_ENABLED=False, MAIL="file"))
    app.register_blueprint(bp)
    with Session(make_engine(url), expire_on_commit=False) as opened:
        officer = accounts.person(opened, "Cán bộ Mẫu", EMAIL, now)
        accounts.give(opened, officer.person_id, PERSONNEL, now)
        accounts.with_password(app, opened, officer, now)
    return app


def signed_in(app: Flask) -> tuple[str, str]:
    """The session's cookie and its CSRF token."""
    client: FlaskClient = app.test_client()
    client.environ_base["HTTP_USER_AGENT"] = protocol.BROWSER
    form = {"email": EMAIL, "password": accounts.PASSWORD, "csrf_token": _token(client.get("/sign-in").text)}
    answer = client.post("/sign-in", data=form)
    assert answer.status_code == 302, answer.text
    token = _token(client.get(f"/bench/{UUID(int=1)}").text)
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return f"{cookie.key}={cookie.value}", token


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page
    return found[1]


def serve_ours(url: str) -> None:
    """Signed-in POSTs, each with its own idempotency key."""
    app = product(url)
    cookie, token = signed_in(app)
    ids = [UUID(int=number) for number in workload.numbers(0)]

    def one(number: int) -> None:
        form = {"csrf_token": token, "idem": uuid4().hex}
        status, body, _ = protocol.post(app, f"/bench/{ids[number % len(ids)]}", cookie, form)
        assert status.startswith("303"), (status, body)

    protocol.serve(one, lambda: ours.totals(Session(make_engine(url)), ids))


def serve_bare(url: str) -> None:
    """Flask with nothing but one durable INSERT."""
    app = Flask("bare")
    connection = sqlite.driver().connect(str(sa.make_url(url).database), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE IF NOT EXISTS bench_note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")

    @app.post("/bench/<case_id>")
    def insert(case_id: str) -> str:
        connection.execute("INSERT INTO bench_note (text) VALUES (?)", (case_id,))
        return "ok"

    def one(number: int) -> None:
        status, _, _ = protocol.post(app, f"/bench/{number}", "", {"text": "x"})
        assert status.startswith("200"), status

    def totals() -> protocol.Answer:
        return {"rows": connection.execute("SELECT count(*) FROM bench_note").fetchone()[0]}

    protocol.serve(one, totals)


if __name__ == "__main__":
    {"ours": serve_ours, "bare": serve_bare}[sys.argv[1]](sys.argv[2])
