"""For the machine that watches: does this process answer, does its database, and does the worker live?"""

from pathlib import Path

import sqlalchemy as sa
from flask import Flask, current_app

from appointments.core import clock, heartbeat
from appointments.web import db, policy
from appointments.web.extensions import limiter


def init_app(app: Flask) -> None:
    """Add /healthz."""
    app.config.setdefault("HEARTBEAT", Path(app.config["VAR"]) / "worker.beat")
    app.add_url_rule("/healthz", "healthz", healthz)


@policy.public
@limiter.exempt
def healthz() -> dict[str, str]:
    """Answer when the database does; an error is a 500. A late worker is told and does not take the pages down."""
    db.session().execute(sa.select(1))
    return {"status": "ok", "worker": heartbeat.standing(current_app.config["HEARTBEAT"], clock.now())}
